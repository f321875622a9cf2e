"""Bring a follower's text into one form before its words are looked up."""

import re
import unicodedata
from collections.abc import Mapping

LONGEST_CHARACTERS = 2_000

_MASKS = re.compile(r"\[[^\[\]\n]{1,6}\]|https?://\S+|\*{3,}")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[年.\-/]?(?:\s*\d{1,2}\s*[月.\-/])?(?:\s*\d{1,2}\s*[日号]?)?|\d{1,2}月(?:份|\d{1,2}[日号])"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = "零一二三四五六七八九"


def normalise(text: str, traditional: Mapping[int, str]) -> str:
    """Half-width, lower-case, simplified; dates and masks out; numbers to 99 in Chinese signs, larger ones out.

    Only the first 2,000 characters count. Lone surrogates become blanks.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_CHARACTERS]).lower().translate(traditional)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _NUMBER.sub(_spell, _DATE.sub(" ", _MASKS.sub(" ", text)))


def _spell(match: re.Match[str]) -> str:
    if "." in match[0] or len(match[0]) > 2:
        return " "
    tens, ones = divmod(int(match[0]), 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
