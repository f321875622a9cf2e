"""The figures in an answer or an article: 二倍, 三十日, 30天, 80%, 12个月, 5000元, 七级, 2025年9月1日.

Each as kind and value, so that 一年 and 12个月, 百分之八十 and 80%, 两倍 and 200% are the same figure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numerals import parse_number

# Unit → kind, and how many of the kind it is.
_UNITS: dict[str, tuple[str, str]] = {
    "年": ("month", "12"),
    "周年": ("month", "12"),
    "个月": ("month", "1"),
    "日": ("day", "1"),
    "天": ("day", "1"),
    "周": ("day", "7"),
    "星期": ("day", "7"),
    "个星期": ("day", "7"),
    "个工作日": ("workday", "1"),
    "工作日": ("workday", "1"),
    "个小时": ("minute", "60"),
    "小时": ("minute", "60"),
    "分钟": ("minute", "1"),
    "倍": ("ratio", "1"),
    "成": ("ratio", "0.1"),
    "%": ("ratio", "0.01"),
    "元": ("yuan", "1"),
    "块钱": ("yuan", "1"),
    "万元": ("yuan", "10000"),
    "亿元": ("yuan", "100000000"),
    "周岁": ("age", "1"),
    "岁": ("age", "1"),
    "级": ("grade", "1"),
}
_SIGNS = r"[零〇一二两俩三四五六七八九十百千万双]{1,9}"
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[百千万]?|{_SIGNS}|半)"
_UPTO = r"(?:到|至|—|~|-)"
_JOIN = r"(?:到|至|—|~|-|、|或者|或|和|与)"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NOT_COUNTED = re.compile(  # names, days of the week, and numbers that only number something
    r"《[^》]*》|解释[（(][一二三][）)]|双倍工资|(?:周|星期|礼拜)[一二三四五六日天](?!到|至)|第[\d零〇一二两三四五六七八九十百千]+(?:条(?:之[一二三四五六七八九十]+)?|[款项章节步次种类名])"
)
_DATE = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?:年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号]?)?)?|-(?P<im>\d{2})-(?P<id>\d{2}))"
)
_DAY = re.compile(r"(?<![\d年])(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")
_SHARE = re.compile(
    rf"(?P<below>百|千|万|[二三四五六七八九十])分之(?P<above>{_NUMBER})(?:{_JOIN}(?:百分之)?(?P<upto>{_NUMBER}))?"
)
_FIGURE = re.compile(
    rf"(?<![\d.第])(?P<list>{_NUMBER}(?:(?:{_UNIT})?{_UPTO}{_NUMBER}|{_JOIN}{_NUMBER})*)(?P<unit>个半月|个半小时|{_UNIT})(?P<half>半)?"
)
# 「一天多少钱」 asks for a measure; 「一天内」 sets a bound. Only the second is a figure.
_BOUND_BEFORE = re.compile(r"(?:满|超过|不足|不到|提前|少于|多于|最多|最长|最少|至少|过了)$")
_BOUND_AFTER = re.compile(r"[之以]?[内上下前后里]|之?日起")
_MEASURES = frozenset(_UNITS) - {"倍", "%", "成", "周岁"}
_SPLIT = re.compile(_JOIN)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})级?{_UPTO}(?P<high>{_NUMBER})级")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A figure with the words it was said in; `kind` is month, day, ratio …; a date's value is YYYY-MM-DD or less."""

    kind: str
    value: str
    words: str


def figures(text: str, *, measures: bool = True) -> list[Said]:
    """Every figure with a unit, and every date; numbers of articles and in names are none.

    Without `measures` a bare 一天, 一个月, 一级 is no figure unless it bounds something (一个月内, 满一年).
    """
    text = _NOT_COUNTED.sub("；", text.replace("％", "%"))
    found: list[Said] = []
    for pattern, read in _READERS:
        matches = (match for match in pattern.finditer(text) if measures or not _is_measure(match))
        found += [said for match in matches for said in read(match)]
        text = pattern.sub("；", text)
    return found


def grades(text: str) -> Iterator[Said]:
    """Every grade within the ranges of a text: 一级至四级 holds 二级 too."""
    for match in _RANGE.finditer(text):
        low, high = _value(match["low"]), _value(match["high"])
        if low is not None and high is not None and low <= high <= 10:
            yield from (Said("grade", str(one), match[0]) for one in range(int(low), int(high) + 1))


def _date(match: re.Match[str]) -> Iterator[Said]:
    month, day = match["m"] or match["im"], match["d"] or match["id"]
    parts = [match["y"], *(f"{int(part):02}" for part in (month, day) if part)]
    yield Said("date", "-".join(parts), match[0])


def _day(match: re.Match[str]) -> Iterator[Said]:
    yield Said("date", f"{int(match['m']):02}-{int(match['d']):02}", match[0])


def _share(match: re.Match[str]) -> Iterator[Said]:
    below = {"百": Decimal(100), "千": Decimal(1_000), "万": Decimal(10_000)}.get(match["below"])
    below = below or _value(match["below"]) or Decimal(1)
    for part in (match["above"], match["upto"]):
        if part and (value := _value(part)) is not None:
            yield Said("ratio", _plain(value / below), match[0])


def _counted(match: re.Match[str]) -> Iterator[Said]:
    unit = match["unit"]
    more = Decimal("0.5") if unit.startswith("个半") or match["half"] else Decimal(0)
    for part in _SPLIT.split(match["list"]):
        number = re.match(_NUMBER, part)
        value = _value(number[0]) if number else None
        if number is None or value is None:
            continue
        kind, size = _UNITS[part[number.end() :] or unit.replace("半", "")]
        yield Said(kind, _plain((value + more) * Decimal(size)), match[0])


def _is_measure(match: re.Match[str]) -> bool:
    if match.re is not _FIGURE or match["list"] != "一" or match["half"] or match["unit"] not in _MEASURES:
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (_BOUND_BEFORE.search(before[-2:]) or _BOUND_AFTER.match(after))


def _value(sign: str) -> Decimal | None:
    return Decimal("0.5") if sign == "半" else parse_number(sign.replace("双", "二").lstrip("零〇"))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Said]]], ...] = (
    (_DATE, _date),
    (_DAY, _day),
    (_SHARE, _share),
    (_FIGURE, _counted),
)
