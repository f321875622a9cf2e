"""「写材料」「仲裁申请书」: which papers fit, who takes them, and the way to fill them in."""

from collections.abc import Sequence

from bot.context import Context
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.my_pages import way
from rights.fitting import fitting, free_by
from rights.limits import Matter
from rights.paper import Form, discover
from tickets import number
from tickets.entering import PAPERS
from tickets.models import Ticket
from tickets.proving import matter_of
from tickets.service import Tickets

NAMES = {
    "仲裁申请书": "arbitration",
    "劳动仲裁申请书": "arbitration",
    "投诉书": "inspection",
    "劳动监察投诉书": "inspection",
    "支付令申请书": "payment-order",
    "工伤认定申请表": "injury",
    "工伤认定申请书": "injury",
    "法律援助申请表": "legal-aid",
    "法律援助申请书": "legal-aid",
    "授权委托书": "authorization",
    "被迫解除劳动合同通知书": "forced-resignation",
    "被迫离职通知书": "forced-resignation",
    "证据目录": "evidence-list",
    "集体申请人名册": "roster",
}
ANY = ("写材料", "写文书", "文书", "我的文书", "写申请书")
OF_TICKET = "您的单子（{kind}，编号 {number}）用得上的："
USUAL = "常用的："
LINE = "· {title}：交给{receiver}{free}"
FREE = "，不收费"
WAY = '<a href="{url}">点这里填</a>：您说过的先替您填好，能下载 Word，也能打印。'
SIGN = "里面的话您自己看一遍、改一改，签名要您自己签。拿不准的，回复「人工」。"
SHOWN = 4

router = Router(Band.COMMAND)


@router.on(Says(*ANY, *NAMES, *(f"写{name}" for name in NAMES)))
async def papers(context: Context) -> Reply:
    """The paper that is named, else those that fit the newest open ticket; and the way to the page."""
    named = NAMES.get(context.text) or NAMES.get(context.text.removeprefix("写"))
    lines = [_line(discover()[named])] if named else await _fitting(context)
    return Text("\n".join([*lines, "", await way(context, WAY, PAPERS), SIGN]))


async def _fitting(context: Context) -> Sequence[str]:
    services = context.services
    async with services.database.view() as session:
        found = await Tickets(session, services.keys, context.now, services.rules).of(context.follower, only_open=True)
    ticket: Ticket | None = next(iter(found), None)
    if ticket is None:
        return [USUAL, *map(_line, fitting(Matter.WAGES)[:SHOWN])]
    head = OF_TICKET.format(kind=ticket.kind, number=number.shown(ticket.number))
    return [head, *map(_line, fitting(matter_of(ticket.kind))[:SHOWN])]


def _line(form: Form) -> str:
    return LINE.format(title=form.title, receiver=form.receiver, free=FREE if free_by(form.name) else "")
