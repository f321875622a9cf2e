"""When somebody was born and which rule of retirement is theirs, where a text tells both plainly."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_BORN = re.compile(
    r"(?P<year>(?:19|20)\d\d|(?<!\d)\d\d)年(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?:的|份)*(?:出)?生"
)
_MAN = re.compile(r"男(?!女)|(?<![女工])爸|父亲|老公|丈夫")
_WORKER = re.compile(r"女(?:工人|普工|工|职工)?.{0,4}(?:50|五十)岁?退|女工人|女普工|工人岗")
_CADRE = re.compile(r"女.{0,4}(?:55|五十五)岁?退|女干部|管理(?:技术)?岗|技术岗")


@dataclass(frozen=True, slots=True)
class Birth:
    """The day, or the first of the month where only that was told."""

    day: date
    whole: bool


def read_birth(text: str) -> Birth | None:
    """The birth a text tells, by year and month at least; None where there is none, or no such day."""
    match = _BORN.search(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    year = int(match["year"]) + (0 if len(match["year"]) == len("1970") else 1900)
    try:
        return Birth(date(year, int(match["month"]), int(match["day"] or 1)), match["day"] is not None)
    except ValueError:
        return None


def read_who(text: str) -> str:
    """男, 女50 or 女55; empty where it is not told."""
    man, worker, cadre = (bool(one.search(text)) for one in (_MAN, _WORKER, _CADRE))
    if man and "女" not in text:
        return "男"
    return "" if man or worker == cadre or "女" not in text else ("女50" if worker else "女55")
