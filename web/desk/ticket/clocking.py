"""A ticket's times as staff read and set them: its clocks with their pauses, what was promised, how hard it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.core.errors import KeyMissing, SealBroken
from tickets.clocks import Clock, Name, Stand
from tickets.models import WEIGHTS, Ticket, TicketEvent
from tickets.promises import Promise, Promises
from web.desk import words
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.ticket.acting import MOST_REASON, checked, hold

NAMES = {Name.FIRST: "第一次答复", Name.STEP: "下一次动静", Name.CLOSING: "办结", Name.PROMISE: "答应的事"}
RUNNING = "{due}前，还剩{left}"
PAUSED = "等职工补充，停着；恢复后还有{left}"
OVERDUE = "应在{due}前，已超时"
KEPT = "{done}，按时"
BROKEN = "{done}，超时（应在{due}前）"
ESTIMATED = "{year}年的放假安排还没公布，先按周一到周五估算。"
PAUSE = "{since} 到 {until}"
STILL = "现在"
PROMISE_KEPT, PROMISE_LATE, PROMISE_BROKEN, PROMISE_DROPPED = (
    "做到了",
    "做到了，但晚了",
    "过了日子还没做到",
    "已去掉：{why}",
)
PROMISE_OPEN = "还没到期"
NO_WEIGHT = "请从「一般」「难点」「特别复杂」里选一个。"
NO_PROMISE = "没有这个承诺，或者已经了结。"
WEIGHED = "已改为「{weight}」，办结期限跟着变。"
UNPROMISED = "已去掉。职工查进度不会再看到它。"
WHY = "请写一句为什么去掉。"


@dataclass(frozen=True, slots=True)
class Line:
    """One clock or promise as staff read it; `id` where it is a promise that can be dropped."""

    name: str
    says: str
    late: bool
    done: bool
    notes: Sequence[str] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Everything the card about times shows."""

    clocks: Sequence[Line]
    promises: Sequence[Line]
    weight: str
    weights: Sequence[str] = WEIGHTS


async def times(desk: Desk, session: AsyncSession, ticket: Ticket, events: Sequence[TicketEvent]) -> Times:
    """The times of a ticket: its first answer and closings, the last of its next steps, its promises."""
    now, keys, rules = desk.clock(), desk.services.keys, desk.services.rules
    found = await desk.tickets(session).timing(ticket, events)
    steps = [clock for clock in found.clocks if clock.name is Name.STEP]
    shown = [clock for clock in found.clocks if clock.name is not Name.STEP or clock is steps[-1]]
    promises = Promises(session, keys, now)
    return Times(
        clocks=[_clock(clock, rules.office.day, now) for clock in shown],
        promises=[_promise(promises, one, now) for one in found.promises],
        weight=ticket.weight,
    )


async def weigh(desk: Desk, session: AsyncSession, deed: Deed, weight: str) -> str:
    """Says how hard a ticket is to settle; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    if weight not in WEIGHTS:
        raise NotDone(NO_WEIGHT)
    if weight != ticket.weight:
        await tickets.weigh(ticket, weight, deed.actor)
    return WEIGHED.format(weight=weight)


async def unpromise(desk: Desk, session: AsyncSession, deed: Deed, promise: str) -> str:
    """Takes back a promise that was misread; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    why = checked(deed.text, MOST_REASON, WHY)
    found = await Promises(session, desk.services.keys, desk.clock()).get(ticket, number_of(promise) or 0)
    if found is None or not found.is_open:
        raise NotDone(NO_PROMISE, 409)
    await tickets.unpromise(ticket, found, deed.actor, why)
    return UNPROMISED


def lasting(seconds: float, day: timedelta) -> str:
    """Office time as people say it: 2 个工作日 3 小时; less than an hour in minutes."""
    days, rest = divmod(int(seconds), int(day.total_seconds()))
    hours, rest = divmod(rest, 3600)
    parts = [f"{days} 个工作日" if days else "", f"{hours} 小时" if hours else ""]
    return " ".join(filter(None, parts)) or f"{rest // 60} 分钟"


def _clock(clock: Clock, day: timedelta, now: datetime) -> Line:
    left = lasting(clock.left_s, day)
    due = words.moment(clock.due, now) if clock.due else ""
    done = words.moment(clock.done_at, now) if clock.done_at else ""
    if clock.state is Stand.BROKEN:
        says = (BROKEN if done else OVERDUE).format(due=due, done=done)
    else:
        says = {Stand.RUNNING: RUNNING, Stand.PAUSED: PAUSED, Stand.KEPT: KEPT}[clock.state].format(
            due=due, done=done, left=left
        )
    notes = [f"限 {clock.days} 个工作日"]
    if clock.pauses:
        spans = (
            PAUSE.format(since=words.moment(one.since, now), until=words.moment(one.until, now) if one.until else STILL)
            for one in clock.pauses
        )
        notes.append("等职工时不算：" + "；".join(spans))
    if clock.estimated and clock.due and not done:
        notes.append(ESTIMATED.format(year=today(clock.due).year))
    return Line(NAMES[clock.name], says, clock.state is Stand.BROKEN, bool(done), notes)


def _promise(promises: Promises, promise: Promise, now: datetime) -> Line:
    try:
        said, why = promises.read(promise, promise.words), promises.read(promise, promise.dropped_why)
    except (KeyMissing, SealBroken):
        said = why = words.BROKEN
    late = promise.is_broken(now)
    if promise.dropped_at:
        says = PROMISE_DROPPED.format(why=why)
    elif promise.ended_at:
        says = PROMISE_LATE if late else PROMISE_KEPT
    else:
        says = PROMISE_BROKEN if late else PROMISE_OPEN
    notes = [f"「{said}」"]
    if promise.estimated and promise.is_open:
        notes.append(ESTIMATED.format(year=today(promise.due_at).year))
    name = f"{words.moment(promise.due_at, now)}前"
    return Line(name, says, late, not promise.is_open, notes, promise.id if promise.is_open else None)
