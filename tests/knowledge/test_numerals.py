"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import parse_bounds, parse_number, parse_range

SIGNS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number to 99,999,999 in full Chinese signs: 10,305 is 一万零三百零五."""
    high, low = divmod(number, 10_000)
    if high:
        link = "零" if 0 < low < 1_000 else ""
        return chinese(high) + "万" + link + (chinese(low) if low else "")
    text, gap = "", False
    for unit, size in (("千", 1_000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + SIGNS[digit] + unit
            gap = False
        else:
            gap = True
    return text or "零"


@given(st.integers(1, 99_999_999))
def test_full_chinese_numbers_read_back(number: int) -> None:
    assert parse_number(chinese(number)) == number


@given(st.integers(1, 99_999_999))
def test_digits_read_back_with_and_without_commas(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([("万", 10_000), ("千", 1_000), ("百", 100)]))
def test_a_last_digit_counts_in_tenths_of_the_unit_before(head: int, tail: int, unit: tuple[str, int]) -> None:
    sign, size = unit
    expected = head * size + tail * size // 10
    assert parse_number(f"{SIGNS[head]}{sign}{SIGNS[tail]}") == expected
    assert parse_number(f"{head}{sign}{tail}") == expected


@given(st.integers(0, 9_999), st.sampled_from(["万", "w"]))
def test_tens_of_thousands_with_a_point(number: int, sign: str) -> None:
    value = Decimal(number + 1) / 100
    assert parse_number(f"{value}{sign}") == value * 10_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万八", 18_000),
        ("2万5", 25_000),
        ("两万三", 23_000),
        ("三千二百五", 3_250),
        ("一百零五", 105),
        ("一万零五", 10_005),
        ("一千零五十", 1_050),
        ("1万8千", 18_000),
        ("2万500", 20_500),
        ("3,500", 3_500),
        ("5k", 5_000),
        ("1.2w", 12_000),
        ("十五", 15),
        ("二十", 20),
        ("壹万贰仟", 12_000),
        ("俩", 2),
        ("仨", 3),
        ("二零二四", 2_024),
        ("一亿二千万", 120_000_000),
        ("百万", 1_000_000),
    ],
)
def test_spoken_numbers(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三四千", 3_000, 4_000),
        ("二三十万", 200_000, 300_000),
        ("一万七八", 17_000, 18_000),
        ("一千七,八", 1_700, 1_800),
        ("十七八", 17, 18),
        ("两三个"[:2], 2, 3),
    ],
)
def test_neighbouring_digits_are_bounds(text: str, low: int, high: int) -> None:
    assert parse_range(text) == (low, high)


@given(st.integers(1, 8), st.sampled_from([("", 1), ("十", 10), ("百", 100), ("千", 1_000), ("万", 10_000)]))
def test_bounds_of_any_unit(digit: int, unit: tuple[str, int]) -> None:
    sign, size = unit
    assert parse_range(f"{SIGNS[digit]}{SIGNS[digit + 1]}{sign}") == (digit * size, (digit + 1) * size)


@pytest.mark.parametrize("text", ["一万八", "三五千", "四三千", "一二三", "", "三四" * 20])
def test_what_are_no_bounds_is_none(text: str) -> None:
    assert parse_range(text) is None


@pytest.mark.parametrize(
    ("text", "upper", "low", "high"),
    [("3", "5千", 3_000, 5_000), ("3000", "5000", 3_000, 5_000), ("三千五", "四千", 3_500, 4_000), ("4", "5", 4, 5)],
)
def test_two_numbers_are_bounds(text: str, upper: str, low: int, high: int) -> None:
    assert parse_bounds(text, upper) == (low, high)


def test_bounds_the_wrong_way_round_are_none() -> None:
    assert parse_bounds("5000", "3000") is None


@pytest.mark.parametrize(
    "text", ["", "万", "千", "百八", "一二", "两三万", "元", "1.2.3", "十百", "五千万万万", "1" * 40, "一" + "万" * 30]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text("零一二三四五六七八九十百千万亿两0123456789.,kw", max_size=30))
def test_any_mixture_gives_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
