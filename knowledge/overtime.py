"""Overtime a text tells: hours on workdays, days of rest, statutory days off; 每天两小时 and 三天多 are left."""

import re
import unicodedata

from knowledge.numerals import NUMBER, parse_number

_HOURS = re.compile(
    rf"(?<!每天)(?<!一天)(?<!天天)(?<!每晚)(?<!每日)加(?:了|过)?班?(?:了|过|一共|总共|共)*(?P<count>{NUMBER})\s*个?(?:小时|钟头)(?!多|左右)"
)
_REST = re.compile(
    rf"(?:周末|双休日?|休息日|星期[六天日]|周[六日])(?:都|也|一共|总共|共)*(?:上|加)(?:了|过)?班?(?:了|过)*(?P<count>{NUMBER})\s*天(?!多|左右)"
)
_STATUTORY = re.compile(
    rf"法定(?:节?假日?|节日)(?:都|也|一共|总共|共)*(?:上|加)(?:了|过)?班?(?:了|过)*(?P<count>{NUMBER})\s*天(?!多|左右)"
)
_EACH_DAY = re.compile(r"(?:每|一|天)(?:天|日|晚)[^，,。]{0,6}$")


def read_overtime(text: str) -> dict[str, str]:
    """`hours`, `rest_days` and `holidays` as numbers, those that are told once and exactly."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found: dict[str, str] = {}
    for name, pattern in (("hours", _HOURS), ("rest_days", _REST), ("holidays", _STATUTORY)):
        matches = [one for one in pattern.finditer(folded) if not _EACH_DAY.search(folded[: one.start()])]
        number = parse_number(matches[0]["count"]) if len(matches) == 1 else None
        if number is not None:
            found[name] = f"{number.normalize():f}"
    return found
