"""The form of a paper: answers as fields and rows of a page, each with what is wrong beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rights.calculator import discover
from rights.inputs import BadInput, Field, Kind
from rights.paper import CLAIMS, Form, Rows
from rights.paper_claims import CALCULATOR, CLAIMED, ITEM
from rights.parameters import Parameters
from rights.working import CannotTell, Working
from web.pages.fields import Asked, asked
from web.pages.paper_posted import BY_HAND, MOST_CLAIMS, most, ticked

HAND = "hand"  # a claim that is written, not counted
NO_SUMS = ("final_award", "medical_period", "retirement")  # what they give cannot be asked for
FULL = "网页上这里最多写{}项，更多的请另写一份，或者找工会帮忙。"
ADD_ONE = "加一项{}"
WRITE = "别的：自己写"
WRITTEN = "自己写的请求"
COUNTED = "算出来：{sums}"
CHOOSE_ONE = "只能要一样"
HEADS = {
    "name": "本人",
    "applicant": "申请人",
    "employer": "单位",
    "began": "入职、离职、工资",
    "injured": "受伤",
    "matter": "要什么帮助",
    "household": "家里情况",
    "stage": "委托什么",
    "ends": "解除",
    "subject": "一起要什么",
    "act_ended": "投诉的事",
    "mediated": "欠款",
    "facts": "经过",
    "story": "经过",
    "office": "交到哪里",
}
"""A field of this name begins a new part of the page, under this heading."""
UNNAMED = "内容"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its fields, what is said of it as a whole."""

    number: int
    title: str
    fields: Sequence[Asked]
    hidden: Mapping[str, str]
    wrong: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A card of the page: fields one below the other, or rows, or choices of which several may be ticked."""

    kind: str
    head: str
    name: str = ""
    hint: str = ""
    fields: Sequence[Asked] = ()
    rows: Sequence[Row] = ()
    choices: Sequence[tuple[str, bool]] = ()
    adds: Sequence[tuple[str, str]] = ()


def parts(
    form: Form, parameters: Parameters, today: date, answers: Mapping[str, Any], wrong: Mapping[str, str]
) -> list[Part]:
    """The page, part by part; what is asked for stands before the story it follows from."""
    made: list[Part] = []
    claims = [_claims_part(form, parameters, today, answers, wrong)] if form.claims else []
    for one in form.fields:
        if one.name == "facts":
            made, claims = [*made, *claims], []
        if isinstance(one, Rows):
            made.append(_rows_part(one, answers.get(one.name, []), wrong))
            continue
        field = asked(one, str(answers.get(one.name, "")), wrong.get(one.name, ""), says_optional=False)
        if made and made[-1].kind == "fields" and one.name not in HEADS:
            made[-1] = Part("fields", made[-1].head, fields=(*made[-1].fields, field))
        else:
            made.append(Part("fields", HEADS.get(one.name, UNNAMED), fields=(field,)))
    return [*made, *claims]


def _rows_part(rows: Rows, given: Sequence[Mapping[str, str]], wrong: Mapping[str, str]) -> Part:
    if ticked(rows):
        field = rows.fields[0]
        chosen = {row.get(field.name) for row in given}
        choices = [(choice, choice in chosen) for choice in field.choices]
        return Part("ticks", rows.label, rows.name, wrong.get(rows.name, rows.help), choices=choices)
    shown = [_row(rows, number, row, wrong) for number, row in enumerate(given, 1)]
    if len(shown) >= most(rows):
        return Part("rows", rows.label, rows.name, FULL.format(most(rows)), rows=shown)
    adds = [(rows.name, ADD_ONE.format(rows.label))]
    return Part("rows", rows.label, rows.name, rows.help, rows=shown, adds=adds)


def _row(rows: Rows, number: int, row: Mapping[str, str], wrong: Mapping[str, str]) -> Row:
    prefix = f"{rows.name}.{number}."
    fields = [
        asked(one, str(row.get(one.name, "")), wrong.get(f"{prefix}{one.name}", ""), prefix, says_optional=False)
        for one in rows.fields
    ]
    return Row(number, f"{rows.label} {number}", fields, {})


def _claims_part(
    form: Form, parameters: Parameters, today: date, answers: Mapping[str, Any], wrong: Mapping[str, str]
) -> Part:
    rows = list(_claim_rows(parameters, today, answers.get(CLAIMS, []), wrong))
    every = [(one.name, one.title) for one in discover().values() if one.name not in NO_SUMS]
    if len(rows) >= MOST_CLAIMS:
        return Part("rows", form.claims, CLAIMS, FULL.format(MOST_CLAIMS), rows=rows)
    return Part("claims", form.claims, CLAIMS, rows=rows, adds=[*every, (HAND, WRITE)])


def _claim_rows(
    parameters: Parameters, today: date, given: Sequence[Mapping[str, str]], wrong: Mapping[str, str]
) -> Iterator[Row]:
    for number, row in enumerate(given, 1):
        prefix = f"{CLAIMS}.{number}."
        whole = wrong.get(f"{CLAIMS}.{number}") or wrong.get(f"{prefix}{CALCULATOR}", "")
        calculator = discover().get(row.get(CALCULATOR, ""))
        title, hidden, result, fields = WRITTEN, {}, "", [*BY_HAND]
        if calculator:
            title, hidden = calculator.title, {f"{prefix}{CALCULATOR}": calculator.name}
            working = _working(parameters, today, row)
            result, fields = _result(working), [*calculator.fields, *_choices(working, row)]
        shown = [
            asked(
                one, row.get(one.name, ""), wrong.get(f"{prefix}{one.name}", ""), prefix, says_optional=bool(calculator)
            )
            for one in fields
        ]
        yield Row(number, title, shown, hidden, whole, result)


def _working(parameters: Parameters, today: date, row: Mapping[str, str]) -> Working | None:
    own = (CALCULATOR, ITEM.name, CLAIMED.name)
    given = {name: text for name, text in row.items() if name not in own}
    try:
        return discover()[row[CALCULATOR]].run(parameters, today, given)
    except (BadInput, CannotTell):
        return None


def _result(working: Working | None) -> str:
    sums = "；".join(f"{item.name} {item.amount}" for item in working.items) if working else ""
    return COUNTED.format(sums=sums) if sums else ""


def _choices(working: Working | None, row: Mapping[str, str]) -> list[Field]:
    """Which of the items is meant, and what sum where the law gives a range; also where it was told before."""
    items = working.items if working else ()
    chosen: list[Field] = []
    if len(items) > 1 or row.get(ITEM.name):
        names = tuple(dict.fromkeys((*(item.name for item in items), *filter(None, [row.get(ITEM.name)]))))
        must = CHOOSE_ONE if working and working.or_else else ""
        chosen.append(Field(ITEM.name, ITEM.label, Kind.CHOICE, choices=names, optional=not must, help=must))
    if any(item.low != item.high for item in items) or row.get(CLAIMED.name):
        chosen.append(CLAIMED)
    return chosen
