"""An employer named by a trade alone: who does not pay, who sent one away, where one works."""

import pytest

from knowledge.employer import read_employer


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("宏达建筑拖欠我三个月工资一万八", "宏达建筑"),
        ("宁夏宏达建筑欠我工资", "宁夏宏达建筑"),
        ("我在宏达建筑干了三个月没给钱", "宏达建筑"),
        ("在宏达建筑当保安，没签合同", "宏达建筑"),
        ("鑫源餐饮没发上个月工资", "鑫源餐饮"),
        ("干满一年了，天成劳务把我辞退了", "天成劳务"),
        ("中铁三局拖欠工资", "中铁三局"),
        ("在中铁十二局的工地上摔伤", "中铁十二局"),
    ],
)
def test_it_is_read(text: str, employer: str) -> None:
    assert read_employer(text) == employer


@pytest.mark.parametrize(
    "text",
    [
        "做建筑拖欠工资怎么办",
        "搞装饰欠我钱",
        "在一家装饰干活",
        "我在工地建筑干活受伤",
        "外包物流不给工资",
        "我们物流不给加班费",
        "在外地建筑上打工",
        "在这个劳务干了两年",
        "老板是搞建筑的欠我钱",
        "房屋建筑不给钱",
        "城市建设拖欠工资",
        "建筑" * 1000,
    ],
)
def test_a_trade_alone_names_nobody(text: str) -> None:
    assert read_employer(text) is None
