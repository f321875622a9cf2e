"""Two tickets of one worker about one thing: the newer goes into the older, and its number leads there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from knowledge.money import yuan
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.evidence import Evidences
from tickets.group_models import MergedTicket
from tickets.groups import Groups, Unfit
from tickets.instalments import Instalment
from tickets.lapsing import has_days
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.outbox import Kind, Outbox
from tickets.promises import Promises
from tickets.service import Tickets
from tickets.states import OPEN, State
from tickets.told import joined

INTO = "和编号 {number} 是同一件事，并过去一起办。"
FROM = "编号 {number} 是同一件事，并了进来。"
OTHER_SUM = "那一张说的是 {said}，请核实。"
TELL = "【工会答复】您登记的编号 {newer} 和编号 {older} 说的是一件事，我们合在编号 {older} 里一起办，材料都带过去了。"
THERE = {
    Line.OPENED: Line.SAID_THERE,
    Line.SAID: Line.SAID_THERE,
    Line.EVIDENCE: Line.SENT_THERE,
    Line.ANSWERED: Line.ANSWERED_THERE,
    Line.NOTE: Line.NOTE_THERE,
}
"""What the older ticket gets of the newer's history, and as what; how that one stood means nothing here."""


class Doubles:
    """Merging doubles, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._tickets, self._groups = Tickets(session, keys, now, rules), Groups(session, keys, now, rules)

    async def merge(self, newer: Ticket, older: Ticket, actor: str) -> None:
        """Moves what the newer ticket holds to the older, and tells the worker by the outbox.

        The newer one is withdrawn, keeps its own history, and can be taken up again as any withdrawn ticket.

        Raises:
            Unfit: "not one worker", "settled" (one of them is).
        """
        if newer.follower is None or newer.follower != older.follower or newer.id == older.id:
            raise Unfit("not one worker")
        if not {State(newer.state), State(older.state)} <= OPEN:
            raise Unfit("settled")
        if group := await self._groups.of(newer):
            await self._groups.leave(group, newer, actor)
            if await self._groups.of(older) is None:
                await self._groups.join(group, older, actor)
        first, second = numbers.shown(older.number), numbers.shown(newer.number)
        await self._words(newer, older)
        await self._facts(newer, older, actor)
        evidence = Evidences(self._session, self._keys, self._now)
        await evidence.transfer([piece.id for piece in await evidence.of(newer)], [newer], older)
        await self._tickets.write(older, actor, Line.MERGED_IN, FROM.format(number=second))
        await self._owed(newer, older)
        await self._tickets.write(newer, actor, Line.MERGED, INTO.format(number=first))
        await self._tickets.move(newer, State.WITHDRAWN, actor, INTO.format(number=first))
        await self._session.merge(MergedTicket(ticket_id=newer.id, into_id=older.id))
        text = TELL.format(newer=second, older=first)
        await Outbox(self._session, self._keys, self._now).put(older.follower, text, Kind.STATUS, about=older.number)

    async def into(self, tickets: Sequence[Ticket]) -> Mapping[int, str]:
        """The numbers of the tickets that merged ones went into, by the merged ones' id unless taken up again."""
        statement = select(MergedTicket.ticket_id, Ticket.number).join(Ticket, Ticket.id == MergedTicket.into_id)
        gone = [ticket.id for ticket in tickets if ticket.state == State.WITHDRAWN]
        if not gone:
            return {}
        rows = await self._session.execute(statement.where(MergedTicket.ticket_id.in_(gone)))
        return dict(rows.all())

    async def _words(self, newer: Ticket, older: Ticket) -> None:
        for event in await self._tickets.history(newer):
            line = Line.of(event.what)
            if line in THERE:
                body = self._tickets.read(newer, event.body)
                sealed = self._keys.seal(body, f"tickets:{older.number}") if body else None
                self._session.add(
                    TicketEvent(ticket_id=older.id, at=event.at, actor=event.actor, what=THERE[line], body=sealed)
                )

    async def _facts(self, newer: Ticket, older: Ticket, actor: str) -> None:
        """Fills what the older ticket was not told; of two sums the older's stands, and the other is put down."""
        mine = sum(claim.amount_fen or 0 for claim in older.claims)
        theirs = sum(claim.amount_fen or 0 for claim in newer.claims)
        if theirs and not mine:
            older.claims, newer.claims = list(newer.claims), []
        elif theirs and theirs != mine:
            said = OTHER_SUM.format(said=yuan(theirs))
            await self._tickets.write(older, actor, Line.NOTE, said)
        older.urgent = older.urgent or newer.urgent
        known, later = self._tickets.facts(older), self._tickets.facts(newer)
        told = {slot: value for slot, value in known.items() if value not in (None, "")}
        sides = [*known.get("also", ()), [newer.kind, later.get("topic")], *later.get("also", ())]
        also = [side for at, side in enumerate(sides) if side not in sides[:at]]
        self._tickets.put(older, {**joined(told, later), "also": also})
        old = newer.lapses_at if not has_days(later) else None  # told before facts were kept
        if old and (older.lapses_at is None or old < older.lapses_at):
            older.lapses_at, older.lapses_right = old, newer.lapses_right

    async def _owed(self, newer: Ticket, older: Ticket) -> None:
        """What was promised and agreed on the newer ticket, and what it brought, goes on with the older."""
        await Promises(self._session, self._keys, self._now).move(
            [one for one in (await self._tickets.timing(newer)).promises if one.is_open], older
        )
        moving = update(Instalment).where(Instalment.ticket_id == newer.id)
        await self._session.execute(moving.values(ticket_id=older.id))
        if older.recovered_fen is None:
            older.recovered_fen, newer.recovered_fen = newer.recovered_fen, None
        await self._tickets.retime(older)
