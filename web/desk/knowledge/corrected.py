"""The questions of real chats that staff put right for an answer, and whether it answers them by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.corrections import Corrections
from web.desk.knowledge.bench import Bench


@dataclass(frozen=True, slots=True)
class Put:
    """One question; `instead` is the title of the entry that takes it now, empty where it goes right."""

    key: str
    text: str
    right: bool
    instead: str


async def corrected(bench: Bench, session: AsyncSession, slug: str) -> Sequence[Put]:
    """Those of one answer, the first first."""
    found = await Corrections(session, bench.desk.services.keys).of(slug)
    return [_put(bench, slug, key, text) for key, text in found]


def _put(bench: Bench, slug: str, key: str, text: str) -> Put:
    first = bench.known.reader.first(text, by_same_words=True)
    title = bench.entries[first].title if first and first in bench.entries else ""
    return Put(key, text, first == slug, "" if first == slug else title)
