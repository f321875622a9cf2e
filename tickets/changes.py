"""What a worker's words change of what stands on their ticket: 「不对，是18000」, 「老板又给了2000」."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.dates import read_dates
from knowledge.employer import read_employer
from knowledge.given import read_given
from knowledge.money import read_money
from knowledge.month_list import months_named, more_months
from knowledge.phones import own_phone
from knowledge.slots import read_slots
from tickets.change import Change
from tickets.question import BadAnswer, Question, read_where
from tickets.recounted import recounted

LONGEST = 40  # characters; longer words tell more than one change
LEAST_DIGITS, MOST_MONTHS = 4, 60
LEAST_FEN, MOST_FEN = 100_00, 10_000_000_00
_LABELS = {
    "wage_fen": r"月工资|月薪|(?:每|一)个?月(?:的?工资)?",
    "amount_fen": r"金额|钱数|数目|总数|总额|(?:一共|总共)(?:是?欠)?|欠[我俺]?的?(?:钱|工资|款|薪)?",
    "months": r"欠?几个月|月份|月数|欠的月数",
    "service_months": r"干了(?:多久)?|工龄|工作年限",
    "began": r"入职(?:日期|时间|的日子)?|进厂|开始干活?",
    "ended": r"离职(?:日期|时间|的日子)?|离开|走的日子",
    "injured_on": r"受伤(?:日期|时间|的日子)?",
    "employer": r"(?:用人)?单位|公司|工地|厂子?|店",
    "district": r"地区|区县|地方",
}
_LABEL = "|".join(rf"(?P<{slot}_@>{words})" for slot, words in _LABELS.items())
_FILLER = (
    r"(?:是|我|俺|们|刚才|刚刚|前面|上面|之前|说的|写的|记的|报的|单子上?|那个|这个|把|的|名[字称]|全称|数|工资|工钱"
    r"|老板|都|有点|啊|哦|呀|[,，:：\s])*"
)
_BE = r"(?:应该|其实|实际上?|而|就|才|还)*(?:是|叫|为|成|有|欠)?"
_WRONG = r"(?:不对|不是(?:这样|的)?|[说写记看打弄搞]?错了?|[说写记]差了|[更纠]正(?:一下)?|改一下|要改)[了啊哦呀吧]?"
_IS = r"(?:应该是|其实是|实际上?是|改成|改为|改回|还是)"
_SAID = r"[^，,。;；\s]"
_NUMERALS = "零〇一二两俩仨三四五六七八九十百千万半"
_GOES_ON = rf"(?=[,，。、:：\s是叫应其实欠\d{_NUMERALS}])"  # 不对外开放 is none
_HAPPENED = re.compile(r"(?:就)?(?:走|离开|离职|辞职|不干)的?了?$")  # behind a day
_VAGUE = re.compile(r"(?:大概|大约|差不多|好像|可能)是?|左右|上下|出头")
_OF_A_PERSON = re.compile(r"\d[\d\s]{5}|身份证|微信|电话|手机")  # stands in no field of the firm
_NAMED = re.compile(r"叫|名[字称]|全称")
_NO_NAME = re.compile(r"别人|人[来去给]|[不没因我俺他你它这那都被让给了吗呢啥做开]|什么|老板|多少|私人|人家|的$")


def _of(pattern: str) -> re.Pattern[str]:
    """The pattern with a label in each place of @."""
    first, *parts = pattern.split("@")
    labels = [f"(?:{_LABEL.replace('@', str(at))})?{part}" for at, part in enumerate(parts)]
    return re.compile("".join([first, *labels]))


_NOT = rf"(?:{_WRONG}[,，。\s]+)?不(?:是|止|只)(?P<old>{_SAID}{{1,20}}?)"
_NOT_BUT = rf"{_FILLER}@{_FILLER}{_NOT}(?:[,，。;；\s]*{_BE}是|[,，\s]+)(?P<new>.+)"
_BUT_NOT = rf"{_FILLER}(?:{_WRONG}[,，。\s]*)?@{_FILLER}{_BE}(?P<new>{_SAID}+?)[,，\s]*而?不是(?P<old>{_SAID}{{1,20}})"
_IS_WRONG = rf"{_FILLER}@{_FILLER}{_WRONG}{_GOES_ON}[,，。、\s]*{_FILLER}@{_FILLER}{_BE}[:：\s]*(?P<new>.+)"
_IS_RIGHT = rf"{_FILLER}@{_FILLER}{_IS}@{_BE}(?P<new>.+)"
_TOLD_WRONG = _of(rf"{_FILLER}@{_FILLER}{_BE}(?P<new>{_SAID}+?)[,，\s]+{_WRONG}")  # 上个月20号走的，说错了
_STATES = _of(rf"{_FILLER}@{_FILLER}(?:[是叫:：]|(?=\d))(?P<new>.+)")  # nothing is called wrong: 月工资是6000
_FORMS = (*map(_of, (_NOT_BUT, _BUT_NOT, _IS_WRONG, _IS_RIGHT)), _TOLD_WRONG, _STATES)
_SUM = re.compile(rf"[¥￥]?(?!20[0-2]\d$)[\d.,，{_NUMERALS}wk]+\s*(?:元|块)?钱?")
_LENGTH = re.compile(
    rf"(?:\d{{1,3}}(?:\.\d)?|[{_NUMERALS}]{{1,3}})个半?月|[半俩仨]个?月|[\d{_NUMERALS}]{{1,2}}年半?(?:零?[\d{_NUMERALS}]{{1,2}}个月)?"
)
_OWED_NOW = re.compile(
    r"(?:现在|目前|到现在|如今|老板|公司|那|就|他们?|(?:欠的)?不[止只]这些|[,，\s])*(?:(?:一共|总共|合计|加起来|还|就|是)*[欠差剩下]+[了着]?|还有|(?:一共|总共|合计|加起来)就?是?)(?:我们?|俺)?(?:一共|总共|工资|的?钱|是)*(?P<sum>.+)"
)
_NOT_GIVEN = re.compile(r"的?(?:工资|工钱|钱)?(?:[没未](?:有)?[给发结付])?了?$")
_CAME = re.compile(r"给(?:我|俺)?[打转结发付]|[拿领]到")
_CLAUSES = re.compile(r"[,，。;；\s]+")
_SAYS_NOW = re.compile(r"现在|目前|如今|还|一共|总共|合计|加起来|剩")
_AGAIN = re.compile(
    r"(?:今[天儿]|昨[天儿]|前[天儿]|刚才?|刚刚|上午|下午|早上|晚上|中午|后来|老板娘?|公司|单位|包工头|工头|他们?|我|俺|用?微信|支付宝)*[又再]?"
)
_NEW = re.compile(r"今[天儿]|昨[天儿]|刚|上午|下午|早上|晚上|中午|又|再")
_DRAGS = re.compile(r"(?:老板|公司|他们?|现在|这|都)*又给?(?:我们?|俺)?拖[了着]?(?:我们?|俺)?(?P<much>.+?)了?")
_ONE_MORE = re.compile(
    r"(?:老板|公司|他们?|现在|这|都)*(?P<lead>又(?:有|欠了?|差了?|多了?|多欠了?)|还有)(?:我们?|俺)?(?P<much>.+?)的?(?:工资|钱)?(?:也|都|还)?(?:[没未不](?:有)?[发给结付]|了)?"
)


def read_change(
    said: str, facts: Mapping[str, Any], story: str, today: date, asked: Question | None = None
) -> Change | None:
    """What the words change of `facts`, which the `story` and later words told; None where they change nothing, or
    answer the question `asked`.
    """
    if not said or len(said) > LONGEST or own_phone(said):
        return None
    said = unicodedata.normalize("NFKC", said).strip("。.，,!~ \n")
    text = said.lower()
    answers_sum = asked is not None and "amount_fen" in asked.settles
    return (
        (None if answers_sum else _owed_now(text, facts) or _paid(text, facts) or recounted(text, facts, story, today))
        or _corrected(said, text, facts, today, asked)
        or _bare(text, facts, today, asked)
        or _more_months(text, facts, story, today)
    )


def followed(facts: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The same with the sum, where it was wage times months and still is; and whether it has to be asked instead."""
    was, changed = facts.get("amount_fen"), told.keys() & {"wage_fen", "months"}
    if was is None or not changed or "amount_fen" in told:
        return dict(told), False
    wage, months = (told.get(slot, facts.get(slot)) for slot in ("wage_fen", "months"))
    before = (facts.get("wage_fen") or 0) * (facts.get("months") or 0)
    if not wage or not months or "amount_fen" not in facts.get("derived", ()) or round(before) != was:
        return dict(told), True
    return {**told, "amount_fen": round(wage * months), "derived": list(facts["derived"])}, False


def _corrected(said: str, text: str, facts: Mapping[str, Any], today: date, asked: Question | None) -> Change | None:
    found = next((one for form in _FORMS if (one := form.fullmatch(text))), None)
    if found is None:
        return None
    states, surely = found.re is _STATES, found.re not in (_TOLD_WRONG, _STATES)
    groups = found.groupdict()
    label = next((name.rpartition("_")[0] for name, said in groups.items() if said and name not in ("new", "old")), "")
    vague, old = _VAGUE.search(groups["new"]), groups.get("old", "") or ""
    named = said[found.start("new") : found.end("new")] if len(said) == len(text) else groups["new"]
    for kind in _KINDS:
        new = _VAGUE.sub("", named if kind.slots == ("employer",) else groups["new"]).strip("，,。了吧啊哦呀 ")
        value = kind.read(new, today)
        if value is None or (label and label not in kind.slots and (label, kind.slots[0]) != ("amount_fen", "months")):
            continue  # 欠的是5个月 tells the months
        label = label if label in kind.slots else kind.slots[0] if label else ""
        if states and (not label or facts.get(label) is None):
            return None
        if kind.slots == ("employer",) and not _is_a_firm(
            new, _NAMED.search(text) if states else label or _is_same(old, facts.get("employer"))
        ):
            return None
        change = _which(kind, value, label, kind.read(old, today) if old else None, facts, asked)
        return replace(change, sure=change.sure and surely and not vague) if change else None
    return None


def _which(
    kind: "_Kind", value: Any, label: str, old: Any, facts: Mapping[str, Any], asked: Question | None
) -> Change | None:
    """The fact of this kind that is meant: the one that is named, or was as said, or the only one that is known."""
    known = [slot for slot in kind.slots if facts.get(slot) is not None]
    same = [slot for slot in known if facts[slot] == old]
    slots = [label] if label else same if len(same) == 1 else known
    waits = [slot for slot in (asked.settles if asked else ()) if slot in kind.slots]
    if waits and not same and (not label or label in waits):
        if not set(known) - set(waits):
            return None
        slots = [*dict.fromkeys([*known, *waits])] if not label else slots
    if not slots and asked is None:
        slots = list(kind.slots[:1])
    if all(facts.get(slot) == value for slot in slots):
        return None  # also where none is meant
    as_told = old is None or bool(same)
    sure = len(slots) == 1 and as_told and (slots[0] in known or bool(label))
    return Change(tuple(kind.told(slot, value, facts) for slot in slots), sure)


def _is_same(old: str, employer: str | None) -> bool:
    return bool(old and employer and (old in employer or employer in old))


def _is_a_firm(new: str, is_named: object) -> bool:
    """Whether words are a firm by their kind, or may be a name where the employer is spoken of."""
    return bool(read_employer(new)) or bool(is_named and not _NO_NAME.search(new))


def _sum(said: str, today: date | None = None) -> int | None:
    """A figure alone, in fen."""
    del today
    money = read_money(f"欠{said}") if _SUM.fullmatch(said) else []
    exact = len(money) == 1 and money[0].precision == "exact" and LEAST_FEN <= money[0].fen <= MOST_FEN
    return money[0].fen if exact else None


def _length(said: str, today: date) -> float | None:
    months = read_slots(f"欠{said}工资", today).months if _LENGTH.fullmatch(said) else None
    return months if months is None or months <= MOST_MONTHS else None


def _day(said: str, today: date) -> str | None:
    said = _HAPPENED.sub("", said)
    days = read_dates(said, today)
    whole = len(days) == 1 and days[0].precision != "between" and (days[0].start, days[0].end) == (0, len(said))
    return days[0].iso if whole and days[0].first <= today else None


def _district(said: str, today: date) -> str | None:
    told = _where(said, today)
    return told["district"] if told.keys() == {"district"} else None


def _firm(said: str, today: date) -> str | None:
    return _where(said, today).get("employer") if len(said) > 1 and not _OF_A_PERSON.search(said) else None


def _where(said: str, today: date) -> dict[str, Any]:
    try:
        return read_where(said, today)
    except BadAnswer:
        return {}


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is read alike, the slot that is likeliest meant first."""

    slots: tuple[str, ...]
    read: Callable[[str, date], Any]

    def told(self, slot: str, value: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The slot with its new value; what says otherwise is known no more."""
        others = {"months": ("owed_to",), "ended": ("still",)}.get(slot, ())
        return {slot: value} | {other: None for other in others if facts.get(other) is not None}


_KINDS = (
    _Kind(("months", "service_months"), _length),
    _Kind(("amount_fen", "wage_fen"), _sum),
    _Kind(("ended", "began", "injured_on"), _day),
    _Kind(("district",), _district),
    _Kind(("employer",), _firm),
)


def _bare(text: str, facts: Mapping[str, Any], today: date, asked: Question | None) -> Change | None:
    """A sum alone, which nobody asked for: it may be another one than stands there."""
    is_short = text.isdecimal() and len(text) < LEAST_DIGITS  # 110 is no sum
    fen = _sum(text, today) if not is_short and (asked is None or asked.loose) else None
    is_known = facts.get("amount_fen") is not None or "amount_fen" in facts.get("unsure", {})
    if fen is None or not is_known or fen in (facts.get("amount_fen"), facts.get("wage_fen")):
        return None
    return Change(({"amount_fen": fen},))


def _owed_now(text: str, facts: Mapping[str, Any]) -> Change | None:
    """「现在还欠9000」: what is owed in all, said of itself; 「欠我9000」 may be what was owed."""
    fen = _fen_owed(text)
    is_new = fen is not None and fen != facts.get("amount_fen")
    sure = facts.get("amount_fen") is not None and _SAYS_NOW.search(text) is not None
    return Change(({"amount_fen": fen},), sure) if is_new else None


def _fen_owed(text: str) -> int | None:
    found = _OWED_NOW.fullmatch(text)
    return _sum(_NOT_GIVEN.sub("", found["sum"])) if found else None


def _paid(text: str, facts: Mapping[str, Any]) -> Change | None:
    """「老板又给了2000」: so much less is owed; without a word that it is new it may be counted already. What is told
    beside it may say otherwise, or what is left.
    """
    text = _CAME.sub("给", text)
    first, *others = list(filter(None, _CLAUSES.split(text))) or [""]
    was, lead = facts.get("amount_fen"), _AGAIN.match(first)
    given = read_given(first[lead.end() :] if lead else first)[0]
    if was is None or given is None or not 0 < given * 100 < was:
        return None
    left = was - round(given * 100)
    told = _fen_owed("".join(others)) if others else left
    if told is None and len(read_money(text)) > 1:
        return None
    return Change(({"amount_fen": told or left},), told == left and _NEW.search(first) is not None, adds=not others)


def _more_months(text: str, facts: Mapping[str, Any], story: str, today: date) -> Change | None:
    """「又有一个月没发」, 「11月也没发」: more months are owed; 「又拖了一个月」 may only say that time went by."""
    was = facts.get("months")
    if was is None:
        return None
    works = facts.get("ended") is None
    for form in (_ONE_MORE, _DRAGS):
        found = form.fullmatch(text)
        if found and (more := _length(found["much"], today)):
            sure = works and text.startswith("又") and form is _ONE_MORE
            return Change((_longer(facts, was + more),), sure, adds=True)
    text = text.replace("这个月", f"{today.month}月").replace("上个月", f"{(today.month - 2) % 12 + 1}月")
    if not (named := more_months(text)):
        return None
    before = months_named(story)
    is_new = len(before) == was and not named & before and max(named) <= today.month
    return Change((_longer(facts, was + len(named)),), works and is_new, adds=True)


def _longer(facts: Mapping[str, Any], months: float) -> dict[str, Any]:
    return {"months": months} | ({"owed_to": None} if facts.get("owed_to") else {})
