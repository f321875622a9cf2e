"""A kind of ticket: which topics lead to it and what is asked for it; one file each in tickets/kinds."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tickets import kinds
from tickets.question import BEHALF, Question

OTHER = "其他"
URGENT = "紧急"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; `name` as staff and workers read it, `topics` those of the knowledge base that lead to it.

    `beside` is asked along with the summary, once all else was, and may go without an answer.
    """

    name: str
    topics: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    beside: tuple[Question, ...] = ()

    def question(self, name: str) -> Question | None:
        """The question of that name."""
        return next((one for one in (BEHALF, *self.questions, *self.beside) if one.name == name), None)

    def missing(self, facts: Mapping[str, Any]) -> Iterator[Question]:
        """What is still to be asked, in order."""
        return (one for one in self.asked(facts) if not one.is_settled(facts))

    def left(self, facts: Mapping[str, Any]) -> Question | None:
        """What may be asked beside the summary."""
        open_ = (one for one in self.beside if not one.is_settled(facts) and facts.get(one.after) is not None)
        return next(open_, None)

    def asked(self, facts: Mapping[str, Any]) -> tuple[Question, ...]:
        """Its questions; of one who files for another, first for whom."""
        return (BEHALF, *self.questions) if facts.get("behalf") else self.questions


@cache
def discover() -> dict[str, Kind]:
    """The `kind` of every file in tickets/kinds, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    modules = [importlib.import_module(f"{kinds.__name__}.{name}") for name in names]
    return {module.kind.name: module.kind for module in modules}


def kind_of(name: str) -> Kind:
    """The kind of that name; 其他 for a name that is no more."""
    return discover().get(name) or discover()[OTHER]


def of_topic(topic: str | None) -> str:
    """The name of the kind for a topic; 其他 where none fits."""
    return next((kind.name for kind in discover().values() if topic in kind.topics), OTHER)
