"""The form of a paper: what a browser sent as answers, and answers as fields and rows of a page, with what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from multidict import MultiMapping

from rights.calculator import discover
from rights.inputs import BadInput, Field, Kind
from rights.paper import CLAIMS, MOST_CLAIMS, Form, Rows
from rights.paper_claims import AMOUNT, CALCULATOR, CLAIMED, HOW, ITEM, REQUEST, read_claims
from rights.parameters import Parameters
from rights.working import CannotTell, Working
from web.pages.fields import Asked, asked, wrongs

BY_HAND = (REQUEST, AMOUNT, HOW)
HAND = "hand"  # a claim that is written, not counted
NO_SUMS = ("final_award", "medical_period", "retirement")  # what they give cannot be asked for
MOST_OF_A_TEXT = 20_000
ADD_ONE = "加一项{}"
WRITE = "别的：自己写"
WRITTEN = "自己写的请求"
COUNTED = "算出来：{sums}"
CHOOSE_ONE = "只能要一样"
WHICH = "请选要哪一样"
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


def answers_of(form: Form, posted: MultiMapping[Any], dropped: str = "") -> dict[str, Any]:
    """What a browser sent, as it was typed; rows with nothing in them, and the one to drop, are left out."""
    answers: dict[str, Any] = {}
    for one in form.fields:
        if isinstance(one, Field):
            answers[one.name] = _text(posted.get(one.name))
        elif ticked(one):
            field = one.fields[0].name
            chosen = dict.fromkeys(_text(text) for text in posted.getall(one.name, []))
            answers[one.name] = [{field: text} for text in chosen if text][: one.most]
        else:
            answers[one.name] = _rows(posted, one.name, one.fields, dropped)[: one.most]
    if form.claims:
        answers[CLAIMS] = _claims(posted, dropped)
    return answers


def problems(form: Form, parameters: Parameters, today: date, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by the name of the field on the page (`evidences.2.source`); of a row, by `evidences.2`."""
    found: dict[str, str] = {}
    for one in form.fields:
        if isinstance(one, Field):
            found |= wrongs((one,), {one.name: str(answers.get(one.name, ""))})
        else:
            found |= _wrong_rows(one, answers.get(one.name, []))
    for number, row in enumerate(answers.get(CLAIMS, []), 1):
        try:
            read_claims([row], form.claims, parameters, today)
        except BadInput as bad:
            found[bad.field.replace(f"{CLAIMS}.1", f"{CLAIMS}.{number}", 1)] = _inside(bad)
    return found


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


def added(form: Form, answers: Mapping[str, Any], name: str, calculator: str = "") -> dict[str, Any]:
    """The answers with one more row in the list of that name; a claim is counted by a calculator, or written."""
    lists = {one.name: one.most for one in form.fields if isinstance(one, Rows)}
    if name == CLAIMS and form.claims:
        row = {CALCULATOR: calculator} if calculator in discover() else {REQUEST.name: ""}
        return {**answers, CLAIMS: [*answers.get(CLAIMS, []), row][:MOST_CLAIMS]}
    if name in lists:
        return {**answers, name: [*answers.get(name, []), {}][: lists[name]]}
    return dict(answers)


def ticked(rows: Rows) -> bool:
    """Whether the rows are no more than choices."""
    return len(rows.fields) == 1 and rows.fields[0].kind is Kind.CHOICE


def _text(value: object) -> str:
    return value[:MOST_OF_A_TEXT].strip() if isinstance(value, str) else ""


def _rows(posted: MultiMapping[Any], name: str, fields: Sequence[Field], dropped: str) -> list[dict[str, str]]:
    numbers = _numbers(posted, name, dropped)
    rows = ({one.name: _text(posted.get(f"{name}.{number}.{one.name}")) for one in fields} for number in numbers)
    return [row for row in rows if any(row.values())]


def _claims(posted: MultiMapping[Any], dropped: str) -> list[dict[str, str]]:
    """Claims: the fields of their calculator, or those of a written one; without any answer a claim is left out."""
    claims = []
    for number in _numbers(posted, CLAIMS, dropped):
        calculator = discover().get(_text(posted.get(f"{CLAIMS}.{number}.{CALCULATOR}")))
        fields = (*calculator.fields, ITEM, CLAIMED) if calculator else BY_HAND
        row = {one.name: _text(posted.get(f"{CLAIMS}.{number}.{one.name}")) for one in fields}
        typed = {name: text for name, text in row.items() if text}
        if calculator and any(text != _untouched(calculator.fields).get(name) for name, text in typed.items()):
            claims.append({CALCULATOR: calculator.name, **typed})
        elif not calculator and typed:
            claims.append(row)
    return claims[:MOST_CLAIMS]


def _untouched(fields: Sequence[Field]) -> dict[str, str]:
    """What the choices of a claim say that nobody filled in."""
    return {one.name: asked(one).value for one in fields}


def _numbers(posted: MultiMapping[Any], name: str, dropped: str) -> list[int]:
    """The numbers of a list's rows, as the page had them, without the one to drop."""
    found = (re.fullmatch(rf"{re.escape(name)}\.(\d{{1,3}})\.\w+", key) for key in posted)
    return sorted({int(match[1]) for match in found if match and f"{name}.{match[1]}" != dropped})


def _wrong_rows(rows: Rows, given: Sequence[Mapping[str, str]]) -> dict[str, str]:
    found = {}
    for number, row in enumerate(given, 1):
        for name, text in wrongs(rows.fields, row).items():
            found[rows.name if ticked(rows) else f"{rows.name}.{number}.{name}"] = text
    return found


def _inside(bad: BadInput) -> str:
    """What is wrong with a claim, without the names of the list and of the field it stands beside."""
    _list, _number, *field = bad.field.split(".")
    if field == [ITEM.name]:
        return WHICH
    return str(bad).split("：", 1 + len(field))[-1]


def _rows_part(rows: Rows, given: Sequence[Mapping[str, str]], wrong: Mapping[str, str]) -> Part:
    if ticked(rows):
        field = rows.fields[0]
        chosen = {row.get(field.name) for row in given}
        choices = [(choice, choice in chosen) for choice in field.choices]
        return Part("ticks", rows.label, rows.name, wrong.get(rows.name, rows.help), choices=choices)
    shown = [_row(rows, number, row, wrong) for number, row in enumerate(given, 1)]
    adds = [(rows.name, ADD_ONE.format(rows.label))] if len(shown) < rows.most else []
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
    return Part("claims", form.claims, CLAIMS, rows=rows, adds=[*every, (HAND, WRITE)])


def _claim_rows(
    parameters: Parameters, today: date, given: Sequence[Mapping[str, str]], wrong: Mapping[str, str]
) -> Iterator[Row]:
    for number, row in enumerate(given, 1):
        prefix, whole = f"{CLAIMS}.{number}.", wrong.get(f"{CLAIMS}.{number}", "")
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
        chosen.append(Field(ITEM.name, ITEM.label, Kind.CHOICE, choices=names, optional=True, help=must))
    if any(item.low != item.high for item in items) or row.get(CLAIMED.name):
        chosen.append(CLAIMED)
    return chosen
