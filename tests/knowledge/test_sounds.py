"""Sounds: what is heard alike meets, what is not does not."""

from pathlib import Path

import pytest

from knowledge.sounds import Sounds, near

FILE = Path(__file__).resolve().parents[2] / "knowledge" / "words" / "sounds.txt"


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    return Sounds.load(FILE)


@pytest.mark.parametrize(("one", "other"), [("宏", "鸿"), ("达", "大"), ("长", "张"), ("盛", "成"), ("築", "築")])
def test_same_sounds(sounds: Sounds, one: str, other: str) -> None:
    assert sounds.same(one, other) and sounds.same(other, one)


@pytest.mark.parametrize(("one", "other"), [("兴", "新"), ("知", "资"), ("恒", "痕"), ("山", "桑")])
def test_close_sounds_are_not_the_same(sounds: Sounds, one: str, other: str) -> None:
    assert sounds.close(one, other) and not sounds.same(one, other)


@pytest.mark.parametrize(("one", "other"), [("达", "图"), ("宏", "恒"), ("建", "筑"), ("築", "建")])
def test_others_are_far(sounds: Sounds, one: str, other: str) -> None:
    assert not sounds.close(one, other)


def test_close_ones_share_their_key(sounds: Sounds) -> None:
    assert sounds.key("兴") == sounds.key("新") == "xin"
    assert sounds.key("築") == "築"


@pytest.mark.parametrize(("sound", "becomes"), [("zhong", "zong"), ("xing", "xin"), ("shang", "san"), ("guo", "guo")])
def test_what_is_not_told_apart_goes(sound: str, becomes: str) -> None:
    assert near(sound) == becomes


def test_every_common_character_has_one_usual_sound() -> None:
    usual = [line.split()[1] for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    characters = "".join(usual).replace("-", "")
    assert len(characters) == len(set(characters)) == 6763
