"""Three small answers, the real ones, and the real words, each read once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from harness import create_tables
from shelved import TEXTS_BY_SLUG, Base
from small_knowledge import TEXTS

from bot.core.database import Database
from knowledge import entry
from knowledge.entry import Entry
from knowledge.reading import Reader
from knowledge.search import Index
from knowledge.words import Words

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "knowledge" / "words"
FAQ = ROOT / "knowledge" / "faq"


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(WORDS)


@pytest.fixture(scope="session")
def entries() -> list[Entry]:
    return [entry.parse(file, text) for file, text in TEXTS.items()]


@pytest.fixture(scope="session")
def index(entries: list[Entry], words: Words) -> Index:
    return Index(entries, words)


@pytest.fixture(scope="session")
def real_entries() -> list[Entry]:
    return entry.load(FAQ)


@pytest.fixture(scope="session")
def real_index(real_entries: list[Entry], words: Words) -> Index:
    return Index(real_entries, words)


@pytest.fixture(scope="session")
def reader(real_index: Index, words: Words) -> Reader:
    return Reader(real_index, words)


@pytest.fixture
async def base(database_url: str) -> AsyncIterator[Base]:
    """An empty knowledge base, once in a database of each kind."""
    database = Database(database_url)
    yield Base(database)
    await database.close()


@pytest.fixture
async def lite(tmp_path: Path) -> AsyncIterator[Base]:
    """The three small answers published on SQLite, for what does not depend on the database."""
    url = f"sqlite+aiosqlite:///{tmp_path}/lite.db"
    await create_tables(url)
    database = Database(url)
    one = Base(database)
    for slug, text in TEXTS_BY_SLUG.items():
        await one.put(slug, text, imported=True)
    yield one
    await database.close()
