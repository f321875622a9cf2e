"""The call log of a ticket as staff read and keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI
from bot.core.errors import KeyMissing, SealBroken
from tickets.calls import Call, Called, Calls, Came, Whom
from tickets.models import Ticket
from tickets.service import Tickets
from web.desk import words
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.ticket.acting import MOST_REASON, checked, hold
from web.desk.ticket.reading import who

NO_WHOM, NO_CAME = "请选打给谁。", "请选打得怎么样。"
NO_TIME = "「什么时候打的」要在最近 7 天里，不能是以后。"
NO_MINUTES = "「说了几分钟」写 0 到 600 的整数，或者空着。"
SAY_WHAT = "说上话了，请写一句说了什么。"
CALLED = "记下了。"
ANSWERED = "记下了，算一次答复。"
OLDEST = timedelta(days=7)
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One call as staff read it."""

    id: int
    at: datetime
    by: str
    whom: str
    came: str
    minutes: int | None
    note: str


async def lines(
    desk: Desk, session: AsyncSession, tickets: Tickets, ticket: Ticket, names: Mapping[str, str]
) -> Sequence[Line]:
    """A ticket's calls, newest first; `names` is what colleagues are called, by sign-in name."""
    calls = Calls(session, desk.services.keys, tickets)
    rows = await calls.of(ticket)
    return [
        Line(row.id, row.at, who(row.actor, names), row.whom, row.came, row.minutes, _note(calls, ticket, row))
        for row in rows
    ]


async def call(desk: Desk, session: AsyncSession, deed: Deed, given: dict[str, str]) -> str:
    """Puts a call down; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    called = _called(given, checked(deed.text, MOST_REASON, ""), desk.clock())
    tickets, ticket = await hold(desk, session, deed)
    await Calls(session, desk.services.keys, tickets).put(ticket, deed.actor, called)
    return ANSWERED if called.whom is Whom.WORKER and called.came is Came.TALKED else CALLED


def _called(given: dict[str, str], note: str, now: datetime) -> Called:
    if given["whom"] not in list(Whom):
        raise NotDone(NO_WHOM)
    if given["came"] not in list(Came):
        raise NotDone(NO_CAME)
    came, minutes = Came(given["came"]), number_of(given["minutes"], MOST_MINUTES)
    if minutes is None and given["minutes"].strip():
        raise NotDone(NO_MINUTES)
    if came is Came.TALKED and not note:
        raise NotDone(SAY_WHAT)
    return Called(_at(given["at"], now), Whom(given["whom"]), came, minutes, note)


def _at(text: str, now: datetime) -> datetime:
    """The moment as a browser writes it, 2026-11-22T14:05 in Shanghai; now where nothing is written."""
    if not text.strip():
        return now
    try:
        at = datetime.fromisoformat(text.strip()[:16]).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise NotDone(NO_TIME) from None
    if not now - OLDEST <= at <= now + timedelta(minutes=2):
        raise NotDone(NO_TIME)
    return min(at, now)


def _note(calls: Calls, ticket: Ticket, row: Call) -> str:
    try:
        return calls.note(ticket, row)
    except (KeyMissing, SealBroken):
        return words.BROKEN
