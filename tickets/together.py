"""Several sums of one message in one short reply: each, what they come to together, and what excludes what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rights.calculator import Calculator
from rights.calculators.no_contract import STALE
from rights.working import Item, Working, ranged
from tickets.counted import basis, given_as, premises

HEAD = "您说的{count}件事，分开算："
ONLY_ONE = "（只能要一样）"
EITHER_WAY = "（两种算法）"
CANNOT = "{title}：现在算不出准数，{why}"
CAN_ADD = "能一起要，加起来：{sums}。"
BY = "{amount}（{name}）"
COUNTED = "用的数：{given}。"
AFTER = "按您说的估的，以仲裁、法院核定为准。"
REDO = "数不对，回复「重算」。"
SHORT = {
    "arrears": "欠的工资",
    "severance": "辞退的钱",
    "no_contract": "没签合同的第二倍工资",
    "overtime": "加班费",
}
WHEN = {"N": "辞得合法", "N+1": "该提前30天没提前", "2N": "辞得违法"}
EXCLUDES = (
    ({"severance"}, "给了2N，不再给N（《劳动合同法实施条例》第二十五条）。"),
    ({"arrears", "overtime"}, "欠薪里已经含了加班费的，加班费别再加一遍。"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sums: what it is, the working, what was assumed, or why there is none; `url` of its page."""

    calculator: Calculator
    given: Mapping[str, str]
    working: Working | None
    assumed: tuple[str, ...] = ()
    cannot: str = ""


def told_together(parts: Sequence[Part], then: str, links: Sequence[str] = (), *, last: bool = True) -> str:
    """The whole reply; what was used stands on the pages behind the links, where there are any. `last`: nothing is
    asked after it, so that a number can be told anew.
    """
    whole = [(part, part.working) for part in parts if part.working]
    lines = [HEAD.format(count=len(parts)), *map(_line, parts), *_sum(whole)]
    named = {part.calculator.name for part in parts}
    lines += [why for of, why in EXCLUDES if of <= named]
    lines += ["", then] if then else []
    assumed = dict.fromkeys(
        one for part, working in whole for one in (*part.assumed, *working.assumed[: 0 if links else None])
    )
    lines += [""] if links else ["", COUNTED.format(given="，".join(_given([part for part, _working in whole])))]
    lines += [premises(assumed)] if assumed else []
    notes = dict.fromkeys(note for _part, working in whole for note in _notes(working))
    due = (one for _part, working in whole for item in working.items for one in item.steps[-1].citations)
    return "\n".join([*lines, *notes, basis(tuple(dict.fromkeys(due))), AFTER + REDO * last, *links])


def _notes(working: Working) -> list[str]:
    """What has to be said beside the sum; the rest is told where it stands alone."""
    return [note for note in working.notes if note == STALE or note in {one.note for one in working.used}]


def _line(part: Part) -> str:
    title = short_title(part.calculator)
    if part.working is None:
        return CANNOT.format(title=title, why=part.cannot)
    items = part.working.items
    if not part.working.or_else:
        return f"· {title}：{'，'.join(item.amount for item in items)}"
    mark = ONLY_ONE if any(item.only_if for item in items) else EITHER_WAY
    return f"· {title}{mark}：" + "；".join(f"{_when(item)}{item.amount}" for item in items)


def short_title(calculator: Calculator) -> str:
    """What the sum is called beside others."""
    return SHORT.get(calculator.name, calculator.title)


def _when(item: Item) -> str:
    short = _short(item)
    return f"{WHEN[short]}的{short} " if short in WHEN else f"{short} "


def _short(item: Item) -> str:
    """N of 经济补偿（N）."""
    return item.name.partition("（")[2].removesuffix("）") or item.name


def _sum(whole: Sequence[tuple[Part, Working]]) -> list[str]:
    """What they come to, by each way of which only one holds."""
    if len(whole) < 2:
        return []
    ways = [item for _part, working in whole for item in working.items if item.only_if]
    plain = [_plain(working) for _part, working in whole if not any(item.only_if for item in working.items)]
    low, high = (sum(values, Decimal(0)) for values in zip(*plain, strict=True)) if plain else (Decimal(0), Decimal(0))
    if not ways:
        return [CAN_ADD.format(sums=ranged(low, high))]
    every = [item for _part, working in whole if set(working.items) & set(ways) for item in _ends(working.items)]
    sums = (BY.format(amount=ranged(low + item.low, high + item.high), name=f"按{_short(item)}") for item in every)
    return [CAN_ADD.format(sums="，".join(sums))]


def _ends(items: Sequence[Item]) -> list[Item]:
    """The first and the last of what excludes each other: N and 2N."""
    return [items[0], items[-1]]


def _plain(working: Working) -> tuple[Decimal, Decimal]:
    """The least and most that is due once, whichever reading holds."""
    once = [item for item in working.items if not item.monthly]
    if working.or_else:
        return min(item.low for item in once), max(item.high for item in once)
    return working.low, working.high


def _given(parts: Iterable[Part]) -> list[str]:
    """What was told, each fact once, whatever each calculator calls it."""
    told: dict[str, str] = {}
    for part in parts:
        for one in part.calculator.fields:
            if one.name in part.given:
                told.setdefault(one.told_as or one.name, given_as(one, part.given[one.name]))
    return list(told.values())
