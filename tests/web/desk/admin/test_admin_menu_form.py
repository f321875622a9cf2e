"""A menu through the form and back; what WeChat would refuse is said at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.limits import Limits
from bot.wechat.menu import check_menu
from handlers.menu import BUTTONS
from web.desk.admin import menu_form
from web.desk.admin.menu_form import (
    BAD_MINI,
    BAD_RAW,
    BAD_URL,
    NAME_SUB,
    NAME_TOP,
    NO_BUTTONS,
    NO_DOES,
    NO_NAME_FOR_SUBS,
    Wrong,
)

LIMITS = Limits()
OTHERS = [
    {"name": "网页", "type": "view", "url": "https://example.cn/a?b=c"},
    {"name": "小程序", "type": "miniprogram", "appid": "wx1", "pagepath": "pages/a", "url": "https://example.cn"},
    {
        "name": "更多",
        "sub_button": [
            {"name": "文章", "type": "article_id", "article_id": "A1"},
            {"name": "图", "type": "media_id", "media_id": "M1"},
            {"name": "位置", "type": "location_select", "key": "place"},
            {"name": "扫", "type": "scancode_push", "key": "s"},
        ],
    },
]


@pytest.mark.parametrize("menu", [BUTTONS, OTHERS])
def test_there_and_back(menu: list[dict[str, object]]) -> None:
    check_menu(menu, LIMITS)
    assert menu_form.buttons(menu_form.columns(menu, LIMITS), LIMITS) == menu


def fields(**given: str) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


@pytest.mark.parametrize(
    ("form", "place", "said"),
    [
        ({}, "", NO_BUTTONS),
        (fields(name_0="工会"), "0", NO_DOES),
        (fields(name_0="一二三四五六", does_0="click:ask"), "0", NAME_TOP),
        (fields(does_0="click:ask"), "0", NAME_TOP),
        (fields(name_0="网", does_0="view", value_0="javascript:alert(1)"), "0", BAD_URL),
        (fields(name_0="网", does_0="view", value_0="https://a.cn/" + "x" * 1024), "0", BAD_URL),
        (fields(name_0="程", does_0="miniprogram", value_0="wx1 a"), "0", BAD_MINI),
        (fields(name_0="原", does_0="raw", value_0="{"), "0", BAD_RAW),
        (fields(name_0_1="查", does_0_1="click:progress"), "0", NO_NAME_FOR_SUBS),
        (fields(name_0="要", name_0_3="一" * 21, does_0_3="click:progress"), "0-3", NAME_SUB),
        (fields(name_2="要", name_2_4="网", does_2_4="view", value_2_4="x"), "2-4", BAD_URL),
        (fields(name_1="好", does_1="click:ask", name_2="一二三四五六", does_2="click:ask"), "2", NAME_TOP),
    ],
)
def test_what_wechat_would_refuse(form: dict[str, str], place: str, said: str) -> None:
    with pytest.raises(Wrong) as caught:
        menu_form.buttons(menu_form.written(form, LIMITS), LIMITS)
    assert (caught.value.place, caught.value.text) == (place, said)


NAMES = [f"{at}{below}" for at in range(3) for below in ("", *(f"-{one}" for one in range(5)))]
FORMS = st.dictionaries(
    st.sampled_from([f"{field}-{place}" for field in ("name", "does", "value") for place in NAMES]),
    st.one_of(st.text(max_size=30), st.sampled_from(["click:ask", "view", "raw", "miniprogram", "https://a.cn", "{}"])),
    max_size=20,
)


@given(FORMS)
def test_whatever_is_written_is_a_menu_or_told_where_not(form: dict[str, str]) -> None:
    try:
        made = menu_form.buttons(menu_form.written(form, LIMITS), LIMITS)
    except Wrong as wrong:
        assert wrong.place in ("", *NAMES) and wrong.text
    else:
        check_menu(made, LIMITS)
