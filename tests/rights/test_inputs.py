"""Sums as people type them: read to the fen, or asked again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights.inputs import BadInput, Field, Kind

PAY, COUNT = Field("pay", "月工资", Kind.MONEY), Field("count", "几个人", Kind.COUNT)


@given(st.integers(0, 10_000_000_00), st.sampled_from(["{:.2f}", "{:,.2f}", "{:.2f}元", "{:.1f}", "{:.0f}"]))
def test_a_sum_is_read_to_the_fen(fen: int, written: str) -> None:
    said = written.format(fen / 100)
    assert PAY.read(said) == Decimal(said.replace(",", "").removesuffix("元"))


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["", "元"]))
def test_a_dot_that_may_stand_for_thousands_is_asked_about(thousands: int, rest: int, unit: str) -> None:
    for field in (PAY, COUNT):
        with pytest.raises(BadInput, match=f"{thousands}{rest:03}") as told:
            field.read(f"{thousands}.{rest:03}{unit if field is PAY else ''}")
        assert told.value.field == field.name


@pytest.mark.parametrize("said", ["0.125", "1200.125", "12.5", "12.25"])
def test_a_dot_that_cannot_is_none(said: str) -> None:
    assert str(PAY.read(said)) == said
