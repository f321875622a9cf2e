"""How often the account answered by itself, asked back, or handed over to people: counts by day, out of the journal.

They are kept when the words themselves are long gone, and hold nothing of them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, String, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.clock import Clock, today
from bot.core.crypt import Keyring
from bot.core.database import Base, Database, changed, ignoring
from bot.core.errors import NiangjiaError
from bot.core.log import get
from bot.journal_rows import JournalRow
from bot.wechat.packing import fields

SETTLED = timedelta(minutes=5)  # by then a message is committed and answered, or its answer was taken over
AT_ONCE, BATCHES = 1_000, 20
ROUND_S = 60.0
KNOWING = frozenset({"answer", "article", "choosing"})  # handlers that answer out of the knowledge base
MARK = "journal"
MOST_ACTION = 12

_log = get("counts")


class Outcome(StrEnum):
    """What came of a worker's message."""

    ANSWERED = "answered"
    CALCULATED = "calculated"
    ASKED_BACK = "asked back"
    INTAKE = "intake"
    HANDED_OVER = "handed over"
    SAFETY = "safety"
    SERVICE = "service"


_BY_ACTION = {
    "calculate": Outcome.CALCULATED,
    "suggest": Outcome.ASKED_BACK,
    "fallback": Outcome.ASKED_BACK,
    "intake": Outcome.INTAKE,
    "human": Outcome.HANDED_OVER,
    "safety": Outcome.SAFETY,
}


class TalkCount(Base):
    """How many messages of a day a handler answered with this action."""

    __tablename__ = "talk_counts"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    handler: Mapped[str] = mapped_column(String(64), primary_key=True)
    action: Mapped[str] = mapped_column(String(MOST_ACTION), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class CountMark(Base):
    """How far a table was counted: the id of the last row."""

    __tablename__ = "count_marks"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    upto: Mapped[int] = mapped_column(BigInteger)


class TalkCounting:
    """The rounds of one process; a row is counted once, in however many processes this runs."""

    def __init__(self, database: Database, keys: Keyring, clock: Clock) -> None:
        self._database, self._keys, self._clock = database, keys, clock

    async def round(self) -> int:
        """Counts what was said since the last round and is settled; gives how many messages it looked at."""
        done = 0
        for _ in range(BATCHES):
            count = await self._some()
            done += count
            if count < AT_ONCE:
                break
        return done

    async def _some(self) -> int:
        async with self._database.view() as session:
            mark = await session.scalar(select(CountMark.upto).where(CountMark.name == MARK)) or 0
            columns = (JournalRow.id, JournalRow.key, JournalRow.received_at, JournalRow.handler, JournalRow.reply)
            statement = select(*columns).where(JournalRow.id > mark).order_by(JournalRow.id).limit(AT_ONCE)
            rows = (await session.execute(statement)).all()
        settled = self._settled(rows)
        if not settled:
            return 0
        counts, unread = self._counted(settled)
        async with self._database.session() as session:
            await changed(session, ignoring(session.get_bind().dialect, CountMark), {"name": MARK, "upto": 0})
            moving = update(CountMark).where(CountMark.name == MARK, CountMark.upto == mark)
            if await changed(session, moving.values(upto=settled[-1].id)):
                await _add(session, counts)
                if unread:
                    _log.error("replies_not_counted", first=unread[0], rows=len(unread))
        return len(settled)

    def _settled(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Those before the first one that is too fresh."""
        fresh = self._clock() - SETTLED
        return rows[: next((place for place, row in enumerate(rows) if row.received_at >= fresh), len(rows))]

    def _counted(self, rows: Sequence[Any]) -> tuple[Mapping[tuple[date, str, str], int], Sequence[int]]:
        """(how many of each, the ids of those that are no reply of ours: they are passed over, the mark goes on)."""
        found: Counter[tuple[date, str, str]] = Counter()
        unread: list[int] = []
        for row in rows:
            try:
                if row.handler and (action := self._action(row)):
                    found[today(row.received_at), row.handler, action] += 1
            except ValueError:
                unread.append(row.id)
        return found, unread

    def _action(self, row: Any) -> str:
        """What kind of help a reply in words was; nothing for other replies and those that do not open.

        Raises:
            ValueError: what it holds is no reply.
        """
        if row.reply is None:
            return ""
        try:
            packed = self._keys.open_bytes(row.reply, f"journal:{row.key}")
        except NiangjiaError:
            return ""
        reply = fields(packed)
        if not isinstance(reply, dict) or "type" not in reply:
            raise ValueError("no type")
        action = str(reply.get("action", "")) if reply["type"] == "Text" else ""
        if len(action) > MOST_ACTION or not action.isprintable():
            raise ValueError("no action of ours")
        return action


async def outcomes(session: AsyncSession, first: date, last: date) -> Mapping[Outcome, int]:
    """How many messages of those days came to what."""
    columns = (TalkCount.handler, TalkCount.action, func.sum(TalkCount.count))
    statement = select(*columns).where(TalkCount.day.between(first, last)).group_by(TalkCount.handler, TalkCount.action)
    found: Counter[Outcome] = Counter(dict.fromkeys(Outcome, 0))
    for handler, action, count in await session.execute(statement):
        knows = Outcome.ANSWERED if handler.partition(".")[0] in KNOWING else Outcome.SERVICE
        found[_BY_ACTION.get(action, knows)] += int(count)
    return found


async def by_day(session: AsyncSession, first: date, last: date, outcome: Outcome) -> Mapping[date, int]:
    """The days of a period on which that came of messages, and of how many."""
    found: Counter[date] = Counter()
    columns = (TalkCount.day, TalkCount.handler, TalkCount.action, TalkCount.count)
    for day, handler, action, count in await session.execute(
        select(*columns).where(TalkCount.day.between(first, last)).order_by(TalkCount.day)
    ):
        knows = Outcome.ANSWERED if handler.partition(".")[0] in KNOWING else Outcome.SERVICE
        if _BY_ACTION.get(action, knows) is outcome:
            found[day] += count
    return found


async def _add(session: AsyncSession, counts: Mapping[tuple[date, str, str], int]) -> None:
    if not counts:
        return
    kind = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    adding = kind(TalkCount)
    change = {"count": TalkCount.__table__.c.count + adding.excluded.count}
    rows = [
        dict(zip(("day", "handler", "action", "count"), (*key, count), strict=True))
        for key, count in sorted(counts.items())
    ]
    await session.execute(adding.on_conflict_do_update(index_elements=["day", "handler", "action"], set_=change), rows)
