"""Words of a follower in danger of life: they come before any answer, so it is better to ask once too often."""

from pathlib import Path
from typing import Literal

from knowledge.patterns import load_patterns

Danger = Literal["self_harm", "accident_now", "violence"]

SECTIONS = (
    "self_harm_not",
    "past_death",
    "self_harm",
    "accident_not",
    "accident_event",
    "accident_urgent",
    "accident_now",
    "accident_past",
    "accident_claim",
    "violence_not",
    "violence",
    "violence_now",
)
SHORT_CRY_CHARACTERS = 30  # a bare 着火了, 有人触电了 without a word of money or of the past is happening now


class Dangers:
    """Sees danger by patterns of speech; never changes, safe for any thread."""

    def __init__(self, path: Path) -> None:
        self._patterns = load_patterns(path, SECTIONS)

    def see(self, text: str) -> Danger | None:
        """The danger in a half-width, lower-case, simplified text, if there is any; its blanks do not count."""
        text = "".join(text.split())
        if self._self_harm(text):
            return "self_harm"
        if self._accident_now(text):
            return "accident_now"
        return "violence" if self._violence(text) else None

    def _says(self, section: str, text: str) -> bool:
        return self._patterns[section].search(text) is not None

    def _self_harm(self, text: str) -> bool:
        meant = self._patterns["self_harm_not"].sub("　", text)
        if not self._says("self_harm", meant):
            return False
        return self._says("self_harm", self._patterns["past_death"].sub("　", meant))

    def _accident_now(self, text: str) -> bool:
        """Something is happening: a cry for rescue; or an accident told as now; or told shortly, with no claim."""
        text = self._patterns["accident_not"].sub("　", text)
        if not self._says("accident_event", text):
            return False
        past, claim = self._says("accident_past", text), self._says("accident_claim", text)
        if self._says("accident_urgent", text):
            return not past or not claim
        if self._says("accident_now", text):
            return not past and not claim
        return not past and not claim and len(text) <= SHORT_CRY_CHARACTERS and not text.endswith(("吗", "?", "呢"))

    def _violence(self, text: str) -> bool:
        """Somebody beats or threatens them, today or before; not a question of the law about it."""
        text = self._patterns["violence_not"].sub("　", text)
        if not self._says("violence", text):
            return False
        return self._says("violence_now", text) or not self._says("accident_claim", text)
