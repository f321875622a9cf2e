"""How many days, hours, trips or pieces were done, in a follower's words: 干了40天, 一天4小时, 跑了31趟."""

import re
from decimal import Decimal

from knowledge.numerals import NUMBER, parse_number
from knowledge.unit_rates import TO, VAGUE, clause
from knowledge.units import DAY, HOUR, NOT_OF_WORK, UNITS

MOST = {DAY: 1_000, HOUR: 10_000}
MOST_PIECES, HOURS_A_DAY = 1_000_000, 24
LOOK_BACK = 12
Counts = tuple[Decimal, ...]
_OF_DAYS = rf"(?:天(?P<half_after>半)?|个?班(?![长组])|大工|小工|工日|工{NOT_OF_WORK})"
_COUNTS = {
    unit: re.compile(
        rf"(?P<count>{NUMBER})(?P<more>多|来|几|余)?个?(?P<half>半)?"
        + (_OF_DAYS if unit == DAY else rf"{pattern}(?P<half_after>半)?")
    )
    for unit, pattern in UNITS.items()
}
_HOURS_A_DAY = re.compile(
    rf"(?:每天|天天|每日|[一1]天)(?:都是?|是|就|要|得|只|固定|工作|上班?|干活?|出勤|做){{0,3}}{_COUNTS[HOUR].pattern}"
)
_BY_MONTH = re.compile(r"(?P<month>\d{1,2}月|[上这]个月)份?(?:[干做上出跑送拉装贴]了?)?(?:满|有)?\s*$")
_MONTHS = re.compile(r"月|周|星期|礼拜|年(?!底)|[干做跑]满")
_WORKED = re.compile(
    r"(?:干|做|上|出|打|忙|共|计|欠|差|剩|有|结|是|跑|送|拉|运|装|卸|搬|贴|铺|刷|抹|砌|缝|绣|剪|摘|采|栽|种|挖|焊|绑|包"
    r"|修|洗|讲|教|接|派|割|糊|拧|完成|加工|生产|交货?|[一-鿿]了)"
    r"[了着过满完到]{0,2}(?:我们?|俺|他|活|工|班|的|到|一共|总共|整整|足足)*\s*$"
)
_ALONE_BEFORE, _ALONE_AFTER = re.compile(r"(?:^|[,。;!?\s])(?:一共|总共|共)?$"), re.compile(r"\s*(?:$|[,。;!?])")
_WITHIN = re.compile("中间|其中|前面?\\d+天|[少多扣]算")  # so many of the days
_OF_WORK = re.compile(r"\s*的?(?:工资|工钱|活|钱|班)|[^,。;!?]{0,2}(?:没|不|未)(?:给|发|结)")
_NO_WORK = re.compile(
    r"(?:休|请|旷|歇|停|罚|扣|病|住院|拖|等|过|晚|迟|前|假|每个?月|一个?月|每周|一周|(?<![上这本])(?<![上这本]个)月零?|年|零|月又|[一每]天|每|第|提"
    r"|天天|退|坏|丢|废|返|错|赔|超)[^,。;!?]{0,4}$"
)
_HABIT_BEFORE = re.compile(r"(?:^|[,。;!?\s跑送拉做装])$")  # 跑一趟要3小时
_UNDONE = re.compile(r"\s*(?:还|都)?(?:没|未)(?:有)?(?:做|干|送|跑|装|交|完|弄|贴|缝|卖)")
_AFTER_MONTHS = re.compile(r"(?<![上这本])(?<![上这本]个)月[^,。;!?]{0,4}$|零$")


def read_counts(text: str, unit: str) -> tuple[Counts, str]:
    """How many of a unit were done, 28 days of 4 hours as (4, 28), nothing where it is not plain; and the text without
    what was read.
    """
    if unit == HOUR and _HOURS_A_DAY.search(text):
        return _daily_hours(text)
    return _counted(_without_daily(text) if unit == DAY else text, unit)


def _daily_hours(text: str) -> tuple[Counts, str]:
    daily = list(_HOURS_A_DAY.finditer(text))
    is_plain = len(daily) == 1 and not VAGUE.search(clause(text, daily[0].start()))
    each = _number(daily[0]) if is_plain else None
    days, left = _counted(_without_daily(text), DAY)
    if _COUNTS[HOUR].search(left):  # all of them are told too
        hours, left = _counted(left, HOUR)
        agree = not days or (each is not None and (each * days[0],) == hours)
        return (hours if agree else ()), left
    return ((each, *days) if each and each <= HOURS_A_DAY and days else ()), left


def _without_daily(text: str) -> str:
    return _HOURS_A_DAY.sub(lambda found: "。" * len(found[0]), text)


def _counted(text: str, unit: str) -> tuple[Counts, str]:
    """One plain number, or the sum of one for each of several months."""
    every, plain = list(_COUNTS[unit].finditer(text)), text
    for one in every:
        worked = _before(_WORKED, text, one)
        start = worked.start() if worked else one.start()
        plain = plain[:start] + "。" * (one.end() - start) + plain[one.end() :]
    months = {month["month"] for one in every if (month := _before(_BY_MONTH, text, one))}
    numbers = [number for one in every if (number := _number(one)) is not None and not _is_vague(text, one)]
    if 1 < len(months) == len(every) == len(numbers):  # 6月干了25天,7月干了28天
        found = sum(numbers, Decimal(0))
    elif 1 == len(months) == len(every) == len(numbers) == len(_MONTHS.findall(text)) and _before(
        _WORKED, text, every[0]
    ):
        found = numbers[0]  # 10月跑了1320单, and of no other month anything
    else:
        found = _alone(text, every) or Decimal(0)
    return ((found,) if 0 < found <= MOST.get(unit, MOST_PIECES) else ()), plain


def _alone(text: str, every: list[re.Match[str]]) -> Decimal | None:
    """The one number of units that were done."""
    found: list[Decimal | None] = []
    for one in every:
        if _number(one) == 1 and _before(_HABIT_BEFORE, text, one) and not _is_of_work(text, one):
            continue
        if _before(_NO_WORK, text, one):
            if _before(_AFTER_MONTHS, text, one) or _WITHIN.search(text) or found:
                return None  # 两个月零5天; 干了30天,休息了4天: how many days were worked is to be asked
            continue
        if _UNDONE.match(text, one.end()) or not (_before(_WORKED, text, one) or _is_of_work(text, one)):
            return None  # days of what?
        found.append(None if _is_vague(text, one) else _number(one))
    return found[0] if len(found) == 1 else None


def _is_of_work(text: str, one: re.Match[str]) -> bool:
    is_alone = _before(_ALONE_BEFORE, text, one) and _ALONE_AFTER.match(text, one.end())
    return bool(is_alone) or _OF_WORK.match(text, one.end()) is not None


def _is_vague(text: str, one: re.Match[str]) -> bool:
    return bool(VAGUE.search(clause(text, one.start())) or _before(TO, text, one))


def _number(found: re.Match[str]) -> Decimal | None:
    count = parse_number(found["count"])
    half = Decimal("0.5") if found["half"] or found["half_after"] else Decimal(0)
    return None if count is None or found["more"] else count + half


def _before(words: re.Pattern[str], text: str, found: re.Match[str]) -> re.Match[str] | None:
    return words.search(text, max(0, found.start() - LOOK_BACK), found.start())
