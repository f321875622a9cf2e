"""How Chinese characters sound, to meet names that were heard or typed wrong: 宏达 and 鸿达, 兴 and 新."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.words import lines

# What the speech of the Northwest, and a hasty hand, do not tell apart: 知 from 资, 前鼻音 from 后鼻音.
_ALIKE = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"([aei])ng$"), r"\1n"))


class Sounds:
    """The toneless readings of each character, the usual one first; one that is not known sounds like itself."""

    def __init__(self, readings: Mapping[str, Sequence[str]]) -> None:
        self._readings = {char: frozenset(sounds) for char, sounds in readings.items()}
        alike = {sound: near(sound) for sound in {sounds[0] for sounds in readings.values()}}  # 400 of 7,000 characters
        self._near = {char: alike[sounds[0]] for char, sounds in readings.items()}

    @classmethod
    def load(cls, path: Path) -> "Sounds":
        """Reads lines of a sound, the characters that have it, and those that have it beside their usual one."""
        usual: dict[str, list[str]] = {}
        beside: list[tuple[str, str]] = []
        for _, line in lines(path):
            sound, characters, *others = line.split()
            usual |= {char: [sound] for char in characters}
            beside += [(char, sound) for char in "".join(others)]
        for char, sound in beside:
            usual.setdefault(char, []).append(sound)
        return cls(usual)

    def same(self, one: str, other: str) -> bool:
        """Whether two characters have a reading in common."""
        return one == other or not self._of(one).isdisjoint(self._of(other))

    def close(self, one: str, other: str) -> bool:
        """The same where 知 is 资 and 兴 is 新."""
        return self.same(one, other) or not {*map(near, self._of(one))}.isdisjoint(map(near, self._of(other)))

    def key(self, char: str) -> str:
        """One sound for a character, alike for most that are close."""
        return self._near.get(char, char)

    def _of(self, char: str) -> frozenset[str]:
        return self._readings.get(char, frozenset((char,)))


def near(sound: str) -> str:
    """A reading without what is not told apart."""
    for pattern, becomes in _ALIKE:
        sound = pattern.sub(becomes, sound)
    return sound
