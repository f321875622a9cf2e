"""How long wages are owed and how long was worked."""

import pytest

from knowledge.slots import read_slots


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("欠了仨月工资", 3),
        ("三个月没发工资", 3),
        ("拖欠3个月了", 3),
        ("欠我半年工资", 6),
        ("一年零两个月没发工资", 14),
        ("欠了一年半", 18),
        ("压了俩月工资", 2),
        ("三个半月没给工资", 3.5),
        ("欠我半个月工资", 0.5),
        ("拖欠两年了", 24),
    ],
)
def test_months_owed_are_read(text: str, months: float) -> None:
    assert read_slots(text).months == months


@pytest.mark.parametrize(
    "text",
    [
        "5月份的工资",
        "3月12日入职",
        "欠几个月工资",
        "六七个月没发",
        "提前一个月辞职",
        "一个月3000",
        "试用期三个月",
        "2019年入职",
        "17年进厂",
        "上半年的工资",
        "怀孕四个月",
        "签了5年的劳动合同",
        "老板不给我算加班，我一个月加30个小时，工资4350",
        "一个月跑26趟没给钱",
        "老板写了欠条，写了一年了还没给，2万5",
    ],
)
def test_dates_and_guesses_are_no_months(text: str) -> None:
    assert read_slots(text).months is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("我在厂里干了半年", 6),
        ("工作12年被辞退", 144),
        ("上班一年零两个月没签合同", 14),
        ("入职三个月没签合同", 3),
        ("十年工龄", 120),
        ("在单位做了一个月要辞退我", 1),
        ("工作满15个月被辞退", 15),
        ("工作了三年没有签合同", 36),
        ("干了5年 一个月5200 能要多少", 60),
        ("干了2年 3000一个月", 24),
        ("干了8年一个月六千", 96),
        ("干了5年一个月休4天，工资5200", 60),
        ("干了5年1个月，工资5200", 61),
        ("干了3年2个月 一个月4500", 38),
        ("我在厂里8年", 96),
        ("在饭店3年了", 36),
    ],
)
def test_time_served_is_no_time_owed(text: str, months: float) -> None:
    slots = read_slots(text)
    assert (slots.service_months, slots.months) == (months, None)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("老板欠我18000元工资，公司叫银川大成商贸有限公司，3个月", 3),
        ("老板欠我18000元工资，3个月了", 3),
        ("老板欠我18000元，三个月的", 3),
        ("说好每月7500只给5000，已经5个月了", 5),
        ("应发5800实发3000，三个月都这样", 3),
        ("老板欠我18000元，找他3个月了", None),
        ("合同签了，3个月", None),
        ("欠我8000元，干了3个月", None),
        ("欠我8000元，3个月，5个月", None),
    ],
)
def test_a_time_that_stands_alone_after_what_is_owed_is_how_long(text: str, months: int | None) -> None:
    assert read_slots(text).months == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("我在这2年半 工资3200", 30),
        ("来这儿已经3年了", 36),
        ("被辞退了，3年多了 一个月2800", 36),
        ("公司把我开除了\n我五年了，工资4500", 60),
    ],
)
def test_how_long_they_are_here_is_time_served(text: str, months: float) -> None:
    assert read_slots(text).service_months == months


@pytest.mark.parametrize(
    "text",
    [
        "在这2年里老板没给我涨工资",
        "被辞退了，3个月了 一个月2800",
        "被辞退了3年多了 一个月2800",
        "被辞退了，3年多了",
        "被辞退了，3年多了，一个月2800没发",
        "被辞退了，给2年 一个月2800",
    ],
)
def test_what_may_be_something_else_is_no_time_served(text: str) -> None:
    assert read_slots(text).service_months is None


def test_their_own_months_beside_the_pay_of_each_are_owed() -> None:
    slots = read_slots("老板跑路了，欠我们十来个人的工资，我自己4个月 每个月3800，能要多少")
    assert (slots.months, slots.amount_fen, slots.headcount) == (4, 1_520_000, 10)
    assert read_slots("欠我们十来个人的工资，我自己干了4个月 每个月3800").months is None
