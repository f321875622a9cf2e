"""Days, months and years a follower names, also by today: 2023年9月, 17年5月, 去年12.23日, 上个月, 前天, 去年腊月."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge.lunar import chinese_year, month_bounds
from knowledge.numerals import parse_number

Precision = Literal["day", "month", "year", "between"]

DATE_BLANK = "〓"
OLDEST_YEAR = 1940
YEARS_AHEAD = 10
MOST_REMEMBERED = 8
BEFORE, AFTER = 5, 6
_ARABIC_MONTH, _ARABIC_DAY = "1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
_MONTH = rf"{_ARABIC_MONTH}|十[一二]?|[一二三四五六七八九]"
_DAY = rf"{_ARABIC_DAY}|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_SAID_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九零〇][零〇一二三四五六七八九]{2}|(?<![\d.])\d\d)\s*年度?的?(?:份的?)?\s*"
_BY_TODAY = r"(?P<this>大前年|前年(?!关)|去年|上一?年(?!度)|今年(?!\d\d年)|本年度?|明年)的?\s*"
_DATE = re.compile(
    rf"(?:(?:{_SAID_YEAR}|{_BY_TODAY})?(?:"
    rf"(?<![\d.个历])(?P<month>{_MONTH})\s*月份?"
    rf"(?:(?P<day>{_DAY})(?:[日号]|(?![\d\w个.,]|年)|(?=[前后写才就到至起]))|(?![个半]))"
    rf"|(?:农历|阴历)?(?P<lunar>正月|腊月|冬月)|(?:农历|阴历)(?P<lunar_month>{_MONTH})月)"
    rf"|(?<![\d.])(?P<full>(?:19|20)\d\d)\s*[./-]\s*(?P<full_month>{_ARABIC_MONTH})"
    rf"(?:\s*[./-]\s*(?P<full_day>{_ARABIC_DAY}))?(?![\d.])[日号]?"
    rf"|(?:{_BY_TODAY.replace('this', 'dotted_year')})?(?<![\d.])(?P<dotted_month>{_ARABIC_MONTH})"
    rf"\.(?P<dotted_day>{_ARABIC_DAY})[日号]"
    rf"|{_SAID_YEAR.replace('<year>', '<lone_year>')}|{_BY_TODAY.replace('this', 'lone_this')}"
    r"|(?<![\d.])(?P<first_year>(?:19|20)\d\d)(?=\s*[-~—–至到]+\s*(?:19|20)\d\d\s*年)"
    r"|(?<=年[-~—–至到])(?P<last_year>(?:19|20)\d\d)(?![\d.])"
    rf"|(?<![\d.月年])(?P<first_month>{_MONTH})(?=\s*[-~—–至到、]\s*(?:{_MONTH})月|(?<=[一二三四五六七八九])[二三四五六七八九十]月)"
    rf"|(?P<month_by_today>上上个?月|上个?月(?!球|嫂)|这个月|本月|当月)(?:的?\s*(?P<day_of_it>{_DAY})[日号](?![楼线机门库]|车间))?"
    r"|(?P<day_by_today>今天|今日|今早|今晚|昨天|昨日|昨晚|大前天|前天|前晚)"
    r"|上一?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<ago>\d{1,3}|[一二两俩三仨四五六七八九十半]{1,3})(?P<ago_unit>个多?月|年|天)(?:以?前|之前)(?!书面|通知|提出|告知|申请|提交|向|提|解除|辞))"
    r"(?P<part>年?[底末尾初中]|中旬|上旬|下旬|中间|月[底末初])?(?P<about>左右|前后|上下|大概)?"
)
_YEARS_BY_TODAY = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "明年": 1}
_LUNAR_MONTHS = {"正月": 1, "冬月": 11, "腊月": 12}
_DAYS_BY_TODAY = {"昨天": 1, "昨日": 1, "昨晚": 1, "前天": 2, "前晚": 2, "大前天": 3}
_MONTHS_BY_TODAY = {"上上月": 2, "上上个月": 2, "上月": 1, "上个月": 1}
_LASTING_BEFORE = re.compile(
    r"(?:工作|干|做|满|了|已|已经|有|交|缴|近|快|第|共|达|签|签订|期|超过|这|的|规定|后来|要求|补贴|整整|每|龄|呆|待|各"
    r"|还)$"
)
_LASTING_AFTER = re.compile(
    r"[了多半代级]|以上|工龄|教龄|党龄|合同|固定|零\d|又|社保|养老|内|之内|来[,，]|年限|[,，]?[零又]?\d+个"
)
_NO_DATE_AFTER = re.compile(r"(?:的)?(?:平均|均|薪)|嫂|饼|球|票|台|亮")
_RATE_AFTER = re.compile(r"\s*(?:才|只|\d)")
_SUM_AFTER = re.compile(r"\s*[一二两三四五六七八九][千万]")
_SUM_BEFORE = re.compile(r"[百千万][一二三四五六七八九]?$")
_LENGTH_BEFORE = re.compile(r"(?:干|做|欠|压|实习|工作|满|过|了|每|前|近|这|试用期?|连续|超过|发)$")
_SURE_MONTH = re.compile(r"\d|份|月[底末初]|[日号]")
_SIGNS = frozenset("一二三四五六七八九")
_AGE_AFTER = re.compile(r"\s*(?:刚刚?|才|已经?|都|快)*满?\s*[\d一二三四五六七八九十]{1,3}\s*(?:周?岁|了)")


@dataclass(frozen=True, slots=True)
class When:
    """One date: from `first` to `last`, the characters it was read from and where they stand (`start`, `end`).

    `assumed`: no year was told, so it is the one told before or the latest that is not to come. `about`: 左右, 年底.
    """

    first: date
    last: date
    precision: Precision
    said: str
    start: int
    end: int
    assumed: bool = False
    about: bool = False

    @property
    def iso(self) -> str:
        """2023-09-14, 2023-09 or 2023, as precise as it was told; two days with a stroke if it lies between them."""
        if self.precision == "between":
            return f"{self.first}/{self.last}"
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


def read_dates(text: str, today: date) -> list[When]:
    """Every date of the (normalised, lower-case) text, in order."""
    found: list[When] = []
    for match in _DATE.finditer(text):
        when = _read(text, match, today, found)
        if when is not None:
            found.append(when)
    return found


def blank_dates(text: str, dates: Sequence[When]) -> str:
    """The text with blanks for its dates, so that they are not taken for sums; every place stays where it was."""
    parts, at = [], 0
    for when in dates:
        parts += [text[at : when.start], DATE_BLANK * (when.end - when.start)]
        at = when.end
    return "".join([*parts, text[at:]])


def _read(text: str, match: re.Match[str], today: date, found: Sequence[When]) -> When | None:
    for read in (_by_today, _lunar, _calendar):
        bounds = read(text, match, today, found)
        if bounds is not None:
            first, final, precision, assumed = bounds
            about = bool(match["part"] or match["about"] or match["ago"])
            return When(first, final, precision, match[0], match.start(), match.end(), assumed, about)
    return None


_Bounds = tuple[date, date, Precision, bool]


def _by_today(text: str, match: re.Match[str], today: date, found: Sequence[When]) -> _Bounds | None:
    if match["day_by_today"]:
        return _day(today - timedelta(days=_DAYS_BY_TODAY.get(match["day_by_today"], 0)))
    if match["month_by_today"]:
        month = _back(today, _MONTHS_BY_TODAY.get(match["month_by_today"], 0))
        return _dated(*month, _number(match["day_of_it"]), assumed=False)
    if match["weekday"]:
        monday = today - timedelta(days=today.weekday() + 7)
        return _day(monday + timedelta(days="一二三四五六日天".index(match["weekday"].replace("天", "日"))))
    if match["ago"]:
        return _ago(match["ago"], match["ago_unit"], today)
    return None


def _ago(number: str, unit: str, today: date) -> _Bounds | None:
    value = parse_number(number.replace("半", "")) if number != "半" else None
    if number == "半" and unit == "年":
        return _month(*_back(today, 6))
    if value is None or "半" in number or value % 1:
        return None
    if unit == "天":
        return _day(today - timedelta(days=int(value)))
    if unit == "年":
        return _year(today.year - int(value)) if value < 60 else None
    return _month(*_back(today, int(value))) if value < 720 else None


def _lunar(text: str, match: re.Match[str], today: date, found: Sequence[When]) -> _Bounds | None:
    month = _LUNAR_MONTHS.get(match["lunar"]) if match["lunar"] else _number(match["lunar_month"])
    if month is None:
        return None
    told = match["this"] or match["year"]
    year = chinese_year(today) + _YEARS_BY_TODAY.get(match["this"], 0)
    if match["year"]:
        year = _year_said(match["year"], today)
    bounds = month_bounds(month, year)
    if bounds and bounds[0] > today and not told:
        bounds = month_bounds(month, year - 1)
    return (*bounds, "between", not told) if bounds else None


def _calendar(text: str, match: re.Match[str], today: date, found: Sequence[When]) -> _Bounds | None:
    year = _told_year(text, match, today)
    if year is None and (match["year"] or match["lone_year"] or match["lone_this"]):
        return None
    month = _number(match["month"] or match["full_month"] or match["dotted_month"] or match["first_month"])
    day = _number(match["day"] or match["full_day"] or match["dotted_day"])
    if month is None:
        return _year(year) if year is not None else None
    if year is None and not _is_month(text, match):
        return None
    told = year is not None
    year = year if year is not None else _assumed_year(month, day, today, found)
    return _dated(year, month, day, assumed=not told)


def _told_year(text: str, match: re.Match[str], today: date) -> int | None:
    by_today = match["this"] or match["dotted_year"] or match["lone_this"]
    if by_today:
        aged = match["lone_this"] and _AGE_AFTER.match(text, match.end())
        return None if aged else today.year + _YEARS_BY_TODAY.get(by_today, 0)
    said = match["year"] or match["lone_year"] or match["full"] or match["first_year"] or match["last_year"]
    if said is None or (match["lone_year"] and not _is_calendar_year(text, match, today)):
        return None
    return _year_said(said, today)


def _year_said(said: str, today: date) -> int:
    year = int(said) if said.isascii() else int(parse_number(said) or 0)
    if year < 100:
        year += 2000 if year <= today.year % 100 + YEARS_AHEAD else 1900
    return year


def _is_calendar_year(text: str, match: re.Match[str], today: date) -> bool:
    """17年 is mostly 2017, 干了17年 and 17年工龄 are not; 37年 can only be a length."""
    if len(match["lone_year"]) == 4:
        return True
    number = int(match["lone_year"])
    at = match.start("lone_year")
    after = match.end("lone_year") + 1
    if _LASTING_AFTER.match(text, after) or today.year % 100 < number < 50:
        return False
    return number >= 50 or not _LASTING_BEFORE.search(text, max(0, at - BEFORE), at)


def _is_month(text: str, match: re.Match[str]) -> bool:
    """三月 alone may be three months: it is the month if said as such; 12月平均工资 is twelve of them."""
    if _NO_DATE_AFTER.match(text, match.end()) or text.endswith("年", 0, match.start()):  # of a year unread
        return False
    if match["month"] in _SIGNS and not match["day"] and _RATE_AFTER.match(text, match.end()):
        return False  # 一月640
    if match[0] == "一月" and (
        _SUM_AFTER.match(text, match.end()) or _SUM_BEFORE.search(text, max(0, match.start() - BEFORE), match.start())
    ):
        return False  # 一月八千, 六千五一月
    if match["dotted_month"] or match["first_month"] or _SURE_MONTH.search(match[0]):
        return True
    return _LENGTH_BEFORE.search(text, max(0, match.start() - BEFORE), match.start()) is None


def _assumed_year(month: int, day: int | None, today: date, found: Sequence[When]) -> int:
    """The year in which this month was told before, else the one told last, else the latest it has begun in."""
    latest = today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1
    known = [when.first for when in found[-MOST_REMEMBERED:] if when.precision in ("day", "month")]
    if same := [one.year for one in known if one.month == month]:
        return same[-1]
    last = found[-1] if found else None
    if last is None or last.precision == "between":
        return latest
    follows = last.precision == "year" or month >= last.first.month
    year = last.first.year if follows else last.first.year + 1
    return year if (year, month) <= (today.year, today.month) else min(latest, last.first.year)


def _dated(year: int, month: int, day: int | None, *, assumed: bool) -> _Bounds | None:
    if day is None:
        return (*_month(year, month)[:3], assumed)
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return one, one, "day", assumed


def _day(day: date) -> _Bounds:
    return day, day, "day", False


def _month(year: int, month: int) -> _Bounds:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month", False


def _year(year: int) -> _Bounds | None:
    return (date(year, 1, 1), date(year, 12, 31), "year", False) if OLDEST_YEAR <= year <= 2100 else None


def _back(today: date, months: int) -> tuple[int, int]:
    at = today.year * 12 + today.month - 1 - months
    return at // 12, at % 12 + 1


def _number(said: str | None) -> int | None:
    value = parse_number(said) if said else None
    return int(value) if value is not None else None
