"""What was paid so far: the plain is read, the rest asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.given import is_of_given, read_given


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("给过2000", 2_000),
        ("中间给过2000", 2_000),
        ("干了25个工,只给了1000", 1_000),
        ("老板只给了3000生活费", 3_000),
        ("6月的给了5000", 5_000),
        ("已付2000元", 2_000),
        ("只收到1000", 1_000),
        ("老板上月给了2000", 2_000),
        ("老板上个月给了2000", 2_000),
        ("昨个给了2000", 2_000),
        ("4个月没发 老板上月给了2000", 2_000),
        ("中间借了3000生活费", 3_000),
        ("中间预支了3000", 3_000),
        ("中间领了3000生活费", 3_000),
        ("生活费领了9500", 9_500),
        ("领了9500生活费", 9_500),
        ("支了3000", 3_000),
    ],
)
def test_one_plain_sum(words: str, yuan: int) -> None:
    assert read_given(words) == (Decimal(yuan), False)


@pytest.mark.parametrize(
    "words",
    [
        "先后给了3000,又给了2000",
        "给了一半",
        "9月发了一半",
        "有一个月发了一半",
        "只给一部分",
        "给了一张欠条",
        "给了三分之一",
        "给了50%",
        "法院判他给9800,没给",
        "只愿意给5000,我没要",
        "我给老板转了500押金",
        "医药费给了3000",
        "要过年了给了3000",
        "给了一个月的了",
        "前10天给了,后面没给",
        "给了几百",
        "给了1000多",
        "我借了老板3000",
        "老板借了我3000",
        "老板借了我3000生活费",
        "借了3000",
    ],
)
def test_the_rest_has_to_be_asked(words: str) -> None:
    assert read_given(words) == (None, True)


@pytest.mark.parametrize(
    "words",
    [
        "三个月没发工资",
        "一个月给4500",
        "说好一天给200",
        "老板说了不给",
        "一分钱没给",
        "我跟亲戚借了3000",
        "我借了网贷3000生活费",
        "求他先给3000都不给",
        "说好给半个月",
        "干了3年",
        "",
    ],
)
def test_nothing_was_given(words: str) -> None:
    assert read_given(words) == (None, False)


@given(st.text("0123456789一二两三十百千半给付发结了过没不只先,。元块月天的", max_size=60))
def test_any_words_are_borne(words: str) -> None:
    paid, unclear = read_given(words)
    assert paid is None or (paid > 0 and not unclear)


@pytest.mark.parametrize(
    ("words", "is_given"),
    [("又给了1000", True), ("只给了2000", True), ("一个月给4500", False), ("还欠5000", False), ("", False)],
)
def test_what_was_given_is_no_answer_to_how_much_is_owed(words: str, is_given: bool) -> None:
    assert is_of_given(words) == is_given
