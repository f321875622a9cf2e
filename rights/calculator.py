"""A calculator: what it asks, what it gives; one file each in rights/calculators."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from rights import calculators
from rights.inputs import BadInput, Field, read
from rights.parameters import Parameters
from rights.working import CannotTell, Figures, Step, Working

FIRST = ("arrears", "severance", "overtime", "no_contract", "injury", "below_minimum", "annual_leave", "probation")
"""What is asked most; the others follow."""


class Compute(Protocol):
    """The pure function: figures in force, the day it is asked on, then one keyword argument for each field."""

    def __call__(self, figures: Figures, today: date, /, **values: Any) -> Working:
        """The working."""
        ...


class SoFar(Protocol):
    """What can be told of the fields that are known, however few: months of pay before the pay."""

    def __call__(self, figures: Figures, today: date, known: Mapping[str, Any], /) -> tuple[Step, ...]:
        """Results that no missing field can change."""
        ...


def nothing_yet(_figures: Figures, _today: date, _known: Mapping[str, Any]) -> tuple[Step, ...]:
    """For calculators that tell all or nothing."""
    return ()


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each: a key of what is remembered, at no cost
class Calculator:
    """One of the things a worker can have counted; `name` is English, `title` what a worker reads."""

    name: str
    title: str
    fields: tuple[Field, ...]
    compute: Compute | Callable[..., Working]
    so_far: SoFar = nothing_yet

    def run(self, parameters: Parameters, today: date, given: Mapping[str, str]) -> Working:
        """Reads what was typed and counts.

        Raises:
            BadInput: a field is missing or cannot be.
            CannotTell: there is no honest figure.
        """
        return self.compute(Figures(parameters), today, **read(self.fields, given))

    def partly(self, parameters: Parameters, today: date, given: Mapping[str, str]) -> tuple[Step, ...]:
        """What can be told while something is still missing; what cannot be read counts as not told."""
        known: dict[str, Any] = {}
        for field in self.fields:
            if field.name in given:
                with suppress(BadInput):
                    known[field.name] = field.read(given[field.name])
        try:
            return self.so_far(Figures(parameters), today, known)
        except (BadInput, CannotTell):
            return ()


@cache
def discover() -> dict[str, Calculator]:
    """The `calculator` of every file in rights/calculators, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(calculators.__path__))
    modules = [importlib.import_module(f"{calculators.__name__}.{name}") for name in names]
    return {module.calculator.name: module.calculator for module in modules}


def listed() -> list[Calculator]:
    """Every calculator, what is asked most first."""
    every = discover()
    return [*(every[name] for name in FIRST), *(one for name, one in every.items() if name not in FIRST)]
