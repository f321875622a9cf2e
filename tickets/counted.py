"""A calculation in words for a phone: the sum, why in three lines at most, the articles, what can be done by when."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.law_names import cited
from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.working import Item, Step, Working

IF = "如果{when}：是{amount}（{name}）"
LIKELY = "{name}：{amount}，只要{when}"
WHY = "怎么算的："
COUNTED = "用的数：{given}。"
ASSUMED = "这样算的前提：{assumed}。"
BASIS = "依据：{articles}"
AFTER = """按您说的估的，以仲裁、法院或社保核定为准。
数不对回复「重算」，看每一步回复「明细」，要登记回复「登记」，找人回复「人工」。"""
MOST_STEPS, MOST_NOTES, MOST_ARTICLES = 3, 2, 8


def told(
    calculator: Calculator, given: Mapping[str, str], working: Working, assumed: Iterable[str], then: str = ""
) -> str:
    """The result: the sums, what they would be otherwise, what to do, how, what was assumed, the articles."""
    said = "，".join(given_as(field, given[field.name]) for field in calculator.fields if field.name in given)
    lines = [calculator.title, *map(_item, working.likely_first)]
    lines += [f"{fact.title}：{fact.result}" for fact in working.facts]
    if working.total:
        lines.append(f"合计：{working.total}")
    lines += [*working.ifs, *(["", then] if then else [])]
    steps = _steps(working.items)
    if steps:
        lines += ["", WHY, *map(_step, steps[:MOST_STEPS])]
    lines += [""] if steps else ["", COUNTED.format(given=said)]
    if every := (*assumed, *working.assumed):
        lines.append(premises(every))
    own = {one.note for one in working.used if one.confidence != "A"}  # these stand whatever else has to be said
    notes = [note for at, note in enumerate(working.notes) if at < MOST_NOTES or note in own]
    lines += [*notes, basis(working.citations[:MOST_ARTICLES])]
    return "\n".join([*lines, "", AFTER])


def itemised(calculator: Calculator, working: Working) -> str:
    """Every step of every item, each with its articles, the figures used and all notes."""
    lines = [calculator.title]
    for item in working.items:
        lines += [
            "",
            f"{item.name}：{item.amount}（{item.paid_by}付）",
            *map(_step, item.steps),
            basis(_cited(item.steps)),
        ]
    if working.facts:
        lines += ["", *map(_step, working.facts), basis(_cited(working.facts))]
    used = [f"{one.name}{one.value.normalize():f}{one.unit}（{one.source}）" for one in working.used]
    return "\n".join([*lines, "", *working.notes, *(["用到的标准：" + "；".join(used)] if used else [])])


def told_so_far(steps: Iterable[Step]) -> list[str]:
    """What is known before the rest is, one line each with its articles."""
    return [f"{step.title}：{step.result}（{step.formula}）。{basis(step.citations)}" for step in steps]


def premises(assumed: Iterable[str]) -> str:
    """What was taken for granted, in one line."""
    return ASSUMED.format(assumed="；".join(one.rstrip("。") for one in assumed))


def given_as(field: Field, text: str) -> str:
    """A field as it is repeated: 入职日期2023-05-01, 月工资6500元."""
    return f"{field.label.partition('（')[0]}{text}{'元' if field.kind is Kind.MONEY else ''}"


def basis(citations: Sequence[str]) -> str:
    """The line that names the articles."""
    return BASIS.format(articles=cited(citations))


def _item(item: Item) -> str:
    if not item.only_if:
        return f"{item.name}：{item.amount}"
    if item.likely:
        return LIKELY.format(name=item.name, amount=item.amount, when=item.only_if)
    short = item.name.partition("（")[2].removesuffix("）") or item.name
    return IF.format(when=item.only_if, amount=item.amount, name=short)


def _step(step: Step) -> str:
    return f"· {step.title}：{step.formula} → {step.result}"


def _steps(items: Iterable[Item]) -> list[Step]:
    return list(dict.fromkeys(step for item in items for step in item.steps))


def _cited(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for step in steps for one in step.citations))
