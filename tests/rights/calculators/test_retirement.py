"""Retirement: the published ages, the ends of each schedule, the windows, and the years to be paid."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import retirement
from rights.calculators.retirement import SCHEDULES, least_years
from rights.inputs import BadInput
from rights.working import CannotTell, Working


def facts(working: Working) -> dict[str, str]:
    return {fact.title: fact.result for fact in working.facts}


@pytest.mark.parametrize(
    ("who", "birth", "age", "month"),
    [
        ("男", "1964-12", "60岁", "2024-12"),
        ("男", "1965-01", "60岁1个月", "2025-02"),
        ("男", "1965-04", "60岁1个月", "2025-05"),
        ("男", "1965-05", "60岁2个月", "2025-07"),
        ("男", "1970-01", "61岁4个月", "2031-05"),
        ("男", "1976-08", "62岁11个月", "2039-07"),
        ("男", "1976-09", "63岁", "2039-09"),
        ("男", "2000-01", "63岁", "2063-01"),
        ("女55", "1969-12", "55岁", "2024-12"),
        ("女55", "1970-01", "55岁1个月", "2025-02"),
        ("女55", "1975-06", "56岁5个月", "2031-11"),
        ("女55", "1981-09", "58岁", "2039-09"),
        ("女50", "1974-12", "50岁", "2024-12"),
        ("女50", "1975-01", "50岁1个月", "2025-02"),
        ("女50", "1975-02", "50岁1个月", "2025-03"),
        ("女50", "1975-03", "50岁2个月", "2025-05"),
        ("女50", "1984-10", "54岁11个月", "2039-09"),
        ("女50", "1984-11", "55岁", "2039-11"),
        ("女50", "1990-01", "55岁", "2045-01"),
    ],
)
def test_published_ages(who: str, birth: str, age: str, month: str) -> None:
    working = run("retirement", {"who": who, "birth": f"{birth}-15"})
    assert facts(working)["法定退休"] == f"{month}-15" and working.facts[0].formula.endswith(age)


def test_the_windows() -> None:
    early = facts(run("retirement", {"who": "男", "birth": "1970-01-15"}))
    assert (early["最早可以"], early["最晚可以"]) == ("2030-01-15", "2034-05-15")
    woman = facts(run("retirement", {"who": "女50", "birth": "1990-01-15"}))
    assert (woman["最早可以"], woman["最晚可以"]) == ("2042-01-15", "2048-01-15")


def test_before_the_reform_there_is_no_window() -> None:
    working = run("retirement", {"who": "男", "birth": "1964-12-31"})
    assert set(facts(working)) == {"法定退休", "最低缴费年限"} and retirement.OLD_RULE in working.notes


def test_month_ends_and_leap_days() -> None:
    assert facts(run("retirement", {"who": "男", "birth": "1965-01-31"}))["法定退休"] == "2025-02-28"
    assert facts(run("retirement", {"who": "女55", "birth": "1972-02-29"}))["法定退休"] == "2027-09-29"


@pytest.mark.parametrize(
    ("year", "years"),
    [(2025, "15"), (2029, "15"), (2030, "15.5"), (2031, "16"), (2038, "19.5"), (2039, "20"), (2060, "20")],
)
def test_years_that_must_be_paid(year: int, years: str) -> None:
    assert least_years(year) == Decimal(years)


def test_what_is_still_missing() -> None:
    given_ = {"who": "男", "birth": "1970-01-15"}
    short = run("retirement", {**given_, "paid_years": "14.5"})
    assert facts(short)["还差"] == "1.5年" and retirement.SHORT_OF in short.notes
    full = run("retirement", {**given_, "paid_years": "16"})
    assert facts(full)["还差"] == "0年" and retirement.SHORT_OF not in full.notes


@given(st.sampled_from(sorted(SCHEDULES)), st.dates(date(1950, 1, 1), date(2010, 12, 1)))
def test_who_is_born_later_never_retires_earlier(who: str, birth: date) -> None:
    later = date(birth.year + birth.month // 12, birth.month % 12 + 1, 1)
    schedule = SCHEDULES[who]
    now, then = schedule.delay(birth), schedule.delay(later)
    assert 0 <= now <= then <= min(now + 1, schedule.most_delay)
    found = facts(run("retirement", {"who": who, "birth": birth.isoformat()}))
    assert not now or found["最早可以"] <= found["法定退休"] <= found["最晚可以"]


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"who": "女", "birth": "1980-01-01"}, "who"),
        ({"who": "男", "birth": "1980-02-31"}, "birth"),
        ({"who": "男", "birth": "2027-01-01"}, "birth"),
        ({"who": "男", "birth": "1930-01-01"}, "birth"),
        ({"who": "男", "birth": "1980-01-01", "paid_years": "61"}, "paid_years"),
        ({"birth": "1980-01-01"}, "who"),
    ],
)
def test_what_cannot_be_is_refused_by_field(given_: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("retirement", given_)
    assert refused.value.field == field


def test_the_very_old_are_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("retirement", {"who": "男", "birth": "1943-12-31"})
