"""Pay by the day, the hour, the trip, the piece: what is read, and what is better asked."""

import unicodedata
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import read_slots
from knowledge.unit_pay import UnitPay, read_unit_pay, tells_unpaid


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
    ("words", "how", "owed"),
    [
        ("小时工，一小时18，干了126个小时没给钱", "18×126", 2_268),
        ("一趟400，跑了31趟，给了5000", "400×31－5000", 7_400),
        ("一趟四百跑了三十一趟给了五千", "400×31－5000", 7_400),
        ("送一单4块5，跑了1200单没结", "4.5×1200", 5_400),
        ("4块5一单跑了1200单没给", "4.5×1200", 5_400),
        ("四块五一单 跑了一千二百单 没结", "4.5×1200", 5_400),
        ("一件3毛，做了2000件没给", "0.3×2000", 600),
        ("三毛五一件，做了2万件没给钱", "0.35×20000", 7_000),
        ("一件一毛二，缝了三千五百件，只给了100", "0.12×3500－100", 320),
        ("一平方25，贴了180平方没给", "25×180", 4_500),
        ("二十五一平，贴了180平没给", "25×180", 4_500),
        ("一平米十五块八，刷了320平米，先给了2000，后面没给", "15.8×320－2000", 3_056),
        ("一吨15块，装了220吨没给", "15×220", 3_300),
        ("每小时20元，一天干4小时，干了28天没给", "20×4×28", 2_240),
        ("一天干4小时，干了28天，一小时20，没给", "20×4×28", 2_240),
        ("一小时20，每天4小时，干了28天，一共112个小时没给", "20×112", 2_240),
        ("时薪15块5，共计96.5小时没发", "15.5×96.5", 1_495.75),
        ("十八一小时，干了126小时没给", "18×126", 2_268),
        ("一小时20，7月干了100小时，8月干了120小时没给", "20×220", 4_400),
        ("一件衣服加工费6块，做了350件没给", "6×350", 2_100),
        ("一个5毛，做了3000个没给钱", "0.5×3000", 1_500),
        ("跑一趟要3个小时，一趟400，跑了31趟没给", "400×31", 12_400),
        ("老板跑了，欠我31趟的钱，一趟400", "400×31", 12_400),
        ("1200单，一单4块5，没结", "4.5×1200", 5_400),
        ("计时工22元/小时，共计165小时未支付", "22×165", 3_630),
        ("单价2.8元/件，完成3500件，未结算", "2.8×3500", 9_800),
        ("寒假工一小时16，一天10个小时，干了25天，一分没给", "16×10×25", 4_000),
        ("一天200，一天干12小时，干了40天没给", "200×40", 8_000),
    ],
)
def test_other_units_are_counted_alike(words: str, how: str, owed: float) -> None:
    found = read(words)
    assert found and found.how == how and found.owed == Decimal(str(owed))
    slots = read_slots(words)
    assert slots.is_reckoned and slots.amount_fen == round(owed * 100)


@pytest.mark.parametrize(
    "words",
    [
        "一小时20，大概干了100小时没给",
        "一小时20，干了100多个小时没给",
        "一小时20，干了100小时左右没给",
        "一小时20，干了100到120小时没给",
        "一小时20，每天干4到5小时，干了28天没给",
        "一小时20，每天4小时，干了28天，休息了2天没给",
        "一小时20，每天4小时，干了28天，一共120个小时没给",
        "一小时18，一个月208小时，欠我三个月",
        "一单4块，每天跑40单，干了30天没给",
        "一单4块，一个月跑1200单没给",
        "一趟400，跑了31趟，还有5趟没跑，没给",
        "一趟300，跑了十来趟没给",
        "一趟300，跑了31车没给",
        "每天12小时，一小时20，没给",
        "一小时20，干了12小时一天，干了30天，没给钱",
        "一小时18，上12个小时的班，上了26个班，没给钱",
        "一吨15，拉了20吨一车，拉了30车，没给",
        "一件2块，做了300件一天，干了20天，没给钱",
    ],
)
def test_a_count_that_is_not_plain_is_asked(words: str) -> None:
    found = read(words)
    assert found and found.count is None and found.owed is None and read_slots(words).amount_fen is None


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
        "一天大概200，干了40天没给",
        "一小时20块，加班30个小时，一个月5000",
        "加班费一小时20，加了30个小时没给",
        "一单4块到5块，跑了1200单没结",
        "一件3、4毛，做了2000件没给",
        "一件3毛5厘，做了2000件没给",
        "一件3，做了2000件没给",  # 3毛 or 3块?
        "一单4块51200单没结",
        "一小时20块5小时没给",
        "老板说一平25，结果按20给我算的，贴了180平没给",
        "一趟400，有时500，跑了31趟没给",
        "大车一趟400小车一趟300，跑了31趟没给",
        "第一趟400第二趟500没给",
        "我们三个人一趟400，跑了31趟没给",
        "我和媳妇贴砖一平25，贴了180平没给",
        "一件3毛，保底3000，做了2000件没给",
        "底薪2000，一单提成3块，300单没给",
        "一单5块，满1000单6块，跑了1200单没给",
        "一件3毛，做了2000件，扣了200没给",
        "一单扣50，扣了3单",
        "一单5块，超时一单扣3块，送了300单没给",
        "一次罚50，罚了3次",
        "一趟过路费80，跑了31趟没给",
        "一趟400公里，跑了31趟没给",
        "每天12小时，一个月4000",
        "一小时最低20，干了100小时没给",
        "每次转我500，转了3次，剩下没给",
        "一单4块，跑了1200单没结\n不对，是5",  # what is put right?
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
        ("老板每次给我500，给了3次，剩下的没给", None),
        ("我跑了28天外卖，一天200", None),
        ("跑了两个月外卖，一单4块5，送了1200单", None),
        ("一天200，干了40天，老板跑了", 800_000),
        ("日工资300，干了25个工，只给了1000", 650_000),
    ],
)
def test_a_sum_is_owed_only_where_the_work_was_not_paid(words: str, owed: int | None) -> None:
    assert read_slots(words).amount_fen == owed


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("跑了31趟", False),
        ("跑了一千二百单", False),
        ("跑了28天外卖", False),
        ("跑了两个月的滴滴", False),
        ("老板跑了", True),
        ("老板跑了两个月了", True),
        ("老板跑了28天", True),
    ],
)
def test_who_ran_so_many_trips_has_not_run_away(words: str, *, is_so: bool) -> None:
    assert tells_unpaid(words) is is_so


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


@given(
    st.decimals("0.1", 900, places=1),
    st.sampled_from(["一件{}元，做了{}件", "送一单{}块钱，送了{}单", "{}元一平，共{}平", "{}块/吨，装了{}吨"]),
    st.integers(2, 90_000),
    st.integers(50, 1_000_000),
)
def test_any_rate_times_any_count_less_what_was_given(rate: Decimal, said: str, count: int, paid: int) -> None:
    found = read(f"{said.format(rate, count)}，给了{paid}元")
    left = rate * count - paid
    assert found and (found.rate, found.count, found.given) == (rate, count, paid)
    assert found.owed == (left if left > 0 else None)


@given(st.integers(10, 500), st.integers(1, 24), st.integers(2, 300))
def test_any_hours_a_day(rate: int, each: int, days: int) -> None:
    found = read(f"一小时{rate}块钱，每天{each}小时，干了{days}天")
    assert found and found.owed == rate * each * days


@given(
    st.lists(st.sampled_from("一小时18 一趟400 3毛一件 干了126个小时 跑了31趟 做了2000件 干了28天 给了5000".split()))
)
def test_nothing_is_read_twice(parts: list[str]) -> None:
    found = read("，".join(parts))
    if found and found.count is not None:
        assert sum(one in parts for one in ("一小时18", "一趟400", "3毛一件")) == 1
        assert found.owed is None or found.owed == found.rate * found.count - (found.given or 0) > 0


@pytest.mark.parametrize(
    "text",
    ["1", "一", "天", "件", "块", "毛", "每", "了", ",", " ", "一件3毛", "一天干4小时", "跑了31趟", "4块5", "不对,"],
)
def test_long_monotony_stays_quick(text: str) -> None:
    start = process_time()
    read((text * 2_000)[:2_000])
    assert process_time() - start < 0.5


@given(st.text("0123456789一二三十百天日工元块毛件趟单小时每给了干跑欠，。月零半个/", max_size=60))
def test_any_words_are_borne(words: str) -> None:
    found = read(words)
    assert found is None or found.owed is None or found.owed > 0


def test_the_count_of_the_only_month_is_read() -> None:
    for told, count in (("一单4块5\n10月跑了1320单", 1320), ("一天200，10月干了20天", 20)):
        assert (pay := read_unit_pay(told)) is not None and pay.count == count
    for told in ("一天200，干了3个月，10月干了20天", "一天200，10月休了5天", "一天200，9月没干，10月干了20天"):
        assert (pay := read_unit_pay(told)) is not None and pay.count is None
