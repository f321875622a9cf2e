"""What a calculator asks: named fields, read strictly from what a person typed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

LONGEST_CHARACTERS = 40
LONGEST_LINE_CHARACTERS, LONGEST_TEXT_CHARACTERS = 200, 5_000
EARLIEST, LATEST = date(1940, 1, 1), date(2100, 12, 31)
YES, NO = frozenset({"是", "有", "true", "yes", "1"}), frozenset({"否", "没有", "无", "false", "no", "0"})
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they turn the order of what is read
_PLAIN = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)  # some write 1.200 for 1200


class BadInput(ValueError):
    """A value that cannot be; `field` names it, the text says in Chinese what is wrong."""

    def __init__(self, field: str, label: str, why: str) -> None:
        super().__init__(f"{label}：{why}")
        self.field = field


class Kind(StrEnum):
    """How a field is read: yuan, a number, a whole number, a day, yes or no, one of some words, a line, a text."""

    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    LINE = "line"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a calculator wants to know; `least` and `most` bound numbers, one with a default may be left out.

    `told_as` names what a follower may have told already (wage, months, sum, began, ended, injured, grade); where that
    is not quite the same thing, `stands_for` is the sentence that says so.
    """

    name: str
    label: str
    kind: Kind
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10_000_000)
    choices: tuple[str, ...] = ()
    default: Any = None
    optional: bool = False
    help: str = ""
    told_as: str = ""
    stands_for: str = ""

    @property
    def question(self) -> str:
        """What is asked, with what helps to answer."""
        return f"{self.label}（{self.help}）" if self.help else self.label

    @property
    def needed(self) -> bool:
        """Whether it must be given."""
        return self.default is None and not self.optional

    def read(self, text: str) -> Any:
        """The value: Decimal, int, date, bool, one of the choices, or what was written.

        Raises:
            BadInput: it is none.
        """
        if self.kind in (Kind.LINE, Kind.TEXT):
            return self._written(text)
        said = unicodedata.normalize("NFKC", text).strip().replace(",", "")
        if len(said) > LONGEST_CHARACTERS:
            raise self.bad("太长了")
        match self.kind:
            case Kind.MONEY | Kind.NUMBER:
                return self._number(said.removesuffix("元"))
            case Kind.COUNT:
                return self._count(said)
            case Kind.DAY:
                return self._day(said)
            case Kind.FLAG:
                return self._flag(said.lower())
        if said not in self.choices:
            raise self.bad(f"只能是{'、'.join(self.choices)}")
        return said

    def _written(self, text: str) -> str:
        said = printable(text) if self.kind is Kind.TEXT else " ".join(printable(text).split())
        most = LONGEST_TEXT_CHARACTERS if self.kind is Kind.TEXT else LONGEST_LINE_CHARACTERS
        if len(said) > most:
            raise self.bad(f"太长了，最多{most}个字")
        return said

    def bad(self, why: str) -> BadInput:
        """The refusal of a value of this field."""
        return BadInput(self.name, self.label, why)

    def _number(self, said: str) -> Decimal:
        if not _PLAIN.fullmatch(said):
            raise self.bad(f"要写成数字，比如6500，不能是「{said}」")
        if _THOUSANDS.fullmatch(said):
            raise self.bad(f"「{said}」里的点看不准：是{said.replace('.', '')}就别写点，是小数最多写两位")
        try:
            value = Decimal(said)
        except InvalidOperation:
            raise self.bad("要写成数字") from None
        if not self.least <= value <= self.most:
            raise self.bad(f"要在{self.least:,}到{self.most:,}之间")
        return value

    def _count(self, said: str) -> int:
        value = self._number(said)
        if value != int(value):
            raise self.bad("要是整数")
        return int(value)

    def _day(self, said: str) -> date:
        found = _DAY.fullmatch(said)
        if not found:
            raise self.bad("要写成日期，比如2024-03-01")
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            raise self.bad(f"没有「{said}」这一天") from None
        if not EARLIEST <= day <= LATEST:
            raise self.bad(f"要在{EARLIEST.year}年到{LATEST.year}年之间")
        return day

    def _flag(self, said: str) -> bool:
        if said not in YES | NO:
            raise self.bad("只能是「是」或「否」")
        return said in YES


def printable(text: str) -> str:
    """The text without characters that cannot be seen or printed; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in lines if one == "\n" or not _unseen(one)).strip()


def _unseen(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cs") or one in _TURNING or one in "\ufffe\uffff"


def read(fields: Sequence[Field], given: Mapping[str, str]) -> dict[str, Any]:
    """Every field's value; None where an optional one is left out.

    Raises:
        BadInput: a field is missing, unknown or wrong.
    """
    known = {field.name for field in fields}
    if strange := sorted(given.keys() - known):
        raise BadInput(strange[0], strange[0], "没有这一项")
    values: dict[str, Any] = {}
    for field in fields:
        text = given.get(field.name, "")
        if printable(text):
            values[field.name] = field.read(text)
        elif field.needed:
            raise field.bad("还没有填")
        else:
            values[field.name] = field.default
    return values


def in_order(first: Field, begin: date, second: Field, end: date) -> None:
    """Refuses an end before its beginning.

    Raises:
        BadInput: it is.
    """
    if end < begin:
        raise second.bad(f"不能早于{first.label}（{begin.isoformat()}）")
