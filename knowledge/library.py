"""The entries in force, as a follower reads them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from knowledge.entry import Entry, render

Shown = Callable[[date], Mapping[str, str]]


class Library:
    """Entries by slug, with their dated figures filled in; `shown` gives the figures of a day by name."""

    def __init__(self, entries: Iterable[Entry], shown: Shown) -> None:
        self.entries = {entry.slug: entry for entry in entries}
        self._shown = shown

    def text(self, slug: str, on: date) -> str:
        """The whole answer."""
        return render(self.entries[slug], self._shown(on))

    def first(self, slug: str, on: date) -> str:
        """What to do now, and the articles: the part for one screen."""
        whole = self.text(slug, on)
        parts = whole.split("\n\n")
        closing = parts[-1] if len(parts) > 1 and parts[-1].startswith("依据") else ""
        return "\n\n".join(filter(None, [parts[0], closing]))

    def title(self, slug: str) -> str:
        """The entry's title."""
        return self.entries[slug].title
