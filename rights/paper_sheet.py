"""A paper while it is filled: values as they are written, what is left open, what goes onto further sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rights.articles import named, numeral
from rights.inputs import Field
from rights.paper_blocks import Addendum, Block, Heading, Numbered, Pair, Prose, Table
from rights.paper_claims import Claim, Claimed
from rights.working import Used, shown

OPEN = "＿＿＿＿"
BLANK = f"{OPEN}（请填写：{{}}）"
SEE = "（内容较长，见{}）"
WORKING = "金额计算明细"
COLUMNS = ("项目", "算法", "结果", "依据")
TOTAL = "以上金额合计{}元{}。"
OPEN_SUMS, MONTHLY = "（没有填金额的没有算进合计）", "（每月支付的没有算进合计）"
SUM, BETWEEN = "金额", "金额，在{}之间"
OF_ROW = "{}第{}项的{}"
LATEST = "{}：{}（{}起），以有关部门最新公布为准"


@dataclass
class Sheet:
    """What was answered, by field, and what has come up while filling."""

    values: Mapping[str, Any]
    claimed: Claimed
    today: date
    blanks: list[str] = field(default_factory=list)
    further: list[Block] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def text(self, value: Any, label: str) -> str:
        """The value as it is written; a marked blank where there is none."""
        if value is None or value == "":
            if label not in self.blanks:
                self.blanks.append(label)
            return BLANK.format(label)
        return said(value)

    def say(self, one: Field) -> str:
        """The answer to a field, or its blank."""
        return self.text(self.values[one.name], one.label)

    def pairs(self, *fields: Field) -> tuple[Pair, ...]:
        """One row of particulars."""
        return tuple(Pair(one.label, self.say(one)) for one in fields)

    def pair(self, label: str, one: Field) -> Pair:
        """One particular under another name, such as 申请人 for a name."""
        return Pair(label, self.say(one))

    def boxes(self, *said: tuple[str, str]) -> tuple[tuple[Pair, ...], ...]:
        """Rows of one wide box each."""
        return tuple((Pair(label, text),) for label, text in said)

    def paragraphs(self, one: Field, most: int) -> tuple[str, ...]:
        """A text in paragraphs; one of more than `most` characters goes onto a further sheet."""
        whole = self.say(one)
        lines = tuple(line.strip() for line in whole.split("\n") if line.strip())
        if len(whole) <= most:
            return lines
        return (SEE.format(self.add(one.label, (Prose(lines),))),)

    def rows(
        self, label: str, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]
    ) -> tuple[tuple[str, ...], ...]:
        """Rows of a table, numbered; what is not known stays a line to write on."""
        return tuple((str(n), *(self._cell(row, one, label, n) for one in fields)) for n, row in enumerate(rows, 1))

    def _cell(self, row: Mapping[str, Any], one: Field, label: str, number: int) -> str:
        if (value := row[one.name]) not in (None, ""):
            return said(value)
        self.blanks.append(OF_ROW.format(label, number, one.label))
        return OPEN

    def law(self, cited: tuple[str, ...]) -> str:
        """The articles a paper rests on: of the claims, then its own."""
        return named((*self.claimed.citations, *cited))

    def add(self, title: str, blocks: tuple[Block, ...]) -> str:
        """Puts a further sheet behind; its name, 附页一."""
        number = 1 + sum(isinstance(one, Addendum) for one in self.further)
        name = f"附页{numeral(number)}"
        self.further += [Addendum(f"{name}　{title}"), *blocks]
        return name

    def claims(self, opening: str, otherwise: str) -> tuple[Block, ...]:
        """The claims numbered, their total, and their arithmetic on a further sheet."""
        claims = self.claimed.claims
        if not claims:
            return (Numbered((self.text(None, otherwise),)),)
        lines = listed(self._line(one, opening) for one in claims)
        if any(one.steps for one in claims):
            self.add(WORKING, tuple(block for one in enumerate(claims, 1) for block in _working(*one)))
        return (Numbered(lines), *_total(self.claimed))

    def _line(self, one: Claim, opening: str) -> str:
        if not one.is_money:
            return one.name.rstrip("。；")
        asked = one.name if one.name.startswith(opening) else f"{opening}{one.name}"
        return f"{asked}{'每月' if one.monthly else ''}{self._sum(one)}"

    def _sum(self, one: Claim) -> str:
        if one.amount is not None:
            return f"{shown(one.amount)}元"
        return self.text(None, BETWEEN.format(one.span) if one.span else SUM)


def said(value: Any) -> str:
    """A value as Chinese papers write it: 2024年3月1日, 6,500.00元, 是."""
    match value:
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return f"{shown(value)}元"
    return str(value)


def _total(claimed: Claimed) -> tuple[Block, ...]:
    """What several sums come to, and what is not in it."""
    sums = [one for one in claimed.claims if one.is_money]
    if sum(not one.monthly for one in sums) < 2:
        return ()
    left_out = (OPEN_SUMS if any(one.amount is None for one in sums) else "") or (
        MONTHLY if any(one.monthly for one in sums) else ""
    )
    return (Prose((TOTAL.format(shown(claimed.total), left_out),)),)


def _working(number: int, one: Claim) -> tuple[Block, ...]:
    """The arithmetic of one claim, line by line, and the published figures it used."""
    if not one.steps:
        return ()
    amount = f"：{'每月' if one.monthly else ''}{shown(one.amount)}元" if one.amount is not None else ""
    rows = tuple((step.title, step.formula, step.result, named(step.citations)) for step in one.steps)
    table = Table("working", COLUMNS, rows)
    figures = tuple(_figure(used) for used in one.used if used.confidence != "A")
    heading = Heading(f"第{number}项　{one.name}{amount}")
    return (heading, table, Prose(figures)) if figures else (heading, table)


def _figure(used: Used) -> str:
    return LATEST.format(used.name, f"{used.value.normalize():f}{used.unit}", said(used.valid_from))


def listed(points: Iterable[str]) -> tuple[str, ...]:
    """Points of one sentence: a semicolon behind each, a full stop behind the last."""
    *others, last = points
    return (*(f"{one}；" for one in others), f"{last}。")
