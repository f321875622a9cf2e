"""Dated legal and local figures: each with its unit, place, source and confidence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

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
    publisher: str
    figures: tuple[Figure, ...]

    def at(self, on: date) -> Figure | None:
        """The figure in force on that day."""
        return next((figure for figure in self.figures if figure.holds(on)), None)

    def shown(self, on: date) -> str:
        """As a worker may read it: never an unconfirmed figure, and never one of yesterday."""
        figure = self.at(on)
        if figure is None or figure.confidence == "U":
            return f"（{self.publisher}公布的数，现在请打12333问）"
        plain = f"{figure.value}{self.unit}"
        return plain if figure.confidence == "A" else f"{plain}（以{self.publisher}最新公布为准）"


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

    def unconfirmed(self, on: date) -> list[str]:
        """The names of those no person has confirmed, or that have no figure that day."""
        held = {name: parameter.at(on) for name, parameter in self.items()}
        return [name for name, figure in held.items() if figure is None or figure.confidence != "A"]

    def __getitem__(self, name: str) -> Parameter:
        return self._parameters[name]

    def __iter__(self) -> Any:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)


def _parameter(name: str, table: Any) -> Parameter:
    try:
        figures = tuple(_figure(name, one) for one in table["values"])
        return Parameter(name, table["unit"], table["area"], table["publisher"], figures)
    except (KeyError, TypeError) as error:
        raise ParameterError(f"{name}: field {error} is missing or wrong") from None


def _figure(name: str, table: Mapping[str, Any]) -> Figure:
    if table["confidence"] not in ("A", "B", "C", "U"):
        raise ParameterError(f"{name}: confidence is one of A, B, C, U")
    return Figure(table["value"], table["valid_from"], table.get("valid_until"), table["source"], table["confidence"])
