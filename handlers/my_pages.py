"""「我的」: the way to the follower's own pages."""

from bot.context import Context
from bot.filters import Clicks, Says
from bot.router import Band, Router
from bot.wechat.account import Capability
from bot.wechat.reply import Reply, Text
from tickets.entering import Entrance, landing, link_path

WAY = """<a href="{url}">点这里打开您的页面</a>
看办到哪一步、传材料、存登记凭证、管自己的信息，都在里面。"""
ONCE = "链接 10 分钟内点开有效，只能用一次，别转给别人。过期了再发「我的」。"

router = Router(Band.COMMAND)


@router.on(Says("我的", "我的页面", "打开我的诉求", "打开我的页面", "个人中心"), Clicks("my"))
async def my_pages(context: Context) -> Reply:
    """The way in."""
    return Text(await way(context, WAY))


@router.on(Says("我的数据", "我的信息"))
async def my_data(context: Context) -> Reply:
    """A link for any browser, also where WeChat cannot say who it is."""
    return Text(await _once(context, WAY))


async def way(context: Context, text: str, to: str = "") -> str:
    """`text` with the address of the follower's pages; `to` is one of tickets.entering.LANDINGS.

    Where the platform says who opens a page the plain address is enough; else a link that is good once.
    """
    if context.services.account.may(Capability.OAUTH):
        return text.format(url=f"{context.services.settings.server.public_url}{landing(to)}")
    return await _once(context, text, to)


async def _once(context: Context, text: str, to: str = "") -> str:
    """It stands in the tag only: what staff see of the talk has no tags."""
    token = await (await context.unit.using(Entrance)).link(context.follower)
    url = f"{context.services.settings.server.public_url}{link_path(token, to)}"
    return f"{text.format(url=url)}\n{ONCE}"
