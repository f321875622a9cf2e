"""A calculation that was begun: what was told for it, what is taken for granted; and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rights.calculator import Calculator, discover
from rights.inputs import BadInput, Field, Kind
from rights.parameters import Parameters
from rights.told_days import settle
from rights.working import CannotTell, Working
from tickets.premises import CITY

SUM = "sum"
LOCAL = "结果要看当地的最低工资、平均工资，这里只有宁夏的，请打当地12333问。"


@dataclass(frozen=True, slots=True)
class Counted:
    """A working with the fields it was counted from, a whole day in each, and what was taken for granted."""

    given: dict[str, str]
    working: Working
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known by field, what of it is assumed how, why a field has to be asked; `others` are counted with it."""

    calculator: Calculator
    given: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    others: tuple["Begun", ...] = ()

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> "Begun | None":
        """As `known` gave it; None where there is no such calculator any more."""
        calculator = discover().get(str(known["calculator"]))
        if calculator is None:
            return None
        others = tuple(one for other in known.get("others", ()) if (one := cls.of(other)))
        return cls(calculator, dict(known["given"]), dict(known["assumed"]), dict(known.get("doubts", {})), others)

    def known(self) -> dict[str, Any]:
        """What a dialogue keeps of it."""
        told = {"calculator": self.calculator.name, "given": dict(self.given), "assumed": dict(self.assumed)}
        told |= {"doubts": dict(self.doubts)} if self.doubts else {}
        return {**told, "others": [one.known() for one in self.others]} if self.others else told

    def field(self, name: str) -> Field:
        """The field of this name."""
        return next((one for one in self.calculator.fields if one.name == name), self.calculator.fields[0])

    def without(self, name: str) -> "Begun":
        """The same, where nothing is told or assumed of a field."""
        given, assumed = ({k: v for k, v in one.items() if k != name} for one in (self.given, self.assumed))
        return replace(self, given=given, assumed=assumed)

    def settled(self, name: str) -> "Begun":
        """The same without a field that was asked, whatever was unclear of it before."""
        return replace(self.without(name), doubts={k: v for k, v in self.doubts.items() if k != name})

    def told(self, name: str, text: str, about: str = "") -> "Begun":
        """The same with one field more; the others learn what they ask too."""
        said = self.field(name).told_as
        others = tuple(one._learned(said, text, about) for one in self.others)
        bare = self.settled(name)
        given, assumed = {**bare.given, name: text}, {**bare.assumed, **_about(name, about)}
        return replace(bare, given=given, assumed=assumed, others=others)

    def _learned(self, said: str, text: str, about: str) -> "Begun":
        asked = [one for one in self.calculator.fields if said and one.told_as == said]
        has_sum = any(one.told_as == SUM and one.name in self.given for one in self.calculator.fields)
        if not asked or (has_sum and asked[0].name not in self.given):
            return self  # the sum stands for wage and months
        why = "；".join(one for one in (asked[0].stands_for, about) if one)
        given, assumed = {**self.given, asked[0].name: text}, {**self.assumed, **_about(asked[0].name, why)}
        return replace(self.settled(asked[0].name), given=given, assumed=assumed)

    def count(self, parameters: Parameters, today: date) -> Counted:
        """The result of what was told.

        Raises:
            BadInput: something is missing or wrong.
            CannotTell: there is no honest figure, or only one of Ningxia for who works elsewhere.
        """
        whole, said = settle(self.calculator, parameters, today, self.given)
        working = self.calculator.run(parameters, today, whole)
        if CITY in self.assumed and self.calculator.run(parameters.national(), today, whole).items != working.items:
            raise CannotTell(LOCAL)
        return Counted(whole, working, (*self.assumed.values(), *said.values()))

    def is_enough(self, parameters: Parameters, today: date) -> bool:
        """Whether nothing has to be asked."""
        try:
            self.count(parameters, today)
        except (BadInput, CannotTell):
            return False
        return not self.doubtful

    def facts(self) -> list[tuple["Begun", str]]:
        """What was told for it and the others, each fact once: the calculation it is told anew in, and the field."""
        found: dict[str, tuple[Begun, str]] = {}
        for one in (self, *self.others):
            rest = tuple(replace(other, others=()) for other in (self, *self.others) if other is not one)
            for name in one.given:
                fact = one.field(name).told_as or f"{one.calculator.name} {name}"
                found.setdefault(fact, (replace(one, others=rest), name))
        return list(found.values())

    @property
    def doubtful(self) -> Field | None:
        """A day, number or sum that was told unclearly, though it may stay open."""
        fields, kinds = self.calculator.fields, (Kind.DAY, Kind.NUMBER, Kind.MONEY)
        return next((one for one in fields if one.kind in kinds and one.name in self.doubts), None)

    @property
    def left(self) -> str | None:
        """The day the job ended, if that was told."""
        ended = next((one.name for one in self.calculator.fields if one.told_as == "ended"), "")
        return self.given.get(ended) if ended not in self.assumed else None


def _about(name: str, why: str) -> dict[str, str]:
    return {name: why} if why else {}
