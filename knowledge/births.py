"""When somebody was born and which rule of retirement is theirs, where a text tells both plainly."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_BORN = re.compile(
    r"(?P<year>(?:19|20)\d\d|(?<!\d)\d\d)年(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?:的|份)*(?:出)?生"
)
_KIN = "老公|老婆|婆姨|媳妇|爱人|老伴|对象|丈夫|妻子|男人|女人|爸爸?|妈妈?|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?"
_OWN = re.compile(  # 我67年8月的 男
    rf"(?:^|[\s，,。;；]|我|俺|本人|{_KIN})(?:也?是)?(?P<year>19[4-9]\d|[4-9]\d)年(?P<month>1[0-2]|0?[1-9])月份?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?的(?:人|(?=$|[\s，,。;；男女]))"
)
_OF_LIFE = re.compile("男|女|退休|养老")
_OF_ELSE = re.compile("社保|保险|养老|[交缴]|合同|[厂入进欠]|工龄|参加|工作|上班|[从自]")
_ELSE_BEFORE = 8  # characters
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
    text = unicodedata.normalize("NFKC", text)
    match = _BORN.search(text) or (_own(text) if _OF_LIFE.search(text) else None)
    if match is None:
        return None
    year = int(match["year"]) + (0 if len(match["year"]) == len("1970") else 1900)
    try:
        return Birth(date(year, int(match["month"]), int(match["day"] or 1)), match["day"] is not None)
    except ValueError:
        return None


def _own(text: str) -> re.Match[str] | None:
    """The month somebody is of, where nothing before it speaks of work or insurance."""
    found = (one for one in _OWN.finditer(text))
    return next(
        (one for one in found if not _OF_ELSE.search(text, max(0, one.start() - _ELSE_BEFORE), one.start())), None
    )


def read_who(text: str) -> str:
    """男, 女50 or 女55; empty where it is not told."""
    man, worker, cadre = (bool(one.search(text)) for one in (_MAN, _WORKER, _CADRE))
    if man and "女" not in text:
        return "男"
    return "" if man or worker == cadre or "女" not in text else ("女50" if worker else "女55")
