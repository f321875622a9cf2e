"""What the follower has told already: sums, times, people, places; and what is none of these."""

import time
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import Slots, Source, read_slots

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("我们11个人都没拿到钱", 11),
        ("20多个工友", 20),
        ("十几个民工", 10),
        ("几十个人", 20),
        ("70余名农民工", 70),
        ("我们仨给他干活", 3),
        ("咱三个都没结账", 3),
        ("100多号人", 100),
    ],
)
def test_heads_are_counted_at_least(text: str, heads: int) -> None:
    assert read_slots(text).headcount == heads


@pytest.mark.parametrize(
    "text",
    ["我一个人", "公司有200多员工", "欠我3000人民币", "第3个人", "我们三月开的工", "每人3000元", "我们三个月没发"],
)
def test_what_is_no_crowd_is_none(text: str) -> None:
    assert read_slots(text).headcount is None


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("电话13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("１３９００００１１１１", "13900001111"),
        ("0951-6091550", "09516091550"),
    ],
)
def test_a_phone_is_read(text: str, phone: str) -> None:
    assert read_slots(text).phone == phone


@pytest.mark.parametrize("text", ["1381234567", "138123456789", "12812345678", "640102199001011234", "12333"])
def test_what_is_no_phone_is_none(text: str) -> None:
    assert read_slots(text).phone is None


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("在兴庆区干活", "兴庆区"),
        ("灵武的厂子", "灵武市"),
        ("永宁县", "永宁县"),
        ("贺兰工地", "贺兰县"),
        ("经济技术开发区", "经开区"),
        ("宁东煤化工", "宁东"),
    ],
)
def test_a_district_is_read(text: str, district: str) -> None:
    assert read_slots(text).district == district


@pytest.mark.parametrize("text", ["贺兰山路", "南宁东站", "银川", "永宁门"])
def test_what_is_no_district_is_none(text: str) -> None:
    assert read_slots(text).district is None


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("我在宁夏恒达建筑有限公司上班", "宁夏恒达建筑有限公司"),
        ("投诉东方红火锅店不发工资", "东方红火锅店"),
        ("给永泰砖厂干活", "永泰砖厂"),
        ("万达广场项目部欠我钱", "万达广场项目部"),
        ("在ABC科技公司做销售", "ABC科技公司"),
    ],
)
def test_a_named_employer_is_read(text: str, employer: str) -> None:
    assert read_slots(text).employer == employer


@pytest.mark.parametrize(
    "text",
    [
        "我们公司不给签合同",
        "一家公司",
        "公司",
        "在工地上干活",
        "这个厂",
        "原公司",
        "用人单位",
        "找公司要钱",
        "厂长",
        "两家公司",
        "我想问公司",
        "如果公司不给",
        "准备离职公司",
        "一个建筑分包公司",
    ],
)
def test_a_kind_of_employer_is_no_name(text: str) -> None:
    assert read_slots(text).employer is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [("工伤十级赔多少", 10), ("鉴定为8级", 8), ("九级伤残", 9), ("尘肺二级", 2), ("评了１０级伤残", 10)],
)
def test_a_grade_of_disability_is_read(text: str, grade: int) -> None:
    assert read_slots(text).grade == grade


@pytest.mark.parametrize(
    "text", ["三级医院鉴定", "二级建造师", "工伤能评几级", "一至四级伤残", "我认八级他说十级，鉴定有争议", "五级大风"]
)
def test_what_is_no_single_grade_is_none(text: str) -> None:
    assert read_slots(text).grade is None


def test_json_holds_only_what_is_stated() -> None:
    assert read_slots("您好").as_json() == {}
    assert read_slots("兴庆区，欠我们5个人三万").as_json() == {
        "amount_fen": 3_000_000,
        "headcount": 5,
        "district": "兴庆区",
    }


def test_slots_never_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Slots().months = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "yuan", "months", "wage_yuan"),
    [
        ("每月4500欠两个月", 9_000, 2, 4_500),
        ("5k工资，欠仨月", 15_000, 3, 5_000),
        ("3月份到5月份的工资没发，一个月六千", 18_000, 3, 6_000),
        ("欠两个半月工资，每月3500", 8_750, 2.5, 3_500),
    ],
)
def test_a_sum_reckoned_from_wage_and_months_is_marked(text: str, yuan: int, months: float, wage_yuan: int) -> None:
    slots = read_slots(text, TODAY)
    assert (slots.amount_fen, slots.months, slots.wage_fen) == (yuan * 100, months, wage_yuan * 100)
    assert "amount_fen" in slots.as_json()["derived"]


@pytest.mark.parametrize(
    "text",
    [
        "月薪4500，拖欠两年了",
        "月薪4500，欠两个月，给了3000",
        "每月三四千，欠两个月",
        "每月4500，干了两个月",
        "每个月4500，欠了两个月零十天",
        "每月4500，欠两个多月",
    ],
)
def test_no_sum_is_reckoned_where_something_is_open(text: str) -> None:
    assert read_slots(text, TODAY).amount_fen is None


@pytest.mark.parametrize(
    ("text", "field", "low", "high"),
    [
        ("欠我三四千", "amount_fen", 300_000, 400_000),
        ("拖欠工资二三十万", "amount_fen", 20_000_000, 30_000_000),
        ("工资2000-3000", "wage_fen", 200_000, 300_000),
        ("六七个月没发工资", "months", 6, 7),
        ("去年腊月开始就没发工资", "owed_from", "2026-01-18", "2026-02-16"),
    ],
)
def test_what_lies_between_bounds_is_to_be_asked(text: str, field: str, low: object, high: object) -> None:
    slots = read_slots(text, TODAY)
    source = slots.source(field)
    assert source is not None and (source.sureness, source.low, source.high) == ("between", low, high)
    assert getattr(slots, field) is None
    assert list(slots.as_json()["unsure"]) == [field]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("欠我两千多", "amount_fen"),
        ("我们二十来个人", "headcount"),
        ("欠了3万左右", "amount_fen"),
        ("5月入职", "began"),
    ],
)
def test_what_is_not_exact_says_so(text: str, field: str) -> None:
    assert read_slots(text, TODAY).as_json()["about"] == [field]


@pytest.mark.parametrize(
    "text",
    [
        "老板只给了3000",
        "调解给我3000元",
        "老板赔了我3千",
        "签的1800元的合同",
        "每月交300元社保",
        "房租800元一个月涨到900元",
        "养老金一月1200元",
    ],
)
def test_what_was_paid_or_is_a_fee_is_no_sum_owed(text: str) -> None:
    assert read_slots(text, TODAY).amount_fen is None


def test_a_story_is_read_whole_with_the_words_of_each_slot() -> None:
    text = "我52岁，2023年9月入职，在宁东干电焊工，去年10月15号摔伤，鉴定十级，手机13912345678微信同号"
    slots = read_slots(text, TODAY)
    assert slots.as_json() == {
        "began": "2023-09",
        "injured_on": "2025-10-15",
        "phone": "13912345678",
        "phone_is_wechat": True,
        "district": "宁东",
        "job": "电焊工",
        "grade": 10,
        "age": 52,
    }
    assert slots.source("began") == Source("began", "2023年9月", 5)
    assert all(text[one.start :].startswith(one.said) for one in slots.sources if one.field != "phone_is_wechat")


def test_the_day_decides_what_last_month_was() -> None:
    text = "上个月的工资没发"
    assert [read_slots(text, day).owed_from for day in (TODAY, date(2026, 1, 5))] == ["2026-10", "2025-12"]


@given(st.integers(1, 99).map(lambda hundreds: hundreds * 100), st.integers(2, 12))
def test_wage_and_months_give_the_sum(wage: int, months: int) -> None:
    slots = read_slots(f"月薪{wage}元，欠了{months}个月工资", TODAY)
    assert (slots.wage_fen, slots.months, slots.amount_fen) == (wage * 100, months, wage * months * 100)


SPEECH = "老板欠我工资一二两三千万百十元块月年个半去今上没发给到年底共0123456789.,，。- 多来几岁级人日号"


@given(st.text(SPEECH, max_size=120))
def test_any_mixture_of_such_words_is_read_where_it_stands(text: str) -> None:
    slots = read_slots(text, TODAY)
    for source in slots.sources:
        assert source.sureness == "derived" or source.said in text
        assert source.sureness != "between" or getattr(slots, source.field) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read_slots(text)


@pytest.mark.parametrize(
    "text",
    ["1", "万", "一万八", "公司", "工作了三年", "在", "欠我3", "我们3个人", "138", ",1", "1月", "去年", "3年3", "1到"],
)
def test_long_monotony_stays_quick(text: str) -> None:
    start = time.process_time()
    read_slots(text * 2_000)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("text", ["老板欠我三个月工资18000，宏远建筑，金凤区", "宏远建筑 金凤区", "金凤区，宏远建筑"])
def test_a_firm_that_is_a_clause_of_its_own_is_read(text: str) -> None:
    assert read_slots(text).employer == "宏远建筑"


@pytest.mark.parametrize(
    "text", ["在外地做建筑，没签合同", "快递物流，天天加班", "我是搞装饰，没保险", "从事餐饮，欠薪", "房屋建筑"]
)
def test_a_trade_alone_is_no_firm(text: str) -> None:
    assert read_slots(text).employer is None


def test_a_fine_beside_a_balance_of_day_wages_is_not_all_that_is_owed() -> None:
    told = "一个工420\n记工本上78个工\n生活费领了9500\n还扣了我1200说是罚款"
    assert read_slots(told).amount_fen is None
    assert read_slots("扣了我1200说是罚款").amount_fen == 120_000
