"""What a follower has already told: sums, times, people, place, employer, trade; so nobody is asked twice."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from bot.core.clock import today as day_of
from bot.core.clock import utc_now
from knowledge.dates import When, blank_dates, read_dates
from knowledge.employer import read_employer
from knowledge.further_sums import with_further
from knowledge.given import read_given
from knowledge.grades import read_grade
from knowledge.jobs import read_job
from knowledge.money import Money, in_yuan, read_money
from knowledge.month_list import months_listed, rows_by_month, sums_by_month
from knowledge.other_sums import ROUND_AN_ANSWER, claimed, is_beside_pay
from knowledge.people import Count, read_age, read_headcount
from knowledge.periods import read_periods
from knowledge.phones import blank_phones, find_phone, has_wechat_by_it, plain
from knowledge.places import DISTRICTS, find_district, read_city
from knowledge.spans import DAYS_A_MONTH, Span, read_spans
from knowledge.unit_pay import UnitPay, read_unit_pay, tells_unpaid
from knowledge.unpaid_work import given_since, is_all_unpaid

LONGEST_CHARACTERS, CLAUSE_BACK = 2_000, 10
PARTS_OF_WAGE = ("底薪", "基本工资", "绩效", "提成")
MOST_DERIVED_MONTHS = 24

_LACKS = re.compile(r"(?<!不)欠(?!条)|拖|[没不未](?:有)?[发给结付]|[只才](?:肯|能)?[给发付]|实发")
_CLAUSE_BEFORE = re.compile(r"[，。；、,;\s](?:已经|都|整整|一共|总共|连续|有|是|我们?|自己|个人){0,3}$")
_ALONE = re.compile(
    r"(?:了|的|的?(?:工资|工钱|钱)|多了?|(?:都|全|一直)是?(?:这样|如此|这么))*\s*(?:$|[，。！？；,.!?;])"
)
_AT_PAY = re.compile(r"\s*(?:每个?月|一个?月|月薪|月?工资)[^\d，,。;；\n]{0,3}\d{3}")  # 4个月 每个月3800
_OWES = re.compile(r"(?<!不)欠(?!条|[缴交])")
_IOU = re.compile(r"[欠借]条|[打写]了?(?:个|张)?条")
Told = TypeVar("Told", Money, Span)
Sureness = Literal["exact", "about", "at_least", "between", "derived", "assumed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a slot was read: its field, the characters, where they stand in the half-width text, and how sure it is.

    `about`: 左右, 年底. `at_least`: 两千多, 二十来个. `between`: 三四千, 去年腊月: the field itself is None, ask; `low`
    and `high` are the bounds in the field's unit. `derived`: reckoned from other slots. `assumed`: no year was told.
    """

    field: str
    said: str
    start: int
    sureness: Sureness = "exact"
    low: int | float | str | None = None
    high: int | float | str | None = None


@dataclass(frozen=True, slots=True)
class Slots:
    """What the text states; None where it states nothing or nothing definite. Money in fen, dates as ISO 8601.

    A date is as precise as it was told: 2023-09-14, 2023-09 or 2023.
    """

    amount_fen: int | None = None  # the sum owed or asked for; derived from wage and time if only these are told
    wage_fen: int | None = None  # the wage of a month
    months: float | None = None  # for how many months wages are owed
    service_months: float | None = None  # how long the follower has worked there
    began: str | None = None  # when they began to work there
    ended: str | None = None  # when they left or were sent away
    owed_from: str | None = None  # the first and the last month for which wages are owed
    owed_to: str | None = None
    injured_on: str | None = None  # the day of the accident
    headcount: int | None = None  # the follower and their workmates, at least
    phone: str | None = None
    phone_is_wechat: bool | None = None
    district: str | None = None  # of Yinchuan
    city: str | None = None  # where no district is told
    employer: str | None = None
    job: str | None = None  # their trade
    grade: int | None = None  # of disability, 1 (worst) to 10
    age: int | None = None
    sources: tuple[Source, ...] = ()

    def source(self, field: str) -> Source | None:
        """Where and how surely a slot was read."""
        return next((source for source in self.sources if source.field == field), None)

    def unsure(self) -> dict[str, str]:
        """What was said of slots that lie between bounds, by field: these are to be asked."""
        return {source.field: source.said for source in self.sources if source.sureness == "between"}

    @property
    def is_reckoned(self) -> bool:
        """Whether the sum only follows from what was told, as wage times months or 25 yuan times 180 square metres."""
        source = self.source("amount_fen")
        return source is not None and source.sureness == "derived"

    def as_json(self) -> dict[str, Any]:
        """Only what is stated, by field name; `unsure`, `about` and `derived` name fields that are not exact."""
        found = {name: value for name, value in asdict(self).items() if value is not None and name != "sources"}
        inexact = ("about", "at_least", "assumed")
        marks: dict[str, Any] = {
            "unsure": self.unsure(),
            "about": [source.field for source in self.sources if source.sureness in inexact],
            "derived": [source.field for source in self.sources if source.sureness == "derived"],
        }
        return found | {name: value for name, value in marks.items() if value}


class _Found:
    """Values and sources as they are gathered from one text."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.sources: list[Source] = []

    def put(self, value: Any, source: Source) -> None:
        """Keeps a value with its source; one that lies between bounds leaves only its source."""
        if source.sureness != "between":
            self.values[source.field] = value
        self.sources.append(source)

    def has(self, *fields: str) -> bool:
        return any(source.field in fields for source in self.sources)


def read_slots(text: str, today: date | None = None) -> Slots:
    """Read what the text states; only its first 2,000 characters count. `today`: for 上个月; by default in Shanghai."""
    as_written = unicodedata.normalize("NFKC", text[:LONGEST_CHARACTERS])[:LONGEST_CHARACTERS]
    text = as_written.lower()
    found = _Found()
    without_phones = blank_phones(text)
    dates = read_dates(without_phones, today or day_of(utc_now()))
    _put_periods(found, without_phones, dates)
    plain_text = blank_dates(without_phones, dates)
    sums, spans = read_money(plain_text), read_spans(plain_text)
    _put_sums(found, sums, plain_text, without_phones)
    _put_spans(found, spans, plain_text)
    _put_months(found, without_phones)
    pay = read_unit_pay(without_phones)
    if not read_given(plain_text)[1] and not (pay and pay.counts):  # else it has to be asked first
        _derive(found, sums, spans, plain_text)
    _derive_by_unit(found, pay, without_phones)
    _put_people(found, plain_text)
    _put_words(found, text, as_written)
    return Slots(**found.values, sources=tuple(found.sources))


def _put_periods(found: _Found, text: str, dates: Sequence[When]) -> None:
    periods = read_periods(text, dates)
    named = {
        "began": periods.began,
        "ended": periods.ended,
        "owed_from": periods.owed_from,
        "owed_to": periods.owed_to,
        "injured_on": periods.injured,
    }
    for field, when in named.items():
        if when is not None:
            found.put(when.iso, _source_of_date(field, when))


def _source_of_date(field: str, when: When) -> Source:
    if when.precision == "between":
        return Source(field, when.said, when.start, "between", when.first.isoformat(), when.last.isoformat())
    sureness: Sureness = "about" if when.about else "assumed" if when.assumed else "exact"
    return Source(field, when.said, when.start, sureness)


def _put_sums(found: _Found, sums: Sequence[Money], text: str, with_dates: str) -> None:
    wage = _wage(sums, text)
    amount = _first(sums, "total") or _first(sums, "owed") or (None if wage else claimed(sums, text))
    is_all = amount is not None and not is_beside_pay(amount, sums, with_dates)
    amount = with_further(amount, sums, text) if amount and is_all else None
    for field, money in (("amount_fen", amount), ("wage_fen", wage)):
        if money is not None:
            bounds = (money.fen, money.high_fen) if money.precision == "between" else (None, None)
            said = with_dates[money.start : money.start + len(money.said)]
            found.put(money.fen, Source(field, said, money.start, money.precision, *bounds))


def _wage(sums: Sequence[Money], text: str) -> Money | None:
    """What a month brings in all: a part (底薪) only if nothing else is told."""
    months = [money for money in sums if money.role == "month"]
    whole = [money for money in months if not text[: money.start].endswith(PARTS_OF_WAGE)]
    return _first(sums, "month_total") or next(iter([*whole, *months]), None)


def _first(told: Sequence[Told], role: str) -> Told | None:
    return next((one for one in told if one.role == role), None)


def _put_spans(found: _Found, spans: Sequence[Span], text: str) -> None:
    owed = _first(spans, "owed")
    if owed is None and len(spans) == 1 and len(text) <= len(spans[0].said) + ROUND_AN_ANSWER:
        owed = _first(spans, "other")
    alone = [one for one in spans if one.role == "other" and _is_of_arrears(text, one)]
    owed = owed or (alone[0] if len(alone) == 1 else None)
    owed = None if owed and not owed.counted and _IOU.search(text) else owed  # 欠条写了一年了 is since when
    if owed is None and [one.role for one in spans] == ["served"] and is_all_unpaid(text):
        owed = spans[0]
    for field, span in (("months", owed), ("service_months", _first(spans, "served"))):
        if span is None:
            continue
        low, high = _in_months(span.months, span.days), _in_months(span.high_months, span.days)
        bounds = (low, high) if span.precision == "between" else (None, None)
        found.put(low, Source(field, span.said, span.start, span.precision, *bounds))


def _is_of_arrears(text: str, span: Span) -> bool:
    """Whether it stands alone after what was not paid (只给5000，已经5个月了), or at its pay (欠薪，4个月 每月3800)."""
    end = span.start + len(span.said)
    after = _ALONE.match(text, end) or (_OWES.search(text, 0, span.start) and _AT_PAY.match(text, end))
    before = _CLAUSE_BEFORE.search(text, max(0, span.start - CLAUSE_BACK), span.start)
    return after is not None and before is not None and _LACKS.search(text, 0, span.start) is not None


def _in_months(months: Any, days: int) -> float:
    return round(float(months) + days / DAYS_A_MONTH, 2)


def _put_months(found: _Found, text: str) -> None:
    """Months told one by one, and what is owed for each."""
    if (listed := months_listed(text)) and not found.has("months"):
        found.put(float(listed[0]), Source("months", listed[1], text.find(listed[1])))
    added = sums_by_month(text)
    rows = {round(one * 100) for one in rows_by_month(text)}
    stale = {field for field in ("amount_fen", "wage_fen") if found.values.get(field) in rows}
    stale |= {"amount_fen"} if added else set()
    found.values = {field: value for field, value in found.values.items() if field not in stale}
    found.sources = [one for one in found.sources if one.field not in stale]
    if added:
        found.put(round(added[0] * 100), Source("amount_fen", added[1], 0, "derived"))


def _derive(found: _Found, sums: Sequence[Money], spans: Sequence[Span], text: str) -> None:
    """Months from the first to the last owed; the sum from wage and months, if no other sum is told beside it but what
    was given since.
    """
    first, last = found.values.get("owed_from"), found.values.get("owed_to")
    if first and last and len(first) == len(last) == len("2026-03") and not found.has("months"):
        months = _month_number(last) - _month_number(first) + 1
        if 0 < months <= MOST_DERIVED_MONTHS:
            found.put(float(months), Source("months", f"{first}/{last}", _start(found, "owed_from"), "derived"))
    wage, months_ = _first(sums, "month"), found.values.get("months")
    if wage is None or months_ is None or wage.precision != "exact" or found.has("amount_fen"):
        return
    given = given_since(sums, text)
    if given is None or given >= wage.fen * months_:
        return
    owed = next((one for one in spans if one.start == _start(found, "months")), None)
    counted = owed is None or (owed.counted and owed.precision == "exact" and not owed.days)
    is_told = owed is not None or found.has("owed_from") or (found.has("months") and not spans)
    if counted and months_ <= MOST_DERIVED_MONTHS and is_told:
        said = f"{wage.said}×{months_:g}" + (f"－{in_yuan(given)}" if given else "")
        found.put(round(wage.fen * months_) - given, Source("amount_fen", said, wage.start, "derived"))


def _derive_by_unit(found: _Found, pay: UnitPay | None, text: str) -> None:
    """The sum from the pay of a unit and how many were done, if these are owed and no other sum or wage is told."""
    if pay is None or pay.owed is None or found.has("amount_fen", "wage_fen"):
        return
    if pay.given or tells_unpaid(text):
        found.put(round(pay.owed * 100), Source("amount_fen", pay.how, 0, "derived"))


def _month_number(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7])


def _start(found: _Found, field: str) -> int:
    return next(source.start for source in found.sources if source.field == field)


def _put_people(found: _Found, text: str) -> None:
    readers: dict[str, Callable[[str], Count | None]] = {"headcount": read_headcount, "age": read_age}
    for field, read in readers.items():
        if count := read(text):
            found.put(count.value, Source(field, count.said, count.start, "at_least" if count.about else "exact"))


def _put_words(found: _Found, text: str, as_written: str) -> None:
    if phone := find_phone(text):
        found.put(plain(phone["number"]), Source("phone", phone[0], phone.start()))
        if has_wechat_by_it(text):
            found.put(True, Source("phone_is_wechat", "微信", phone.start()))
    if district := find_district(text):
        found.put(DISTRICTS[district[0]], Source("district", district[0], district.start()))
    elif city := read_city(text):
        found.put(city[0], Source("city", city[0], city[1]))
    if employer := read_employer(as_written):
        found.put(employer, Source("employer", employer, as_written.find(employer)))
    if job := read_job(text):
        found.put(job[0], Source("job", job[0], job.start()))
    if grade := read_grade(text):
        found.put(grade[0], Source("grade", grade[1][0], grade[1].start()))
