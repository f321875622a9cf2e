"""What a paper asks for: sums out of the calculators with their arithmetic, or written by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rights.calculator import discover
from rights.inputs import BadInput, Field, Kind, read
from rights.parameters import Parameters
from rights.working import CannotTell, Item, Step, Used, Working, ranged, shown, yuan

REQUEST = Field("request", "请求什么", Kind.LINE)
AMOUNT = Field("amount", "金额", Kind.MONEY, least=Decimal("0.01"), optional=True)
HOW = Field("how", "怎么算的", Kind.LINE, optional=True)
ITEM = Field("item", "选哪一样", Kind.LINE, optional=True)
CLAIMED = Field("claimed", "要求的金额", Kind.MONEY, least=Decimal("0.01"), optional=True)

CALCULATOR, ALGORITHM = "calculator", "算法"
COLLOQUIAL = ("（N）", "（N+1）", "（2N）")
FORMAL = {"N": "经济补偿", "2N": "赔偿金"}
FUND = "基金"
BY_HAND = "计算"
PAY = "支付"
NO_MONEY = "算出来的不是钱，不能写成请求"
NO_CALCULATOR = "没有「{}」这种计算，可以用：{}"
NO_ITEM = "只能是{}"
CHOOSE = "几样只能要一样，请用item写明是哪一样：{}"
OUTSIDE = "要在{}之内"
ONE_ONLY = "算出来有{}样，要用item写明是哪一样的金额"
NOTHING_DUE = "「{}」算出来是0元，没有写进请求。"
FROM_FUND = "「{}」由{}付，不是向单位要的，请核对要不要写进来。"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing asked for; `amount` is None where none is named, `span` says between what it has to lie."""

    name: str
    amount: Decimal | None = None
    steps: tuple[Step, ...] = ()
    used: tuple[Used, ...] = ()
    span: str = ""
    monthly: bool = False
    is_money: bool = True

    @classmethod
    def of(cls, item: Item, used: tuple[Used, ...], claimed: Decimal | None) -> "Claim":
        """What a calculator counted, said of the one who files; a range without a chosen sum stays open."""
        name = item.name
        for word in COLLOQUIAL:
            name = name.replace(word, "")
        amount = claimed if claimed is not None else item.low if item.low == item.high else None
        span = ranged(item.low, item.high) if amount is None else ""
        return cls(name, amount, tuple(_formal(step) for step in item.steps), used, span, item.monthly)

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles its arithmetic rests on."""
        return tuple(dict.fromkeys(one for step in self.steps for one in step.citations))


@dataclass(frozen=True, slots=True)
class Claimed:
    """All claims of a paper, and what has to be said to who files."""

    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """What the sums due once come to."""
        return sum((one.amount for one in self.claims if one.amount and not one.monthly), Decimal(0))

    @property
    def citations(self) -> tuple[str, ...]:
        """Every article the claims rest on."""
        return tuple(dict.fromkeys(cited for one in self.claims for cited in one.citations))


def read_claims(rows: Sequence[Mapping[str, str]], label: str, parameters: Parameters, today: date) -> Claimed:
    """The claims of rows, each either counted (`calculator` and what it asks) or written (`request`).

    Raises:
        BadInput: a row cannot be; its field is `claims.2.amount`.
    """
    claims: list[Claim] = []
    notes: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            found = _counted(row, parameters, today) if CALCULATOR in row else Claimed((_written(row),))
        except BadInput as wrong:
            raise BadInput(f"claims.{number}.{wrong.field}", f"{label}第{number}项", str(wrong)) from None
        except CannotTell as cannot:
            raise BadInput(f"claims.{number}", f"{label}第{number}项", str(cannot)) from None
        claims += found.claims
        notes += found.notes
    return Claimed(tuple(claims), tuple(dict.fromkeys(notes)))


def _written(row: Mapping[str, str]) -> Claim:
    values = read((REQUEST, AMOUNT, HOW), row)
    request, amount = values["request"], values["amount"]
    steps = (Step(BY_HAND, values["how"], f"{shown(amount)}元" if amount else ""),) if values["how"] else ()
    return Claim(request, yuan(amount) if amount else None, steps, is_money=bool(amount) or request.startswith(PAY))


def _counted(row: Mapping[str, str], parameters: Parameters, today: date) -> Claimed:
    calculators = discover()
    if (name := row[CALCULATOR]) not in calculators:
        raise BadInput(CALCULATOR, ALGORITHM, NO_CALCULATOR.format(name[:40], "、".join(calculators)))
    own = {field.name for field in (ITEM, CLAIMED)}
    given = {key: text for key, text in row.items() if key not in own | {CALCULATOR}}
    choice = read((ITEM, CLAIMED), {key: text for key, text in row.items() if key in own})
    working = calculators[name].run(parameters, today, given)
    items = _chosen(working, choice)
    due = [item for item in items if item.high]
    notes = (*(NOTHING_DUE.format(item.name) for item in items if not item.high), *_from_fund(due), *working.notes)
    return Claimed(tuple(Claim.of(item, working.used, choice["claimed"]) for item in due), notes)


def _chosen(working: Working, choice: Mapping[str, Any]) -> tuple[Item, ...]:
    """The items meant, checked against the sum that was chosen."""
    names = "、".join(item.name for item in working.items)
    wanted, claimed = choice["item"], choice["claimed"]
    if not working.items:
        raise BadInput(CALCULATOR, ALGORITHM, NO_MONEY)
    if working.or_else and not wanted:
        raise ITEM.bad(CHOOSE.format(names))
    items = tuple(item for item in working.items if wanted in (None, item.name))
    if not items:
        raise ITEM.bad(NO_ITEM.format(names))
    if claimed is not None and len(items) > 1:
        raise CLAIMED.bad(ONE_ONLY.format(len(items)))
    if claimed is not None and not items[0].low <= claimed <= items[0].high:
        raise CLAIMED.bad(OUTSIDE.format(ranged(items[0].low, items[0].high)))
    return items


def _from_fund(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(FROM_FUND.format(item.name, item.paid_by) for item in items if FUND in item.paid_by)


def _formal(step: Step) -> Step:
    """A step said to a worker, as the worker says it to an office."""
    title, formula, result = (text.replace("你", "申请人") for text in (step.title, step.formula, step.result))
    return Step(FORMAL.get(title, title), formula, result, step.citations)
