"""Missed questions in groups of likeness: what several people asked in their own words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.clusters import clusters
from knowledge.missed import Question, Reason
from knowledge.words import Words

NAME_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same, the most typical first. Its name is the beginning of the oldest one's id, so that
    it stays when others join.
    """

    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """What to call it."""
        return min(self.questions, key=lambda one: (one.day, one.id)).id[:NAME_CHARACTERS]

    @property
    def guess(self) -> str:
        """The entry most often thought of."""
        found = Counter(one.slug for one in self.questions if one.slug)
        return found.most_common(1)[0][0] if found else ""

    @property
    def wrong(self) -> int:
        """How many say that a figure or an article is wrong."""
        return sum(one.reason is Reason.WRONG for one in self.questions)


def grouped(questions: Sequence[Question], words: Words) -> list[Cluster]:
    """The groups, the largest first; some seconds for 5,000 questions."""
    groups = clusters([one.text for one in questions], words) if questions else []
    return [Cluster(tuple(questions[place] for place in group)) for group in groups]


def named(found: Sequence[Cluster], name: str) -> Cluster:
    """The group with a question whose id begins like this.

    Raises:
        ValueError: there is none, or more than one.
    """
    holding = [one for one in found if any(question.id.startswith(name) for question in one.questions)]
    exact = [one for one in holding if one.name == name]
    if len(exact or holding) != 1:
        raise ValueError(
            f"{'no group' if not holding else 'more than one group'} is called {name!r}; niangjia missed list"
        )
    return (exact or holding)[0]
