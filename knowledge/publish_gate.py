"""Try a publication on a new index first: a question that was answered right must not become wrong.

The questions are every way of asking of the published entries, and those that staff corrected. A way of asking is
right where the first hit has its entry's topic, which is what the product promises; which of two neighbours in one
topic comes first moves at nearly every second publication and stops nothing. A corrected question is right only where
the very entry that staff named comes first. The index's shortcut for the very words of an entry is left out for ways
of asking: with it every one would be right for ever, and say nothing of those who ask in nearly these words. A
corrected question was said in just these words, and is asked as the bot would be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.entry import Entry
from knowledge.search import Index
from knowledge.words import Words

Entries = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the entry that answers it; `corrected` tells that staff said so about a real chat."""

    text: str
    slug: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that was right and would become wrong: what would be answered instead (None: nothing)."""

    question: Question
    instead: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a publication would do: how many questions were asked, which flip, how many of the new ones are wrong;
    and which questions that staff corrected to a changed entry it still answers otherwise, of how many.
    """

    asked: int
    flips: tuple[Flip, ...] = ()
    new_asked: int = 0
    new_wrong: int = 0
    corrected: int = 0
    still_wrong: tuple[Flip, ...] = ()


class Gate:
    """Tries publications; safe for any thread, some seconds of work for 400 entries."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def trial(self, before: Entries, after: Entries, corrected: Collection[Question], today: date) -> Trial:
        """What would change for followers, today and on each day on which a changed entry begins."""
        trials = [self._on(day, before, after, corrected) for day in sorted(_days(before, after, today))]
        flips = {flip.question: flip for one in trials for flip in one.flips}
        last = trials[-1]
        return replace(last, flips=tuple(flips.values()))

    def _on(self, day: date, before: Entries, after: Entries, corrected: Collection[Question]) -> Trial:
        old, new = _live(before, day), _live(after, day)
        if not new:
            raise ValueError("nothing would be left to answer with")
        known = {question for question in [*asks_of(old.values()), *corrected] if question.slug in old}
        asked = [question for question in [*asks_of(new.values()), *corrected] if question.slug in new]
        wrong = self._wrong(asked, new)
        suspects = [question for question in wrong if question in known]
        was_wrong = self._wrong(suspects, old) if suspects else {}
        flips = tuple(Flip(one, wrong[one]) for one in suspects if one not in was_wrong)
        fresh = [question for question in asked if question not in known]
        meant = [one for one in asked if one.corrected and old.get(one.slug) != new[one.slug]]
        still = tuple(Flip(one, wrong[one]) for one in meant if one in wrong)
        return Trial(len(asked), flips, len(fresh), sum(one in wrong for one in fresh), len(meant), still)

    def _wrong(self, questions: Iterable[Question], entries: Entries) -> dict[Question, str | None]:
        """Those that the entries do not answer right, and the entry that would be given first."""
        index = Index(list(entries.values()), self._words)
        firsts = ((question, self._first(index, question)) for question in questions)
        return {question: first for question, first in firsts if not _is_right(question, first, entries)}

    def _first(self, index: Index, question: Question) -> str | None:
        hits = index.find(self._words.clean(question.text), 1, by_same_words=question.corrected).hits
        return hits[0].slug if hits else None


def asks_of(entries: Iterable[Entry]) -> Iterator[Question]:
    """Every way of asking of the entries."""
    return (Question(ask, entry.slug) for entry in entries for ask in entry.ask)


def _is_right(question: Question, first: str | None, entries: Entries) -> bool:
    if first is None or first == question.slug:
        return first is not None
    return not question.corrected and entries[first].topic == entries[question.slug].topic


def _live(entries: Entries, day: date) -> Entries:
    return {slug: entry for slug, entry in entries.items() if entry.is_live(day)}


def _days(before: Entries, after: Entries, today: date) -> set[date]:
    """Today, and the days to come on which an entry that changes begins."""
    changed = [entry for slug, entry in after.items() if before.get(slug) != entry]
    return {today} | {entry.valid_from for entry in changed if entry.valid_from > today}
