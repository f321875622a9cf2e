"""The entries in force, as a follower reads them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol

from knowledge.entry import Entry, parameters_in, render

BASIS = "\n依据："
REMEMBERED = 2_048


class Figures(Protocol):
    """Dated figures by name; `rights.parameters.Parameters` is one."""

    def shown(self, on: date) -> Mapping[str, str]:
        """Each figure as a follower may read it that day."""
        ...

    def notes(self, names: Iterable[str], on: date) -> list[str]:
        """What has to be said beside these figures."""
        ...


class Library:
    """Entries by slug, with their dated figures filled in and what has to be said about them.

    `text(slug, on)` is the whole answer as of that day; it is remembered.
    """

    def __init__(self, entries: Iterable[Entry], figures: Figures) -> None:
        self.entries = {entry.slug: entry for entry in entries}
        self._figures = figures
        self.text = lru_cache(maxsize=REMEMBERED)(self._text)
        self.resting = lru_cache(maxsize=2)(self._resting)

    def _text(self, slug: str, on: date) -> str:
        entry = self.entries[slug]
        return self._noted(render(entry, self._figures.shown(on)), entry.parameters, on)

    def _resting(self, on: date) -> frozenset[str]:
        """The entries that may not be given that day."""
        return frozenset(slug for slug, entry in self.entries.items() if not entry.is_live(on))

    def first(self, slug: str, on: date) -> str:
        """What to do now, and the articles: the part for one screen."""
        entry = self.entries[slug]
        _, mark, basis = entry.body.rpartition(BASIS)
        short = f"{entry.first_screen}\n{mark}{basis}" if mark else entry.first_screen
        return self._noted(render(short, self._figures.shown(on)), parameters_in(short), on)

    def is_live(self, slug: str, on: date) -> bool:
        """Whether there is such an entry and it may be given that day."""
        return slug in self.entries and self.entries[slug].is_live(on)

    def title(self, slug: str) -> str:
        """The entry's title."""
        return self.entries[slug].title

    def _noted(self, text: str, names: Iterable[str], on: date) -> str:
        return "\n".join([text, *self._figures.notes(names, on)])
