"""Severance to the fen: the worked examples, both lines, and what must hold for any service and wage."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import CALCULATORS, amounts, run

from rights.calculators.severance import LAWFUL, WITHOUT_GROUND
from rights.inputs import BadInput
from rights.working import CannotTell
from tickets.counted import told

PAY = st.decimals("1", "60000", places=2)
BEGIN = st.dates(date(1990, 1, 1), date(2025, 12, 31))
DAYS = st.integers(0, 12_000)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (
            {"begin": "2010-05-17", "end": "2021-07-30", "average": "33740.37", "triple": "40000"},
            ["388014.26", "421754.63", "776028.51"],
        ),
        (
            {"begin": "2023-05-01", "end": "2026-06-30", "average": "20000", "last_month": "20000"},
            ["70000.00", "90000.00", "140000.00"],
        ),
        (
            {"begin": "2013-01-01", "end": "2025-12-31", "average": "2200", "last_month": "2235"},
            ["29055.00", "31290.00", "58110.00"],  # the floor: 2,235 x 13
        ),
    ],
)
def test_worked_examples(given_: dict[str, str], expected: list[str]) -> None:
    assert amounts(run("severance", given_)) == [Decimal(one) for one in expected]


def test_without_a_lawful_ground_2n_is_told_first_and_the_sums_are_the_same() -> None:
    known = {"begin": "2022-09-24", "end": "2026-11-23", "average": "6000"}
    plain, unlawful = run("severance", known), run("severance", {**known, "how": WITHOUT_GROUND})
    assert amounts(plain) == amounts(unlawful)
    assert [one.likely for one in unlawful.items] == [False, False, True] and unlawful.items[0].only_if == LAWFUL
    assert not any(one.likely for one in plain.items) and not plain.items[0].only_if
    lines = told(CALCULATORS["severance"], known, unlawful, ()).splitlines()
    assert lines[1].startswith("违法解除赔偿金（2N）：54,000.00元") and "27,000.00元（N）" in lines[2]


@pytest.mark.parametrize(
    ("end", "months"),
    [("2024-05-31", "0.5"), ("2024-06-30", "1"), ("2024-06-29", "0.5"), ("2025-12-31", "2"), ("2026-01-01", "2.5")],
)
def test_months_at_the_borders(end: str, months: str) -> None:
    working = run("severance", {"begin": "2024-01-01", "end": end, "average": "10000"})
    assert working.items[0].low == 10_000 * Decimal(months)


def test_above_the_line_the_line_and_twelve_years_count() -> None:
    given_ = {"begin": "2008-01-01", "end": "2025-12-31", "triple": "20000"}
    at_line = run("severance", {**given_, "average": "20000"})
    above = run("severance", {**given_, "average": "20000.01"})
    assert amounts(at_line)[0] == 20_000 * 18 and amounts(above)[0] == 20_000 * 12


def test_years_before_2008_count_double_only() -> None:
    working = run("severance", {"begin": "2004-01-01", "end": "2013-12-31", "average": "5000"})
    assert amounts(working)[::2] == [Decimal(30_000), Decimal(100_000)]
    assert any("2008" in note for note in working.notes)


@given(BEGIN, DAYS, PAY)
def test_never_less_for_longer_service_or_higher_pay(begin: date, days: int, pay: Decimal) -> None:
    def n(end: date, average: Decimal) -> list[Decimal]:
        given_ = {"begin": str(begin), "end": str(end), "average": f"{average:f}", "triple": "1000000"}
        return amounts(run("severance", given_))

    end = max(begin + timedelta(days=days), date(2008, 1, 1))
    now, longer, higher = n(end, pay), n(end + timedelta(days=1), pay), n(end, pay + 1)
    assert all(a <= b and a <= c for a, b, c in zip(now, longer, higher, strict=True))
    assert now[0] <= now[1] and (begin < date(2008, 1, 1) or abs(now[2] - 2 * now[0]) <= Decimal("0.01"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"end": "2023-12-31"}, "end"),
        ({"average": "0"}, "average"),
        ({"begin": "2024-02-31"}, "begin"),
        ({"average": "六千"}, "average"),
        ({"begin": "1824-01-01"}, "begin"),
        ({"average": ""}, "average"),
        ({"color": "red"}, "color"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("severance", {"begin": "2024-01-01", "end": "2025-01-01", "average": "6000", **wrong})
    assert refused.value.field == field


def test_an_end_under_the_old_rules_is_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("severance", {"begin": "2000-01-01", "end": "2007-12-31", "average": "1000"})


def test_where_the_class_of_a_county_is_unknown_the_minimum_is_asked_only_where_it_matters() -> None:
    given_ = {"begin": "2024-01-01", "end": "2025-12-31", "area": "永宁县"}
    assert amounts(run("severance", {**given_, "average": "2235"}))[0] == 4470
    with pytest.raises(BadInput) as refused:
        run("severance", {**given_, "average": "2234.99"})
    assert refused.value.field == "minimum"
    assert amounts(run("severance", {**given_, "average": "1800", "minimum": "2080"}))[0] == 4160
