"""「我的」: the way to the follower's own pages."""

from bot.context import Context
from bot.filters import Clicks, Says
from bot.router import Band, Router
from bot.wechat.account import Capability
from bot.wechat.reply import Reply, Text
from tickets.entering import ROOT, Entrance, link_path

WAY = """<a href="{url}">点这里打开您的页面</a>
看办到哪一步、传材料、存登记凭证、管自己的信息，都在里面。"""
ONCE = "链接 10 分钟内点开有效，只能用一次，别转给别人。过期了再发「我的」。"

router = Router(Band.COMMAND)


@router.on(Says("我的", "我的页面", "打开我的诉求", "打开我的页面", "个人中心"), Clicks("my"))
async def my_pages(context: Context) -> Reply:
    """Where the platform says who opens a page the plain address is enough; else a link that is good once."""
    if context.services.account.may(Capability.OAUTH):
        return Text(WAY.format(url=f"{context.services.settings.server.public_url}{ROOT}"))
    return await _link(context)


@router.on(Says("我的数据", "我的信息"))
async def my_data(context: Context) -> Reply:
    """A link for any browser, also where WeChat cannot say who it is."""
    return await _link(context)


async def _link(context: Context) -> Text:
    """It stands in the tag only: what staff see of the talk has no tags."""
    public_url = context.services.settings.server.public_url
    entrance = Entrance(await context.unit.session(), context.services.keys, context.now)
    token = await entrance.link(context.follower)
    return Text(f"{WAY.format(url=f'{public_url}{link_path(token)}')}\n{ONCE}")
