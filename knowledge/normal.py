"""Bring a follower's text into one form before its words are looked up."""

import re
import unicodedata
from collections.abc import Mapping

from knowledge.units import TRIPS

LONGEST_CHARACTERS = 2_000

_MASKS = re.compile(r"\[[^\[\]\n]{1,6}\]|https?://\S+|\*{3,}")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[年.\-/]?(?:\s*\d{1,2}\s*[月.\-/])?(?:\s*\d{1,2}\s*[日号]?)?|\d{1,2}月(?:份|\d{1,2}[日号])"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNSPEAKABLE = re.compile(r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")
_DIGITS = "零一二三四五六七八九"


def fold(text: str, traditional: Mapping[int, str]) -> str:
    """Half-width, lower-case, simplified; lone surrogates and controls become blanks.

    Only the first 2,000 characters count.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_CHARACTERS]).lower().translate(traditional)
    return _UNSPEAKABLE.sub(" ", text[:LONGEST_CHARACTERS])


_TRIPS = re.compile(rf"跑了(?={TRIPS})")


def spell(text: str) -> str:
    """Take dates and masks out of a folded text; numbers to 99 become Chinese signs, larger ones go."""
    return _NUMBER.sub(_spelled, _DATE.sub(" ", _MASKS.sub(" ", _TRIPS.sub("跑", text))))


def _spelled(match: re.Match[str]) -> str:
    if "." in match[0] or len(match[0]) > 2:
        return " "
    tens, ones = divmod(int(match[0]), 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
