"""What was read of a follower's words: in figures for them, in one line for the staff; so that nobody asks again."""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.money import yuan
from knowledge.slots import Slots
from tickets.question import Question

LEAD = "从上面的话里读到："
DERIVED = "{sum}（按说的工资推算，以核实为准）"
ABOUT = "约{}"
TO_ASK = "要核实：{}"
MONTHS = "{}个月"
SAME_NUMBER = "微信同号"
MISSING = "还没说"
SPAN = "{first}到{last}"
_LABELS = {
    "wage_fen": "月工资",
    "began": "开始干活",
    "ended": "离开",
    "owed_from": "从何时起欠",
    "owed_to": "欠到何时",
    "service_months": "干了多久",
    "injured_on": "受伤",
    "grade": "伤残等级",
    "headcount": "人数",
    "job": "工种",
    "age": "年龄",
    "city": "城市",
    "boss": "带工的",
    "worker": "替谁登记",
    "still": "现在",
    "how": "怎么说的",
    "what": "情况",
    "when": "加班是",
    "recognised": "工伤认定",
    "treated": "医药费",
    "aid": "想要的帮助",
}
_ASKED = {
    "amount_fen": "金额",
    "wage_fen": "月工资",
    "months": "欠几个月",
    "service_months": "干了多久",
    "began": "开始干活",
    "ended": "离开",
    "owed_from": "从何时起欠",
    "owed_to": "欠到何时",
    "injured_on": "受伤时间",
}
CHANGED = "{label}：{before} → {after}"
_OWN = {"employer": "单位", "district": "在", "phone": "电话"}
_DAYS = frozenset({"began", "ended", "owed_from", "owed_to", "injured_on"})
_ENDINGS = {"grade": "级", "headcount": "人", "age": "岁"}


def merged(known: Mapping[str, Any], slots: Slots) -> dict[str, Any]:
    """What is known with what was read later: what was told first stands, what is definite now is unsure no more."""
    return joined(known, slots.as_json())


def retold(earlier: Mapping[str, Any], fixed: Mapping[str, Any], slots: Slots) -> dict[str, Any]:
    """What is known of a story that was told further: `fixed`, then what it tells as a whole, then what was read of it
    earlier, but for a sum, which what came after may have changed.
    """
    whole = slots.as_json()
    stale = {"amount_fen", *whole.get("unsure", {})}
    kept = {name: value for name, value in earlier.items() if name not in stale}
    kept |= {mark: [name for name in earlier.get(mark, ()) if name not in stale] for mark in ("about", "derived")}
    return joined({**whole, **fixed}, kept)


def joined(known: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """The same of two that are known."""
    both = {**later, **known}
    unsure = {**later.get("unsure", {}), **known.get("unsure", {})}
    marks: dict[str, Any] = {"unsure": {field: said for field, said in unsure.items() if field not in both}}
    for mark in ("about", "derived"):
        new = [field for field in later.get(mark, []) if field not in known]
        marks[mark] = [*known.get(mark, []), *new]
    plain = {name: value for name, value in both.items() if name not in marks}
    return plain | {name: value for name, value in marks.items() if value}


def besides(known: Mapping[str, Any], slots: Slots) -> dict[str, Any]:
    """What was read later of what is not known yet."""
    marks = ("unsure", "about", "derived")
    return {slot: told for slot, told in merged(known, slots).items() if slot not in known and slot not in marks}


def sum_told(known: Mapping[str, Any]) -> str:
    """The months and the sum that were understood, each after a comma; empty where neither is known."""
    months, fen = known.get("months"), known.get("amount_fen")
    parts = [_about(known, "months", MONTHS.format(f"{months:g}")) if months else ""]
    if fen and "amount_fen" in known.get("derived", ()):
        parts.append(DERIVED.format(sum=yuan(fen)))
    elif fen:
        parts.append(_about(known, "amount_fen", yuan(fen)))
    return "".join(f"，{part}" for part in parts if part)


def line_for_staff(known: Mapping[str, Any]) -> str:
    """All that was read beyond the fields of a ticket, and what is to be asked; empty where nothing was."""
    parts = [f"{label} {_shown(known, field)}" for field, label in _LABELS.items() if known.get(field) is not None]
    if known.get("phone_is_wechat"):
        parts.append(SAME_NUMBER)
    if known.get("amount_fen") and "amount_fen" in known.get("derived", ()):
        parts.append(f"{_ASKED['amount_fen']} {DERIVED.format(sum=yuan(known['amount_fen']))}")
    unsure = [f"{_ASKED.get(field, field)}「{said}」" for field, said in known.get("unsure", {}).items()]
    if unsure:
        parts.append(TO_ASK.format("、".join(unsure)))
    return LEAD + "；".join(parts) if parts else ""


def answer_told(question: Question, known: Mapping[str, Any]) -> str:
    """What was told to one question, for the worker to look over; empty where nothing was."""
    fields = [field for field in question.settles if known.get(field) is not None]
    if question.name == "employer":
        apart = known.get("district") and known["district"] not in (known.get("employer") or "")
        fields += ["district"] if apart else []
    parts = [_shown(known, field) for field in fields]
    if {"owed_from", "owed_to"} <= set(fields):
        parts[-2:] = [SPAN.format(first=parts[-2], last=parts[-1])]
    return "，".join(parts)


def all_told(questions: Iterable[Question], known: Mapping[str, Any]) -> str:
    """What was told to each, a line each, to be corrected by its number."""
    told = [(one.label, answer_told(one, known) or MISSING) for one in questions]
    return "\n".join(f"{at}. {label}：{text}" for at, (label, text) in enumerate(told, 1))


def _shown(known: Mapping[str, Any], field: str) -> str:
    value = known[field]
    if field.endswith("_fen"):
        text = yuan(value)
    elif field.endswith("months"):
        text = MONTHS.format(f"{value:g}")
    elif field in _DAYS:
        text = _day(str(value))
    else:
        text = f"{value}{_ENDINGS.get(field, '')}"
    return _about(known, field, text)


def _day(iso: str) -> str:
    """2026-10-15, 2026-10 or 2026 as 2026年10月15日, 2026年10月, 2026年."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False))


def noted(told: Mapping[str, Any]) -> str:
    """What was just read, for the worker: 电话 13900001234，单位 宏达建筑."""
    known = {field: told[field] for field in {**_OWN, **_LABELS, **_ASKED} if told.get(field) is not None}
    labels = {**_LABELS, **_ASKED, **_OWN}
    return "，".join(f"{labels[field]} {_shown(known, field)}" for field in known)


def label_of(slot: str) -> str:
    """What a slot is called to workers and staff: 金额, 欠几个月."""
    return {**_LABELS, **_ASKED, **_OWN, "district": "地区"}.get(slot, slot)


def said_of(known: Mapping[str, Any], slot: str) -> str:
    """A slot as people read it; MISSING where nothing is known."""
    return _shown(known, slot) if known.get(slot) is not None else MISSING


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What stands otherwise now than before, a line each."""
    slots = [slot for slot in {**_OWN, **_ASKED, **_LABELS} if before.get(slot) != after.get(slot)]
    return [
        CHANGED.format(label=label_of(slot), before=said_of(before, slot), after=said_of(after, slot)) for slot in slots
    ]


def rows(known: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Everything told as (label, words), for staff."""
    return [(label, _shown(known, field)) for field, label in _LABELS.items() if known.get(field)]


def _about(known: Mapping[str, Any], field: str, text: str) -> str:
    return ABOUT.format(text) if field in known.get("about", ()) else text
