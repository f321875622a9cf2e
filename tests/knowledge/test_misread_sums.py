"""Sums that were once read wrongly: given, offered, asked for, of something else, or of one month among several."""

from datetime import date

import pytest

from knowledge.deaths import plainly
from knowledge.employer import read_employer
from knowledge.given import read_given
from knowledge.slots import read_slots

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "words",
    [
        "最后一个月工资5000给了,之前两个月没给",
        "7月3200,8月3500没给交社保",
        "7月3200,8月3500没发够",
        "加班费没给,7月3200,8月3500是基本工资",
        "工资没发，7月3200，8月3500，老板转了我2000",
        "7月欠3200,8月欠3500,已经打给我2000",
        "7月欠3200,8月欠3500,8月的结了",
        "截止3月欠2800,截止4月欠5900",
        "没发工资条,7月3200,8月3500",
        "工资没发,7月3200,8月3500,9月发了",
        "欠三个月社保,一个月5000",
        "加班费欠了三个月,一个月5000",
        "高温补贴三个月没发 月薪5000",
        "三个月绩效没发,月薪5000",
        "三个月没给排班 月薪5000",
        "干了三个月 每月5000 没给 让老板转2000过来",
        "干了三个月 每月5000 没给 先给2000",
        "干了三个月 每月5000 没给 老板同意给8000",
        "活干完了，没给钱，老板说给8000我不同意",
        "干了三个月 每月5000 没给 就给了路费200",
        "干了三个月,每月5000,现在不给了",
    ],
)
def test_no_sum_is_owed_so_it_is_asked(words: str) -> None:
    assert read_slots(words, TODAY).amount_fen is None


@pytest.mark.parametrize(
    ("words", "yuan", "months"),
    [
        ("公司压着最后一个月工资5200不给", 5_200, None),
        ("没签合同欠我4个月工资 每月4000", 16_000, 4),
        ("没签合同拖欠我整整3个月工资", None, 3),
        ("没给加班费也没给我3个月工资15000", 15_000, 3),
        ("说好给我8000没给", 8_000, None),
        ("欠我8000 老板说先给2000", 8_000, None),
        ("干了三个月 一个月5000 没给", 15_000, 3),
    ],
)
def test_what_is_owed_beside_it_stays(words: str, yuan: int | None, months: int | None) -> None:
    slots = read_slots(words, TODAY)
    assert (slots.amount_fen, slots.months) == (yuan and yuan * 100, months)


@pytest.mark.timeout(20)  # each took seconds, and four times as long for every repeat more
@pytest.mark.parametrize(
    "words",
    [
        "刚刚才" * 13 + "嗯2000元",
        "干了三个月 " + "一块钱" * 24 + "吧",
        "干了三个月 " + "500块钱" * 14 + "吧",
        "干了三个月没给" + "一毛一分钱" * 14 + "嗯",
        "〓" * 40 + "2000元",
    ],
)
def test_no_repeat_is_tried_in_all_ways(words: str) -> None:
    read_slots(words, TODAY)
    read_given("刚刚" * 19 + words)


@pytest.mark.parametrize(
    "words",
    [
        "我爸在工地上走了一圈摔了腿怎么办",
        "工友要是没拉我就没命了,现在腿断了",
        "我妈上班时走了神把手压了",
        "我老公出差走了一个月",
        "经理骂了我几句,我老公当场走了",
        "工友骂完就当场走了",
        "我断了气管",
        "他把我的货砸没了",
        "累得没命了",
        "煤气没气了",
        "我老公上班去年就走了",
    ],
)
def test_the_living_are_not_dead(words: str) -> None:
    assert plainly(words) == words


@pytest.mark.parametrize(
    "words",
    ["我老公建筑", "天天加班餐饮没给", "高温食品没给", "在网上机械打工", "小区物业欠我3000", "现在老张搞装饰打工"],
)
def test_no_firm_is_named(words: str) -> None:
    assert read_employer(words) is None
