"""Work that was not paid at all, told without 工资; what tells of something else, or of a part, stays."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import read_slots
from knowledge.unpaid_work import is_all_unpaid, told_out

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "words",
    [
        "干了三个月 一个月5000 没给",
        "干了一个半月没给",
        "活干完了 8000块没给",
        "干了俩月 一分没给",
        "干了20天没给",
        "给老王干了半个月 没给",
        "上了两个月班 到现在没发",
        "活干完了没给",
        "干仨月 一个月5千 没给",
        "砌砖一千块砖四百 砌了三万块 一分没给",
        "我们5个人干了三个月 一个月5000 没给",
    ],
)
def test_what_was_not_given_is_told_out(words: str) -> None:
    assert told_out(words) == words.replace("没给", "没给工资").replace("没发", "没发工资")


@pytest.mark.parametrize(
    "words",
    [
        "干了三个月 社保没给",
        "干了三个月没给签合同",
        "干了三个月 离职证明没给",
        "干了三个月 加班费没给",
        "干了三个月 最后一个月没给",
        "干了三个月 老板没给过好脸",
        "干了三个月 没给转正",
        "干了三个月 一个月5000 没给够",
        "房子装修完了 8000块没给",
        "押金8000没给",
        "没给",
        "",
    ],
)
def test_the_rest_stays_as_it_is(words: str) -> None:
    assert told_out(words) == words and not is_all_unpaid(words)


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("干了三个月 一个月5000 没给", 15_000),
        ("干了三个月，一个月五千，一分没给", 15_000),
        ("在工地干了两个月 一个月6000 到现在没给", 12_000),
        ("干了一个半月 一个月5000 没给", 7_500),
        ("干了三个月 一个月5000 没给\n今天打给我2800", 12_200),
        ("干了三个月 一个月5000 没给\n老板微信转了我3000", 12_000),
    ],
)
def test_it_comes_to_wage_times_months_without_what_was_given_since(words: str, yuan: int) -> None:
    slots = read_slots(words, DAY)
    assert slots.amount_fen == yuan * 100 and slots.is_reckoned


@pytest.mark.parametrize(
    "words",
    [
        "干了三个月 一个月5000 有一个月没给",
        "干了三个月 一个月5000 最后没给够",
        "干了三个月 一个月5000 社保没给",
        "干了快三个月 一个月5000 没给",
        "干了三个多月 一个月5000 没给",
        "干了三年 一个月5000 没给",
        "干了三个月 一个月5000 没给\n老板给过两回",
        "干了三个月 一个月5000 没给\n让老板打给我2800",
        "干了三个月 一个月5000 没给\n先后给了3000,又给了2000",
        "干了三个月 一个月2000 没给\n今天打给我8000",
        "欠我三个月工资 一个月5000 给了2000",
        "一天220 干了两个月 没给",
        "我们5个人干了三个月 一个月5000 没给",
        "我和老婆干了三个月 一个月5000 没给",
        "干了三个月 一个月5000 第三个月没给",
        "干了三个月 一个月5000 头一个月给了 后头没给",
        "干了三个月零5天 一个月5000 没给",
    ],
)
def test_what_is_not_plain_is_not_counted(words: str) -> None:
    assert read_slots(words, DAY).amount_fen is None


def test_months_beside_a_rate_a_day_are_owed_and_not_counted() -> None:
    slots = read_slots("干了两个月 一天180 一分没给", DAY)
    assert (slots.months, slots.amount_fen) == (2, None)


def test_a_sum_that_was_not_given_is_not_all_of_the_months() -> None:
    slots = read_slots("干了三个月 5000没给", DAY)
    assert (slots.amount_fen, slots.months) == (500_000, None)


@given(st.text("干做了三个月一半年天没给发结不工资钱老板我在的都也,， \n5万", max_size=79))
def test_any_words_are_borne(words: str) -> None:
    assert told_out(words).replace("工资", "") == words.replace("工资", "")
    is_all_unpaid(words)


@pytest.mark.parametrize("mark", "干一年月没给我老板的1万在都 了")
def test_many_equal_characters_cost_little(mark: str) -> None:
    began = time.perf_counter()
    for words in (mark * 70, f"干了三个月{mark * 70}", mark * 2_000):
        told_out(words)
        is_all_unpaid(words)
    assert time.perf_counter() - began < 1
