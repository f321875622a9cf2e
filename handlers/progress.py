"""「查进度」: the follower's tickets in plain words, with what happens next and by when."""

from datetime import datetime

from bot.context import Context
from bot.core.clock import chinese_day, shown, today
from bot.filters import Clicks, Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number
from tickets.clocks import Name, Stand
from tickets.doubles import Doubles
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, SHOWN, State
from tickets.timing import Timing

NONE = """您还没有登记过诉求。
要登记，直接说是什么事就行，比如：老板欠我三个月工资一万八。"""
LINE = "{number}　{kind}\n{state}\n登记于{opened}，最近有动静是{moved}"
DUE = {Name.FIRST: "最晚{day}给您第一次答复", Name.STEP: "最晚{day}给您新的进展"}
LATE = {
    Name.FIRST: "本该{day}前给您第一次答复，晚了，工会在催办",
    Name.STEP: "本该{day}前给您新的进展，晚了，工会在催办",
}
PAUSED = "您补充以后，工会接着办"
PROMISED = "工会答应{day}前答复"
BROKEN = "工会答应{day}前答复，晚了，工会在催办"
ABOUT = "{day}（估计）"
MERGED = "和编号 {number} 是一件事，合在那张上一起办"
LAPSES = "别错过：{right}最晚{day}"
HEAD = "您登记的诉求："
TAIL = "要补充情况，直接发过来就记在最新一张没办完的单子上；急事打工会热线12351。"

router = Router(Band.COMMAND)


@router.on(Says("查进度", "查询进度", "进度", "我的诉求", "我的单子", "办到哪了", "查看进度"), Clicks("progress"))
async def progress(context: Context) -> Reply:
    """Lists the newest tickets; with one open, what is written next is put on it."""
    store = await context.unit.tickets()
    tickets = await store.of(context.follower)
    if not tickets:
        return Text(NONE)
    newest = next((ticket for ticket in tickets if ticket.state in OPEN), None)
    if newest is not None:
        await context.begin("adding", number=newest.number)
    into = await Doubles(await context.unit.session(), context.services.keys, context.now).into(tickets)
    lines = [await _line(store, ticket, context.now, into.get(ticket.id)) for ticket in tickets]
    return Text("\n\n".join([HEAD, *lines, TAIL]))


async def _line(tickets: Tickets, ticket: Ticket, now: datetime, into: str | None) -> str:
    state = State(ticket.state)
    mark = "【加急】" if ticket.urgent and state in OPEN else ""
    line = LINE.format(
        number=number.shown(ticket.number),
        kind=mark + ticket.kind,
        state=MERGED.format(number=number.shown(into)) if into else SHOWN[state],
        opened=shown(ticket.opened_at),
        moved=shown(ticket.moved_at),
    )
    coming = [_next(await tickets.timing(ticket), now), _lapses(ticket, now)] if state in OPEN else []
    return "\n".join(filter(None, [line, *coming]))


def _next(timing: Timing, now: datetime) -> str:
    """What the union does next, and by when: what it promised, else what its own rules say."""
    promise = next((one for one in timing.owed if one.promise is not None), None)
    if promise is not None and promise.promise is not None:
        day = _day(promise.due, now, promise.promise.estimated)
        return (BROKEN if promise.due < now else PROMISED).format(day=day)
    clock = next((one for one in timing.clocks if one.done_at is None and one.name in DUE), None)
    if clock is None:
        return ""
    if clock.due is None:
        return PAUSED
    patterns = LATE if clock.state is Stand.BROKEN else DUE
    return patterns[clock.name].format(day=_day(clock.due, now, clock.estimated))


def _lapses(ticket: Ticket, now: datetime) -> str:
    """The worker's own deadline, while it can be met."""
    if ticket.lapses_at is None or ticket.lapses_at < now:
        return ""
    return LAPSES.format(right=ticket.lapses, day=chinese_day(today(ticket.lapses_at)))


def _day(at: datetime, now: datetime, estimated: bool) -> str:
    """11月24日, with the year where it is another one."""
    day = today(at)
    said = f"{day.month}月{day.day}日" if day.year == today(now).year else chinese_day(day)
    return ABOUT.format(day=said) if estimated else said
