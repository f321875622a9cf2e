"""Words that want it registered, and those that only speak of registering."""

import pytest

from tickets.register_words import registers, registers_and_more


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
    assert registers(text) and not registers_and_more(text)


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
        "我要投诉老板",
    ],
)
def test_it_is_not(text: str) -> None:
    assert not registers(text)


@pytest.mark.parametrize("text", ["我要登记,你们能帮我要回来吗", "登记吧 我叫张三", "登记!电话13812345678"])
def test_more_may_be_said_with_it(text: str) -> None:
    assert registers_and_more(text)


@pytest.mark.parametrize(
    "text",
    ["登记,但是别让老板知道", "要登记,先问问收费吗", "登记的话,要什么材料", "登记,我不想留名", "老板说,要登记", ""],
)
def test_what_leaves_a_doubt_is_no_yes(text: str) -> None:
    assert not registers_and_more(text)
