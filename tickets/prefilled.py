"""What a follower's words already say of a calculator's fields; what is taken for granted is said aloud."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from knowledge.births import read_birth, read_who
from knowledge.dismissal import tells_unlawful
from knowledge.given import read_given
from knowledge.happened import read_died, read_signed
from knowledge.money import in_yuan
from knowledge.no_days import read_no_days
from knowledge.overtime import read_overtime, unread_overtime
from knowledge.paid_in import read_paid_in
from knowledge.slots import Slots, read_slots
from knowledge.stopped import read_stopped
from knowledge.unit_pay import read_unit_pay
from knowledge.wages import read_wages
from rights.calculator import Calculator
from rights.calculators.severance import WITHOUT_GROUND
from rights.inputs import Field
from tickets import owing
from tickets.leaving import service
from tickets.premises import whereabouts
from tickets.reading import Read, Told, together

OVERTIME_UNCLEAR = "您说的「{said}」，没听清是几天"
MADE_UP = "您说到「{said}」，休息日给了补休的不算进来"
TAKEN_UNCLEAR = "您说的「{said}」，没听清这一年休了几天"
A_MONTHS = "这是一个月的加班费，几个月的再乘"
NET = "说的像是到手数：要按扣社保、个税以前的应发数，数会更多"
ABOUT_PAY = "工资是约数，先按{yuan}元算"
SEVERAL = "您说了{wages}几个数"
BESIDE_PAY = "您说月薪{wage}元，另有「{more}」"
GIVEN_NOT_CLEAR = "您说已经给过几回钱，没听清一共给了多少"
ONLY_PART = "「{said}」像是工资里的一部分"
BASE_PAY = "「{said}」当作全部工资；还有提成、奖金、津贴的要加上，数会更多"
BORN_IN = "出生只说到{year}年{month}月，按1日算，退休看到哪年哪月就行"
SIGNED_WHEN = "您说的「{said}」，没听清是哪天签的（没签过合同的，回复「没签」）"
STOPPED_HOW_LONG = "您说的「{said}」，没听清停了几个月（没停回复「没有」）"
NO_DAY = "日历上没有「{said}」这一天"
REMEMBERED = 1_024
OWING = frozenset({"sum", "wage", "months"})  # what a calculation of wages that are owed asks
_NOT_INSURED = re.compile(
    r"(?:没有?|未|不)(?:给?我?们?)(?:交|缴|上|买|参加?|办)(?:过|任何)?(?:社保|工伤|五险|保险|社会保险)"
)
_IS_INSURED = re.compile(r"(?<![没未不])(?<!没有)(?:交了|缴了|买了|上了|参加了|办了|有)(?:社保|工伤保险|五险)")
_NET = re.compile(r"税后|去税|扣税后|扣完|到手|实发|拿到手")
_PART = re.compile(r"(?:绩效|提成|计件)[是为的只有才]*$")
_BASE = re.compile(r"(?:底薪|基本工资)[是为的只有才]*$")
_MORE_PAY = re.compile(r"提成|绩效|计件|奖金?|补贴|补助|津贴|加班费|实发|到手")
_MORE_BESIDE = re.compile(
    r"(?:绩效|提成|奖金|全勤奖?|津贴|岗位工资)(?:是|有|另外|每个?月|一个?月|平均|大概|约|拿)*\d[\d.]*(?!%)[元块]?(?![^，,。;；]{0,4}[没未不])"
)
_SOME_TAKEN = re.compile(r"没有?休完|(?<![没未])(?<!没有)休[了过]|年?假[^，。,;；]{0,4}[还只剩][^，。,;；]{0,5}天")
_EACH_MONTH = re.compile(r"每个?月|月月|[一两半\d]年")
_DAYS = {"began": "began", "ended": "ended", "injured": "injured_on"}  # what a field may be told as, by slot


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known for a calculator: the fields as typed, of those assumed how, and why one has to be asked."""

    given: Mapping[str, str]
    assumed: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=REMEMBERED)
def prefill(calculator: Calculator, slots: Slots, today: date, words: str = "") -> Filled:
    """Whatever slots and words say of this calculator's fields; length of service stands for its first day.

    Remembered, as many write the same.
    """
    fields = {one.told_as: one for one in calculator.fields if one.told_as}
    told = Told(slots, unicodedata.normalize("NFKC", words).lower(), today)
    read = together(*(reader(told) for reader in READERS))
    if fields.keys() >= OWING:
        read = _settled(told, read)
    days = service(told, read.said, fields, _no_days(told))
    read = together(read, _about_sum(told, read.said), _about_wage(told, read.said), days)
    plain = {name: text for name, text in read.said.items() if name not in days.doubts}
    given = {one.name: plain[name] for name, one in fields.items() if name in plain and _fits(one, plain[name])}
    about = {one.name: _how(one, one.name in given, read.assumed.get(name, "")) for name, one in fields.items()}
    assumed = {name: how for name, how in about.items() if how}
    doubts = {fields[name].name: why for name, why in read.doubts.items() if name in fields}
    return Filled(given, assumed | whereabouts(calculator, slots), doubts)


def _settled(told: Told, read: Read) -> Read:
    """The same where wages are owed: where the months have to be asked, what was unclear of the wage is settled; what
    was given counts only beside wage and time.
    """
    said, short = owing.settled(told.words, read.said)
    by_time = "rate" in said or ({"wage", "months"} <= said.keys() and not short)
    is_open = {"wage": "months" not in short, "given": by_time}
    doubts = {name: why for name, why in read.doubts.items() if is_open.get(name, True)}
    return Read(said, read.assumed, doubts | short)


def _how(one: Field, is_given: bool, how: str) -> str:
    """All that is taken for granted of a field."""
    return "；".join(part for part in (one.stands_for if is_given else "", how) if part)


def _in_slots(told: Told) -> Read:
    """The slots as a field reads them; a month without its day stays one (2023-05)."""
    slots = told.slots
    found = {
        "began": _month_or_day(slots.began),
        "ended": _month_or_day(slots.ended),
        "injured": _month_or_day(slots.injured_on),
        "months": _plain(slots.months) if slots.months is not None else None,
        "sum": in_yuan(slots.amount_fen) if slots.amount_fen is not None and not _goes_before_sum(slots) else None,
        "grade": str(slots.grade) if slots.grade is not None else None,
        "area": slots.district,
    }
    return Read({name: text for name, text in found.items() if text})


def _goes_before_sum(slots: Slots) -> bool:
    """Whether a wage was told, or the sum only follows from what was told: these go before it."""
    return slots.wage_fen is not None or slots.is_reckoned


def _wage(told: Told) -> Read:
    """The wage of a month, also as what was paid for it, unless several were told, or a part of one."""
    if doubt := _doubtful_wage(told.slots, told.words):
        return Read(doubts={"wage": doubt, "pay": doubt})
    wage = told.slots.wage_fen
    return Read({name: in_yuan(wage) for name in ("wage", "pay")} if wage is not None else {})


def _born(told: Told) -> Read:
    """The birth and whose rule of retirement it is, where they are told."""
    birth, who = read_birth(told.words), read_who(told.words)
    whose = {"who": who} if who else {}
    if birth is None:
        return Read(whose)
    month = {} if birth.whole else {"birth": BORN_IN.format(year=birth.day.year, month=birth.day.month)}
    return Read({"birth": birth.day.isoformat(), **whose}, month)


def _happened(told: Told) -> Read:
    """The day of a contract signed after all and of a death, where one is surely meant; of a contract it is asked."""
    signed, died = read_signed(told.words, told.today), read_died(told.words, told.today)
    day = _month_or_day(signed.when.iso) if signed and signed.when else None
    said = ({"signed": day} if day else {}) | ({"died": died.when.iso} if died and died.when else {})
    return Read(said, doubts={"signed": SIGNED_WHEN.format(said=signed.said)} if signed and not day else {})


def _overtime(told: Told) -> Read:
    """Its hours and days; what is spoken of without a number, or was made up for, has to be asked."""
    found = read_overtime(told.words)
    unclear = {
        name: (MADE_UP if word in ("补休", "调休", "换休", "倒休") else OVERTIME_UNCLEAR).format(said=word)
        for name, word in unread_overtime(told.words, found).items()
    }
    return Read(found, {"hours": A_MONTHS} if found and _EACH_MONTH.search(told.words) else {}, unclear)


def _stopped(told: Told) -> Read:
    """For how many months they could not work, where it is told."""
    months, unclear = read_stopped(told.words)
    said = {"stopped": months} if months else {}
    return Read(said, doubts={"stopped": STOPPED_HOW_LONG.format(said=unclear)} if unclear else {})


def _unit_pay(told: Told) -> Read:
    """Pay by the day, the hour, the piece, and how many were done; what was given since, also of pay by the month."""
    pay = read_unit_pay(told.words)
    given, is_unclear = (pay.given, pay.is_given_unclear) if pay else read_given(told.words)
    found = {"rate": pay.rate, "count": pay.count, "given": given} if pay else {"given": given}
    said = {name: f"{number.normalize():f}" for name, number in found.items() if number is not None}
    unit, how = ({"unit": pay.unit}, {"count": owing.each_day(pay.counts)}) if pay else ({}, {})
    return Read(said | unit, how, {"given": GIVEN_NOT_CLEAR} if is_unclear else {})


def _taken(told: Told) -> Read:
    """Why the days of annual leave taken have to be asked: some were."""
    some = _SOME_TAKEN.search(told.words)
    return Read(doubts={"taken": TAKEN_UNCLEAR.format(said=some[0])} if some else {})


def _site(told: Told) -> Read:
    """On a building site, whose debt it is likely."""
    which, why = owing.site_of(told.words)
    return Read({"site": which}, {"site": why}) if which else Read()


def _dismissed(told: Told) -> Read:
    """How they were made to go, where it is told."""
    return Read({"dismissed": WITHOUT_GROUND} if tells_unlawful(told.words) else {})


def _paid(told: Told) -> Read:
    """What the employer paid in, and whether wages were ordered to be paid."""
    months = read_paid_in(told.words)
    ordered = {"ordered": "是"} if owing.is_ordered(told.words) else {}
    return Read(({"paid_in": months} if months else {}) | ordered)


def _fits(one: Field, text: str) -> bool:
    """Whether a place is one the calculator knows."""
    return not one.choices or text in one.choices


def _insured(told: Told) -> Read:
    """Whether the employer insured against injury, where it is said plainly."""
    if _NOT_INSURED.search(told.words):
        return Read({"insured": "否"})
    return Read({"insured": "是"} if _IS_INSURED.search(told.words) else {})


READERS: tuple[Callable[[Told], Read], ...] = (
    _wage,
    _in_slots,
    _happened,
    _overtime,
    _stopped,
    _insured,
    _born,
    _paid,
    _unit_pay,
    _taken,
    _dismissed,
    _site,
)


def _doubtful_wage(slots: Slots, words: str) -> str:
    """Why the wage has to be asked: several were told, or a part of one; nothing where it is plain."""
    told = read_wages(words)
    if len(told) > 1:
        return SEVERAL.format(wages="、".join(f"{in_yuan(one)}元" for one in told))
    source = slots.source("wage_fen")
    before = words[: source.start] if source else ""
    if told and (more := _MORE_BESIDE.search(words)):
        return BESIDE_PAY.format(wage=in_yuan(told[0]), more=more[0])
    if source and (_PART.search(before) or (_BASE.search(before) and _MORE_PAY.search(words))):
        return ONLY_PART.format(said=source.said)
    return ""


def _no_days(told: Told) -> dict[str, str]:
    """Which dates were told as a day that no calendar has, and why they have to be told again."""
    found: dict[str, str] = {}
    for one in read_no_days(told.words):
        days, mended = _days(told.words, told.today), _days(one.mended(told.words), told.today)
        for name in mended:
            if days.get(name) != mended[name]:
                found.setdefault(name, NO_DAY.format(said=one.said))
    return found


def _days(words: str, today: date) -> dict[str, str | None]:
    """Every date a field may be told as."""
    told = Told(read_slots(words, today), words, today)
    return {name: getattr(told.slots, slot) for name, slot in _DAYS.items()} | dict(_happened(told).said)


def _about_sum(told: Told, said: Mapping[str, str]) -> Read:
    """Says that wage times months comes to something else."""
    other = owing.other_sum(told.slots, said.get("sum", "")) if "wage" not in said else ""
    return Read(assumed={"sum": other} if other else {})


def _about_wage(told: Told, said: Mapping[str, str]) -> Read:
    """Says that a wage was told as about so much, or as what comes to hand."""
    source = told.slots.source("wage_fen")
    if source is None or "wage" not in said:
        return Read()
    about = "" if source.sureness == "exact" else ABOUT_PAY.format(yuan=said["wage"])
    base = BASE_PAY.format(said=f"底薪{source.said}") if _BASE.search(told.words[: source.start]) else ""
    notes = (about, base, NET if _NET.search(told.words) else "")
    return Read(assumed={"wage": "；".join(one for one in notes if one)})


def _month_or_day(said: str | None) -> str | None:
    """A whole date or a month; a year alone is asked for."""
    return said if said and len(said) >= len("2026-11") else None


def _plain(number: float) -> str:
    return f"{number:g}"
