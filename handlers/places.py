"""Where to go, from the menu or a place on the map; and which words an answer names for it."""

from bot.context import Context
from bot.filters import Clicks, Sends
from bot.router import Band, Router
from bot.wechat.message import Location
from bot.wechat.reply import Reply, Text
from handlers.locating import near, tell
from union.place_words import Wanted

WAY = "要跑一趟的，发「{command}」看地址和电话。"
GO = "去哪办"
TO_KEEP = "要把这个位置交给工会作材料的，先登记，登记好了再发一遍。"
OF_TOPIC = {
    "劳动仲裁程序": "仲裁委在哪",
    "劳动监察投诉": "劳动监察在哪",
    "拖欠工资": "劳动监察在哪",
    "农民工工程欠薪": "劳动监察在哪",
    "社会保险": "社保局在哪",
    "工伤认定": "社保局在哪",
    "工伤待遇": "社保局在哪",
    "退休与养老": "社保局在哪",
    "失业保险": "社保局在哪",
    "法律援助": "法律援助在哪",
    "困难帮扶": "工会在哪",
    "工会与入会": "工会在哪",
}

router = Router(Band.COMMAND)


@router.on(Clicks("where"))
async def places(context: Context) -> Reply:
    """The numbers to call, and how to find the nearest."""
    return await tell(context, Wanted())


@router.on(Sends(Location))
async def nearest_to(context: Context) -> Reply:
    """The nearest offices, where no open ticket takes the place as evidence."""
    assert isinstance(context.message, Location)  # noqa: S101 (the filter says so)
    return Text(f"{await near(context, context.message, '')}\n\n{TO_KEEP}")


def way(topic: str) -> str:
    """What to write to learn where a matter of this topic is dealt with."""
    return WAY.format(command=OF_TOPIC.get(topic, GO))
