"""Figures are the same however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.law_figures import figures, grades
from knowledge.law_names import chinese


def said(text: str, *, measures: bool = True) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in figures(text, measures=measures)]


@pytest.mark.parametrize(
    "ways",
    [
        ("二倍", "两倍", "2倍", "双倍", "200%", "百分之二百"),
        ("三十日", "30天", "30日", "三十天"),
        ("一年", "12个月", "十二个月", "1年"),
        ("半年", "6个月", "六个月"),
        ("百分之八十", "80%", "80％", "八成"),
        ("百分之一百五十", "150%", "1.5倍"),
        ("五千元", "5000元", "5,000元", "0.5万元"),
        ("两万元", "2万元", "20000元"),
        ("一个半月", "1.5个月"),
        ("两年半", "30个月"),
        ("四十八小时", "48小时", "48个小时"),
        ("50%", "二分之一"),
        ("五个工作日", "5个工作日", "5工作日"),
        ("七级", "7级"),
        ("十六周岁", "16岁"),
        ("2025年9月1日", "2025-09-01"),
    ],
)
def test_one_figure_many_ways(ways: tuple[str, ...]) -> None:
    values = {way: said(way) for way in ways}
    assert len({tuple(value) for value in values.values()}) == 1, values
    assert len(values[ways[0]]) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3到6个月", [("month", "3"), ("month", "6")]),
        ("百分之五十至百分之一百", [("ratio", "0.5"), ("ratio", "1")]),
        ("10%、20%或30%", [("ratio", "0.1"), ("ratio", "0.2"), ("ratio", "0.3")]),
        ("五年以上、十年", [("month", "60"), ("month", "120")]),
        ("七至十级", [("grade", "7"), ("grade", "10")]),
        ("一年零三个月", [("month", "12"), ("month", "3")]),
        ("7月1日", [("date", "07-01")]),
        ("2025年9月", [("date", "2025-09")]),
    ],
)
def test_several_figures(text: str, values: list[tuple[str, str]]) -> None:
    assert said(text) == values


@pytest.mark.parametrize(
    "text", ["第三十条第二款", "《解释（一）》", "一般不用", "打12333问", "周六周日", "双倍工资", "三样"]
)
def test_what_is_no_figure(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["一天多少钱", "过一个月再查", "找上一级工会", "一小时多少"])
def test_a_bare_measure_is_no_claim(text: str) -> None:
    assert said(text, measures=False) == []
    assert len(said(text)) == 1


@pytest.mark.parametrize("text", ["一个月内", "满一年", "提前一天", "一年以上", "一倍", "一年半"])
def test_a_bound_is_a_claim(text: str) -> None:
    assert len(said(text, measures=False)) == 1


def test_a_range_of_grades_holds_those_between() -> None:
    assert [one.value for one in grades("一级至四级伤残，7到8级")] == ["1", "2", "3", "4", "7", "8"]
    assert list(grades("四级至一级，1到900级")) == []


@given(st.integers(1, 9_999), st.sampled_from(["天", "个月", "小时", "元", "倍"]))
def test_chinese_and_arabic_numbers_are_equal(number: int, unit: str) -> None:
    assert said(f"{number}{unit}") == said(f"{chinese(number)}{unit}")


@given(st.text(alphabet="零一二三十百半双0123456789.,年个月日天周倍%元级到至、分之第", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert all(one.value for one in figures(text))
