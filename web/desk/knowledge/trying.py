"""The hit test: which entries a question finds, and why; with the draft in place, or as followers are answered now."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.clock import today
from knowledge.entry import Entry
from knowledge.reading import ANSWER_AT, SUGGEST_AT, Reading
from knowledge.search import Share
from knowledge.shelf import Known
from web.desk.knowledge.bench import Bench
from web.desk.knowledge.words import INTENTS

LONGEST = 500
SHOWN = 5
WORDS_SHOWN = 8
MOST_ASKS = 60
KINDS = {"w": "词", "c": "法律用语"}  # pairs of neighbouring characters count too, but tell a reader nothing
ANSWERS, OFFERS, GREETS, ASKS_BACK = "直接回答第一条", "问「您是不是想问」", "当成闲聊，打个招呼", "请职工换个说法"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a term of the law in a question, and how much it speaks for an entry."""

    text: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a question finds; the shares are evidence over the mean of all entries."""

    slug: str
    title: str
    topic: str
    score: float
    is_draft: bool
    pieces: tuple[Piece, ...]
    words: float
    often: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Tried:
    """What a follower would get for a question. `margin` is the first entry's evidence over the second's."""

    question: str
    intent: str
    does: str
    by_meaning: bool
    margin: float | None
    danger: bool
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Astray:
    """A way of asking of the draft that finds another entry first, were it asked in nearly these words."""

    ask: str
    slug: str
    title: str


async def tried(bench: Bench, question: str, draft: Entry | None) -> Tried:
    """What would be answered; with a draft, as if it were published. Some seconds the first time for each draft."""
    known = await bench.with_draft(draft) if draft and draft.ask else bench.known
    on = today(bench.desk.clock())
    reading = await known.reader.understand(question[:LONGEST], on)
    why = await asyncio.to_thread(known.reader.why, question[:LONGEST], reading)
    return _told(known, question, reading, why, draft.slug if draft else "")


def _told(known: Known, question: str, reading: Reading, why: Mapping[str, Share], draft: str) -> Tried:
    hits = [hit for hit in reading.hits if hit.slug in why][:SHOWN]
    totals = [why[hit.slug].total for hit in hits]
    found = tuple(_found(known, hit.slug, hit.score, why[hit.slug], draft) for hit in hits)
    margin = totals[0] - totals[1] if len(totals) > 1 else None
    intent = INTENTS[reading.intent]
    return Tried(question, intent, _does(reading), reading.by_meaning, margin, reading.danger is not None, found)


def _does(reading: Reading) -> str:
    best = reading.hits[0].score if reading.hits else 0.0
    if reading.intent == "other":
        return GREETS
    return ANSWERS if best >= ANSWER_AT else OFFERS if best >= SUGGEST_AT else ASKS_BACK


def _found(known: Known, slug: str, score: float, share: Share, draft: str) -> Found:
    entry = known.library.entries[slug]
    strongest = sorted(share.features.items(), key=lambda one: -one[1])
    telling = [(name, weight) for name, weight in strongest if weight > 0 and name[0] in KINDS]
    pieces = tuple(Piece(name[1:], KINDS[name[0]], weight) for name, weight in telling[:WORDS_SHOWN])
    words = sum(share.features.values())
    return Found(slug, entry.title, entry.topic, score, slug == draft, pieces, words, share.often, share.meaning)


async def astray(bench: Bench, draft: Entry) -> list[Astray]:
    """The draft's own ways of asking that lead elsewhere but for their very words."""
    known = await bench.with_draft(draft)

    def look() -> list[Astray]:
        asks = draft.ask[:MOST_ASKS]
        firsts = [(ask, known.reader.first(ask)) for ask in asks]
        entries = known.library.entries
        return [
            Astray(ask, slug, entries[slug].title)
            for ask, slug in firsts
            if slug and slug != draft.slug and entries[slug].topic != draft.topic
        ]

    return await asyncio.to_thread(look)
