"""Three small answers, the real ones, and the real words, each read once."""

from pathlib import Path

import pytest
from small_knowledge import TEXTS

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
def reader(real_entries: list[Entry], words: Words) -> Reader:
    return Reader(Index(real_entries, words), words)
