"""Words that want it registered, and those that only speak of registering."""

import pytest

from tickets.register_words import asks_how, registers


@pytest.mark.parametrize(
    "text",
    [
        "登记",
        "我要登记",
        "算了还是登记吧",
        "算了,还是登记吧",
        "我想登记",
        "好嘞登记吧",
        "那就登记吧,谢谢",
        "帮我登记一下",
        "想好了 登记",
        "我要投诉",
        "登记诉求",
        "我想维权",
    ],
)
def test_it_is_wanted(text: str) -> None:
    assert registers(text)


@pytest.mark.parametrize(
    "text",
    [
        "不登记",
        "先不登记",
        "登记了",
        "我登记过了",
        "能登记吗",
        "登记要钱吗",
        "怎么登记",
        "老板要投诉我",
        "取消登记",
        "我后悔登记了",
        "别登记",
        *(
            "登记？",
            "可以登记？",
            "需要登记?",
            "想好了再登记",
            "我去投诉",
            "我要投诉你",
            "去维权",
            "登记，算了",
            "登记 2",
        ),
        *("登记，我再想想", "登记，你们会告诉老板吗", "登记，莫让老板晓得", "登记，要什么材料", "你们去登记"),
        "我要投诉老板",
    ],
)
def test_it_is_not(text: str) -> None:
    assert not registers(text)


@pytest.mark.parametrize(
    "text", ["怎么登记", "咋登记呢", "登记？", "可以登记？", "能登记吗", "我要怎么投诉", "在哪登记"]
)
def test_how_is_asked(text: str) -> None:
    assert asks_how(text) and not registers(text)


@pytest.mark.parametrize("text", ["登记", "怎么登记公司", "失业怎么登记", "登记要钱吗", "怎么登记债权", "不登记"])
def test_how_is_not_asked(text: str) -> None:
    assert not asks_how(text)
