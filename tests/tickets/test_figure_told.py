"""Answers that are nothing but a number of what is asked, and how long somebody worked."""

from datetime import date

import pytest

from rights.calculator import discover
from tickets.begun import Begun
from tickets.figure_told import read_figure, read_service

TODAY = date(2026, 11, 22)


def figure(calculator: str, name: str, words: str) -> str:
    """What a field of a calculator reads."""
    return read_figure(Begun(discover()[calculator]).field(name), words, TODAY)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("3", "3"),
        ("三个月", "3"),
        ("一个半月", "1.5"),
        ("两年半", "30"),
        ("一年零两个月", "14"),
        ("欠了三个月工资", "3"),
        ("大概十个月吧", "10"),
        ("3月", ""),
        ("今年3月", ""),
        ("四五个月", ""),
        ("-3", ""),
        ("几个月", ""),
        ("3天", ""),
        ("三个月的工资怎么要", ""),
    ],
)
def test_months(words: str, months: str) -> None:
    assert figure("arrears", "months", words) == months


@pytest.mark.parametrize(
    ("name", "words", "read"),
    [("hours", "四十个小时", "40"), ("hours", "40天", ""), ("rest_days", "两天半", "2.5"), ("pay", "6500", "")],
)
def test_what_is_counted_has_to_be_what_is_asked(name: str, words: str, read: str) -> None:
    assert figure("overtime", name, words) == read


@pytest.mark.parametrize(
    ("words", "given", "began"),
    [
        ("干了2年", {}, "2024-11-23"),
        ("6个月", {}, "2026-05-23"),
        ("干了3年2个月", {"end": "2026-10-15"}, "2023-08-16"),
        ("快两年", {}, "2024-11-24"),
    ],
)
def test_the_first_day_is_reckoned_back_from_the_last(words: str, given: dict[str, str], began: str) -> None:
    begun = Begun(discover()["severance"], given)
    told = read_service(begun, begun.field("begin"), words, TODAY)
    assert told is not None
    assert told.given == {"begin": began, "end": given.get("end", TODAY.isoformat())}
    assert began in told.assumed["begin"]


@pytest.mark.parametrize("words", ["2024年3月", "2024年", "5月", "今年", "干了2年被辞退能赔多少"])
def test_what_is_no_length_is_none(words: str) -> None:
    begun = Begun(discover()["severance"])
    assert read_service(begun, begun.field("begin"), words, TODAY) is None
    assert read_service(begun, begun.field("end"), "2年", TODAY) is None


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("去年", "2025"),
        ("2025年的", "2025"),
        ("今年", "2026"),
        ("2024和2025年", ""),
        ("2025年3月", ""),
        ("哪年都没休", ""),
    ],
)
def test_which_year(words: str, year: str) -> None:
    assert figure("annual_leave", "year", words) == year
