"""How much somebody says that they were paid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.received import read_received

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("5000", 5_000),
        ("五千", 5_000),
        ("给了5000，剩下13000没给", 5_000),
        ("给了5000，还欠13000", 5_000),
        ("先给了5000后给了3000", 8_000),
        ("先给了5000，后来又给了3000", 8_000),
        ("先给了5000后给了3000，一共8000", 8_000),
        ("11月5号给了2000元", 2_000),
        ("全给了，18000", 18_000),
        ("差不多5000", 5_000),
        ("没收到5000", None),
        ("13000没给", None),
        ("给了5000，不对，是6000", None),
        ("三四千", None),
        ("全拿到了", None),
    ],
)
def test_what_came(text: str, yuan: int | None) -> None:
    assert read_received(text, TODAY) == (yuan and yuan * 100)


@given(st.integers(100, 99_999), st.integers(100, 99_999))
def test_payments_add_up_and_what_is_left_does_not(first: int, second: int) -> None:
    assert read_received(f"先给了{first}元，又给了{second}元，还欠{first}元", TODAY) == (first + second) * 100


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert (read_received(text, TODAY) or 1) > 0
