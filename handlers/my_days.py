"""「我的期限」: the days on which rights are lost, by the dates told on the open tickets."""

from bot.context import Context
from bot.core.clock import chinese_day
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.my_pages import way
from rights.deadlines import Deadline
from rights.limits import WORKER
from tickets import number
from tickets.entering import DEADLINES
from tickets.lapsing import limits
from tickets.models import Ticket
from tickets.service import Tickets

MINE = ("我的期限", "我的时限")
ASKED = ("最晚哪天", "最晚到哪天", "最晚哪天要办", "还有几天", "期限")
NONE = """您没有正在办的单子，没有日子可算。
直接说是什么事、哪天发生的，比如：6月30日被辞退，没给补偿。"""
HEAD = "{kind}（编号 {number}）"
LINE = "· {title}：最晚{day}，还有{left}天"
TODAY = "· {title}：就是今天"
LOST = "· {title}：按您说的日子，{day}已经过了。请马上问 12348 或回复「人工」"
UNKNOWN = "· 还不知道哪天发生的，算不出日子。发「补充」说说日子就能算"
WAY = '<a href="{url}">点这里看凭哪一条、怎么办、加到手机日历</a>'
CARE = "拿不准的按早的那天算，别等到最后一天。"
MOST_TICKETS, MOST_DAYS = 3, 3

router = Router(Band.COMMAND)


@router.on(Says(*MINE, *ASKED))
async def my_days(context: Context) -> Reply | None:
    """The days of each open ticket; without one, a question is left to the knowledge."""
    async with context.services.database.view() as session:
        store = Tickets(session, context.services.keys, context.now, context.services.rules)
        tickets = await store.of(context.follower, only_open=True)
        parts = ["\n".join(_told(store, one, context)) for one in tickets[:MOST_TICKETS]]
    if not parts:
        return None if context.text in ASKED else Text(NONE)
    return Text("\n\n".join([*parts, f"{CARE}\n{await way(context, WAY, DEADLINES)}"]))


def _told(store: Tickets, ticket: Ticket, context: Context) -> list[str]:
    found = limits(ticket.kind, store.facts(ticket), context.today)
    mine = [one for one in found if one.day and one.right.whose == WORKER and not one.right.opens]
    head = HEAD.format(kind=ticket.kind, number=number.shown(ticket.number))
    return [head, *(map(_line, mine[:MOST_DAYS]) if mine else [UNKNOWN])]


def _line(one: Deadline) -> str:
    line = LOST if one.lost else LINE if one.days_left else TODAY
    return line.format(title=one.right.title, day=chinese_day(one.day) if one.day else "", left=one.days_left)
