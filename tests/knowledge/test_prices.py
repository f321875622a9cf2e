"""What one of something is paid with, as workers write it."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.prices import PRICE, goes_on, read_price


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("4块5", "4.5"),
        ("四块五", "4.5"),
        ("4.5", "4.5"),
        ("4.5块", "4.5"),
        ("4块5毛", "4.5"),
        ("4块5分", "4.05"),
        ("四块零五分", "4.05"),
        ("3毛", "0.3"),
        ("三毛五", "0.35"),
        ("3毛5分", "0.35"),
        ("两毛半", "0.25"),
        ("一毛二", "0.12"),
        ("5角", "0.5"),
        ("8分钱", "0.08"),
        ("1块2", "1.2"),
        ("2块五", "2.5"),
        ("1块2毛5", "1.25"),
        ("一块二毛五分", "1.25"),
        ("两块半", "2.5"),
        ("十五块八", "15.8"),
        ("一块钱", "1"),
        ("180块5", "180.5"),
        ("三百五", "350"),
        ("0.125", "0.125"),
    ],
)
def test_yuan_jiao_and_fen(said: str, yuan: str) -> None:
    assert read_price(said) == Decimal(yuan)


@pytest.mark.parametrize("said", ["", "块", "两三毛", "三四块", "1.200", "1块12毛", "4.5块5", "4块5毛3毛", "好几块"])
def test_what_is_no_one_price(said: str) -> None:
    assert read_price(said) is None


@pytest.mark.parametrize(
    ("text", "price", "is_open"),
    [
        ("4块5一单", "4块5", False),
        ("4块5没结", "4块5", False),
        ("四块五一天跑40单", "四块五", False),
        ("200块一个月干26天", "200块", False),
        ("200块25天", "200块", False),
        ("4块一共1200单", "4块", False),
        ("4块51200单", "4块", True),
        ("4块 5,1200单", "4块", True),
        ("20块5小时", "20块", True),
        ("18块126个小时", "18块", True),
        ("3毛5厘", "3毛", True),
    ],
)
def test_where_a_price_ends(text: str, price: str, *, is_open: bool) -> None:
    found = re.match(PRICE, text)
    assert found and found[0].strip() == price and goes_on(text, found.end()) is is_open


@given(st.integers(0, 999), st.integers(1, 9), st.integers(0, 9))
def test_any_price(yuan: int, jiao: int, fen: int) -> None:
    said = (f"{yuan}块" if yuan else "") + f"{jiao}毛" + (f"{fen}分" if fen else "")
    assert read_price(said) == Decimal(yuan) + Decimal(jiao) / 10 + Decimal(fen) / 100


@given(st.text("0123456789一二三十百千万块元毛角分半零.厘", max_size=30))
def test_any_words_are_borne(words: str) -> None:
    price = read_price(words)
    assert price is None or price >= 0
