"""A grade that stands by itself is one of disability beside an injury; one that belongs to a word is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grades import read_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("上班路上被车撞了，定了十级，一个月4500", 10),
        ("手被机器压断了，九级", 9),
        ("干活骨折了，10级，能赔多少", 10),
        ("脚砸伤了。定八级", 8),
    ],
)
def test_beside_an_injury(text: str, grade: int) -> None:
    found = read_grade(text)
    assert found and found[0] == grade and found[1][0].endswith("级")


@pytest.mark.parametrize(
    "text",
    [
        "树砸了车，台风十级",
        "我是八级焊工，摔了",
        "从三级台阶上摔了",
        "手断了，是三级医院",
        "受伤了，九级，不对，八级",
        "九级",
        "考了二级，一个月4500",
        "摔伤了，二级护理",
    ],
)
def test_of_something_else_or_nothing(text: str) -> None:
    assert read_grade(text) is None


@given(st.sampled_from("一二三四五六七八九十"), st.sampled_from(["摔伤了", "手压断了", "被车撞了"]), st.booleans())
def test_each_grade_is_read_where_it_stands(sign: str, hurt: str, before: bool) -> None:
    text = f"定了{sign}级，{hurt}" if before else f"{hurt}，{sign}级"
    found = read_grade(text)
    assert found and found[0] == "一二三四五六七八九十".index(sign) + 1
    assert text[found[1].start() : found[1].end()] == f"{sign}级"
