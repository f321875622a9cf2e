"""A message is read once, whole, and never twice differently."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading import ANSWER_AT, SUGGEST_AT, Reader


def test_a_complaint_is_read_whole(reader: Reader) -> None:
    reading = reader.read("兴庆区万达广场项目部拖欠我们11个人三个月工资一万八，电话13812345678")
    assert reading.intent == "complaint"
    assert reading.hits[0].topic in {"农民工工程欠薪", "拖欠工资"}
    assert reading.hits[0].score >= ANSWER_AT
    assert reading.danger is None
    assert reading.slots.as_json() == {
        "amount_fen": 1_800_000,
        "months": 3,
        "headcount": 11,
        "phone": "13812345678",
        "district": "兴庆区",
        "employer": "兴庆区万达广场项目部",
    }


def test_danger_comes_with_the_reading(reader: Reader) -> None:
    assert reader.read("工资要不到，我不想活了").danger == "self_harm"
    assert reader.read("有人触电了快来人").danger == "accident_now"


def test_greetings_are_other(reader: Reader) -> None:
    reading = reader.read("你好")
    assert reading.intent == "other"
    assert not reading.hits or reading.hits[0].score < SUGGEST_AT


def test_a_long_letter_is_read_by_its_matter(reader: Reader) -> None:
    letter = (
        "尊敬的领导：您好！我是一名普通的打工者，家里有老人和孩子，全家就靠我一个人的收入过日子。"
        "今年春天经老乡介绍来到这里的工地上干活，每天起早贪黑，从来没有怨言。"
        "可是工程完工以后，包工头一直不给我们结工钱，找他他说总包没有给他钱，项目部又让我们找包工头。"
        "我们去了好几次都没有结果，眼看就要过年了，孩子的学费还没有着落。恳请领导为我们做主，讨回血汗钱。"
    )
    reading = reader.read(letter)
    assert (reading.intent, reading.hits[0].topic) == ("complaint", "农民工工程欠薪")


def test_only_two_thousand_characters_count(reader: Reader) -> None:
    assert reader.read("工伤怎么认定" + "呀" * 1_994) == reader.read("工伤怎么认定" + "呀" * 9_000)


def test_a_text_read_again_is_the_same_object(reader: Reader) -> None:
    assert reader.read("加班费怎么算") is reader.read("加班费怎么算")


def test_threads_read_alike(reader: Reader) -> None:
    texts = [f"老板欠我{number}个月工资不给" for number in range(1, 60)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(reader.read, texts * 3))
    assert together == [reader.read(text) for text in texts] * 3


@pytest.mark.parametrize("text", ["", " ", "\n", "？", "\ud800", "\x00", "😀" * 50, "a" * 3_000])
def test_odd_texts_are_other(reader: Reader, text: str) -> None:
    assert reader.read(text).intent == "other"


@given(st.text(max_size=200))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    assert len(reader.read(text).hits) <= 5


async def test_last_month_is_that_of_the_day_it_was_said(reader: Reader) -> None:
    for day, last_month in ((date(2026, 11, 22), "2026-10"), (date(2026, 12, 1), "2026-11")):
        for told in (
            reader.read("上个月的工资没发", day),
            reader.think("上个月的工资没发", day),
            await reader.understand("上个月的工资没发", day),
        ):
            assert told.slots.owed_from == last_month
