"""When somebody began and left: a day told or reckoned from the length of service, else why it has to be asked."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from knowledge.dates import read_dates
from rights.inputs import Field
from rights.spans import months_after
from tickets.reading import Read, Told, together

LEFT_WHEN = "您说的「{said}」，没听清是哪天离职的"
CAME_BACK = "您说的「{said}」，没听清连着干的是从哪天起"
TODAY = "没说哪天离职，先按今天（{day}）算"
BEGAN = "入职按干了{length}往回推到{day}"
JUST_UNDER = "「{said}」是约数，先按差一天算，往回推到{day}；真满了的，数可能更多"
JUST_OVER = "「{said}」是约数，先按多出一天算，往回推到{day}；零头更长的，数可能更多"
DAYS_A_MONTH = 30  # of the half month in 一年零半个月
HALF_A_MONTH = 0.5
ONE_DAY = timedelta(days=1)
_UNDER = re.compile(r"(?:不到|不满|没到|未满|没满|还差点)$")
_OF_THE_JOB = re.compile(  # no last day: 2024年5月转正
    r"\s*(?:起|份|开始|才|以后|之后)*[^，,。；;]{0,6}(?:转正|涨|降|调薪|签(?!字)|[交缴]|怀孕|生[孩小了]|受伤|工资|\d{4})"
)
_CAME_BACK = re.compile(
    r"[又再](?:来|回来|回去|回[厂公]|入职|进厂|返[岗厂])|(?:重新|二次)(?:入职|进厂)|中[间途](?:离职|走|断|停|辞)[^，,。]{0,4}"
)


def service(told: Told, said: Mapping[str, str], fields: Mapping[str, Field], no_days: Mapping[str, str]) -> Read:
    """The first day from the length of service, and today for the last where it must be known.

    Nothing is taken for a day that has to be asked; `no_days` are those that no calendar has.
    """
    other = _other_day(told, said) if "ended" in fields and fields["ended"].needed else {}
    asked = Read(doubts={**other, **_unclear(told, said), **no_days})
    is_known = "began" in said or told.slots.service_months or "began" in no_days
    if "began" not in fields or not is_known or "ended" in asked.doubts:
        return asked
    last = _last(told, said, fields)
    if "began" in said or "began" in asked.doubts:
        return together(last, asked)
    ended = last.said.get("ended") or (said.get("ended", "") if "ended" in fields else "")
    return together(last, asked, _first(told, ended))


def _unclear(told: Told, said: Mapping[str, str]) -> dict[str, str]:
    """Why the last day has to be asked (去年底, 2024年 is none), or the first, of one who had left in between."""
    last, back = told.slots.source("ended"), _CAME_BACK.search(told.words)
    ended = {"ended": LEFT_WHEN.format(said=last.said)} if last and "ended" not in said else {}
    return ended | ({"began": CAME_BACK.format(said=back[0])} if back else {})


def _other_day(told: Told, said: Mapping[str, str]) -> dict[str, str]:
    """Why the last day has to be asked where a later day than the first stands in the words that is of nothing read."""
    known = {told.slots.began, *said.values()}
    starts = {one.start for one in told.slots.sources}
    began = (told.slots.began or "")[: len("2026-11")]
    for one in read_dates(told.words, told.today) if "ended" not in said else ():
        is_told = one.precision in ("day", "month") and not one.assumed and one.last < told.today
        is_read = one.iso in known or one.start in starts or _OF_THE_JOB.match(told.words, one.end)
        if is_told and not is_read and one.iso > began:
            return {"ended": LEFT_WHEN.format(said=one.said)}
    return {}


def _last(told: Told, said: Mapping[str, str], fields: Mapping[str, Field]) -> Read:
    """Today, where the last day must be known and was not told."""
    if "ended" in said or "ended" not in fields or not fields["ended"].needed:
        return Read()
    today = told.today.isoformat()
    return Read({"ended": today}, {"ended": TODAY.format(day=today)})


def _first(told: Told, ended: str) -> Read:
    """The first day, so long before the last; of an end told without its day the beginning has to be told, too."""
    if not told.slots.service_months or 0 < len(ended) < len("2023-05-14"):
        return Read()
    day, how = _first_day(told, date.fromisoformat(ended) if ended else told.today)
    return Read({"began": day}, {"began": how})


def _first_day(told: Told, end: date) -> tuple[str, str]:
    """The day so long before `end`, and how it came; 将近半年 is a day short of it, 三年多 a day longer."""
    slots = told.slots
    months, source = slots.service_months or 0.0, slots.source("service_months")
    day = months_after(end + ONE_DAY, -int(months)) - timedelta(days=round(months % 1 * DAYS_A_MONTH))
    sureness, said = (source.sureness, source.said) if source else ("exact", "")
    if sureness == "at_least":
        day -= ONE_DAY
        return day.isoformat(), JUST_OVER.format(said=said, day=day.isoformat())
    if sureness == "about" or (source and _UNDER.search(told.words[: source.start])):
        day += ONE_DAY
        return day.isoformat(), JUST_UNDER.format(said=said, day=day.isoformat())
    return day.isoformat(), BEGAN.format(length=_length(months), day=day.isoformat())


def _length(months: float) -> str:
    """38 as 3年2个月, 24.03 as 2年1天."""
    years, rest = divmod(months, 12)
    days = 0 if rest % 1 == HALF_A_MONTH else round(rest % 1 * DAYS_A_MONTH)
    rest = rest if rest % 1 == HALF_A_MONTH else int(rest)
    said = (f"{years:g}年" if years else "") + (f"{rest:g}个月" if rest else "") + (f"{days}天" if days else "")
    return said or "0个月"
