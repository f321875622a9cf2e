"""Reads the day out of what staff promise a worker: 「3天内答复」「周五前给您结果」「三个工作日内」.

Careful in one direction: it is told nothing rather than a promise nobody made. Laws, other people's deeds, requests to
the worker, conditions and questions promise nothing. A day means the end of that day's office hours; 周五前 includes
Friday, as the worker is told the very same words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.core.clock import aware, today
from knowledge.numerals import parse_number
from rights.spans import months_after
from tickets.workdays import Office, announced

LONGEST = 2000
MOST_DAYS = 366
WORDS_KEPT = 60
ROUGH = {"一两": 2, "两三": 3, "二三": 3, "三四": 4, "三五": 5, "四五": 5, "五六": 6, "七八": 8}
DAYS = {"今天": 0, "今日": 0, "今晚": 0, "当天": 0, "明天": 1, "明日": 1, "明早": 1, "后天": 2, "大后天": 3}
WEEKDAYS = "一二三四五六日"
FRIDAY, SUNDAY = 4, 6

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_SENTENCE = re.compile(r"[^。!;\n?]+[。!;\n?]?")
_ASKS = re.compile(r"[?]|吗|呢[。!]?$|么[。!]?$|能不能|可不可以|是不是|行不行|是否|有没有")
_LAW = re.compile(r"[《》〈〉]|第[\d一二三四五六七八九十百零]+[条款]|应当|依法|法律|条例|法规|规定|有权|时效|期限")
_CONDITION = re.compile(
    r"如果|要是|假如|若|万一|除非|一旦|只要|的话|没|未|不(?!超过|晚于|迟于)|别|无法|争取|尽量|尽快|可能|收到.*?后|齐.*?后|[来到完好了]以?后"
)
_PAST = re.compile(r"已经|已于|之前(?:说|答应|讲)|上次|上回|昨天|前天|刚才|过了")
_OTHERS = re.compile(
    r"公司|单位|老板|包工头|工头|厂里|厂方|项目部|总包|甲方|对方|他们|他|法院|仲裁|监察|人社|社保|医保|银行|政府|部门|局|律师"
)
_ASKED = re.compile(r"请|麻烦|[您你](?:要|需|得|应|须|最好|可以|可|就|先|再|也|自己|们)?(?:在|于|务必)?(?:最晚|最迟)?$")
_OURS = re.compile(r"我们|我会?|咱们|工会|本会")
_DEED = re.compile(
    r"答复|回复|回话|回电|回信|回音|回访|回您|回你|反馈|办结|办完|办好|处理完|处理好|处理|核实|上门|"
    r"(?:联系|通知|告诉|告知|答应)(?:您|你)|(?:跟|和|与)(?:您|你)联系|"
    r"给(?:您|你)?(?:个|一个)?(?:准|明确)?的?(?:结果|说法|准信|消息|答案|信|交代|打电话|去电话|办)|"
    r"(?:打|去)(?:您|你)?电话|(?:有|出)(?:结果|消息|回音)|去(?:一趟)?(?:现场|工地|公司|单位|厂里)"
)
_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_WEEK = r"(?P<which>下下|下一?|本|这)?个?(?:周|星期|礼拜)"
_SIGN = "[一二三四五六七八九]"
_MONTH, _DAY = rf"\d{{1,2}}|十[一二]?|{_SIGN}", rf"\d{{1,2}}|[一二三]?十{_SIGN}?|{_SIGN}"
_TIME = re.compile(
    rf"{_N}\s*个?(?P<unit>小时|钟头|工作日|天|日|周|星期|礼拜|月)(?:之|以)?内"
    rf"|{_WEEK}(?:(?P<weekday>[一二三四五六日天])|(?P<weekend>末)|(?<=下周|本周|这周|星期|礼拜)(?P<whole>))"
    rf"|(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]"
    rf"|(?<![\d月第])(?P<alone>\d{{1,2}})号(?!楼|线|院|门|厂)"
    rf"|(?P<by_today>{'|'.join(sorted(DAYS, key=len, reverse=True))})"
    r"|(?P<next_month>下个?)?(?:本|这个|当)?月(?P<month_end>底|末)"
)
_AFTERWARDS = re.compile(r"(?:之|以)?后|起")


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised by when; `estimated` where it counts working days of a year not announced yet."""

    words: str
    due: datetime
    estimated: bool = False


def read_promise(text: str, now: datetime, office: Office) -> Promised | None:
    """The soonest promise in the words of staff, if they make any."""
    plain = _QUOTED.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))
    found = (one for sentence in _SENTENCE.findall(plain) for one in _in_sentence(sentence, now, office))
    return min(found, key=lambda one: one.due, default=None)


def _in_sentence(sentence: str, now: datetime, office: Office) -> Iterator[Promised]:
    if _ASKS.search(sentence) or _LAW.search(sentence):
        return
    clauses = re.split(r"[,:]", sentence)
    for place, clause in enumerate(clauses):
        onward = clauses[place + 1] if place + 1 < len(clauses) else ""
        for match in _TIME.finditer(clause):
            if _is_ours(clause, onward, match) and (due := _due(match, now, office)):
                yield Promised(sentence.strip()[:WORDS_KEPT], due, _is_estimated(match, due))


def _is_ours(clause: str, onward: str, match: re.Match[str]) -> bool:
    """Whether the clause with the time, or the one it leads to, tells a deed of the union without a condition."""
    before, after = clause[: match.start()], clause[match.end() :]
    if _AFTERWARDS.match(after) or _CONDITION.search(clause) or _PAST.search(clause):
        return False
    deed = _DEED.search(after) or _DEED.search(before)
    scope = before + (after[: deed.start()] if deed and deed.string is after else "")
    if deed is None and not _TIME.search(onward) and not _CONDITION.search(onward):
        deed = _DEED.search(onward)
        scope = before + after + (onward[: deed.start()] if deed else "")
    if deed is None or _ASKED.search(before) or "请" in scope or "麻烦" in scope:
        return False
    others = _OTHERS.search(scope)
    ours = _OURS.search(scope)
    return not others or (ours is not None and ours.start() < others.start())


def _is_estimated(match: re.Match[str], due: datetime) -> bool:
    return match["unit"] == "工作日" and not announced(today(due).year)


def _due(match: re.Match[str], now: datetime, office: Office) -> datetime | None:
    """The moment meant; None where it cannot be one, or has passed."""
    if match["unit"] in ("小时", "钟头"):
        hours = _count(match["n"])
        return aware(now + timedelta(hours=float(hours))) if hours and hours <= 24 * MOST_DAYS else None
    day = _day(match, today(now), office)
    if day is None or not today(now) <= day <= today(now) + timedelta(days=MOST_DAYS):
        return None
    closes = office.closes(day)
    return closes if closes > now else closes.replace(hour=15, minute=59, second=59)  # 23:59:59 in Shanghai


def _day(match: re.Match[str], on: date, office: Office) -> date | None:
    readers: dict[str, Callable[[re.Match[str], date, Office], date | None]] = {
        "unit": _lasting,
        "weekday": _weekday,
        "weekend": _weekday,
        "whole": _weekday,
        "month": _dated,
        "alone": _dated,
        "month_end": _month_end,
    }
    if match["by_today"]:
        return on + timedelta(days=DAYS[match["by_today"]])
    return next((read(match, on, office) for name, read in readers.items() if match[name] is not None), None)


def _lasting(match: re.Match[str], on: date, office: Office) -> date | None:
    count = _count(match["n"])
    if not count:
        return None
    match match["unit"]:
        case "工作日":
            return office.workdays_after(on, min(-int(-count // 1), MOST_DAYS))
        case "月":
            return months_after(on, int(count)) if count >= 1 else on + timedelta(days=15)
        case "周" | "星期" | "礼拜":
            return on + timedelta(days=int(7 * count))
    return on + timedelta(days=int(count))


def _weekday(match: re.Match[str], on: date, _office: Office) -> date | None:
    """Of this week, or as 下周, 下下周 say; a bare weekday that has passed is next week's."""
    which = match["which"]
    if match["whole"] is not None and not which:
        return None
    place = SUNDAY if match["weekend"] else FRIDAY
    if match["weekday"]:
        place = WEEKDAYS.index(match["weekday"].replace("天", "日"))
    weeks = which.count("下") if which else 0
    day = on + timedelta(days=place - on.weekday() + 7 * weeks)
    return day + timedelta(days=7) if not which and day < on else day


def _dated(match: re.Match[str], on: date, _office: Office) -> date | None:
    """A date of this year or month; one long past is of the next."""
    day = int(_count(match["day"] or match["alone"]) or 0)
    month = int(_count(match["month"]) or 0) if match["month"] else on.month
    try:
        found = date(int(match["year"] or on.year), month, day)
        if match["alone"] and found < on:
            return months_after(found, 1)
        if not match["year"] and (on - found).days > MOST_DAYS // 2:
            return date(on.year + 1, month, day)
    except ValueError:
        return None
    return found


def _month_end(match: re.Match[str], on: date, _office: Office) -> date:
    first = on.replace(day=1)
    return months_after(first, 2 if match["next_month"] else 1) - timedelta(days=1)


def _count(said: str) -> Decimal | None:
    if said == "半":
        return Decimal("0.5")
    return Decimal(ROUGH[said]) if said in ROUGH else parse_number(said)
