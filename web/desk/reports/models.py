"""What was reported: numbers as they stood on the day, never counted again."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class ReportSnapshot(Base):
    """The numbers of one report. `body` is everything its files are made of (sealed JSON, see `snapshots.py`).

    `rules` is the version of the rules they were counted by, `districts` those they are of (all where none is named),
    `word` and `sheet` the SHA-256 of the files as they were first made.
    """

    __tablename__ = "report_snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    made_by: Mapped[str] = mapped_column(String(48))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    districts: Mapped[list[str]] = mapped_column(JSON)
    rules: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    word: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(64))
