"""Workings counted in the chat, for a week, behind a link nobody can guess.

A token is 256 random bits; only its keyed hash is kept. Kept is what was said, sealed: the page counts it anew.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.compact import compact
from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from bot.core.errors import KeyMissing, SealBroken
from tickets.entering import MOST_OF_A_TOKEN, new_token
from tickets.models import Ticket

ROOT = "/rights"  # where the pages of everybody are, below the public address
LASTS = timedelta(days=7)
MOST_OF_A_FOLLOWER = 20


NEAR = timedelta(days=1)  # before a ticket is opened: what was counted earlier was for something else
_PAY = frozenset({"arrears", "below_minimum", "overtime", "severance", "no_contract"})
OF_KIND = {
    "欠薪": _PAY,
    "工程欠薪": _PAY,
    "加班": frozenset({"overtime", "annual_leave", "arrears"}),
    "辞退": frozenset({"severance", "no_contract", "arrears", "probation", "annual_leave"}),
    "工伤": frozenset({"injury", "injury_death"}),
}
"""The calculations that belong to a kind of ticket; to another kind none does."""


class KeptWorking(Base):
    """What a follower had counted in the chat, until its link runs out."""

    __tablename__ = "kept_workings"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    follower: Mapped[str] = mapped_column(String(32), index=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Said:
    """What was counted: the calculator's name, its fields as they were told, what was assumed."""

    calculator: str
    given: dict[str, str]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workings:
    """The workings over one session of the database."""

    session: AsyncSession
    keys: Keyring
    now: datetime

    async def keep(self, follower: str, said: Said) -> str:
        """Keeps a working; the path of its page. The follower's oldest go where there are too many."""
        mine = select(KeptWorking.key).where(KeptWorking.follower == follower).order_by(KeptWorking.until.desc())
        many = (await self.session.scalars(mine.offset(MOST_OF_A_FOLLOWER - 1))).all()
        await self.session.execute(delete(KeptWorking).where(KeptWorking.key.in_(many)))
        token = new_token()
        key, told = self._key(token), {"calculator": said.calculator, "given": said.given, "assumed": said.assumed}
        body = self.keys.seal(compact(told), _place(key))
        self.session.add(KeptWorking(key=key, follower=follower, until=self.now + LASTS, body=body))
        await self.session.flush()
        return f"{ROOT}/w/{token}"

    async def find(self, token: str) -> Said | None:
        """What was counted, None where the link ran out or never was.

        Raises:
            KeyMissing, SealBroken: it does not open.
        """
        alive = (KeptWorking.key == self._key(token), KeptWorking.until > self.now)
        row: KeptWorking | None = await self.session.scalar(select(KeptWorking).where(*alive))
        return self.read(row) if row else None

    def read(self, row: KeptWorking) -> Said:
        """What a row holds. Raises as `find`."""
        told: dict[str, Any] = json.loads(self.keys.open(row.body, _place(row.key)))
        return Said(told["calculator"], told["given"], tuple(told["assumed"]))

    async def of(self, follower: str) -> list[KeptWorking]:
        """A follower's rows."""
        mine = select(KeptWorking).where(KeptWorking.follower == follower).order_by(KeptWorking.until)
        return list((await self.session.scalars(mine)).all())

    async def about(self, ticket: Ticket) -> list[tuple[KeptWorking, Said]]:
        """What its worker had counted for this matter since a day before it was opened, the oldest first."""
        if ticket.follower is None:
            return []
        rows = [row for row in await self.of(ticket.follower) if row.until > self.now]
        near = [
            (row, said) for row in rows if row.until - LASTS >= ticket.opened_at - NEAR and (said := self._try(row))
        ]
        return [(row, said) for row, said in near if said.calculator in OF_KIND.get(ticket.kind, ())]

    def _try(self, row: KeptWorking) -> Said | None:
        try:
            return self.read(row)
        except (KeyMissing, SealBroken):
            return None

    async def forget(self, follower: str) -> None:
        """Deletes a follower's."""
        await self.session.execute(delete(KeptWorking).where(KeptWorking.follower == follower))

    async def sweep(self) -> None:
        """Deletes what ran out."""
        await self.session.execute(delete(KeptWorking).where(KeptWorking.until <= self.now))

    def _key(self, token: str) -> str:
        return self.keys.index(f"working {token[:MOST_OF_A_TOKEN]}")


def _place(key: str) -> str:
    return f"kept_workings:{key}"
