"""What stands published in the database, and the starter set where nothing does yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import Database, ignoring
from knowledge import entry
from knowledge.versions import Act, EntryVersion, Generation, Publication, State

SYSTEM = "system"
STARTER_WHY = "随程序带来的第一套回答"
_ROW = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """The published version of one entry."""

    slug: str
    number: int
    text: str


async def generation_of(session: AsyncSession) -> int:
    """The number that grows with each publication; 0 before the first."""
    return await session.scalar(select(Generation.number).where(Generation.id == _ROW)) or 0


async def lock(session: AsyncSession) -> int:
    """Makes everybody else who writes versions wait until this transaction ends; the generation that stands."""
    connection = await session.connection()
    await connection.execute(ignoring(connection.dialect, Generation).values(id=_ROW, number=0))
    return (await session.scalars(select(Generation.number).where(Generation.id == _ROW).with_for_update())).one()


async def grow(session: AsyncSession) -> int:
    """The next generation; `lock` comes first."""
    number = await generation_of(session) + 1
    await session.execute(update(Generation).where(Generation.id == _ROW).values(number=number))
    return number


async def standing(session: AsyncSession) -> list[Standing]:
    """Every published version, by slug."""
    columns = (EntryVersion.slug, EntryVersion.number, EntryVersion.text)
    rows = await session.execute(select(*columns).where(EntryVersion.state == State.PUBLISHED).order_by("slug"))
    return [Standing(*row) for row in rows]


def starter_texts(folder: Path) -> dict[str, str]:
    """The text of each *.md of a folder, by slug."""
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}


async def ensure_starter(database: Database, folder: Path, parameters: Iterable[str], now: datetime) -> int:
    """Publishes the folder as version 1 of each entry where there is no version at all; how many were.

    Safe where several processes start at once: one does it, the others wait for it.

    Raises:
        EntryError: an entry of the folder breaks a rule.
    """
    async with database.view() as session:
        if await _any(session):
            return 0
    entry.load(folder, frozenset(parameters))
    texts = starter_texts(folder)
    async with database.session() as session:
        await lock(session)
        if await _any(session):
            return 0
        await _publish_first(session, texts, now)
    return len(texts)


async def unseen(database: Database, folder: Path) -> int:
    """How many entries of a folder have a text that was never here: a later release changed them."""
    async with database.view() as session:
        known = {(slug, text) for slug, text in await session.execute(select(EntryVersion.slug, EntryVersion.text))}
    return sum(pair not in known for pair in starter_texts(folder).items())


async def _any(session: AsyncSession) -> bool:
    return await session.scalar(select(EntryVersion.id).limit(1)) is not None


async def _publish_first(session: AsyncSession, texts: Mapping[str, str], now: datetime) -> None:
    if not texts:
        return
    generation = await grow(session)
    made = {"number": 1, "state": State.PUBLISHED, "made_at": now, "made_by": SYSTEM, "why": STARTER_WHY}
    versions = [made | {"slug": slug, "text": text, "imported_at": now} for slug, text in texts.items()]
    done = {"generation": generation, "act": Act.IMPORT, "number": 1, "at": now, "by": SYSTEM, "why": STARTER_WHY}
    await session.execute(insert(EntryVersion), versions)
    await session.execute(insert(Publication), [done | {"slug": slug} for slug in texts])
