"""Several wages in one text, and overtime, as they are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money import in_yuan
from knowledge.overtime import read_overtime
from knowledge.wages import read_wages


@pytest.mark.parametrize(
    ("text", "wages"),
    [
        ("月薪6500", [6500]),
        ("每月六千五，月薪6500元", [6500]),
        ("合同写4000实发6500", [4000, 6500]),
        ("合同上是三千五,到手四千二", [3500, 4200]),
        ("原来五千，现在降到三千", [5000, 3000]),
        ("试用期4000转正6000，干了5个月", [4000, 6000]),
        ("试用期3个月，月薪5000", [5000]),
        ("合同签了3年，月薪5000", [5000]),
        ("以前2019年进厂", []),
        ("没说工资", []),
        ("前年月薪4000，去年5000，今年6000", [4000, 5000, 6000]),
        ("月薪5000，后来4000", [5000, 4000]),
        ("今年45岁，月薪5000", [5000]),
        ("月均7300", [7300]),
        ("每月补600，月薪5000", [5000]),
        ("月薪3620块5", [3620.5]),
        ("合同写3620块5，实发3500元5角", [3620.5, 3500.5]),
        ("合同写4000.5实发6500", [4000.5, 6500]),
    ],
)
def test_wages(text: str, wages: list[float]) -> None:
    assert read_wages(text) == [int(yuan * 100) for yuan in wages]


@given(st.integers(50_000, 2_000_000), st.integers(50_000, 2_000_000))
def test_no_fen_of_a_wage_is_lost(first: int, second: int) -> None:
    told = f"合同写{in_yuan(first)}元，实发{in_yuan(second)}元"
    assert read_wages(told) == list(dict.fromkeys([first, second]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上个月加班36小时", {"hours": "36"}),
        ("周末加班4天", {"rest_days": "4"}),
        ("法定节假日加班3天", {"holidays": "3"}),
        ("周末加班四天,平时加班20个小时", {"hours": "20", "rest_days": "4"}),
        ("每天加班2小时", {}),
        ("每天都加班2小时", {}),
        ("周末加班三天多，加班费多少", {}),
        ("加班10小时，又加班5小时", {}),
        ("国庆加班3天", {}),
    ],
)
def test_overtime(text: str, told: dict[str, str]) -> None:
    assert read_overtime(text) == told


def test_what_was_given_behind_how_many_days_a_month_is_no_wage() -> None:
    for told in ("一个月大概26天\n给了我5000块", "一个月26天 给了我5000块"):
        assert read_wages(told) == []
    assert read_wages("一个月只给了我5000块") == [500_000]
