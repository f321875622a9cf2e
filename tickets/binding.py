"""Which follower an agent of the desk is: bound by a code that is shown there once and sent to the account."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant

LASTS = timedelta(minutes=10)
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another one
LENGTH = 6


class Binding(Base):
    """An agent, by their id, who is told on the telephone of this follower."""

    __tablename__ = "staff_bindings"

    agent: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    follower: Mapped[str] = mapped_column(String(32), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)


class BindingCode(Base):
    """A code that waits for its agent; `key` is its blind index."""

    __tablename__ = "staff_binding_codes"

    agent: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    until: Mapped[datetime] = mapped_column(Instant)


async def new_code(session: AsyncSession, keys: Keyring, agent: int, now: datetime) -> str:
    """A code for the agent; an earlier one is worth nothing from now on."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    await session.execute(delete(BindingCode).where((BindingCode.agent == agent) | (BindingCode.until <= now)))
    session.add(BindingCode(agent=agent, key=_key(keys, code), until=now + LASTS))
    return code


async def redeem(session: AsyncSession, keys: Keyring, code: str, follower: str, now: datetime) -> bool:
    """Binds the follower to whom the code was shown; False where there is no such code, or no longer."""
    row = await session.scalar(select(BindingCode).where(BindingCode.key == _key(keys, code)).with_for_update())
    if row is None or row.until <= now:
        return False
    await session.execute(delete(Binding).where((Binding.agent == row.agent) | (Binding.follower == follower)))
    await session.delete(row)
    session.add(Binding(agent=row.agent, follower=follower, at=now))
    await session.flush()
    return True


async def unbind(session: AsyncSession, agent: int) -> None:
    """The agent is told on no telephone any more."""
    await session.execute(delete(Binding).where(Binding.agent == agent))
    await session.execute(delete(BindingCode).where(BindingCode.agent == agent))


async def forget(session: AsyncSession, follower: str) -> None:
    """The follower left the account."""
    await session.execute(delete(Binding).where(Binding.follower == follower))


def _key(keys: Keyring, code: str) -> str:
    return keys.index(f"staff binding {code.upper()}")
