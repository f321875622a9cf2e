"""The people behind the openids: how to reach one, and where a dialogue with them stands."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.compact import compact
from bot.core.crypt import Keyring
from bot.core.database import Base, Instant, changed, ignoring


class Follower(Base):
    """One openid we keep something for. `follower` is its blind index; the openid itself is sealed."""

    __tablename__ = "followers"

    follower: Mapped[str] = mapped_column(String(32), primary_key=True)
    openid: Mapped[bytes] = mapped_column(LargeBinary)
    first_seen: Mapped[datetime] = mapped_column(Instant)
    scene: Mapped[str | None] = mapped_column(Text, index=True)
    dialogue: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A talk that waits for the follower's next words: which handler, which step, what is known so far."""

    name: str
    step: str = ""
    known: dict[str, Any] = field(default_factory=dict)
    since_s: int = 0

    def to(self, step: str, **known: Any) -> "Dialogue":
        """The same talk at its next step, with more known."""
        return Dialogue(self.name, step, {**self.known, **known}, self.since_s)


async def ensure(session: AsyncSession, keys: Keyring, openid: str, now: datetime) -> str:
    """Makes sure the follower has a row; gives the blind index."""
    follower = keys.index(openid)
    row = {"follower": follower, "openid": keys.seal(openid, f"followers:{follower}"), "first_seen": now}
    await changed(session, ignoring(session.get_bind().dialect, Follower), {**row, "version": 0})
    return follower


async def keep_scene(session: AsyncSession, follower: str, scene: str | None) -> None:
    """Notes from which card or poster the follower came."""
    statement = update(Follower).where(Follower.follower == follower)
    await changed(session, statement.values(scene=scene[:128] if scene else None))


async def scene_of(session: AsyncSession, follower: str | None) -> str | None:
    """From which card or poster the follower came."""
    statement = select(Follower.scene).where(Follower.follower == follower)
    return await session.scalar(statement) if follower else None


async def openid_of(session: AsyncSession, keys: Keyring, follower: str) -> str | None:
    """How to reach the follower; nothing when they left."""
    row = await session.get(Follower, follower)
    return keys.open(row.openid, f"followers:{follower}") if row else None


def seal_dialogue(keys: Keyring, follower: str, dialogue: Dialogue | None) -> bytes | None:
    """A dialogue as it is stored."""
    if dialogue is None:
        return None
    whole = [dialogue.name, dialogue.step, dialogue.known, dialogue.since_s]
    return keys.seal(compact(whole), f"dialogue:{follower}")


def open_dialogue(keys: Keyring, follower: str, sealed: bytes | None) -> Dialogue | None:
    """A stored dialogue."""
    return Dialogue(*json.loads(keys.open(sealed, f"dialogue:{follower}"))) if sealed else None


async def keep_dialogue(
    session: AsyncSession, keys: Keyring, follower: str, version: int, dialogue: Dialogue | None
) -> bool:
    """Stores where the dialogue stands if nobody else moved it since `version`; tells whether it did."""
    statement = (
        update(Follower)
        .where(Follower.follower == follower, Follower.version == version)
        .values(dialogue=seal_dialogue(keys, follower, dialogue), version=version + 1)
    )
    return bool(await changed(session, statement))


async def lock(session: AsyncSession, follower: str) -> int:
    """Holds the follower's row until the transaction ends; gives its version."""
    statement = select(Follower.version).where(Follower.follower == follower).with_for_update()
    return int(await session.scalar(statement) or 0)
