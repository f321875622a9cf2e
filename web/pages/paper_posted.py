"""What a browser sent of a paper's form, as answers; and what is wrong with them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from multidict import MultiMapping

from rights.calculator import discover
from rights.inputs import BadInput, Field, Kind
from rights.paper import CLAIMS, Form, Rows
from rights.paper_claims import AMOUNT, CALCULATOR, CLAIMED, HOW, ITEM, REQUEST, read_claims
from rights.parameters import Parameters
from web.pages.fields import asked, wrongs

BY_HAND = (REQUEST, AMOUNT, HOW)
MOST_OF_A_TEXT = 20_000
MOST_ROWS, MOST_CLAIMS = 100, 20  # a page of more than 1,000 fields could not be sent back: aiohttp's client_max_fields
WHICH = "请选要哪一样"


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
            answers[one.name] = _rows(posted, one.name, one.fields, dropped)[: most(one)]
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


def added(form: Form, answers: Mapping[str, Any], name: str, calculator: str = "") -> dict[str, Any]:
    """The answers with one more row in the list of that name; a claim is counted by a calculator, or written."""
    lists = {one.name: most(one) for one in form.fields if isinstance(one, Rows)}
    if name == CLAIMS and form.claims:
        row = {CALCULATOR: calculator} if calculator in discover() else {REQUEST.name: ""}
        return {**answers, CLAIMS: [*answers.get(CLAIMS, []), row][:MOST_CLAIMS]}
    if name in lists:
        return {**answers, name: [*answers.get(name, []), {}][: lists[name]]}
    return dict(answers)


def ticked(rows: Rows) -> bool:
    """Whether the rows are no more than choices."""
    return len(rows.fields) == 1 and rows.fields[0].kind is Kind.CHOICE


def most(rows: Rows) -> int:
    """How many rows a page takes."""
    return min(rows.most, MOST_ROWS)


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
