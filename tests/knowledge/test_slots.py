"""What the follower has told already: sums, times, people, places; and what is none of these."""

import time
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import Slots, read_slots

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
]
NO_MONEY = [
    "欠我万把块",
    "欠我好几万",
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
    ],
)
def test_time_served_is_no_time_owed(text: str, months: float) -> None:
    slots = read_slots(text)
    assert (slots.service_months, slots.months) == (months, None)


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


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read_slots(text)


@pytest.mark.parametrize("text", ["1", "万", "一万八", "公司", "工作了三年", "在", "欠我3", "我们3个人", "138", ",1"])
def test_long_monotony_stays_quick(text: str) -> None:
    start = time.process_time()
    read_slots(text * 2_000)
    assert time.process_time() - start < 0.5
