"""Every message and its reply, on disk before the reply leaves: in groups, by one writer, once for each key."""

import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import FromClause, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.batch import Batch
from bot.core.compact import compact_bytes
from bot.core.crypt import Keyring
from bot.core.database import Database, changed, ignoring
from bot.core.errors import NiangjiaError
from bot.core.followers import Dialogue, Follower, open_dialogue
from bot.core.group import Meanwhile
from bot.core.log import get
from bot.core.prepared import Prepared, PreparedInsert
from bot.journal_rows import BLANK, JournalRow, lately_written_by, written_by
from bot.wechat.message import Inbound, Unsubscribe
from bot.wechat.packing import pack, unpack
from bot.wechat.parse import inbound as inbound_of
from bot.wechat.reply import Reply
from tickets.outbox import waiting_for

TAKEN_OVER_AT_ONCE = 20
GATHER_S = 0.003  # nobody notices; under load it makes groups of 2 into groups of 20
UNREADABLE = "unreadable"
COLUMNS = "key follower kind body received_at handler reply replied_at late lease_until".split()
_log = get("journal")


class Prior(NamedTuple):
    """What an earlier delivery of the same message came to; `reply` is empty while it is still owed."""

    reply: Reply | None
    late: bool


class Recalled(NamedTuple):
    """What we know when a message comes in."""

    prior: Prior | None
    dialogue: Dialogue | None
    version: int
    waiting: int


class Line(NamedTuple):
    """A message with its answer, ready for the journal; without a reply it is a promise to answer. `meanwhile` is done,
    once or more, while the disk is waited for.
    """

    key: str
    follower: str
    inbound: Inbound
    received_at: datetime
    handler: str | None = None
    reply: Reply | None = None
    replied_at: datetime | None = None
    lease_until: datetime | None = None
    meanwhile: Meanwhile | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A message whose answer nobody is known to be working on."""

    key: str
    follower: str
    received_at: datetime
    inbound: Inbound


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was answered, and how."""

    inbound: Inbound
    received_at: datetime
    handler: str
    reply: Reply


class Journal:
    """Reads and writes the journal; `recall` and `record` work in groups."""

    def __init__(self, database: Database, keys: Keyring) -> None:
        self._database, self._keys = database, keys
        self._known = Prepared(_known(database.asked("key", "follower")), database.dialect)
        bodies = select(JournalRow.key, JournalRow.body)
        self._bodies = Prepared(bodies.where(database.among(JournalRow.key, "keys")), database.dialect)
        self._insert = PreparedInsert(JournalRow, COLUMNS, database.dialect)
        self._recall_together: Batch[tuple[str, str], Recalled] = Batch(self._recall_all, gather_s=GATHER_S)
        self._record: Batch[Line, bool] = Batch(self._record_all, gather_s=GATHER_S)

    async def recall(self, key: str, follower: str) -> Recalled:
        """What is known of this message and its follower."""
        if not self._database.is_sqlite:
            return await self._recall_together((key, follower))
        [row] = self._database.look(lambda cursor: self._known.rows(cursor, key=key, follower=follower))
        return self._recalled(row)

    def record(self, line: Line) -> Awaitable[bool]:
        """Commits a line; False if the key has a row already, whose answer then counts instead of ours."""
        return self._record(line)

    async def record_in(self, session: AsyncSession, line: Line) -> bool:
        """The same within the caller's transaction."""
        return bool(await changed(session, ignoring(self._database.dialect, JournalRow), self._row(line)))

    async def settle(self, session: AsyncSession, line: Line) -> bool:
        """Puts the answer to a promised message; False if it has one already."""
        row = self._row(line)
        statement = (
            update(JournalRow)
            .where(JournalRow.key == line.key, JournalRow.reply.is_(None))
            .values({**row, "late": True, "lease_until": None})
        )
        return bool(await changed(session, statement))

    async def take_over(self, now: datetime, until: datetime) -> list[Owed]:
        """Messages whose lease has run out, now leased to the caller until `until`; the oldest first."""
        async with self._database.reading() as connection:
            if not await connection.scalar(select(JournalRow.id).where(JournalRow.lease_until < now).limit(1)):
                return []
        async with self._database.session() as session:
            statement = (
                select(JournalRow)
                .where(JournalRow.lease_until < now)
                .order_by(JournalRow.lease_until)
                .limit(TAKEN_OVER_AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            rows = (await session.scalars(statement)).all()
            return [owed for row in rows if (owed := self._lease(row, until))]

    def _lease(self, row: JournalRow, until: datetime) -> Owed | None:
        """One owed message; a row that does not open (a lost key, damage) is put aside and logged."""
        try:
            inbound = inbound_of(json.loads(self._open(row.body, row.key)))
        except (NiangjiaError, ValueError):
            _log.exception("owed_unreadable", key=row.key[:8])
            row.lease_until, row.handler = None, UNREADABLE
            return None
        row.lease_until = until
        return Owed(row.key, row.follower, row.received_at, inbound)

    async def release(self, keys: Sequence[str], now: datetime) -> None:
        """Ends the lease on messages nobody here works on any longer: they can be taken over at once."""
        if not keys:
            return
        async with self._database.writing() as connection:
            statement = update(JournalRow).where(JournalRow.key.in_(keys), JournalRow.reply.is_(None))
            await connection.execute(statement.values(lease_until=now))

    async def owed(self) -> int:
        """How many messages still wait for their answer."""
        async with self._database.reading() as connection:
            statement = select(func.count()).where(JournalRow.lease_until.is_not(None))
            return int(await connection.scalar(statement) or 0)

    async def latest(self, follower: str, since: datetime, most: int) -> list[Turn]:
        """The follower's latest answered messages, the newest first; what does not open is left out."""
        mine = select(JournalRow).where(lately_written_by(follower, since), JournalRow.reply.is_not(None))
        statement = mine.order_by(JournalRow.id.desc()).limit(most)
        async with self._database.view() as session:
            rows = (await session.scalars(statement)).all()
        return [turn for row in rows if (turn := self._turn(row))]

    def _turn(self, row: JournalRow) -> Turn | None:
        try:
            inbound, reply = inbound_of(json.loads(self._open(row.body, row.key))), self._open_reply(row.reply, row.key)
        except (NiangjiaError, ValueError):
            return None
        return Turn(inbound, row.received_at, row.handler or "", reply) if reply else None

    async def forget(self, session: AsyncSession, follower: str) -> None:
        """Blanks a follower's messages, so that only their once-keys stay, and deletes the row that says how to
        reach them.

        Source: platform rule on unsubscribe (protocol 0, point 10); 个人信息保护法 47.
        """
        rows = update(JournalRow).where(written_by(follower), JournalRow.kind != Unsubscribe.__name__)
        await changed(session, rows.values(**BLANK))
        await session.execute(delete(Follower).where(Follower.follower == follower))

    async def finish(self) -> None:
        """Waits until everything given is written."""
        await self._record.finish()

    async def _recall_all(self, asked: Sequence[tuple[str, str]]) -> list[Recalled]:
        keys, followers = [key for key, _ in asked], [follower for _, follower in asked]
        rows = await self._database.read_group(lambda cursor: self._known.rows(cursor, key=keys, follower=followers))
        recalled = {row[:2]: self._recalled(row) for row in rows}
        return [recalled[one] for one in asked]

    def _recalled(self, row: Any) -> Recalled:
        key, follower, is_known, reply, late, dialogue, version, waiting = row
        prior = Prior(self._open_reply(reply, key), bool(late)) if is_known else None
        return Recalled(prior, open_dialogue(self._keys, follower, dialogue), version or 0, waiting)

    async def _record_all(self, lines: Sequence[Line]) -> list[bool]:
        rows = [self._row(line) for line in lines]
        in_order = sorted(rows, key=itemgetter("key"))  # two processes with the same keys do not deadlock

        def write(cursor: Any) -> dict[str, bytes] | None:
            if self._insert.run(cursor, in_order) == len(rows):
                return None
            return dict(self._bodies.rows(cursor, keys=self._database.listed(row["key"] for row in rows)))

        def meanwhile() -> None:
            for line in lines:
                if line.meanwhile:
                    line.meanwhile()

        kept = await self._database.write_group(write, meanwhile)
        return [kept is None or kept.get(row["key"]) == row["body"] for row in rows]

    def _row(self, line: Line) -> dict[str, Any]:
        """The columns of a line. Of one who has left, or a line without a follower, only the once-key stays, so that a
        repeat is known.
        """
        gone = not line.follower or (line.reply is not None and isinstance(line.inbound, Unsubscribe))
        place = f"journal:{line.key}"
        return {
            "key": line.key,
            "follower": "" if gone else line.follower,
            "kind": type(line.inbound).__name__,
            "body": self._keys.seal_bytes(b"{}" if gone else compact_bytes(line.inbound.raw), place),
            "received_at": line.received_at,
            "handler": line.handler,
            "reply": self._keys.seal_bytes(pack(line.reply), place) if line.reply else None,
            "replied_at": line.replied_at,
            "late": False,
            "lease_until": line.lease_until,
        }

    def _open(self, sealed: bytes, key: str) -> bytes:
        return self._keys.open_bytes(sealed, f"journal:{key}")

    def _open_reply(self, sealed: bytes | None, key: str) -> Reply | None:
        return unpack(self._open(sealed, key)) if sealed else None


def _known(asked: FromClause) -> Select[*tuple[Any, ...]]:
    """For each key and follower asked for, the message's row if there is one, and what is known of the follower."""
    key, follower = asked.c
    both = asked.outerjoin(JournalRow, JournalRow.key == key).outerjoin(Follower, Follower.follower == follower)
    prior = (JournalRow.id.is_not(None), JournalRow.reply, JournalRow.late)
    return select(key, follower, *prior, Follower.dialogue, Follower.version, waiting_for(follower)).select_from(both)
