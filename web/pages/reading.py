"""A ticket as its worker reads it: what happened and what comes next, in plain words. What staff write among themselves
and what nobody here knows how to say is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from knowledge.money import yuan
from tickets import number as numbers
from tickets.coming import MERGED, coming
from tickets.doubles import Doubles
from tickets.evidence import KINDS, Evidence, Evidences, Kept
from tickets.lines import WORDLESS, Line, seen
from tickets.models import Ticket, TicketEvent
from tickets.states import OPEN, SHOWN, State
from web.pages.page import Pages

MOST_TICKETS = 50
WORKER = "follower"
STATE = "单子转为：{state}"
NEXT = {
    State.NEW: "工会的人正在看您的诉求，受理后会答复您。",
    State.TAKEN: "工会的人正在办，有进展会答复您。",
    State.WAITING: "在等您补充情况：请看最近一条答复，把要的话或材料补上。",
    State.CLOSED: "这张单子已经办结。还没解决，在公众号里发「重新办理」。",
    State.WITHDRAWN: "这张单子已经撤回。想接着办，在公众号里发「重新办理」。",
}
BROKEN = "（这一项暂时打不开）"
LOST = "没能收下，请重新传一次"
COMING = "正在从微信取"

_log = get("pages")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `ours` where the union did it."""

    at: datetime
    what: str
    words: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, the `place`-th of its ticket; `shows` tells that there is a file to look at."""

    id: int
    place: int
    kind: str
    at: datetime
    says: str
    sha256: str
    size_bytes: int
    shows: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ticket states, opened."""

    story: str
    employer: str
    phone: str
    claims: Sequence[str]


class Reading:
    """Opens tickets over one session."""

    def __init__(self, pages: Pages, session: AsyncSession) -> None:
        self._session, keys, now = session, pages.services.keys, pages.clock()
        self._tickets = pages.tickets(session)
        self._evidence, self._now = Evidences(session, keys, now), now
        self._doubles = Doubles(session, keys, now, pages.services.rules)
        self._said_before = now - timedelta(seconds=pages.services.settings.desk.undo_s)

    async def mine(self, follower: str) -> Sequence[Ticket]:
        """A follower's tickets: the open ones first, then the newest."""
        statement = select(Ticket).where(Ticket.follower == follower).order_by(Ticket.id.desc()).limit(MOST_TICKETS)
        rows = (await self._session.scalars(statement)).all()
        return sorted(rows, key=lambda ticket: ticket.state not in OPEN)

    async def find(self, number: str) -> Ticket | None:
        """The ticket with this number, whosever it is."""
        return await self._tickets.find(number)

    def facts(self, ticket: Ticket) -> Facts:
        """What it states."""
        return Facts(
            self._opened(ticket, ticket.story),
            self._opened(ticket, ticket.employer),
            self._opened(ticket, ticket.phone),
            [_claim(one.kind, one.amount_fen, one.months) for one in ticket.claims],
        )

    async def steps(self, ticket: Ticket) -> Sequence[Step]:
        """What happened, newest first; pieces sent one after the other are one step."""
        steps: list[Step] = []
        for event in await self._tickets.history(ticket):
            step = self._step(ticket, event)
            if step and not (event.what == Line.EVIDENCE and steps and steps[-1].what == step.what):
                steps.append(step)
        return steps[::-1]

    async def coming(self, ticket: Ticket) -> str:
        """What the union does next, and by when. To be asked last: it marks promises that were kept."""
        into = await self._doubles.into([ticket])
        if ticket.id in into:
            return MERGED.format(number=numbers.shown(into[ticket.id]))
        return coming(await self._tickets.timing(ticket), self._now) if ticket.state in OPEN else ""

    async def pieces(self, ticket: Ticket) -> Sequence[Piece]:
        """What was sent along, in order."""
        return [self._piece(place, row) for place, row in enumerate(await self._evidence.of(ticket), 1)]

    def _step(self, ticket: Ticket, event: TicketEvent) -> Step | None:
        if event.what == Line.STATE and event.state:
            return Step(event.at, STATE.format(state=SHOWN[State(event.state)]), "", ours=event.actor != WORKER)
        line = Line.of(event.what)
        if line is None or not seen(line, event.actor):
            return None
        if line is Line.ANSWERED and event.at > self._said_before:  # it may still be taken back
            return None
        words = self._opened(ticket, event.body) if line not in WORDLESS else ""
        return Step(event.at, line.told, words, ours=event.actor != WORKER)

    def _piece(self, place: int, row: Evidence) -> Piece:
        try:
            note = self._evidence.note(row)
        except (KeyMissing, SealBroken):
            note = BROKEN
        says = {Kept.WAITING: COMING, Kept.LOST: LOST}.get(Kept(row.state), note)
        shows = row.state == Kept.KEPT and bool(row.content_type)
        return Piece(
            row.id,
            place,
            KINDS.get(row.kind, row.kind),
            row.arrived_at,
            says,
            row.sha256 or "",
            row.size_bytes or 0,
            shows,
        )

    def _opened(self, ticket: Ticket, sealed: bytes | None) -> str:
        try:
            return self._tickets.read(ticket, sealed)
        except (KeyMissing, SealBroken):
            _log.error("seal_does_not_open", ticket=ticket.id)
            return BROKEN


def state(ticket: Ticket) -> str:
    """Where it stands."""
    return SHOWN[State(ticket.state)]


def next_step(ticket: Ticket) -> str:
    """What comes next."""
    return NEXT[State(ticket.state)]


def is_open(ticket: Ticket) -> bool:
    """Whether something can still be added."""
    return ticket.state in OPEN


def _claim(kind: str, amount_fen: int | None, months: str | None) -> str:
    parts: Mapping[str, bool] = {
        f"{months}个月": months is not None,
        yuan(amount_fen or 0): amount_fen is not None,
    }
    return "，".join([kind, *(part for part, is_known in parts.items() if is_known)])
