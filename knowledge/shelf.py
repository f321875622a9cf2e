"""What is known now: one reference that every message reads once, and that a publication swaps without a pause."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock, today
from bot.core.database import Database
from bot.core.log import get
from knowledge.entry import Entry, EntryError, parse
from knowledge.library import Figures, Library
from knowledge.meaning import Meaning
from knowledge.published import Standing, generation_of, standing
from knowledge.reading import Reader
from knowledge.search import Index
from knowledge.vectors import Vectors
from knowledge.words import Words

LOOK_EVERY_S = 2.0
AGAIN_AFTER_S = 60.0  # a state that could not be built is tried again so much later

Look = Callable[[AsyncSession], Awaitable[None]]

_log = get("shelf")


@dataclass(frozen=True, slots=True)
class Known:
    """One state of what is known: what reads messages, what answers them, and from which publication it is.

    `live` are the slugs that are searched that day, `numbers` the version of each entry that came from the database.
    """

    reader: Reader
    library: Library
    generation: int = 0
    live: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)


class Shelf:
    """Holds what is known now; whoever takes `now` once sees one state, whatever is published meanwhile.

    By its `binder` the desk tries what a draft would change.
    """

    def __init__(self, known: Known, binder: "Binder | None" = None) -> None:
        self.now, self.binder = known, binder


class Binder:
    """Makes what is known out of entries; the words and figures stay the same. Safe for any thread.

    Without vectors texts are read by their words alone.
    """

    def __init__(self, words: Words, figures: Figures, vectors: Vectors | None = None) -> None:
        self.words, self._figures, self._vectors = words, figures, vectors

    def over(self, figures: Figures) -> "Binder":
        """The same with other figures."""
        return Binder(self.words, figures, self._vectors)

    def bind(self, entries: Collection[Entry], on: date, generation: int = 0) -> Known:
        """What is known that day: entries not yet over can be read, those in force are searched.

        Raises:
            ValueError: no entry is in force.
        """
        live = [entry for entry in entries if entry.is_live(on)]
        entries = [entry for entry in entries if entry.valid_until is None or entry.valid_until >= on]
        meaning = Meaning.learn(live, self.words, self._vectors) if self._vectors else None
        reader = Reader(Index(live, self.words), self.words, meaning)
        slugs = frozenset(entry.slug for entry in live)
        return Known(reader, Library(entries, self._figures), generation, slugs)

    def bind_standing(self, stands: Sequence[Standing], on: date, generation: int, before: Known | None) -> Known:
        """The same from published versions; what `before` has read already is not read again.

        An entry that does not read (another release wrote it) is left out, or stays as it was, and is logged.
        """
        entries = [entry for one in stands if (entry := _read(one, before)) is not None]
        known = self.bind(entries, on, generation)
        numbers = {one.slug: one.number for one in stands}
        return Known(known.reader, known.library, generation, known.live, numbers)


def _read(one: Standing, before: Known | None) -> Entry | None:
    known = before.library.entries.get(one.slug) if before else None
    if before and known and before.numbers.get(one.slug) == one.number:
        return known
    try:
        return parse(f"{one.slug}.md", one.text)
    except EntryError as error:
        _log.error("entry_unreadable", slug=one.slug, number=one.number, field=error.field, rule=error.rule)
        return known


class Watch:
    """Looks whether something was published, or another day came, and swaps what is known on the shelf.

    `figures` reads anew the figures that the binder fills in.
    """

    def __init__(
        self, shelf: Shelf, binder: Binder, database: Database, clock: Clock, figures: Look | None = None
    ) -> None:
        self._shelf, self._binder, self._database, self._clock = shelf, binder, database, clock
        self._figures = figures
        self._failed: tuple[int, date] | None = None
        self._failed_at_s = 0.0

    async def look(self) -> bool:
        """Whether something was swapped; whatever goes wrong, what is known stays."""
        now, generation = self._shelf.now, self._shelf.now.generation
        try:
            async with self._database.view() as session:
                generation = await generation_of(session)
            return self._is_due(now, generation) and await self._swap(now)
        except Exception:  # the old index goes on answering
            self._failed, self._failed_at_s = (generation, today(self._clock())), monotonic()
            _log.exception("knowledge_kept", stays=now.generation, wanted=generation)
            return False

    def _is_due(self, now: Known, generation: int) -> bool:
        on = today(self._clock())
        if generation == 0 or (self._failed == (generation, on) and monotonic() < self._failed_at_s + AGAIN_AFTER_S):
            return False
        entries = now.library.entries.values()
        return generation != now.generation or now.live != {entry.slug for entry in entries if entry.is_live(on)}

    async def _swap(self, now: Known) -> bool:
        """Reads what stands, builds beside the loop, swaps one reference."""
        start_s = monotonic()
        async with self._database.view() as session:
            generation = await generation_of(session)  # first: what is published between is found at the next look
            stands = await standing(session)
            if self._figures is not None:
                await self._figures(session)
        on = today(self._clock())
        known = await asyncio.to_thread(self._bind, stands, on, generation, now)
        self._shelf.now, self._failed = known, None
        took_s = round(monotonic() - start_s, 2)
        _log.info("knowledge_swapped", generation=generation, entries=len(known.live), took_s=took_s)
        return True

    def _bind(self, stands: Sequence[Standing], on: date, generation: int, now: Known) -> Known:
        gc.collect()  # what was swapped out before is held by cycles, and the server looks for these rarely
        return self._binder.bind_standing(stands, on, generation, now)
