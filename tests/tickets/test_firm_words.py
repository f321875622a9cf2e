"""The firm in an answer, apart from its district and from what is no firm."""

from datetime import date

import pytest

from tickets.question import read_where

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("text", ["宏远建筑，金凤区", "宏远建筑 在金凤区", "金凤区，宏远建筑", "金凤，宏远建筑。"])
def test_the_district_is_no_part_of_the_firm(text: str) -> None:
    assert read_where(text, TODAY) == {"employer": "宏远建筑", "district": "金凤区"}


def test_a_site_and_its_company_are_both_kept() -> None:
    told = read_where("万达工地，宏远建筑有限公司，西夏区", TODAY)
    assert told == {"employer": "万达工地，宏远建筑有限公司", "district": "西夏区"}


@pytest.mark.parametrize(
    "text",
    ["还在干", "我还在上班", "还没走", "我要赔偿", "想要回工资", "我叫李强", "我姓王", "名字叫李强", "还在那干着呢"],
)
def test_what_answers_something_else_is_no_firm(text: str) -> None:
    assert read_where(text, TODAY) == {}


@pytest.mark.parametrize("text", ["王强理发店", "要得火锅店", "李强装修队", "在干净保洁公司", "我叫外卖公司"])
def test_a_firm_with_such_words_is_one(text: str) -> None:
    assert read_where(text, TODAY)["employer"] == text
