"""What comes next on a ticket, in the worker's words: what the union does by when, in the chat as on the pages."""

from datetime import datetime

from bot.core.clock import chinese_day, today
from tickets.clocks import Name, Stand
from tickets.timing import Timing

DUE = {Name.FIRST: "最晚{day}给您第一次答复", Name.STEP: "最晚{day}给您新的进展"}
LATE = {
    Name.FIRST: "本该{day}前给您第一次答复，已经晚了，工会标了超时",
    Name.STEP: "本该{day}前给您新的进展，已经晚了，工会标了超时",
}
PAUSED = "您补充以后，工会接着办"
PROMISED = "工会答应{day}前答复"
BROKEN = "工会答应{day}前答复，已经晚了，工会标了超时"
ABOUT = "{day}（估计）"
MERGED = "和编号 {number} 是一件事，合在那张上一起办"


def coming(timing: Timing, now: datetime) -> str:
    """What the union does next, and by when: what it promised, else what its own rules say; empty if nothing is due."""
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


def _day(at: datetime, now: datetime, estimated: bool) -> str:
    """11月24日, with the year where it is another one."""
    day = today(at)
    said = f"{day.month}月{day.day}日" if day.year == today(now).year else chinese_day(day)
    return ABOUT.format(day=said) if estimated else said
