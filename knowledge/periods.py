"""What the dates are for: when work began and ended, from when to when wages are owed, when the accident was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.dates import When

BEFORE, AFTER = 12, 18
CLAUSES = 2  # so many stretches between commas after a date still tell what it is for

_JOINED = re.compile(r"|\s*(?:[-~—–至到、]|开始[至到]|(?:一直)?(?:干|做|上班|工作|打工)?[到至])\s*")
_WORKED_THROUGH = re.compile(r"干|做|上班|工作|打工")
_END = re.compile(r"[。！？!?；;\n]")
_NOT_AT = re.compile(r"\s*(?:之前|以前|前(?!后)|之后|以后)")
_STARTED = re.compile(
    r"入职|进厂|入厂|进场|进[入到]|就职|应聘|开始(?:上班|干|工作(?!人员)|做|至|$)|参加工作|开工|上的班|进的|招进"
    r"|来(?:到)?[^，,]{0,6}(?:上班|打工|工作(?!人员)|干)|到[^，,]{0,12}(?:上班(?!工资)|工作(?!人员)|打工|干活)|至今|带领|^\s*来的(?=$|[，,\s])|^\s*到(?:这个|这家|该|本)?(?:厂|公司|单位)[里上]?(?=$|[，,\s])"
)
_WENT_IN = re.compile(r"\s*(?:才|就|我)?进[去来](?:干活?|上班|做|工作)?的(?=$|[，,\s])")
_OF_ANOTHER = re.compile(r"老板|包工头|经理|他|她|老公|抓|判")
_WORKED = re.compile(
    r"(?:在|给)[^，,]{0,12}(?:上班|工作(?!人员)|打工|干|做)|上班(?!工资|期间|时|路|的?路|的?途|途)|做[^，,]{0,8}(?:工程|活)"
)
_ENDED = re.compile(
    r"最后(?:一天|一次|一个?班)|最后(?:上的?班|干活?|工作|到岗|打卡)|离职|辞职|辞退|被辞|开除|被裁|裁的|裁员|裁了|退场|解除|终止|走人|走的|走了|离开|不干|[把将]我们?(?:开了?(?![会玩])|辞|撵|炒)|开了我|让我们?(?:走|滚)"
)
_INJURED = re.compile(
    r"受(?:了|的)?(?:工)?伤|摔|砸|压断|轧|骨折|出的?(?:了)?(?:工伤|事故|事|车祸)|(?<![定为请报成级评上到])工伤(?!伤残|认定|鉴定|赔|保险|待遇|申报|申请|科|报)|触电|烧伤|烫伤|被[^，,]{0,4}(?:夹|撞|压|砸)"
)
_OWED = re.compile(
    r"拖欠|欠薪|欠[我咱俺的]|压[了着]?工资|(?:没有?|未|不)[发给结付][^，,]{0,4}(?:工资|工钱|薪|钱)"
    r"|(?:工资|工钱|薪水?)[^，,]{0,8}(?:没|未|不[发给结付])"
)
_BACK = re.compile(r"\s*(?:才|又|再|重新)*(?:回[来去厂]|返[岗厂回])")
_SUM = re.compile(r"\s*(?:涨到|降到|是|拿|挣)?\d{3}")
_STARTED_BEFORE = re.compile(r"(?:入职(?:时间|日期)?(?:是|为|[：:])?|进厂(?:时间)?(?:是)?|上班时间(?:是)?)$")
_ENDED_BEFORE = re.compile(
    r"(?:离职(?:时间|日期)?(?:是|为|[：:])?|辞退时间(?:是)?|(?:干|做|上|上班|待|呆|工作|在职|入职)(?:一直)?(?:干|做|上)?[到至]了?"
    r"|最后(?:一天|一个班|一班)?(?:上班|工作|干活)?的?(?:一天|那天|日子|日期|时间)?(?:是|为|在|[：:])?(?:到)?)$"
)
_ENDED_HERE = re.compile(  # of the firm, too: told in the same clause
    r"[^，,]*?(?P<word>散伙|散了|劝退|优化|倒闭|注销|破产|关门|解散|解雇|清退|遣散|不(?:再|给|跟|和|与|同|愿|肯)?(?:我|我们)?续|别来了|不让(?:我|我们)?[来上去])"
)


@dataclass(frozen=True, slots=True)
class Periods:
    """The dates by what they are for; None where none is told."""

    began: When | None = None
    ended: When | None = None
    owed_from: When | None = None
    owed_to: When | None = None
    injured: When | None = None


def read_periods(text: str, dates: Sequence[When]) -> Periods:
    """Sort the dates of a text by the words around them, the first of each kind."""
    found: dict[str, When] = {}
    at = 0
    while at < len(dates):
        when, after = dates[at], dates[at + 1] if at + 1 < len(dates) else None
        if length := _joined(text, dates, at):
            _put_pair(found, text, when, dates[at + length])
        elif not _NOT_AT.match(text, when.end) and (kind := _kind(text, when, after, dates[at - 1] if at else None)):
            found.setdefault(kind, when)
        at += length + 1
    return Periods(**found)


def _joined(text: str, dates: Sequence[When], at: int) -> int:
    """How many dates follow the one at `at` in 3月到5月 or 1月、2月、3月."""
    last = at
    while last + 1 < len(dates) and _JOINED.fullmatch(text, dates[last].end, dates[last + 1].start):
        last += 1
    return last - at


def _put_pair(found: dict[str, When], text: str, first: When, last: When) -> None:
    through = _WORKED_THROUGH.search(text, first.end, last.start) is not None
    if not through and _is_owed(text, first, last):
        found.setdefault("owed_from", first)
        found.setdefault("owed_to", last)
    elif through or _worked(text, first, last):
        found.setdefault("began", first)
        found.setdefault("ended", last)


def _around(text: str, when: When, last: When) -> tuple[str, str]:
    before = _END.split(text[max(0, when.start - BEFORE) : when.start])[-1]
    after = re.split(r"[，,]", _END.split(text[last.end : last.end + AFTER])[0])
    return before, "，".join(after[:CLAUSES])


def _is_owed(text: str, when: When, last: When) -> bool:
    before, after = _around(text, when, last)
    return _OWED.search(before) is not None or _OWED.search(after) is not None or after.startswith(("工资", "的工资"))


def _worked(text: str, when: When, last: When) -> bool:
    return any(_STARTED.search(part) or _WORKED.search(part) or "干" in part for part in _around(text, when, last))


def _kind(text: str, when: When, after: When | None, last: When | None) -> str | None:
    """By a label before the date that is not of the last one; by the nearest word after it, up to the next date."""
    before, behind = _around(text, when, when)
    if _STARTED_BEFORE.search(before) and not (last and _STARTED.match(text, last.end)):
        return "began"
    if _WENT_IN.match(behind) and not _OF_ANOTHER.search(before):  # nor to prison
        return "began"
    if _ENDED_BEFORE.search(before):
        return "ended"
    if _BACK.match(behind) or (len(when.iso) == len("2026") and _SUM.match(behind)):
        return None  # they had left before: no first day, and no last; 今年6000 is a wage
    if after is not None:
        behind = behind[: max(0, after.start - when.end)]
    kinds = {"began": _STARTED, "ended": _ENDED, "injured": _INJURED, "owed_from": _OWED}
    places = {kind: match.start() for kind, pattern in kinds.items() if (match := pattern.search(behind))}
    if here := _ENDED_HERE.match(behind):
        places["ended"] = min(here.start("word"), places.get("ended", AFTER))
    kind = min(places, key=places.__getitem__, default="began" if _WORKED.search(behind) else None)
    if kind == "owed_from" and when.precision == "day":
        return None  # the day on which something was not paid begins no period
    return kind
