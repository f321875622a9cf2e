"""The medical period: every rung of the table, its borders, its window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import medical_period
from rights.inputs import BadInput


def results(given_: dict[str, str]) -> list[str]:
    return [fact.result for fact in run("medical_period", given_).facts]


@pytest.mark.parametrize(
    ("total", "here", "months", "window"),
    [
        ("0", "0", 3, 6),
        ("9.99", "4.99", 3, 6),
        ("9.99", "5", 6, 12),
        ("9", "9", 6, 12),
        ("10", "4.99", 6, 12),
        ("10", "5", 9, 15),
        ("12", "9.99", 9, 15),
        ("10", "10", 12, 18),
        ("20", "14.99", 12, 18),
        ("15", "15", 18, 24),
        ("19.99", "19.99", 18, 24),
        ("20", "20", 24, 30),
        ("60", "60", 24, 30),
    ],
)
def test_the_table(total: str, here: str, months: int, window: int) -> None:
    working = run("medical_period", {"total": total, "here": here})
    assert [fact.result for fact in working.facts] == [f"{months}个月", f"{window}个月"]
    assert {"医疗期规定#3", "医疗期规定#4", "劳动合同法#42"} == set(working.citations) and not working.items


@pytest.mark.parametrize(
    ("start", "last", "full"),
    [("2026-01-31", "2026-07-30", "2026-04-29"), ("2024-02-29", "2024-08-28", "2024-05-28")],
)
def test_the_window_ends_the_day_before_the_same_day(start: str, last: str, full: str) -> None:
    working = run("medical_period", {"total": "3", "here": "2", "start": start})
    assert working.facts[-1].result == last and full in working.notes[0]
    assert working.assumed == (medical_period.FROM_FIRST_DAY,)


@given(st.integers(0, 60), st.integers(0, 60))
def test_longer_work_never_shortens_it(total: int, here: int) -> None:
    here = min(total, here)

    def months(total: int, here: int) -> int:
        return int(results({"total": str(total), "here": str(here)})[0].removesuffix("个月"))

    now = months(total, here)
    assert now <= months(min(total + 1, 60), here) and now <= months(total, min(here + 1, total))


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"total": "3", "here": "4"}, "here"),
        ({"total": "100", "here": "4"}, "total"),
        ({"total": "3", "here": "-1"}, "here"),
        ({"total": "3", "here": "1", "start": "2025-02-30"}, "start"),
        ({"here": "1"}, "total"),
    ],
)
def test_what_cannot_be_is_refused_by_field(given_: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("medical_period", given_)
    assert refused.value.field == field
