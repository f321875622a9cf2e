"""Who somebody is, told alone, is told from a matter."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.bare_facts import is_bare_facts
from knowledge.oneself import LONGEST, without_oneself

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "我是保安",
        "保安",
        "我是送外卖的",
        "跑外卖",
        "我在工地干活",
        "我在工地上开塔吊",
        "我在饭店当服务员",
        "我在ktv当服务员",
        "我在宁夏宏达建筑公司上班",
        "俺是打工的",
        "打零工的",
        "我是给人开货车的",
        "我是一名环卫工人，今年52",
        "你好，我是保安",
        "师傅好 我是钢筋工",
        "我爸在工地干活",
        "我怀孕了",
        "我怀孕5个月了",
        "我怀二胎了",
        "我老婆怀孕了",
        "哺乳期",
        "我今年49女的",
        "女，49岁",
        "女 48",
        "我58了",
        "60多岁了",
        "我是外地的",
    ],
)
def test_who_somebody_is(text: str) -> None:
    assert without_oneself(text) == "" and is_bare_facts(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "我",
        "你好",
        "我是被辞退的",
        "我是工伤职工",
        "我是临时工没合同",
        "我是被欠薪的农民工",
        "我不是员工",
        "他是保安",
        "我是来问工伤的",
        "我在工地受伤了",
        "我在工地干活摔了",
        "我在上班路上被撞了",
        "我怀孕了公司不要我",
        "我怀孕能上夜班吗",
        "女工多大退休",
        "我60岁还能签合同吗",
        "49",
        "我是谁",
        "你是机器人",
        "我是开玩笑的",
        "我是搞笑的",
        "我喜欢你",
        "我叫小明",
        "我打人了",
        "女朋友",
        "房东不退押金",
        *("我在饭店端盘子烫着手", "我在厂里干活流产", "我在工地干活砍着脚", "我在工地搬砖闪着腰", "我在厂里干活得癌"),
    ],
)
def test_a_matter_or_small_talk_is_not(text: str) -> None:
    assert without_oneself(text) == text and not is_bare_facts(text, TODAY)


def test_facts_beside_it_stay() -> None:
    assert without_oneself("我是保安，一个月2600，干了3年") == "一个月2600，干了3年"
    assert is_bare_facts("我是保安 一个月2600 干了3年", TODAY)
    assert not is_bare_facts("我是保安，被辞退了", TODAY)


@given(st.text(alphabet="我是在保安工地干活女今年49岁怀孕了，的上班 ", max_size=2 * LONGEST))
def test_nothing_is_made_up(text: str) -> None:
    assert set(without_oneself(text)) <= {*text, "，"}


@pytest.mark.parametrize("sign", ["我", "是", "在", "女", "1", "的", "上", " ", "今年", "在工", "是保"])
@pytest.mark.parametrize("length", [LONGEST, 2_000])
def test_many_equal_signs_take_no_time(sign: str, length: int) -> None:
    began = time.perf_counter()
    without_oneself((sign * length)[:length])
    assert time.perf_counter() - began < 0.1
