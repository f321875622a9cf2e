"""Numbers out of forms and addresses: read, or none; never more than a table can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.desk.given import MOST_ROWS, number_of


@given(st.integers(min_value=0, max_value=MOST_ROWS))
def test_what_was_written_is_read(number: int) -> None:
    assert number_of(number) == number_of(f" {number} ") == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_that_fits_or_none(text: str) -> None:
    found = number_of(text)
    assert found is None or (0 <= found <= MOST_ROWS and found == int(text.strip()))


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1_0", "²", None, str(MOST_ROWS + 1), "9" * 400])
def test_what_is_none(text: object) -> None:
    assert number_of(text) is None


def test_a_bound_of_its_own() -> None:
    assert (number_of("600", 600), number_of("601", 600), number_of("６００", 600)) == (600, None, 600)
