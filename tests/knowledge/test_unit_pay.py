"""Pay by the day: what is read, and what is better asked."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import read_slots
from knowledge.unit_pay import UnitPay, read_unit_pay


def read(words: str) -> UnitPay | None:
    return read_unit_pay(unicodedata.normalize("NFKC", words).lower())


@pytest.mark.parametrize(
    ("words", "rate", "days", "paid", "owed"),
    [
        ("老板欠我工资，一天200，干了40天", "200", "40", None, 8_000),
        ("在工地干了40天，一天260块，一分钱没给", "260", "40", None, 10_400),
        ("说好日工资300，一共干了25个工，只给了1000", "300", "25", "1000", 6_500),
        ("日薪280元，上了22天班，已付2000元", "280", "22", "2000", 4_160),
        ("包工头欠我60个工，一个工280", "280", "60", None, 16_800),
        ("我们一天两百五，干了十八天半", "250", "18.5", None, 4_625),
        ("工价一天300块，做了四十五个工", "300", "45", None, 13_500),
        ("三百五一天，欠我二十天工资没给", "350", "20", None, 7_000),
        ("200元/天，一共干了13天", "200", "13", None, 2_600),
        ("老板拖了40天不给工资，一天200，干了30天", "200", "30", None, 6_000),
        ("请了5天假，干了21天，一天230", "230", "21", None, 4_830),
        ("上个月干了26天，一天200没给", "200", "26", None, 5_200),
        ("一天180块5，干了10天", "180.5", "10", None, 1_805),
        ("一天200，上个月干了20天，这个月干了20天", "200", "40", None, 8_000),
        ("一天200，7月干了20天，8月干了25天", "200", "45", None, 9_000),
        ("欠我工资，一天200，上个月22天，这个月干了15天", "200", "37", None, 7_400),
        ("日结200，干了7天没结", "200", "7", None, 1_400),
        ("干了31天，每天240，给了3000", "240", "31", "3000", 4_440),
    ],
)
def test_rate_and_days_are_read(words: str, rate: str, days: str, paid: str | None, owed: int) -> None:
    found = read(words)
    assert found == UnitPay(Decimal(rate), "天", (Decimal(days),), Decimal(paid) if paid else None)
    assert found and found.owed == owed
    assert read_slots(f"{words}，没给").amount_fen == owed * 100


@pytest.mark.parametrize(
    "words",
    [
        "欠我三个月工资，每天180元",  # a month is not so many days of work
        "绑钢筋一天350，干了两个月零5天没结账",
        "一个月干26天，一天200，欠我两个月",
        "一天干12小时，一天220",
        "一天200块钱，干了20多天",
        "从3月1日干到4月10日，一天200",
        "一天200，先干了10天，后来干了15天",
        "一天200，后来干了20天，又干了25天",
        "一天200，7月干了20天，后来又干了25天",
        "一天200，干了30天，中间休息了4天",
        "一天200，干了30天，休息了4天",
    ],
)
def test_days_that_are_not_plain_are_asked(words: str) -> None:
    found = read(words)
    assert found and found.count is None and found.owed is None and read_slots(words).amount_fen is None


@pytest.mark.parametrize(
    "words",
    [
        "欠我5000一天都没还",
        "一天200多，干了10天没给",
        "一天200到250，干了10天",
        "我们五个人一天250，干了20天",
        "我和老公每人一天200，干了30天",
        "老板说一天200，实际按180给，干了20天",
        "房租一天50，我干了30天没给",
        "护理费一天150，住了20天",
        "一天两三百，干了20天",
        "说好每天给200，干了10天只给我每天150",
        "大工一天350小工一天200，我干了30天",
        "一天工作10小时，月薪5000，干了3个月",
        "迟到一次扣50，扣了3天",
        "一天3单",
        "干了40天没给钱",
        "",
    ],
)
def test_without_one_rate_there_is_nothing(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(
    ("words", "owed"),
    [
        ("一天200，干了40天，摔伤了老板不给医药费", None),
        ("我一天200，干了40天，怎么交社保", None),
        ("一天200，干了40天，老板跑了", 800_000),
        ("日工资300，干了25个工，只给了1000", 650_000),
    ],
)
def test_a_sum_is_owed_only_where_the_work_was_not_paid(words: str, owed: int | None) -> None:
    assert read_slots(words).amount_fen == owed


def test_what_was_given_in_parts_is_not_added_up() -> None:
    found = read("300/天，共计45天，先给了3000，又给了2000")
    assert found and found.is_given_unclear and found.given is None and found.owed is None


def test_a_sum_or_a_wage_that_is_told_goes_before() -> None:
    assert read_slots("一天200，干了40天，还欠我6000").amount_fen == 600_000
    assert read_slots("一天200，干了40天，月薪5000，欠我").wage_fen == 500_000


@given(
    st.integers(20, 5_000),
    st.integers(2, 300),
    st.sampled_from(["一天{}，干了{}天", "{}元一天，共{}个工", "日薪{},欠我{}天工资"]),
)
def test_any_rate_and_days(rate: int, days: int, said: str) -> None:
    found = read(said.format(rate, days))
    assert found and found.owed == rate * days


@given(st.text("0123456789一二三十百天日工元块每给了干欠，。月零半个/", max_size=60))
def test_any_words_are_borne(words: str) -> None:
    found = read(words)
    assert found is None or found.owed is None or found.owed > 0
