"""Where to go, from the menu or a place on the map; and which words an answer names for it."""

from bot.context import Context
from bot.filters import Clicks, Sends
from bot.router import Band, Router
from bot.wechat.message import Location
from bot.wechat.reply import Reply, Text
from handlers.locating import near, tell
from union.place_words import Wanted

TO_KEEP = "要把这个位置交给工会作材料的，先登记，登记好了再发一遍。"

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
