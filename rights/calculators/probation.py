"""Probation that is too long, or paid under 80 % of the wage.

Source: 劳动合同法 19, 20, 83; 劳动合同法实施条例 15.
"""

from datetime import date
from decimal import Decimal
from itertools import groupby

from rights.calculator import Calculator
from rights.inputs import Field, Kind, in_order
from rights.minimum import AREA, MINIMUM, floor
from rights.spans import Span, months_after
from rights.stretches import DAY, Stretch, by_own_month, paid
from rights.working import CannotTell, Figures, Item, Step, Working, shown

LAW_FROM = date(2008, 1, 1)
TIERS = ((3, 0), (12, 1), (36, 2))
OPEN_MONTHS = 6
"""Under 3 months of contract none, under 12 one, under 36 two, else six. Source: 劳动合同法 19."""
LEAST_SHARE = Decimal("0.8")
"""Source: 劳动合同法 20; 劳动合同法实施条例 15."""
FIXED, OPEN, TASK, ONLY_PROBATION = "固定期限", "无固定期限", "干完一项活为止", "只签了试用期"

BEGIN = Field("begin", "试用期开始的日期", Kind.DAY)
SERVED = Field("served", "试用期实际干到哪天", Kind.DAY)
TERM = Field("term", "合同是哪一种", Kind.CHOICE, choices=(FIXED, OPEN, TASK, ONLY_PROBATION), default=FIXED)
CONTRACT_END = Field("contract_end", "固定期限合同到哪天", Kind.DAY, optional=True)
WAGE = Field("wage", "转正后的月工资（元）", Kind.MONEY, least=Decimal(1), most=Decimal(1_000_000))
TRIAL_WAGE = Field("trial_wage", "试用期的月工资（元）", Kind.MONEY, most=Decimal(1_000_000), optional=True)
AGAIN = Field("again", "同一个单位以前已经试用过一次", Kind.FLAG, default=False)

TOO_OLD = "算不了，因为2008年以前的试用期按当时的规定，请打12348问法律援助。"
TOO_LONG, TOO_LOW = "超过法定试用期的赔偿金", "试用期工资的差额"
LENGTH_CITED, PAY_CITED = ("劳动合同法#19", "劳动合同法#83"), ("劳动合同法#20", "劳动合同法实施条例#15")
NEEDS_END = "固定期限合同要填到期日"
AFTER_CONTRACT = "不能晚于合同到期日（{}）"
NOT_SERVED = "还没到的日子不算，算到今天（{}）。"
PART_MONTHS = "超出的天数不满一个月时怎么折算，法律没写，这里按工作日和21.75折算。"
FULL_WAGE = "超出的那段时间，赔偿金之外能不能再要转正工资的差额，各地仲裁看法不一，可以一并提出。"
LOWEST_GRADE = "同岗位最低档工资的80%不知道，没有比；约定工资的80%和最低工资比过了。"


def probation(
    figures: Figures,
    today: date,
    *,
    begin: date,
    served: date,
    term: str,
    contract_end: date | None,
    wage: Decimal,
    trial_wage: Decimal | None,
    again: bool,
    area: str,
    minimum: Decimal | None,
) -> Working:
    """What was served over the lawful length, and what was paid under the least.

    Raises:
        CannotTell: a probation under the old rules, or no calendar for the working days.
    """
    _possible(begin, served, contract_end)
    most, why = _most_months(begin, term, contract_end, again)
    until = min(served, today)
    limit = Step("法定试用期", why, f"最多{most}个月" if most else "不能约定试用期", LENGTH_CITED[:1])
    items = [_too_long(by_own_month(begin, most, until), wage, limit)]
    notes: tuple[str, ...] = (PART_MONTHS, FULL_WAGE) if items[0].low else ()
    served_so_far = by_own_month(begin, 0, until)
    if trial_wage is not None and served_so_far:
        low, said = _too_low(figures, served_so_far, wage, trial_wage, area, minimum)
        items, notes = [*items, low], (*notes, *said, LOWEST_GRADE)
    last = months_after(begin, most) - DAY
    facts = (Step("试用期最晚到", why, last.isoformat(), LENGTH_CITED[:1]),) if most else ()
    assumed = (NOT_SERVED.format(today.isoformat()),) if served > today else ()
    return Working(tuple(items), facts, assumed, (*notes, *figures.notes()), tuple(figures.used))


def _possible(begin: date, served: date, contract_end: date | None) -> None:
    in_order(BEGIN, begin, SERVED, served)
    if begin < LAW_FROM:
        raise CannotTell(TOO_OLD)
    if contract_end is not None:
        in_order(BEGIN, begin, CONTRACT_END, contract_end)
        if served > contract_end:
            raise SERVED.bad(AFTER_CONTRACT.format(contract_end.isoformat()))


def _most_months(begin: date, term: str, contract_end: date | None, again: bool) -> tuple[int, str]:
    """The lawful length in months, and why."""
    if again:
        return 0, "同一单位和同一个人只能约定一次试用期"
    if term in (TASK, ONLY_PROBATION):
        whys = {TASK: "以完成一定工作任务为期限的合同", ONLY_PROBATION: "只约定试用期的，试用期不成立，就是合同期"}
        return 0, whys[term]
    if term == OPEN:
        return OPEN_MONTHS, "无固定期限合同"
    if contract_end is None:
        raise CONTRACT_END.bad(NEEDS_END)
    span = Span.of(begin, contract_end)
    most = next((months for under, months in TIERS if span.whole_months < under), OPEN_MONTHS)
    return most, f"合同{begin.isoformat()}到{contract_end.isoformat()}共{span}"


def _too_long(over: tuple[Stretch, ...], wage: Decimal, limit: Step) -> Item:
    if not over:
        return Item.of(TOO_LONG, Decimal(0), limit, Step(TOO_LONG, "没有超过", "0.00元", LENGTH_CITED))
    amount, steps = paid(over, wage, None, LENGTH_CITED)
    return Item.of(TOO_LONG, amount, limit, *steps)


def _too_low(
    figures: Figures,
    stretches: tuple[Stretch, ...],
    wage: Decimal,
    trial_wage: Decimal,
    area: str,
    minimum: Decimal | None,
) -> tuple[Item, tuple[str, ...]]:
    """The shortfall against 80 % of the wage and the minimum wage of the time."""
    lines = {one: floor(figures, area, one.first, minimum) for one in stretches}
    total, steps = Decimal(0), list[Step]()
    for line, same in groupby(stretches, lambda one: lines[one][0]):
        least = max(wage * LEAST_SHARE, line)
        short = max(least - trial_wage, Decimal(0))
        amount, counted = paid(tuple(same), short, None, PAY_CITED) if short else (short, ())
        total, steps = total + amount, [*steps, _least(wage, line, least, trial_wage, short), *counted]
    notes = tuple(dict.fromkeys(note for _line, said in lines.values() for note in said))
    return Item.of(TOO_LOW, total, *steps), notes


def _least(wage: Decimal, line: Decimal, least: Decimal, trial_wage: Decimal, short: Decimal) -> Step:
    compared = f"，和最低工资{shown(line)}比取高的{shown(least)}" if line else ""
    how = f"{shown(wage)}×80%＝{shown(wage * LEAST_SHARE)}{compared}，减去发的{shown(trial_wage)}"
    return Step("试用期每月差", how, f"{shown(short)}元", PAY_CITED)


calculator = Calculator(
    "probation",
    "试用期太长、工资太低要赔多少",
    (BEGIN, SERVED, TERM, CONTRACT_END, WAGE, TRIAL_WAGE, AGAIN, AREA, MINIMUM),
    probation,
)
