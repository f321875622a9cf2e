"""For how many months somebody injured could not work: 停工留薪6个月, 养伤半年."""

import re
import unicodedata

from knowledge.spans import read_spans

_WORD = re.compile(r"停工|养伤|休养|在家养")
_BEFORE = re.compile(
    r"(?:停工(?:留薪)?期?|养伤|休养|在家养)(?:了|共|一共|总共|是|有|为|满|整整|已经|已|定|给|批|确认|时间|[:：])*$"
)
_AFTER = re.compile(r"的?(?:停工|养伤)")
_NUMBERED = re.compile(r"[\d一二两三四五六七八九十半几][^，。,;；]{0,3}(?:月|年|天)|[月年天]")


def read_stopped(text: str) -> tuple[str, str]:
    """The months, exact and told once; else nothing, and the word for it where it stands beside a time unread."""
    text = unicodedata.normalize("NFKC", text).lower()
    word = _WORD.search(text)
    if word is None:
        return "", ""
    told = [one for one in read_spans(text) if _is_stop(text, one.start, one.start + len(one.said))]
    months = {one.months for one in told if one.precision == "exact" and not one.days}
    if len(told) == len(months) == 1:
        return f"{months.pop().normalize():f}", ""
    around = text[word.start() : word.end() + 12]
    return "", around if told or _NUMBERED.search(around) else ""


def _is_stop(text: str, start: int, end: int) -> bool:
    return _BEFORE.search(text, 0, start) is not None or _AFTER.match(text, end) is not None
