"""Vectors are made once and kept; whatever a follower writes can be embedded."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.meaning import MOST_MADE
from knowledge.vectors import HEAD_CHARACTERS, TAIL_CHARACTERS, Floats, Vectors, cut, find_model
from knowledge.words import Words

ROOT = Path(__file__).resolve().parents[2]


class Counting:
    """A model whose vector tells how often each of four characters stands in a text; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, text: str) -> Floats:
        self.asked += 1
        return np.array([1.0, *(text.count(sign) for sign in "工伤欠薪")])


def test_a_kept_vector_is_not_made_again() -> None:
    vectors = Vectors(model := Counting())
    vectors.keep(["工伤", "欠薪"])
    assert vectors.known("工伤") and not vectors.known("加班")
    assert np.allclose(vectors.of("工伤"), np.array([1, 1, 1, 0, 0]) / 3**0.5, atol=0.01)
    assert model.asked == 2


def test_what_is_saved_is_read_back_and_only_that(tmp_path: Path) -> None:
    vectors = Vectors(model := Counting())
    vectors.keep(["工伤", "欠薪", "加班"])
    assert vectors.save(tmp_path / "v.npz", ["工伤", "欠薪", "欠薪", "伤了"]) == 3
    back = Vectors.load(tmp_path / "v.npz", None)
    assert [back.known(text) for text in ("工伤", "欠薪", "伤了", "加班")] == [True, True, True, False]
    assert np.allclose(back.of("欠薪"), vectors.of("欠薪"))
    assert model.asked == 4


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    assert not Vectors.load(tmp_path / "none.npz", None).known("工伤")


def test_without_a_model_only_kept_ones_are_known() -> None:
    with pytest.raises(LookupError, match="no model"):
        Vectors(None).of("工伤")


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    text = "头" * HEAD_CHARACTERS + "中" * 5_000 + "尾" * TAIL_CHARACTERS
    assert cut(text) == "头" * HEAD_CHARACTERS + "尾" * TAIL_CHARACTERS


@given(st.text(st.characters(), max_size=400))
def test_what_the_model_sees_can_be_encoded(text: str) -> None:
    assert len(cut(text).encode()) <= 4 * (HEAD_CHARACTERS + TAIL_CHARACTERS)


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "😀" * 9, "工伤怎么认定"])
def test_the_real_model_takes_odd_texts(text: str) -> None:
    model = find_model()
    assert model is not None
    assert Vectors(model).of(text).shape == (384,)
    assert np.isclose(np.linalg.norm(Vectors(model).of(text)), 1)


def test_hardly_a_text_of_ours_lacks_its_vector(real_entries: list[Entry], words: Words) -> None:
    kept = Vectors.load(ROOT / "knowledge" / "vectors.npz", None)
    texts = [text for one in real_entries for text in (*one.ask, one.title)] + list(words.other_matters)
    missing = [text for text in texts if not kept.known(text)]
    assert len(missing) <= MOST_MADE, "run `niangjia knowledge vectors`"
