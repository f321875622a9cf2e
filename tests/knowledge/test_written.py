"""The fields of a form and the text of an entry are the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import TEXTS

from knowledge.entry import parse
from knowledge.sheets import HEADINGS
from knowledge.written import blank, row_of_text, text_of

LINE = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)


@pytest.mark.parametrize("file", TEXTS)
def test_an_entry_survives_its_form(file: str) -> None:
    row = row_of_text(file.removesuffix(".md"), TEXTS[file])
    assert parse(file, text_of(row)) == parse(file, TEXTS[file])


@given(LINE, st.lists(LINE.filter(bool), max_size=5), LINE, LINE)
def test_what_is_not_finished_is_kept_word_for_word(title: str, asks: list[str], day: str, body: str) -> None:
    row = blank("a") | {"title": title, "ask": "\n".join(asks), "valid_from": day, "body": body}
    again = row_of_text("a", text_of(row))
    assert (again["title"], again["ask"], again["body"]) == (title, "\n".join(asks), body)
    assert set(again) == set(HEADINGS)


@pytest.mark.parametrize("text", ["", "words", "---\n: :\n---\nbody", "---\n[a\n---\nb", "---\n- a\n---\nc"])
def test_whatever_stands_there_is_shown(text: str) -> None:
    assert row_of_text("a", text)["body"] in text
