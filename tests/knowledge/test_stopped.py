"""For how many months somebody injured could not work."""

import pytest

from knowledge.stopped import read_stopped


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("工伤七级 月薪6000 停工留薪6个月", "6"),
        ("停工6个月 单位没交工伤保险", "6"),
        ("停工留薪期12个月", "12"),
        ("养伤半年，没发工资", "6"),
        ("有3个月的停工留薪期", "3"),
    ],
)
def test_the_months_are_read(text: str, months: str) -> None:
    assert read_stopped(text) == (months, "")


@pytest.mark.parametrize("text", ["停工三四个月", "停工留薪20天", "停工几个月了"])
def test_a_time_that_is_not_surely_so_many_months_is_asked(text: str) -> None:
    months, said = read_stopped(text)
    assert not months and said


@pytest.mark.parametrize("text", ["工伤七级，干了6个月", "工伤八级 停工留薪怎么算"])
def test_what_is_no_stop_is_none(text: str) -> None:
    assert read_stopped(text) == ("", "")
