"""The sum a follower is owed, and the wage of a month, as they write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money import in_yuan, yuan
from knowledge.slots import read_slots

MONEY = [
    ("拖欠我三个月工资一万八", 18_000),
    ("老板欠我2万5没给", 25_000),
    ("包工头欠工钱三千二百五", 3_250),
    ("还差我两万三", 23_000),
    ("欠了1.8万", 18_000),
    ("工资18000元没发", 18_000),
    ("欠薪5k", 5_000),
    ("一共欠我３２００块", 3_200),
    ("押金500不退", 500),
    ("我被罚了200块钱", 200),
    ("欠我8,600元", 8_600),
    ("欠我们70多万", 700_000),
    ("共欠工资7896.5元", 7_896.5),
    ("说好三千，欠我四千，总共欠一万二", 12_000),
    ("¥3000没给我", 3_000),
    ("欠了我三万一个月了还没给", 30_000),
    ("老板欠我3个月工资 一个月5000 永昌公司", 15_000),
    ("欠我两个月工资 每月4500", 9_000),
    ("欠我3个月工资每个月5000", 15_000),
    ("拖欠三个月工资 月薪5000", 15_000),
    ("一共欠我3个月工资 一个月5000", 15_000),
    ("我3月到5月的工资没发 每月5500", 16_500),
    ("欠我一个月工资5000", 5_000),
    ("欠我工资15000 去年10月还了5000 现在还差1万", 10_000),
    ("一共两万，给了五千，还剩一万五没给", 15_000),
    ("给了5000，还欠1万", 10_000),
    ("公司压着最后一个月工资5200不给", 5_200),
]
NO_MONEY = [
    "欠我万把块",
    "欠我好几万",
    "拖欠工资三个月 基本工资3000 提成2000",
    "我爸工伤死了 公司说赔60万",
    "培训费要我赔8000",
    "公司只赔我3000",
    "欠几千块钱",
    "欠八九千元",
    "欠3000-4000元",
    "2019年3月12日入职",
    "我今年38岁",
    "我打12333投诉过",
    "电话13812345678",
    "一天干12个小时",
    "加班36小时",
    "欠我钱，我们11个人",
    "工伤十级",
    "在3号楼1201室干活",
    "每小时16元",
    "一天200块",
    "一块干活的工友",
    "千万别签字，万一反悔",
    "身份证640102199001011234",
    "一万个不愿意",
    "欠我们6个人一人8000",
    "欠我们工资，每人8000",
    "工资欠了八千，已经给了两千",
    "老板欠我8000，另外还欠5000",
    "干了3年 月薪-6500",
    "上了200天班没休息",
]


@pytest.mark.parametrize(("text", "yuan"), MONEY)
def test_a_sum_owed_is_read(text: str, yuan: float) -> None:
    assert read_slots(text).amount_fen == round(yuan * 100)


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_definite_sum_is_none(text: str) -> None:
    assert read_slots(text).amount_fen is None


def spoken(fen: int) -> list[str]:
    """Ways to say a sum of whole hundreds of yuan."""
    yuan = fen // 100
    ways = [f"{yuan}元", f"{yuan}块钱", f"{yuan:,}元", f"¥{yuan}"]
    if yuan % 1_000 == 0 and yuan < 100_000:
        ways.append(f"{yuan // 1_000}千块" if yuan < 10_000 else f"{yuan // 10_000}万{yuan % 10_000 // 1_000 or ''}")
    if yuan >= 10_000:
        ways.append(f"{yuan / 10_000:g}万")
    return ways


@given(st.integers(1, 9_999).map(lambda hundreds: hundreds * 10_000), st.data())
def test_a_sum_said_any_way_is_given_back(fen: int, data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(spoken(fen)))
    assert read_slots(f"老板欠我工资{way}，一直不给").amount_fen == fen


@pytest.mark.parametrize(
    ("text", "wage_yuan"),
    [
        ("月薪4500", 4_500),
        ("月薪5000车补300", 5_000),
        ("月薪6000桌面维护", 6_000),
        ("一个月3000块", 3_000),
        ("我月工资2600", 2_600),
        ("底薪一千八", 1_800),
        ("工资5000元/月", 5_000),
    ],
)
def test_a_wage_of_a_month_is_not_the_sum_owed(text: str, wage_yuan: int) -> None:
    slots = read_slots(text)
    assert (slots.wage_fen, slots.amount_fen) == (wage_yuan * 100, None)


def test_wage_and_sum_are_kept_apart() -> None:
    slots = read_slots("工资5k，两个月没发，一共1.2万")
    assert (slots.wage_fen, slots.amount_fen, slots.months) == (500_000, 1_200_000, 2)


@pytest.mark.parametrize(
    ("text", "said", "bounds"),
    [
        ("工资欠了八千，已经给了两千", "八千,已经给了两千", (600_000, 800_000)),
        ("老板欠我8000，另外还欠5000", "8000,另外还欠5000", (500_000, 1_300_000)),
    ],
)
def test_between_what_was_owed_and_what_may_be_left_it_is_asked(text: str, said: str, bounds: tuple[int, int]) -> None:
    slots = read_slots(text)
    source = slots.source("amount_fen")
    assert slots.unsure() == {"amount_fen": said} and source and (source.low, source.high) == bounds


def test_a_wage_with_a_minus_is_none() -> None:
    assert read_slots("干了3年 月薪-6500").wage_fen is None


@pytest.mark.parametrize(
    ("text", "owed_yuan", "wage_yuan"),
    [
        ("月薪6000，3个月没发", 18_000, 6_000),
        ("欠我8000，3个月了", 8_000, None),
        ("拖欠工资两万六，五个月了", 26_000, None),
        ("欠我18，000元", 18_000, None),
    ],
)
def test_a_comma_parts_a_sum_from_the_number_after_it(text: str, owed_yuan: int, wage_yuan: int | None) -> None:
    slots = read_slots(text)
    assert (slots.amount_fen, slots.wage_fen) == (owed_yuan * 100, wage_yuan and wage_yuan * 100)


@pytest.mark.parametrize(
    ("fen", "typed", "read"),
    [(1_800_000, "18000", "18,000元"), (123_450, "1234.50", "1,234.50元"), (100, "1", "1元"), (5, "0.05", "0.05元")],
)
def test_a_sum_is_written_as_a_form_takes_it_and_as_people_read_it(fen: int, typed: str, read: str) -> None:
    assert (in_yuan(fen), yuan(fen)) == (typed, read)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("欠我五万三千六百二十元五角", 5_362_050),
        ("欠我3620块5", 362_050),
        ("欠我3620块5没给", 362_050),
        ("欠我一百零三块五毛", 10_350),
        ("欠我103块钱5毛", 10_350),
        ("欠我12元3角4分", 1_234),
        ("欠我12元零4分", 1_204),
        ("欠我一万半", 1_500_000),
        ("欠我一万半年没给", 1_000_000),
        ("欠我3000块5个人的", 300_000),
        ("欠我3000块五一放假没给", 300_000),
        ("欠我1.2万", 1_200_000),
        ("欠我1.200元", None),
        ("欠我1 2000元", None),
    ],
)
def test_coins_are_kept_and_a_sum_that_may_be_another_is_none(text: str, fen: int | None) -> None:
    assert read_slots(text).amount_fen == fen


@given(st.integers(1, 9_999), st.integers(1, 9), st.sampled_from(["角", "毛", "毛钱"]))
def test_tenths_of_a_yuan_are_counted(whole: int, tenths: int, coin: str) -> None:
    assert read_slots(f"欠我{whole}元{tenths}{coin}").amount_fen == whole * 100 + tenths * 10
