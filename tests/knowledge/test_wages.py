"""Several wages in one text, and overtime, as they are told."""

import pytest

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
    ],
)
def test_wages(text: str, wages: list[int]) -> None:
    assert read_wages(text) == wages


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
