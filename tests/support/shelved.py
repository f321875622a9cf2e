"""A small knowledge base in a database, for tests of what is drafted, published and served."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from small_knowledge import TEXTS

from bot.core.clock import today
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from knowledge.editing import Change, Note, Versions
from knowledge.entry import Entry, parse
from knowledge.published import generation_of, lock, standing
from knowledge.statutes import Statute, Statutes
from knowledge.versions import Act, EntryVersion

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = today(NOON)
NOTE = Note("张敏", "为了测试")
WAGES, INJURY, QUITTING = "wages-unpaid", "injury-recognition", "quitting"
STATUTES = Statutes(
    [
        Statute(short, short, "", "现行有效", dict.fromkeys(articles, ""))
        for short, articles in {
            "劳动法": ["50"],
            "刑法": ["276-1"],
            "工伤保险条例": ["17"],
            "劳动合同法": ["37"],
        }.items()
    ]
)
TEXTS_BY_SLUG = {file.removesuffix(".md"): text for file, text in TEXTS.items()}


class Figures:
    """Every figure is 12351."""

    def shown(self, _on: date) -> Mapping[str, str]:
        return {"热线": "12351"}

    def notes(self, _names: object, _on: date) -> list[str]:
        return []


@dataclass
class Base:
    """A database with versions in it; the clock is the test's."""

    database: Database
    now: datetime = NOON
    keys: Keyring = field(default_factory=lambda: Keyring.parse(new_key("test")))

    def clock(self) -> datetime:
        return self.now

    async def draft(self, slug: str, text: str) -> int:
        async with self.database.session() as session:
            return (await Versions(session, self.now).draft(slug, text, NOTE)).number

    async def put(self, slug: str, text: str, *, imported: bool = False) -> int:
        """Publishes a text without any trial; its number."""
        async with self.database.session() as session:
            await lock(session)
            versions = Versions(session, self.now)
            before = (await versions.of_all([slug])).get(slug, ())
            made = versions.add(slug, text, NOTE, before, imported=imported)
            await session.flush()
            await versions.publish([Change(slug, made.number, Act.PUBLISH)], NOTE, await generation_of(session))
            return made.number

    async def change(self, change: Change) -> int:
        """Makes a change without any trial; the generation."""
        async with self.database.session() as session:
            return await Versions(session, self.now).publish([change], NOTE, await generation_of(session))

    async def stands(self) -> dict[str, int]:
        async with self.database.view() as session:
            return {one.slug: one.number for one in await standing(session)}

    async def of(self, slug: str) -> list[EntryVersion]:
        async with self.database.view() as session:
            return await Versions(session, self.now).of(slug)

    async def states(self, slug: str) -> list[str]:
        return [one.state for one in await self.of(slug)]

    async def generation(self) -> int:
        async with self.database.view() as session:
            return await generation_of(session)


def small(slug: str, text: str | None = None) -> Entry:
    """One of the small answers, read."""
    return parse(f"{slug}.md", text or TEXTS_BY_SLUG[slug])


def reworded(slug: str, change: Callable[[str], str] = lambda text: text + "\n又改了。\n") -> str:
    """The text of a small answer, changed."""
    return change(TEXTS_BY_SLUG[slug])
