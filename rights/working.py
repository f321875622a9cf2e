"""What a calculation shows: every sum with its arithmetic, its articles and the dated figures it used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rights.parameters import UNKNOWN, Confidence, Parameters

CENT = Decimal("0.01")


class CannotTell(Exception):
    """There is no honest figure: a local one is unconfirmed, or the law leaves it open; the Chinese text says which."""


def yuan(value: Decimal) -> Decimal:
    """Rounded half-up to the fen, as money is at the end of an item."""
    return value.quantize(CENT, ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """12345.6 as 12,345.60."""
    return f"{yuan(value):,}"


def ranged(low: Decimal, high: Decimal) -> str:
    """12,345.60元, or 10,000.00到20,000.00元."""
    return f"{shown(low)}元" if low == high else f"{shown(low)}到{shown(high)}元"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: 「补偿月数」「3年2个月：每满一年1个月，不满半年半个月」「3.5个月」."""

    title: str
    formula: str
    result: str
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One sum a worker is owed, in yuan; `low` and `high` differ where the law gives a range.

    A `monthly` one is due every month, so it stands beside the total and is not in it. `only_if` says under which
    condition it is due, in place of the others; the `likely` one of them is told first.
    """

    name: str
    low: Decimal
    high: Decimal
    steps: tuple[Step, ...]
    paid_by: str = "单位"
    monthly: bool = False
    only_if: str = ""
    likely: bool = False

    @classmethod
    def of(
        cls,
        name: str,
        amount: Decimal,
        *steps: Step,
        paid_by: str = "单位",
        monthly: bool = False,
        only_if: str = "",
        likely: bool = False,
    ) -> "Item":
        """One exact sum, rounded to the fen."""
        return cls(name, yuan(amount), yuan(amount), steps, paid_by, monthly, only_if, likely)

    @property
    def amount(self) -> str:
        """As it is told: 12,345.60元, 10,000.00到20,000.00元, 每月4,200.00元."""
        return f"{'每月' if self.monthly else ''}{ranged(self.low, self.high)}"


@dataclass(frozen=True, slots=True)
class Used:
    """A dated figure that went in."""

    name: str
    value: Decimal
    unit: str
    valid_from: date
    source: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Working:
    """The whole of one calculation. `facts` are results that are no money, such as a date or a number of months.

    `or_else` marks items of which only one may be claimed (the worker chooses): then there is no sum. `ifs` say in a
    sentence each what it would be otherwise (如果…，是…元), where the same answers allow to tell.
    """

    items: tuple[Item, ...] = ()
    facts: tuple[Step, ...] = ()
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    or_else: bool = False
    ifs: tuple[str, ...] = ()

    @property
    def likely_first(self) -> tuple[Item, ...]:
        """The items in the order of telling."""
        return tuple(sorted(self.items, key=lambda item: not item.likely))

    @property
    def total(self) -> str:
        """What the items due once come to, in yuan; empty where one of them stands for the rest, or is alone."""
        once = [item for item in self.items if not item.monthly]
        return "" if self.or_else or len(once) < 2 else ranged(self.low, self.high)

    @property
    def low(self) -> Decimal:
        """The least the items due once come to together."""
        return sum((item.low for item in self.items if not item.monthly), Decimal(0))

    @property
    def high(self) -> Decimal:
        """The most the items due once come to together."""
        return sum((item.high for item in self.items if not item.monthly), Decimal(0))

    @property
    def citations(self) -> tuple[str, ...]:
        """Every article it rests on, in the order of use, each once."""
        steps = (*(step for item in self.items for step in item.steps), *self.facts)
        return tuple(dict.fromkeys(citation for step in steps for citation in step.citations))


@dataclass
class Figures:
    """The dated figures of one calculation: what was looked up is remembered for its working."""

    parameters: Parameters
    used: list[Used] = field(default_factory=list)

    def at(self, name: str, on: date) -> Decimal:
        """The figure in force on that day.

        Raises:
            CannotTell: there is none that day, or nobody has more than a guess.
        """
        parameter = self.parameters[name]
        figure = parameter.at(on)
        if figure is None or figure.confidence == "U":
            raise CannotTell(f"「{name}」{on.isoformat()}的数额还没有可靠来源{UNKNOWN}")
        value = Decimal(figure.value)
        one = Used(name, value, parameter.unit, figure.valid_from, figure.source, figure.confidence, parameter.note)
        if one not in self.used:
            self.used.append(one)
        return value

    def known(self, name: str, on: date) -> Decimal | None:
        """The same, or nothing where there is no honest figure."""
        try:
            return self.at(name, on)
        except CannotTell:
            return None

    def notes(self) -> tuple[str, ...]:
        """What has to be said beside figures that are no official text, each sentence once."""
        return tuple(dict.fromkeys(one.note for one in self.used if one.confidence != "A"))


def joined(parts: Iterable[str]) -> str:
    """Parts of a formula with a plus between."""
    return "＋".join(parts)
