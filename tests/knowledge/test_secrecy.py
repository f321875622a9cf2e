"""Who fears that the boss learns of it, and who speaks of other secrets."""

import time

import pytest

from knowledge.secrecy import LONGEST, fears


@pytest.mark.parametrize(
    "text",
    [
        *(
            "别让老板知道",
            "别让老板知道是我说的",
            "不想让老板知道",
            "怕被老板发现",
            "老板会知道吗",
            "登记,但是别让老板知道我的名字",
        ),
        *(
            "能保密吗",
            "请替我保密",
            "会不会告诉老板",
            "你们会告诉公司吗",
            "单位会不会知道是我告的",
            "别告诉单位",
            "会泄露吗",
        ),
    ],
)
def test_it_is_feared(text: str) -> None:
    assert fears(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "怕老板知道我怀孕",
            "老板知道我怀孕了会辞退我吗",
            "老板不知道我受伤",
            "公司让我签保密协议",
            "保密费没给",
            "我知道老板在哪",
        ),
        *("", "老板说别告诉工友", "别让老板知道" + "，我怕他" * LONGEST),
    ],
)
def test_another_secret_is_not(text: str) -> None:
    assert not fears(text)


@pytest.mark.parametrize("piece", ["别", "会不会", "老板会", "登记", "的"])
def test_long_repeats_cost_nothing(piece: str) -> None:
    began = time.perf_counter()
    fears(piece * 2_000)
    assert time.perf_counter() - began < 1
