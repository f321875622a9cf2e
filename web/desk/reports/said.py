"""How reports say in Chinese what they count."""

from collections.abc import Mapping
from decimal import Decimal

from bot.core.clock import chinese_day
from bot.talk_counts import Outcome
from tickets.measures import Measure, percent
from tickets.periods import Named, Period
from tickets.ratings import Content

MEASURES: Mapping[Measure, str] = {
    Measure.OPENED: "登记",
    Measure.CLOSED: "办结",
    Measure.WITHDRAWN: "撤回",
    Measure.OPEN: "在办",
    Measure.ENDED: "本期办结（含以前登记的）",
    Measure.URGENT: "加急",
    Measure.LATE: "现在超时",
    Measure.ESCALATED: "曾经超时",
    Measure.CLAIMED: "说了金额",
    Measure.RECOVERED: "要回了钱",
    Measure.RATED: "有评价",
    Measure.CONTENT: "满意",
    Measure.SO_SO: "一般",
    Measure.DISCONTENT: "不满意",
    Measure.ANSWERED: "已首次答复",
    Measure.DUE: "该有首次答复",
    Measure.IN_TIME: "按时首次答复",
    Measure.TOO_LATE: "首次答复超时",
    Measure.UNANSWERED: "过时还没答复",
    Measure.WITHIN_4: "4 小时以内",
    Measure.WITHIN_8: "4 到 8 小时",
    Measure.WITHIN_16: "8 到 16 小时",
    Measure.LONGER: "16 小时以上",
    Measure.LAPSED: "在手上过了法定期限",
    Measure.CAME_LATE: "登记时期限已过",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ANSWERED: "知识库答上",
    Outcome.CALCULATED: "算账、算期限",
    Outcome.SERVICE: "查进度等办事",
    Outcome.INTAKE: "登记诉求",
    Outcome.ASKED_BACK: "反问、没听懂",
    Outcome.HANDED_OVER: "转给人工",
    Outcome.SAFETY: "危急提醒",
}
NAMED: Mapping[Named, str] = {
    Named.MONTH: "本月",
    Named.LAST_MONTH: "上月",
    Named.QUARTER: "本季度",
    Named.LAST_QUARTER: "上季度",
    Named.HALF: "本半年",
    Named.LAST_HALF: "上个半年",
    Named.YEAR: "今年",
    Named.LAST_YEAR: "去年",
}
NO_DISTRICT, NO_TEAM = "地区没说", "还没分办"
NONE = "—"
HOUR_S, MINUTE_S = 3_600, 60


def verdict(content: int) -> str:
    """What the worker thought of it; a dash where nothing was said."""
    return Content(content).label if content else NONE


def district(name: str | None) -> str:
    """A district, or that none was told."""
    return name or NO_DISTRICT


def rate(share: Decimal | None) -> str:
    """66.7%, or a dash where there is nothing to count."""
    return NONE if share is None else f"{share}%"


def share(part: int, whole: int) -> str:
    """The same, worked out."""
    return rate(percent(part, whole))


def worked(seconds: int | None) -> str:
    """Office time: 马上, 35 分钟, 3.5 小时."""
    if seconds is None:
        return NONE
    if seconds < MINUTE_S:
        return "马上"
    if seconds < HOUR_S:
        return f"{seconds // MINUTE_S} 分钟"
    return f"{Decimal(seconds) / HOUR_S:.1f} 小时"


def bar(period: Period) -> str:
    """What stands below a bar: 11月3日, 11月3日–9日, 2026年11月."""
    first, last = period.first, period.last
    if first == last:
        return f"{first.month}月{first.day}日"
    if (last - first).days < 7:
        end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
        return f"{first.month}月{first.day}日–{end}"
    return f"{first.year}年{first.month}月"


def period(one: Period) -> str:
    """2026年10月1日至10月31日, the year twice only where it changes."""
    end = chinese_day(one.last)
    return f"{chinese_day(one.first)}至{end if one.last.year != one.first.year else end.partition('年')[2]}"


def change(now: Decimal | int | None, before: Decimal | int | None, unit: str = "") -> str:
    """How much more or less it is than before: +12, −3.5 个百分点, 持平."""
    if now is None or before is None:
        return NONE
    more = now - before
    return "持平" if not more else f"{'+' if more > 0 else '−'}{abs(more):,}{unit}"
