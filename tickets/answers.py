"""What a follower filled into papers, sealed for them alone, to go on later: for 90 days after the last time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, UniqueConstraint, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.compact import compact
from bot.core.crypt import Keyring
from bot.core.database import Base, Instant, changed, ignoring
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get

LASTS = timedelta(days=90)

_log = get("papers")


class PaperAnswers(Base):
    """One paper of a follower: `ticket` is the number of the ticket it is about, empty where it is about none."""

    __tablename__ = "paper_answers"
    __table_args__ = (UniqueConstraint("follower", "ticket", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follower: Mapped[str] = mapped_column(String(32))
    ticket: Mapped[str] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(24))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(Instant, index=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers of one paper, as they were typed: a text by field, a list of rows by the name of the list."""

    ticket: str
    name: str
    answers: Mapping[str, Any]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Answers:
    """The papers over one session of the database."""

    session: AsyncSession
    keys: Keyring
    now: datetime

    async def keep(self, follower: str, ticket: str, name: str, answers: Mapping[str, Any]) -> None:
        """Keeps what was filled in, instead of what was there."""
        body = self.keys.seal(compact(dict(answers)), _place(follower, ticket, name))
        row = {"follower": follower, "ticket": ticket, "name": name, "body": body, "changed_at": self.now}
        if not await changed(self.session, ignoring(self.session.get_bind().dialect, PaperAnswers), row):
            again = update(PaperAnswers).where(*_one(follower, ticket, name))
            await self.session.execute(again.values(body=body, changed_at=self.now))

    async def rows(self, follower: str) -> Sequence[PaperAnswers]:
        """A follower's papers, the newest first."""
        mine = select(PaperAnswers).where(PaperAnswers.follower == follower).order_by(PaperAnswers.changed_at.desc())
        return (await self.session.scalars(mine)).all()

    async def of(self, follower: str) -> list[Filled]:
        """Everything a follower filled in, the newest first; what does not open stands in the way of nothing else."""
        filled = []
        for row in await self.rows(follower):
            try:
                filled.append(self.read(row))
            except (KeyMissing, SealBroken):
                _log.error("seal_does_not_open", paper=row.id)
        return filled

    async def drop(self, follower: str, ticket: str, name: str) -> None:
        """Deletes one paper."""
        await self.session.execute(delete(PaperAnswers).where(*_one(follower, ticket, name)))

    async def forget(self, follower: str) -> None:
        """Deletes a follower's papers."""
        await self.session.execute(delete(PaperAnswers).where(PaperAnswers.follower == follower))

    async def sweep(self) -> None:
        """Deletes what nobody touched for so long."""
        await self.session.execute(delete(PaperAnswers).where(PaperAnswers.changed_at <= self.now - LASTS))

    def read(self, row: PaperAnswers) -> Filled:
        """What a row holds.

        Raises:
            KeyMissing, SealBroken: it does not open.
        """
        answers = json.loads(self.keys.open(row.body, _place(row.follower, row.ticket, row.name)))
        return Filled(row.ticket, row.name, answers, row.changed_at)


def _one(follower: str, ticket: str, name: str) -> tuple[Any, ...]:
    return PaperAnswers.follower == follower, PaperAnswers.ticket == ticket, PaperAnswers.name == name


def _place(follower: str, ticket: str, name: str) -> str:
    return f"paper_answers:{follower}:{ticket}:{name}"
