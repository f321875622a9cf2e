"""Dated legal and local figures: each with its unit, place, source and confidence."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

NATION = "全国"
UNKNOWN = "（数额请打12333问）"
Confidence = Literal["A", "B", "C", "U"]


class ParameterError(ValueError):
    """The table of parameters cannot be read; the text names parameter and field."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with the days on which it holds."""

    value: str
    valid_from: date
    valid_until: date | None
    source: str
    confidence: Confidence

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure over time."""

    name: str
    unit: str
    area: str
    note: str
    figures: tuple[Figure, ...]

    def at(self, on: date) -> Figure | None:
        """The figure in force on that day."""
        return next((figure for figure in self.figures if figure.holds(on)), None)

    def shown(self, on: date) -> str:
        """As a worker may read it: the bare value, never an unconfirmed one and never one of yesterday."""
        figure = self.at(on)
        return UNKNOWN if figure is None or figure.confidence == "U" else figure.value

    def is_confirmed(self, on: date) -> bool:
        """Whether its text or official page is held."""
        figure = self.at(on)
        return figure is not None and figure.confidence == "A"


class Parameters(Mapping[str, Parameter]):
    """All parameters by name."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(parameters)

    @classmethod
    def parse(cls, text: str) -> "Parameters":
        """Reads the TOML table.

        Raises:
            ParameterError: not TOML, or a parameter with a wrong or missing field.
        """
        try:
            return cls({name: _parameter(name, table) for name, table in tomllib.loads(text).items()})
        except tomllib.TOMLDecodeError as error:
            raise ParameterError(f"parameters: {error}") from None

    def shown(self, on: date) -> dict[str, str]:
        """Every parameter as a worker may read it that day, by name."""
        return {name: parameter.shown(on) for name, parameter in self.items()}

    def notes(self, names: Iterable[str], on: date) -> list[str]:
        """What has to be said beside these figures, as nobody has confirmed them; each sentence once."""
        return sorted({self[name].note for name in names if not self[name].is_confirmed(on)})

    def national(self) -> "Parameters":
        """The same without the figures of a place: for who works elsewhere."""
        return Parameters({name: one if one.area == NATION else replace(one, figures=()) for name, one in self.items()})

    def with_figures(self, figures: Mapping[str, Iterable[Figure]]) -> "Parameters":
        """The same with further figures by name: each takes the place of one from the same day, and ends the one
        before it. Names that are no parameter count for nothing.
        """
        changed = {
            name: replace(self[name], figures=_in_order(self[name].figures, figures[name]))
            for name in figures
            if name in self
        }
        return Parameters(self._parameters | changed)

    def unconfirmed(self, on: date) -> list[str]:
        """The names of those no person has confirmed, or that have no figure that day."""
        return [name for name, parameter in self.items() if not parameter.is_confirmed(on)]

    def __getitem__(self, name: str) -> Parameter:
        return self._parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)


def _in_order(before: Iterable[Figure], more: Iterable[Figure]) -> tuple[Figure, ...]:
    """The latest first, none beyond the day on which the next begins."""
    by_day = {one.valid_from: one for one in (*before, *more)}
    ordered = [by_day[day] for day in sorted(by_day, reverse=True)]
    ended = [replace(one, valid_until=_sooner(one.valid_until, next_.valid_from)) for next_, one in pairwise(ordered)]
    return (*ordered[:1], *ended)


def _sooner(until: date | None, begins: date) -> date:
    before = begins - timedelta(days=1)
    return before if until is None else min(until, before)


def _parameter(name: str, table: Any) -> Parameter:
    try:
        figures = tuple(_figure(name, one) for one in table["values"])
        return Parameter(name, table["unit"], table["area"], table["note"], figures)
    except (KeyError, TypeError) as error:
        raise ParameterError(f"{name}: field {error} is missing or wrong") from None


def _figure(name: str, table: Mapping[str, Any]) -> Figure:
    if table["confidence"] not in ("A", "B", "C", "U"):
        raise ParameterError(f"{name}: confidence is one of A, B, C, U")
    return Figure(table["value"], table["valid_from"], table.get("valid_until"), table["source"], table["confidence"])
