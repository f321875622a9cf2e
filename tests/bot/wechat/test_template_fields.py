import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.errors import BadField
from bot.wechat.template_fields import check_template, check_template_field, cut

FITS = [
    ("thing", "工会法律援助中心"),
    ("thing12", "字" * 20),
    ("short_thing", "已受理了吗"),
    ("number", "3.14"),
    ("number", "-5"),
    ("number", "1" * 32),
    ("letter", "abcXYZ"),
    ("symbol", "!@#"),
    ("character_string", "NJ-2026-0001"),
    ("time", "15:01"),
    ("time", "09:00~17:30"),
    ("time", "2026年11月22日 15:01:59"),
    ("date", "2026年11月22日"),
    ("date", "2026-11-22"),
    ("date", "2026年11月22日 15:04~2026年11月23日 15:04"),
    ("amount", "¥1234.50"),
    ("amount", "18000元"),
    ("phone_number", "+86-0766-66888866"),
    ("car_number", "宁A12345"),
    ("car_number", "粤A8Z888挂"),
    ("name", "古丽娜尔·买买提"),
    ("name", "John Smith"),
    ("phrase", "配送中"),
    ("const", "任何"),
]
FAILS = [
    ("thing", ""),
    ("thing1", "字" * 21),
    ("thing", "两\n行"),
    ("short_thing", "一二三四五六"),
    ("number", "1" * 33),
    ("number", "1" * 30 + ".123"),
    ("number", "三"),
    ("number", "1.2.3"),
    ("letter", "a1"),
    ("letter", "a" * 33),
    ("symbol", "!一"),
    ("symbol", "!!!!!!"),
    ("character_string", "编号1"),
    ("character_string", "a" * 33),
    ("time", "25:00"),
    ("time", "下午三点"),
    ("date", "2026年13月1日"),
    ("date", "明天"),
    ("amount", "￥¥1"),
    ("amount", "1" * 11),
    ("amount", "1万"),
    ("phone_number", "1" * 18),
    ("phone_number", "电话"),
    ("phone_number", "----"),
    ("car_number", "宁宁A1234"),
    ("car_number", "宁A1234567"),
    ("name", "张" * 11),
    ("name", "a" * 21),
    ("name", "张3"),
    ("phrase", "一二三四五六"),
    ("phrase", "ok"),
    ("const", ""),
    ("remark", "旧字段"),
]


@pytest.mark.parametrize(("kind", "value"), FITS)
def test_what_fits(kind: str, value: str) -> None:
    check_template_field(kind, value)


@pytest.mark.parametrize(("kind", "value"), FAILS)
def test_what_does_not_fit_is_told_by_field_without_the_value(kind: str, value: str) -> None:
    with pytest.raises(BadField) as caught:
        check_template_field(kind, value)
    assert caught.value.field == kind
    assert len(value) < 2 or value not in str(caught.value).removeprefix(kind)


def test_listed_values() -> None:
    check_template_field("enum1", "已办结", ["已办结", "办理中"])
    with pytest.raises(BadField):
        check_template_field("enum1", "别的", ["已办结", "办理中"])


def test_a_whole_template_names_the_field_that_fails() -> None:
    check_template({"thing1": "好", "time2": "15:01"})
    with pytest.raises(BadField, match="time2"):
        check_template({"thing1": "好", "time2": "三点"})
    with pytest.raises(BadField):
        check_template({})


def test_a_long_text_is_cut_with_a_mark() -> None:
    assert cut("thing1", "字" * 21) == "字" * 19 + "…"
    assert cut("thing1", "两\n行  空") == "两 行 空"
    assert cut("number", "1" * 40) == "1" * 40


@given(st.text(min_size=1))
def test_a_cut_text_fits(text: str) -> None:
    short = cut("thing", text)
    if short:
        check_template_field("thing", short)
