"""Overtime a text tells: hours on workdays, days of rest, statutory days off; 每天两小时 and 三天多 are left."""

import re
import unicodedata
from collections.abc import Mapping

from knowledge.numerals import NUMBER, parse_number

_HOURS = re.compile(
    rf"(?<!每天)(?<!一天)(?<!天天)(?<!每晚)(?<!每日)加(?:了|过)?班?(?:了|过|一共|总共|共)*(?P<count>{NUMBER})\s*个?(?:小时|钟头)(?!多|左右)"
)
_REST = re.compile(
    rf"(?:周末|双休日?|休息日|(?:星期|礼拜|周)[六天日](?:[、和]?(?:星期|礼拜|周)?[天日])?)(?:都|也|一共|总共|共)*(?:上|加)(?:了|过)?班?(?:了|过)*(?P<count>{NUMBER})\s*天(?!多|左右)"
)
_STATUTORY = re.compile(
    rf"法定(?:节?假日?|节日)(?:都|也|一共|总共|共)*(?:上|加)(?:了|过)?班?(?:了|过)*(?P<count>{NUMBER})\s*天(?!多|左右)"
)
_REST_WORD = re.compile(r"周末|双休|休息日|(?:星期|礼拜|周)[六天日]")
_HOLIDAY_WORD = re.compile(r"法定|节假日|国庆|春节|元旦|中秋|端午|五一|清明|除夕|初[一二三]|过年|过节")
_MADE_UP = re.compile(r"(?:补休|调休|换休|倒休)")
_NOT_MADE_UP = re.compile(r"(?:没|未|不|没有|没给|没安排|不给)[^，,。]{0,4}(?:补休|调休|换休|倒休)")
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


def unread_overtime(text: str, told: Mapping[str, str]) -> dict[str, str]:
    """Of `rest_days` and `holidays`, those the text speaks of without a number that was read (those are `told`), or
    with days off given instead; with the word for it. Nothing where nothing was read: it is asked for then.
    """
    if not told:
        return {}
    folded = unicodedata.normalize("NFKC", text).lower()
    words = {"rest_days": _REST_WORD.search(folded), "holidays": _HOLIDAY_WORD.search(folded)}
    unread = {name: word[0] for name, word in words.items() if word and name not in told}
    made_up = _MADE_UP.search(folded)
    if made_up and "rest_days" in told and not _NOT_MADE_UP.search(folded):
        unread["rest_days"] = made_up[0]
    return unread
