"""What a follower's words already say of a calculator's fields; what is taken for granted is said aloud."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from knowledge.births import read_birth, read_who
from knowledge.happened import read_died, read_signed
from knowledge.no_days import read_no_days
from knowledge.overtime import read_overtime, unread_overtime
from knowledge.paid_in import read_paid_in
from knowledge.slots import Slots, read_slots
from knowledge.stopped import read_stopped
from knowledge.wages import read_wages
from rights.calculator import Calculator
from rights.inputs import Field
from rights.spans import months_after
from tickets import owing
from tickets.leaving import unclear_service

HERE = frozenset({"银川", "石嘴山", "吴忠", "固原", "中卫"})
CITY = "city"  # no field: under this name stands what is taken for granted of the place
ELSEWHERE = "您说的是{city}，当地的最低工资、平均工资请打当地12333核对"
AGE = "age"  # no field either
ENDS_AT_AGE, MAY_BE_RETIRED = ("severance", "no_contract"), 50
OF_AGE = "{age}岁按没到法定退休年龄算；到了的，劳动合同终止（《劳动合同法实施条例》第二十一条），算法不同，先问12351"
OVERTIME_UNCLEAR = "您说的「{said}」，没听清是几天"
MADE_UP = "您说到「{said}」，休息日给了补休的不算进来"
A_MONTHS = "这是一个月的加班费，几个月的再乘"
TODAY = "没说哪天离职，先按今天（{day}）算"
BEGAN = "入职按干了{length}往回推到{day}"
JUST_UNDER = "「{said}」是约数，先按差一天算，往回推到{day}；真满了的，数可能更多"
JUST_OVER = "「{said}」是约数，先按多出一天算，往回推到{day}；零头更长的，数可能更多"
NET = "说的像是到手数：要按扣社保、个税以前的应发数，数会更多"
ABOUT_PAY = "工资是约数，先按{yuan}元算"
SEVERAL = "您说了{wages}几个数"
BESIDE_PAY = "您说月薪{wage}元，另有「{more}」"
ONLY_PART = "「{said}」像是工资里的一部分"
BASE_PAY = "「{said}」当作全部工资；还有提成、奖金、津贴的要加上，数会更多"
BORN_IN = "出生只说到{year}年{month}月，按1日算，退休看到哪年哪月就行"
SIGNED_WHEN = "您说的「{said}」，没听清是哪天签的（没签过合同的，回复「没签」）"
STOPPED_HOW_LONG = "您说的「{said}」，没听清停了几个月（没停回复「没有」）"
NO_DAY = "日历上没有「{said}」这一天"
OWING = frozenset({"sum", "wage", "months"})  # what a calculation of wages that are owed asks
DAYS_A_MONTH = 30  # of the half month in 一年零半个月
HALF_A_MONTH = 0.5
ONE_DAY = timedelta(days=1)
_UNDER = re.compile(r"(?:不到|不满|没到|未满|没满|还差点)$")
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
_EACH_MONTH = re.compile(r"每个?月|月月|[一两半\d]年")
_DAYS = {"began": "began", "ended": "ended", "injured": "injured_on"}  # what a field may be told as, by slot


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known for a calculator: the fields as typed, of those assumed how, and why one has to be asked."""

    given: dict[str, str]
    assumed: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def prefill(calculator: Calculator, slots: Slots, today: date, words: str = "") -> Filled:
    """Whatever slots and words say of this calculator's fields; length of service stands for its first day."""
    words = unicodedata.normalize("NFKC", words).lower()
    said = {
        **_said(slots),
        **read_overtime(words),
        **_insured(words),
        **_born(words),
        **_happened(words, today),
        **_stopped(words),
        **({"paid_in": months} if (months := read_paid_in(words)) else {}),
        **({"ordered": "是"} if owing.is_ordered(words) else {}),
    }
    doubt = _doubtful_wage(slots, words)
    if doubt:
        said.pop("wage", None)
    fields = {one.told_as: one for one in calculator.fields if one.told_as}
    no_days = _no_days(words, today)
    said = {name: text for name, text in said.items() if name not in no_days}
    to_ask = unclear_service(slots, words, said) | no_days
    knows_began = bool(slots.service_months) or "began" in said or "began" in no_days
    said = {name: text for name, text in said.items() if name not in to_ask}
    short: dict[str, str] = {}
    if fields.keys() >= OWING:
        said, short = owing.settled(words, said)
    given = {one.name: said[name] for name, one in fields.items() if name in said and _fits(one, said[name])}
    other = owing.other_sum(slots, said.get("sum", "")) if "sum" in fields and "wage" not in said else ""
    assumed = {one.name: one.stands_for for one in fields.values() if one.name in given and one.stands_for}
    if other:
        assumed[fields["sum"].name] = other
    _say_about(slots, words, fields, given, assumed)
    if "birth" in fields and (birth := read_birth(words)) and not birth.whole:
        assumed[fields["birth"].name] = BORN_IN.format(year=birth.day.year, month=birth.day.month)
    if knows_began and "ended" not in to_ask:
        _put_service(slots, words, fields, given, assumed, today, to_ask)
    if slots.city and slots.city not in HERE and not slots.district:
        assumed[CITY] = ELSEWHERE.format(city=slots.city)
    if calculator.name in ENDS_AT_AGE and slots.age is not None and slots.age >= MAY_BE_RETIRED:
        assumed[AGE] = OF_AGE.format(age=slots.age)
    doubts = ({"wage": doubt} if doubt and "months" not in short else {}) | short | _unclear(words, today) | to_ask
    return Filled(given, assumed, {fields[name].name: why for name, why in doubts.items() if name in fields})


def _said(slots: Slots) -> dict[str, str]:
    """The slots as a field reads them; a month without its day stays one (2023-05)."""
    wage = _yuan(slots.wage_fen)
    found = {
        "began": _month_or_day(slots.began),
        "ended": _month_or_day(slots.ended),
        "injured": _month_or_day(slots.injured_on),
        "wage": wage,
        "months": _plain(slots.months) if slots.months is not None else None,
        "sum": _yuan(slots.amount_fen) if wage is None else None,
        "grade": str(slots.grade) if slots.grade is not None else None,
        "area": slots.district,
    }
    return {name: text for name, text in found.items() if text}


def _born(words: str) -> dict[str, str]:
    """The birth and whose rule of retirement it is, where they are told."""
    birth, who = read_birth(words), read_who(words)
    return ({"birth": birth.day.isoformat()} if birth else {}) | ({"who": who} if who else {})


def _happened(words: str, today: date) -> dict[str, str]:
    """The day of a contract signed after all and of a death, where one is surely meant."""
    signed, died = read_signed(words, today), read_died(words, today)
    day = _month_or_day(signed.when.iso) if signed and signed.when else None
    return ({"signed": day} if day else {}) | ({"died": died.when.iso} if died and died.when else {})


def _unclear(words: str, today: date) -> dict[str, str]:
    """Why the day of a contract signed after all has to be asked, where somebody says that one was."""
    signed = read_signed(words, today)
    is_clear = signed is None or "signed" in _happened(words, today)
    unclear = {} if signed is None or is_clear else {"signed": SIGNED_WHEN.format(said=signed.said)}
    _months, stop = read_stopped(words)
    for name, word in unread_overtime(words).items():
        unclear[name] = (MADE_UP if word in ("补休", "调休", "换休", "倒休") else OVERTIME_UNCLEAR).format(said=word)
    return unclear | ({"stopped": STOPPED_HOW_LONG.format(said=stop)} if stop else {})


def _stopped(words: str) -> dict[str, str]:
    """For how many months they could not work, where it is told."""
    months, _unclear = read_stopped(words)
    return {"stopped": months} if months else {}


def _fits(one: Field, text: str) -> bool:
    """Whether a place is one the calculator knows."""
    return not one.choices or text in one.choices


def _insured(words: str) -> dict[str, str]:
    """Whether the employer insured against injury, where it is said plainly."""
    if _NOT_INSURED.search(words):
        return {"insured": "否"}
    return {"insured": "是"} if _IS_INSURED.search(words) else {}


def _doubtful_wage(slots: Slots, words: str) -> str:
    """Why the wage has to be asked: several were told, or a part of one; nothing where it is plain."""
    told = read_wages(words)
    if len(told) > 1:
        return SEVERAL.format(wages="、".join(f"{one}元" for one in told))
    source = slots.source("wage_fen")
    before = words[: source.start] if source else ""
    if told and (more := _MORE_BESIDE.search(words)):
        return BESIDE_PAY.format(wage=told[0], more=more[0])
    if source and (_PART.search(before) or (_BASE.search(before) and _MORE_PAY.search(words))):
        return ONLY_PART.format(said=source.said)
    return ""


def _no_days(words: str, today: date) -> dict[str, str]:
    """Which dates were told as a day that no calendar has, and why they have to be told again."""
    found: dict[str, str] = {}
    for one in read_no_days(words):
        told, mended = _days(words, today), _days(one.mended(words), today)
        for name in mended:
            if told.get(name) != mended[name]:
                found.setdefault(name, NO_DAY.format(said=one.said))
    return found


def _days(words: str, today: date) -> dict[str, str | None]:
    """Every date a field may be told as."""
    slots = read_slots(words, today)
    return {name: getattr(slots, slot) for name, slot in _DAYS.items()} | _happened(words, today)


def _say_about(
    slots: Slots, words: str, fields: dict[str, Field], given: dict[str, str], assumed: dict[str, str]
) -> None:
    """Says that a wage was told as about so much, or as what comes to hand."""
    source, wage = slots.source("wage_fen"), fields.get("wage")
    if "hours" in fields and _EACH_MONTH.search(words) and read_overtime(words):
        assumed[fields["hours"].name] = A_MONTHS
    if wage is None or wage.name not in given or source is None:
        return
    about = "" if source.sureness == "exact" else ABOUT_PAY.format(yuan=given[wage.name])
    base = BASE_PAY.format(said=f"底薪{source.said}") if _BASE.search(words[: source.start]) else ""
    said = (assumed.get(wage.name, ""), about, base, NET if _NET.search(words) else "")
    if any(said):
        assumed[wage.name] = "；".join(one for one in said if one)


def _put_service(
    slots: Slots,
    words: str,
    fields: dict[str, Field],
    given: dict[str, str],
    assumed: dict[str, str],
    today: date,
    to_ask: Container[str],
) -> None:
    """The first day from the length of service, and today for the last where it must be known."""
    began, ended = fields.get("began"), fields.get("ended")
    if began is None:
        return
    if ended and ended.needed and ended.name not in given:
        given[ended.name] = today.isoformat()
        assumed[ended.name] = TODAY.format(day=today.isoformat())
    if began.name in given or not slots.service_months or "began" in to_ask:
        return
    last = given.get(ended.name, "") if ended else ""
    if last and len(last) < len("2023-05-14"):
        return  # of the end only the month is known: the beginning has to be told
    end = date.fromisoformat(last) if last else today
    given[began.name], assumed[began.name] = _first_day(slots, words, end)


def _first_day(slots: Slots, words: str, end: date) -> tuple[str, str]:
    """The day so long before `end`, and how it came; 将近半年 is a day short of it, 三年多 a day longer."""
    months, source = slots.service_months or 0.0, slots.source("service_months")
    day = months_after(end + ONE_DAY, -int(months)) - timedelta(days=round(months % 1 * DAYS_A_MONTH))
    sureness, said = (source.sureness, source.said) if source else ("exact", "")
    if sureness == "at_least":
        day -= ONE_DAY
        return day.isoformat(), JUST_OVER.format(said=said, day=day.isoformat())
    if sureness == "about" or (source and _UNDER.search(words[: source.start])):
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


def _month_or_day(said: str | None) -> str | None:
    """A whole date or a month; a year alone is asked for."""
    return said if said and len(said) >= len("2026-11") else None


def _yuan(fen: int | None) -> str | None:
    return f"{Decimal(fen) / 100:f}" if fen is not None else None


def _plain(number: float) -> str:
    return f"{number:g}"
