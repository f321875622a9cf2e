"""Days that no calendar has, as people name them: 2月31号, 2023年2月29日, 13月5号. Never silently another day."""

import re
from calendar import monthrange
from dataclasses import dataclass

from knowledge.numerals import parse_number

LEAP_YEAR = 2024  # where no year was told, the 29th of February may be
LAST_MONTH = 12
_NUMBER = r"\d{1,2}|十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|(?<!\d)\d\d)\s*年\s*)?(?<![\d.个历])(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*[日号]"
    r"|(?<![\d.])(?P<full>(?:19|20)\d\d)\s*(?P<mark>[-./])\s*(?P<full_month>\d{1,2})\s*(?P=mark)\s*(?P<full_day>\d{1,2})(?![\d.])"
)


@dataclass(frozen=True, slots=True)
class NoDay:
    """A day that is none: as it was said, where it stands, and the nearest way to say one that is."""

    said: str
    start: int
    month: int

    def mended(self, text: str) -> str:
        """The text with a day that is one in its place, to see what the day was told of."""
        return f"{text[: self.start]}{min(self.month, LAST_MONTH)}月1日{text[self.start + len(self.said) :]}"


def read_no_days(text: str) -> list[NoDay]:
    """Every day of the (normalised) text that no calendar has, in order."""
    return [NoDay(match[0], match.start(), _parts(match)[1]) for match in _DAY.finditer(text) if _is_none(match)]


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month, day."""
    year = match["year"] or match["full"]
    numbers = (parse_number(match["month"] or match["full_month"]), parse_number(match["day"] or match["full_day"]))
    month, day = (int(one or 0) for one in numbers)
    return (int(year) + (0 if len(year) == len("2023") else 2000)) if year else LEAP_YEAR, month, day


def _is_none(match: re.Match[str]) -> bool:
    year, month, day = _parts(match)
    return not 1 <= month <= LAST_MONTH or not 1 <= day <= monthrange(year, month)[1]
