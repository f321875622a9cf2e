"""Dated figures: the one in force that day, never an unconfirmed one shown, and a table read strictly."""

import importlib.resources
from datetime import date, timedelta

import pytest

from rights.parameters import UNKNOWN, ParameterError, Parameters

TABLE = """
["最低工资"]
unit = "元/月"
area = "银川市"
note = "以公布为准。"
[["最低工资".values]]
value = "2235"
valid_from = 2025-10-01
source = "转载"
confidence = "B"
[["最低工资".values]]
value = "2050"
valid_from = 2025-07-01
valid_until = 2025-09-30
source = "原文"
confidence = "A"
["社平工资"]
unit = "元/月"
area = "宁夏"
note = "以公布为准。"
[["社平工资".values]]
value = "8371"
valid_from = 2026-01-01
source = "传闻"
confidence = "U"
["工亡补助金"]
unit = "元"
area = "全国"
note = "以统计局为准。"
[["工亡补助金".values]]
value = "1130040"
valid_from = 2026-01-01
valid_until = 2026-12-31
source = "原文"
confidence = "A"
"""
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return Parameters.parse(TABLE)


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2025, 6, 30), UNKNOWN),
        (date(2025, 7, 1), "2050"),
        (date(2025, 9, 30), "2050"),
        (date(2025, 10, 1), "2235"),
        (date(2099, 1, 1), "2235"),
    ],
)
def test_the_figure_in_force_that_day(parameters: Parameters, on: date, value: str) -> None:
    assert parameters["最低工资"].shown(on) == value


def test_an_unconfirmed_or_past_figure_is_never_shown(parameters: Parameters) -> None:
    assert parameters.shown(TODAY) == {"最低工资": "2235", "社平工资": UNKNOWN, "工亡补助金": "1130040"}
    assert parameters.shown(date(2027, 1, 1))["工亡补助金"] == UNKNOWN


def test_each_note_is_said_once_and_only_where_nobody_confirmed(parameters: Parameters) -> None:
    assert parameters.notes(["最低工资", "社平工资", "工亡补助金"], TODAY) == ["以公布为准。"]
    assert parameters.notes(["工亡补助金"], TODAY) == []
    assert parameters.notes(["工亡补助金"], date(2027, 1, 1)) == ["以统计局为准。"]


def test_what_no_person_has_confirmed_is_listed(parameters: Parameters) -> None:
    assert parameters.unconfirmed(TODAY) == ["最低工资", "社平工资"]
    assert parameters.unconfirmed(date(2025, 8, 1)) == ["社平工资", "工亡补助金"]


def test_it_is_a_mapping(parameters: Parameters) -> None:
    assert list(parameters) == ["最低工资", "社平工资", "工亡补助金"] and len(parameters) == 3
    with pytest.raises(KeyError):
        parameters["没有的"]


ONE = TABLE.partition('["社平工资"]')[0].partition("[[")[0]
FIGURE = '[["最低工资".values]]\nvalue = "1"\nvalid_from = 2026-01-01\nsource = "x"\nconfidence = "B"\n'


@pytest.mark.parametrize("field", ["unit", "area", "note", "value", "valid_from", "source", "confidence"])
def test_a_missing_field_is_named(field: str) -> None:
    text = "".join(line for line in (ONE + FIGURE).splitlines(True) if not line.startswith(field))
    with pytest.raises(ParameterError, match=f"最低工资: field '{field}'"):
        Parameters.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ONE, "最低工资: field 'values'"),
        ("最低工资", "parameters: "),
        ('a = "b"', "a: "),
        (ONE + FIGURE.replace('"B"', '"D"'), "最低工资: confidence is one of A, B, C, U"),
    ],
)
def test_a_bad_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        Parameters.parse(text)


def test_our_own_table_is_whole_and_no_two_figures_hold_on_one_day() -> None:
    text = importlib.resources.files("rights").joinpath("parameters.toml").read_text("utf-8")
    parameters = Parameters.parse(text)
    assert parameters["最低工资一类"].at(TODAY) is not None
    for name, parameter in parameters.items():
        borders = {figure.valid_from for figure in parameter.figures}
        borders |= {figure.valid_until for figure in parameter.figures if figure.valid_until}
        for day in borders | {border + timedelta(days=1) for border in borders}:
            assert sum(figure.holds(day) for figure in parameter.figures) <= 1, (name, day)
        assert all(figure.source and figure.value for figure in parameter.figures), name
