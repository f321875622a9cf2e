"""Which claims a message makes."""

import pytest

from tickets.claimed import claimed


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("欠我两个月工资一万三,还把我辞了", ("arrears", "severance")),
        ("三个月工资没发，又不让我上班了", ("arrears", "severance")),
        ("没签合同干了8个月被辞退", ("severance", "no_contract")),
        ("欠我8000块，加班费也不给", ("arrears", "overtime")),
        ("没给我发工资，逼得我被迫离职", ("arrears", "severance")),
        ("干了3年被辞退赔多少", ("severance",)),
        ("没签合同干了3年，老板要我走", ("severance", "no_contract")),
        ("2026年9月14号把我开了 一个月4千8", ("severance",)),
        ("让我滚蛋，赔好多", ("severance",)),
        ("公司裁员，月薪六千", ("severance",)),
        ("干了40天，一天260，一分钱没给", ("arrears",)),
        ("干了7天没结", ("arrears",)),
        ("包工头欠我60个工", ("arrears",)),
        ("厂子倒闭了，欠我两个月工资", ("arrears", "severance")),
        ("公司关门了，干了5年", ("severance",)),
        ("签了合同，工资按时发", ()),
        ("每天店关门才能下班", ()),
        ("被医院开了病假条", ()),
        ("没给我讲清楚", ()),
        ("社保一个月没给交", ()),
        ("我怀孕被开了", ("severance",)),
    ],
)
def test_each_is_heard_and_nothing_else(words: str, names: tuple[str, ...]) -> None:
    assert claimed(words) == names
