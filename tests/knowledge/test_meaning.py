"""What the vector of a text tells, and that words serve where there is none."""

import numpy as np
import pytest

from knowledge import meaning as module
from knowledge.entry import Entry
from knowledge.meaning import Meaning
from knowledge.vectors import Floats, Vectors
from knowledge.words import Words

SIGNS = "工伤认定辞职工资拖欠不给离婚天气好上班"


def signs(text: str) -> Floats:
    """A model that sees which of some characters stand in a text."""
    return np.array([0.1, *(float(text.count(sign)) for sign in SIGNS)])


@pytest.fixture
def learned(entries: list[Entry], words: Words, monkeypatch: pytest.MonkeyPatch) -> Meaning:
    monkeypatch.setattr(module, "MOST_MADE", 1_000)
    found = Meaning.learn(entries, words, Vectors(signs))
    assert found is not None
    return found


@pytest.mark.parametrize(("text", "slug"), [("工资拖欠不给", "wages-unpaid"), ("伤了要认定", "injury-recognition")])
def test_the_entry_that_is_meant_has_most_evidence(
    learned: Meaning, entries: list[Entry], text: str, slug: str
) -> None:
    evidence = learned.sense(text).evidence
    assert entries[int(evidence.argmax())].slug == slug
    assert np.isclose(evidence.mean(), 0)


def test_other_matters_are_told_from_ours(learned: Meaning) -> None:
    assert learned.sense("离婚").other > learned.sense("工资拖欠不给").other


def test_without_a_model_there_is_no_meaning(entries: list[Entry], words: Words) -> None:
    assert Meaning.learn(entries, words, Vectors(None)) is None


def test_no_more_is_made_on_the_way_than_start_can_bear(
    entries: list[Entry], words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_MADE", 3)
    vectors = Vectors(signs)
    assert Meaning.learn(entries, words, vectors) is None
    assert len(vectors.kept) == 3
    vectors.keep(text for one in entries for text in (*one.ask, one.title))
    vectors.keep(words.other_matters[:5])
    assert Meaning.learn(entries, words, vectors) is not None


def test_an_entry_without_vectors_is_neither_found_nor_in_the_way(
    entries: list[Entry], words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = Vectors(signs)
    vectors.keep(text for one in entries[:2] for text in (*one.ask, one.title))
    vectors.keep(words.other_matters[:5])
    monkeypatch.setattr(module, "MOST_MADE", 0)
    partly = Meaning.learn(entries, words, vectors)
    assert partly is not None
    assert partly.sense("工资拖欠不给").evidence.argmax() != 2
