"""What a worker's words change of a ticket: the plain is sure, the rest is asked, and most words change nothing."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.money import in_yuan
from tickets.changes import LONGEST, followed, read_change
from tickets.question import LEFT, OWED, SUM, WHERE
from tickets.told import label_of, said_of

TODAY = date(2026, 11, 23)
TOLD = {"amount_fen": 1_200_000, "months": 3.0, "employer": "宏达建筑", "district": "金凤区"}
COUNTED = {"amount_fen": 1_500_000, "wage_fen": 500_000, "months": 3.0, "derived": ["amount_fen"]}
STORY = "7月8月9月没发,一个月5000"


def sure(words: str, facts: dict[str, Any], story: str = "") -> dict[str, Any] | None:
    change = read_change(words, facts, story, TODAY)
    return dict(change.choices[0]) if change and change.sure else None


def asked(words: str, facts: dict[str, Any], story: str = "") -> list[dict[str, Any]]:
    change = read_change(words, facts, story, TODAY)
    return [dict(one) for one in change.choices] if change and not change.sure else []


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        *((words, 18_000) for words in ("不对，是18000", "金额不对 是18000", "不是12000，是18000", "是18000不是12000")),
        *(
            (words, 18_000)
            for words in ("说错了，一共欠1万8", "我刚才说错了，是一万八", "应该是18000元", "改成18000吧")
        ),
        *((words, 18_000) for words in ("一共18000", "更正:金额18000", "哦不对，还是一万八", "不止12000，是18000")),
        *(
            (words, 10_000)
            for words in ("老板又给了2000", "今天收到2000", "老板昨天给我转了两千", "又给了2000,还欠10000")
        ),
        ("现在还欠9000", 9_000),
        ("还差5000没给", 5_000),
        ("俺记差了，一万四", 14_000),
        ("不是12000，14000", 14_000),
        ("老板今天给打了2800", 9_200),
        ("俺又拿到了1500块", 10_500),
        ("是我记错了，老板欠我的是一万三", 13_000),
        ("欠的不止这些，一共两万", 20_000),
        ("老板刚才微信给了我1000", 11_000),
    ],
)
def test_a_plain_sum_takes_the_place_of_the_one_that_stands(words: str, yuan: int) -> None:
    assert sure(words, TOLD) == {"amount_fen": yuan * 100}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("不是三个月，是四个月", {"months": 4.0}),
        ("应该是欠4个月", {"months": 4.0}),
        ("四个月不是三个月", {"months": 4.0}),
        ("错了，欠的是5个月", {"months": 5.0}),
        ("又有一个月没发", {"months": 4.0}),
        ("错了，是兴庆区", {"district": "兴庆区"}),
        ("不对，单位是宁夏兴业劳务公司", {"employer": "宁夏兴业劳务公司"}),
        ("写错了 单位是好又多", {"employer": "好又多"}),
        ("把单位改成兴业劳务", {"employer": "兴业劳务"}),
        ("不对，单位是宁夏XX劳务公司", {"employer": "宁夏XX劳务公司"}),
        ("单位不对，是天乐KTV。", {"employer": "天乐KTV"}),
        ("离职时间不对，是10月15日", {"ended": "2026-10-15"}),
    ],
)
def test_so_do_months_days_and_names(words: str, told: dict[str, Any]) -> None:
    assert sure(words, TOLD) == told


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("不对，是18000", [{"amount_fen": 1_800_000}, {"wage_fen": 1_800_000}]),
        ("不是12000，是18000", [{"amount_fen": 1_800_000}, {"wage_fen": 1_800_000}]),  # neither was told
        ("给了3000", [{"amount_fen": 1_200_000}]),  # may have been counted
        ("又给了2000，是押金", [{"amount_fen": 1_300_000}]),
        ("今天给了2000,还欠10000", [{"amount_fen": 1_000_000}]),  # does not come out
        ("欠我18000", [{"amount_fen": 1_800_000}]),
        ("20000", [{"amount_fen": 2_000_000}]),
        ("月工资是6000", [{"wage_fen": 600_000}]),
        ("应该是5个月左右", [{"months": 5.0}]),
        ("又拖了一个月", [{"months": 4.0}]),  # or only time went by
        ("9月也没发", [{"months": 4.0}]),  # which is one of the three
        ("12月也没发", [{"months": 4.0}]),  # which is to come
        ("上个月20号走的，说错了", [{"ended": "2026-10-20"}]),
        ("10月20号离职的 记错了", [{"ended": "2026-10-20"}]),
    ],
)
def test_what_is_not_plain_is_asked(words: str, choices: list[dict[str, Any]]) -> None:
    assert asked(words, COUNTED, STORY) == choices


def test_what_is_owed_is_no_change_of_a_ticket_without_a_sum() -> None:
    assert asked("现在还欠8000", {"injured_on": "2026-10-03"}) == [{"amount_fen": 800_000}]


def test_which_sum_is_meant_is_plain_by_its_name_or_by_what_it_was() -> None:
    assert sure("月工资不对，是6000", COUNTED) == {"wage_fen": 600_000} == sure("工资是6000不是5000", COUNTED)
    assert sure("不是15000，是18000", COUNTED) == {"amount_fen": 1_800_000}


def test_a_month_that_was_not_named_is_one_more() -> None:
    assert sure("10月也没发", COUNTED, STORY) == {"months": 4.0}
    assert sure("这个月又没发", COUNTED, STORY) == sure("上个月的也没发", COUNTED, STORY) == {"months": 4.0}
    assert asked("10月也没发", COUNTED, "欠我三个月工资") == [{"months": 4.0}]
    assert asked("10月也没发", {**COUNTED, "ended": "2026-10-01"}, STORY) == [{"months": 4.0}]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "不对",
            "错了",
            "是",
            "不是",
            "还是老样子",
            "还是没给",
            "一个月没发",
            "欠条是我写的",
            "工地不对外开放",
            "金额说错了",
        ),
        *("公司不对是因为老板跑了", "不是我不干，是老板不让", "其实是包工头欠的", "工地是人家的", "厂子是做服装的"),
        *(
            "公司叫什么我不知道",
            "不对，是张三",
            "20",
            "110",
            "2024",
            "工地是别人承包",
            "公司叫人来堵门",
            "13900001234",
            "261 922 713",
            "老板给了20000",
            "说好给2000",
        ),
        *(
            "老板没给2000",
            "不对，大概一两万",
            "现在还欠10000，今天给了2000",
            "还是12000",
            "一共干了三个月",
            "工资是现金发的",
        ),
        "不对，是18000" + "。" * LONGEST,
    ],
)
def test_other_words_change_nothing(words: str) -> None:
    change = read_change(words, TOLD, "", TODAY)
    assert change is None or (words.startswith("不对，是18000") and change.sure)


def test_the_answer_to_what_is_asked_is_none() -> None:
    for words, question in (("不对，是18000", SUM), ("一共18000", SUM), ("是四个月", OWED), ("单位：宏远建筑", WHERE)):
        facts = {slot: value for slot, value in TOLD.items() if slot not in question.settles}
        assert read_change(words, facts, "", TODAY, question) is None, words
    assert read_change("不对，是18000", TOLD, "", TODAY, LEFT) is not None


@given(st.integers(1, 9_999_999), st.integers(1, 9_999_999))
@example(20_240, 18_000)
def test_a_sum_is_undone_by_saying_the_old_one_again(before: int, after: int) -> None:
    was, now = {"amount_fen": before * 100}, {"amount_fen": after * 100}
    if before != after and min(before, after) >= 100:
        assert sure(f"不对，是{in_yuan(now['amount_fen'])}元", was) == now
        assert sure(f"{label_of('amount_fen')}还是{said_of(was, 'amount_fen')}", now) == was


@pytest.mark.parametrize(
    ("slot", "before", "after"),
    [
        ("wage_fen", 500_000, 600_000),
        ("months", 3.0, 4.0),
        ("months", 2.5, 4.0),
        ("employer", "宏达建筑", "宁夏兴业劳务公司"),
        ("district", "金凤区", "兴庆区"),
        ("ended", "2026-10-15", "2026-10-16"),
        ("began", "2023-09", "2023-10"),
        ("service_months", 38.0, 26.0),
    ],
)
def test_so_is_everything_else(slot: str, before: object, after: object) -> None:
    assert sure(f"{label_of(slot)}还是{said_of({slot: before}, slot)}", {slot: after}) == {slot: before}


@given(st.integers(100, 90_000), st.integers(100, 90_000))
def test_what_was_given_is_taken_off(owed: int, given_: int) -> None:
    told = sure(f"老板又给了{given_}块", {"amount_fen": owed * 100})
    assert told == ({"amount_fen": (owed - given_) * 100} if given_ < owed else None)


@given(st.text("不对是错了我的一三元月0918,，；又给欠没发单位公司", max_size=LONGEST))
def test_any_words_are_read_and_change_what_is_known(words: str) -> None:
    change = read_change(words, COUNTED, STORY, TODAY)
    choices = change.choices if change else ()
    assert all(any(COUNTED.get(slot) != value for slot, value in one.items()) for one in choices)
    assert change is None or choices


def test_the_sum_follows_where_it_was_wage_times_months() -> None:
    assert followed(COUNTED, {"months": 4.0})[0]["amount_fen"] == 2_000_000
    assert followed(COUNTED, {"wage_fen": 600_000})[0]["amount_fen"] == 1_800_000


@pytest.mark.parametrize("facts", [{**COUNTED, "derived": []}, {**COUNTED, "amount_fen": 1_400_000}, TOLD])
def test_else_it_stands_and_is_to_be_asked(facts: dict[str, Any]) -> None:
    assert followed(facts, {"months": 4.0}) == ({"months": 4.0}, True)
    assert followed(facts, {"employer": "宏远"}) == ({"employer": "宏远"}, False)


@pytest.mark.parametrize("part", ["不对", "是", "我的", "0", "月", "又给", "，"])
def test_long_words_cost_next_to_nothing(part: str) -> None:
    since = time.perf_counter()
    for words in (part * 2_000, (part * LONGEST)[:LONGEST]):
        read_change(words, COUNTED, STORY, TODAY)
    assert time.perf_counter() - since < 0.5
