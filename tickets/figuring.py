"""Counts tickets for reports: those that changed are put among the figures anew, and the sums moved by the difference.

A round takes some tickets whose `counted_at` is empty: new ones, changed ones, and all from before this was there. The
tickets are held while they are counted, so that whatever changes next empties `counted_at` again; two processes take
different tickets, and touch the sums in one order.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock, today
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from knowledge.normal import fold
from tickets.clocks import Clock as Running
from tickets.clocks import Name, Past, Rules, Stand, clocks
from tickets.figures import STEPS, SUMS, TOOK, Cell, Figure, Span, Tally
from tickets.group_models import Member, MergedTicket
from tickets.lines import Line
from tickets.models import Claim, Ticket, TicketEvent
from tickets.ratings import Content, Rating
from tickets.states import OPEN, State
from tickets.timing import OVERDUE
from tickets.workdays import Office

AT_ONCE = 25  # SQLite has one writer
AT_MOST = 1_000  # in one round
ON_DEMAND = 50  # before a page, which should not wait
ROUND_S = 5.0
UNCOUNTED = select(Ticket.id).where(Ticket.counted_at.is_(None))
READ = ("id number kind state urgent district team weight opened_at closed_at lapses_at due_at employer").split()
_log = get("figuring")

Place = tuple[str, date, int]  # span, its first day, cell
Row = Mapping[str, Any]


class Figuring:
    """The rounds of one process."""

    def __init__(self, database: Database, keys: Keyring, rules: Rules, clock: Clock) -> None:
        self._database, self._keys, self._rules, self._clock = database, keys, rules, clock

    async def round(self, most: int = AT_MOST) -> int:
        """Counts what changed, at most so many tickets; gives how many."""
        done = 0
        while done < most and await self._database.finds(UNCOUNTED):
            async with self._database.session() as session:
                count = await self.some(session)
            done += count
            if count < AT_ONCE:
                break
        return done

    async def waiting(self) -> int:
        """How many tickets still have to be counted; a few are counted first, many are left to the rounds."""
        async with self._database.view() as session:
            count = await session.scalar(select(func.count()).select_from(UNCOUNTED.subquery())) or 0
        return max(0, count - await self.round(ON_DEMAND)) if 0 < count <= ON_DEMAND else count

    async def some(self, session: AsyncSession) -> int:
        """Counts a few in the caller's transaction; gives how many."""
        columns = [getattr(Ticket, name) for name in READ]
        first = select(*columns, Ticket.recovered_fen).where(Ticket.counted_at.is_(None)).order_by(Ticket.id)
        rows = (await session.execute(first.limit(AT_ONCE).with_for_update(skip_locked=True, of=Ticket))).all()
        ids = [row.id for row in rows]
        if ids:
            fresh = await self._figures(session, rows, ids)
            before = await session.execute(select(*_COLUMNS).where(Figure.ticket_id.in_(ids)))
            old = [dict(row) for row in before.mappings()]
            await _replace(session, ids, fresh)
            await _move(session, old, fresh)
            await session.execute(update(Ticket).where(Ticket.id.in_(ids)).values(counted_at=self._clock()))
        return len(ids)

    async def _figures(self, session: AsyncSession, rows: Sequence[Any], ids: Sequence[int]) -> list[dict[str, Any]]:
        double = select(MergedTicket.ticket_id).where(MergedTicket.ticket_id.in_(ids))
        doubles = set((await session.scalars(double)).all())
        counted = [row for row in rows if not (row.id in doubles and row.state == State.WITHDRAWN)]
        cells = await _cells(session, counted)
        history = await _history(session, ids)
        claims = select(Claim.ticket_id, func.sum(Claim.amount_fen)).group_by(Claim.ticket_id)
        claimed = await _by_id(session, claims.where(Claim.ticket_id.in_(ids)))
        content = await _by_id(session, select(Rating.ticket_id, Rating.content).where(Rating.ticket_id.in_(ids)))
        groups = await _by_id(session, select(Member.ticket_id, Member.group_id).where(Member.ticket_id.in_(ids)))
        return [
            {
                **self._of(row, history[row.id]),
                "cell_id": cells[_cell(row)],
                "claimed_fen": int(claimed.get(row.id) or 0),
                "content": content.get(row.id, 0),
                "employer": -groups[row.id] if row.id in groups else self._employer(row),
            }
            for row in counted
        ]

    def _of(self, row: Any, history: Sequence[Past]) -> dict[str, Any]:
        """What the ticket and its history alone tell."""
        is_open, lapses = row.state in OPEN, row.lapses_at
        came_late = lapses is not None and lapses < row.opened_at
        first_s, in_time, due = _first(history, row.weight, self._rules, self._clock())
        return {
            "ticket_id": row.id,
            "day": today(row.opened_at),
            "state": row.state,
            "urgent": row.urgent,
            "escalated": any(past.what.startswith(OVERDUE) for past in history),
            "recovered_fen": row.recovered_fen or 0,
            "came_late": came_late,
            "lapsed": bool(lapses and not came_late and row.closed_at and not is_open and lapses < row.closed_at),
            "ended_on": today(row.closed_at) if row.state == State.CLOSED and row.closed_at else None,
            "first_s": first_s,
            "in_time": in_time,
            "took": None if first_s is None else bisect_left(STEPS, first_s),
            "due_at": row.due_at if is_open else None,
            "first_due_at": due if is_open else None,
            "lapses_at": lapses if is_open and not came_late else None,
        }

    def _employer(self, row: Any) -> int | None:
        """A number for the employer's name as it is written; None where none was told or it does not open."""
        if row.employer is None:
            return None
        try:
            name = "".join(fold(self._keys.open(row.employer, f"tickets:{row.number}"), {}).split())
        except (KeyMissing, SealBroken):
            _log.error("seal_does_not_open", ticket=row.id)
            return None
        return int(self._keys.index(f"report employer {name}")[:15], 16)


_COLUMNS = tuple(getattr(Figure, column.name) for column in Figure.__table__.columns)


def _first(
    history: Sequence[Past], weight: str, rules: Rules, now: datetime
) -> tuple[int | None, bool | None, datetime | None]:
    """Office time until the first answer (or closing) and whether it was soon enough; else when it is due."""
    running = clocks(history, weight, rules, now, Name.FIRST)
    gone = {past.at for past in history if past.what == Line.STATE and past.state == State.WITHDRAWN}
    for clock in running:
        if clock.done_at is not None and clock.done_at not in gone:
            return _worked(clock, clock.done_at, rules.office), clock.state is Stand.KEPT, None
    return None, None, next((clock.due for clock in running if clock.done_at is None), None)


def _worked(clock: Running, done_at: datetime, office: Office) -> int:
    """The office time a clock ran, without its pauses."""
    whole = office.between(clock.started, done_at)
    for pause in clock.pauses:
        whole -= office.between(pause.since, pause.until or done_at)
    return int(whole.total_seconds())


def _cell(row: Any) -> tuple[str, str | None, str | None]:
    return row.kind, row.district, row.team


async def _cells(session: AsyncSession, rows: Iterable[Any]) -> Mapping[tuple[str, str | None, str | None], int]:
    """The ids of the tickets' cells; those that are new are made."""
    wanted = {"\x1f".join(part or "" for part in _cell(row)): _cell(row) for row in rows}
    statement = select(Cell.kind, Cell.district, Cell.team, Cell.id).where(Cell.name.in_(wanted))
    found = {(kind, district, team): cell for kind, district, team, cell in (await session.execute(statement)).all()}
    missing = [name for name, cell in sorted(wanted.items()) if cell not in found]
    if not missing:
        return found
    rows_of = [dict(zip(("name", "kind", "district", "team"), (name, *wanted[name]), strict=True)) for name in missing]
    await session.execute(_inserting(session, Cell).on_conflict_do_nothing(), rows_of)
    return {(kind, district, team): cell for kind, district, team, cell in (await session.execute(statement)).all()}


async def _history(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, list[Past]]:
    columns = (TicketEvent.ticket_id, TicketEvent.at, TicketEvent.what, TicketEvent.state, TicketEvent.actor)
    statement = select(*columns).where(TicketEvent.ticket_id.in_(ids)).order_by(TicketEvent.at, TicketEvent.id)
    found: dict[int, list[Past]] = defaultdict(list)
    for ticket, at, what, state, actor in await session.execute(statement):
        found[ticket].append(Past(at, what, state, actor.partition(":")[0]))
    return found


async def _by_id(session: AsyncSession, statement: Any) -> dict[int, Any]:
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def _replace(session: AsyncSession, ids: Sequence[int], fresh: Sequence[dict[str, Any]]) -> None:
    await session.execute(delete(Figure).where(Figure.ticket_id.in_(ids)))
    if fresh:
        await session.execute(insert(Figure), list(fresh))


async def _move(session: AsyncSession, before: Iterable[Row], after: Iterable[Row]) -> None:
    """Takes the old figures out of the sums and puts the new ones in."""
    sums: dict[Place, Counter[str]] = defaultdict(Counter)
    for sign, rows in ((-1, before), (1, after)):
        for row in rows:
            _add(sums, row, sign)
    rows = [
        {"span": span, "start": start, "cell_id": cell, **{name: counts[name] for name in SUMS}}
        for (span, start, cell), counts in sorted(sums.items())
        if any(counts.values())
    ]
    if rows:
        adding = _inserting(session, Tally)
        table = Tally.__table__.c
        change = {name: table[name] + adding.excluded[name] for name in SUMS}
        await session.execute(
            adding.on_conflict_do_update(index_elements=["span", "start", "cell_id"], set_=change), rows
        )


def _add(sums: Mapping[Place, Counter[str]], row: Row, sign: int) -> None:
    for place in _places(row["day"], row["cell_id"]):
        for name, count in _counts(row).items():
            sums[place][name] += sign * count
    if row["ended_on"]:
        for place in _places(row["ended_on"], row["cell_id"]):
            sums[place]["ended"] += sign


def _places(day: date, cell: int) -> Iterable[Place]:
    return (Span.DAY, day, cell), (Span.MONTH, day.replace(day=1), cell)


def _counts(row: Row) -> dict[str, int]:
    """What one ticket adds to the sums of the day it was opened on."""
    return {
        "opened": 1,
        "closed": row["state"] == State.CLOSED,
        "withdrawn": row["state"] == State.WITHDRAWN,
        "urgent": row["urgent"],
        "escalated": row["escalated"],
        "claimed": row["claimed_fen"] > 0,
        "claimed_fen": row["claimed_fen"],
        "recovered": row["recovered_fen"] > 0,
        "recovered_fen": row["recovered_fen"],
        "content": row["content"] == Content.YES,
        "so_so": row["content"] == Content.SO_SO,
        "discontent": row["content"] == Content.NO,
        "answered": row["first_s"] is not None,
        "in_time": bool(row["in_time"]),
        **{name: row["took"] == place for place, name in enumerate(TOOK)},
        "came_late": row["came_late"],
        "lapsed": row["lapsed"],
    }


def _inserting(session: AsyncSession, table: type[Any]) -> Any:
    kind = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return kind(table)
