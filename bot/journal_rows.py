"""The journal's rows, and finding those of a follower: block by block, as one index of everybody would be written all
over, a page for each message.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    SQLColumnExpression,
    String,
    func,
    literal_column,
    select,
    text,
    type_coerce,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.core.database import Base, Instant

BLANK: dict[str, Any] = {"follower": "", "body": b"", "reply": None, "handler": None, "lease_until": None}
OWED = text("lease_until IS NOT NULL")
UNLINKED = text("follower = '' AND reply IS NOT NULL")
BLOCK_ROWS = 256  # as in the index: another number needs a migration
OUT_OF_ORDER = timedelta(hours=1)  # a row may stand behind others that came after it; never for so long
RowId = BigInteger().with_variant(Integer, "sqlite")


class JournalRow(Base):
    """One message from a follower and what was answered. `reply` is empty while an answer is still owed.

    `late` tells that the platform was told `success` before the answer was there; `lease_until` until when the
    process that owes the answer is trusted to be at work. A row without a follower is nobody's any more: only its
    once-key counts.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_owed", "lease_until", sqlite_where=OWED, postgresql_where=OWED),
        Index("ix_journal_block", text(f"(id / {BLOCK_ROWS})"), "follower"),
        Index("ix_journal_unlinked", "received_at", sqlite_where=UNLINKED, postgresql_where=UNLINKED),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    follower: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Instant)
    handler: Mapped[str | None] = mapped_column(String(64))
    reply: Mapped[bytes | None] = mapped_column(LargeBinary)
    replied_at: Mapped[datetime | None] = mapped_column(Instant)
    late: Mapped[bool] = mapped_column(default=False)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)


def written_by(follower: str) -> ColumnElement[bool]:
    """Whether a row is this follower's."""
    return _of(follower, _blocks())


def lately_written_by(follower: str, since: datetime) -> ColumnElement[bool]:
    """Whether a row is this follower's, received since then. For reading only: after a clock was set wrong by more than
    an hour it may find too little.
    """
    return _of(follower, _blocks(since)) & (JournalRow.received_at >= since)


def received_since(since: datetime) -> ColumnElement[bool]:
    """Whether a row was received then or later, without looking at all that came before. For reading only, as above."""
    oldest = select(func.min(_blocks(since).c.n) * BLOCK_ROWS).scalar_subquery()
    return (JournalRow.id >= oldest) & (JournalRow.received_at >= since)


def _of(follower: str, block: CTE) -> ColumnElement[bool]:
    row = aliased(JournalRow)
    return JournalRow.id.in_(select(row.id).join(block, _block(row.id) == block.c.n).where(row.follower == follower))


def _blocks(since: datetime | None = None) -> CTE:
    """The number of each block, the newest first; the last is the first that begins long enough before `since`."""
    block = select(_block(func.max(JournalRow.id)).label("n")).cte(recursive=True)
    further = select(block.c.n - 1).where(block.c.n > 0)
    if since is not None:
        row = aliased(JournalRow)
        first = select(row.received_at).where(row.id >= block.c.n * BLOCK_ROWS).order_by(row.id).limit(1)
        further = further.where(first.correlate(block).scalar_subquery() >= since - OUT_OF_ORDER)
    return block.union_all(further)


def _block(row_id: SQLColumnExpression[int]) -> ColumnElement[int]:
    return type_coerce(row_id // literal_column(str(BLOCK_ROWS), Integer), Integer)  # written as in the index
