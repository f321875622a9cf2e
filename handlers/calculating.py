"""The questions of a calculation, one at a time; the result as soon as nothing is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from bot.context import Context, picked
from bot.filters import Says, StartsWith, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.dates import read_dates
from knowledge.money import read_money
from knowledge.no_days import read_no_days
from rights.calculator import Calculator, discover
from rights.inputs import BadInput, Field, Kind
from rights.next_step import next_step
from rights.told_days import partly, settle
from rights.working import CannotTell, Working
from tickets.counted import given_as, itemised, premises, told, told_so_far
from tickets.prefilled import ABOUT_PAY, CITY, NO_DAY
from tickets.workings import LASTS as SHOWN_FOR
from tickets.workings import Said, Workings

NAME, CHOOSING, WHICH, DONE = "calculating", "choosing", "which", "done"
LASTS = timedelta(days=1)
STOP = Says("不算了", "算了", "退出", "取消", "不用了")
BACK = Says("上一步", "回去", "填错了")
UNKNOWN = StartsWith("不知道", "不清楚", "忘了", "记不得", "不晓得")
AGAIN = Says("重算", "重新算", "数不对", "不对")
PLAIN = re.compile(r"[-+\d.,，\s]*元?")
DETAIL = Says("明细", "细算", "每一步", "怎么算的")
ASK = "帮您算「{title}」，还差一样：\n{label}{how}\n（回复「上一步」改前面的，「不算了」退出）"
SO_FAR = "先能说的：\n{lines}\n\n"
DOUBT = "{why}，这里要的是：\n{label}{how}\n（回复「上一步」改前面的，「不算了」退出）"
HOW = {
    Kind.DAY: "，写成 2024-03-01 这样",
    Kind.MONEY: "，只写数字，比如 6500",
    Kind.NUMBER: "，写数字",
    Kind.COUNT: "，写整数",
    Kind.FLAG: "，回复「是」或「否」",
}
WRONG = "{why}。\n请再写一次：{label}{how}\n（「上一步」改前面的，「不算了」退出）"
WHICH_ONE = "哪样不对？回复数字：\n{choices}"
NEEDED = "没有这个数算不了，先到这里。找到了再发「算一算」；要人帮忙，回复「人工」。"
STOPPED = "好，不算了。想算时发「算一算」。"
CANNOT = "这个现在算不出准数：{why}"
LOCAL = "结果要看当地的最低工资、平均工资，这里只有宁夏的，请打当地12333问。"

WHOLE = '<a href="{url}">点这里看每一步怎么算的、法条原文</a>（{days}天内能看，别转给别人）'

router = Router(Band.DIALOGUE)


@router.on(Talking(NAME, LASTS))
async def calculating(context: Context) -> Reply | None:
    """Takes the words as the answer to the field that is asked; a clear question of its own goes its usual way."""
    dialogue = context.dialogue
    if dialogue is None:
        return None
    if STOP.matches(context):
        await context.unit.talk(None)
        return Text(STOPPED, action="calculate")
    if dialogue.step == CHOOSING:
        return await _chosen(context)
    calculator = discover().get(str(dialogue.known["calculator"]))
    if calculator is None:
        return None
    given, assumed = dict(dialogue.known["given"]), dict(dialogue.known["assumed"])
    if dialogue.step == DONE:
        return await _done(context, calculator, given, assumed)
    if dialogue.step == WHICH:
        return await _anew(context, calculator, given, assumed)
    if BACK.matches(context):
        last = list(given)[-1] if given else dialogue.step
        return await _ask(context, calculator, given, assumed, _field(calculator, last))
    if context.asks_else or _complains(context):
        return None
    if UNKNOWN.matches(context):
        await context.unit.talk(None)
        return Text(NEEDED, action="calculate")
    field = _field(calculator, dialogue.step)
    if field.kind is Kind.DAY and (none := read_no_days(context.text)):
        return await _ask(context, calculator, given, assumed, field, NO_DAY.format(said=none[0].said))
    answer, about = _answer(context, field)
    known = {name: why for name, why in assumed.items() if name != dialogue.step} | about
    return await ask_or_tell(context, calculator, {**given, dialogue.step: answer}, known)


def _complains(context: Context) -> bool:
    return context.reading is not None and context.reading.intent in ("complaint", "human")


def _answer(context: Context, field: Field) -> tuple[str, dict[str, str]]:
    """The words as a field reads them: 今天 as that day, 上个月 as that month, 六千五 as 6500, 左右 said of it."""
    if field.kind is Kind.MONEY and not PLAIN.fullmatch(context.text):
        sums = [one for one in read_money(f"工资{context.text}") if one.precision in ("exact", "about")]
        if len(sums) == 1:
            yuan = f"{Decimal(sums[0].fen) / 100:f}"
            return yuan, {field.name: ABOUT_PAY.format(yuan=yuan)} if sums[0].precision == "about" else {}
    if field.kind is Kind.DAY:
        found = [one.iso for one in read_dates(context.text, context.today) if one.precision != "between"]
        if len(found) == 1 and len(found[0]) >= len("2024-03"):
            return found[0], {}
    return context.said, {}


@dataclass(frozen=True, slots=True)
class Counted:
    """A working with the fields it was counted from, a whole day in each, and what was taken for granted."""

    given: dict[str, str]
    working: Working
    assumed: tuple[str, ...]


def count(context: Context, calculator: Calculator, given: Mapping[str, str], assumed: Mapping[str, str]) -> Counted:
    """The result of what was told.

    Raises:
        BadInput: something is missing or wrong.
        CannotTell: there is no honest figure, or only one of Ningxia for who works elsewhere.
    """
    parameters, today = context.services.parameters, context.today
    whole, said = settle(calculator, parameters, today, given)
    working = calculator.run(parameters, today, whole)
    if CITY in assumed and calculator.run(parameters.national(), today, whole).items != working.items:
        raise CannotTell(LOCAL)
    return Counted(whole, working, (*assumed.values(), *said.values()))


def is_enough(context: Context, calculator: Calculator, given: Mapping[str, str], assumed: Mapping[str, str]) -> bool:
    """Whether nothing has to be asked."""
    try:
        count(context, calculator, given, assumed)
    except (BadInput, CannotTell):
        return False
    return True


async def ask_or_tell(
    context: Context,
    calculator: Calculator,
    given: dict[str, str],
    assumed: dict[str, str],
    doubts: Mapping[str, str] = MappingProxyType({}),
) -> Reply:
    """The result, or the question for the first thing that is missing or cannot be; `doubts` say why one is asked."""
    try:
        counted = count(context, calculator, given, assumed)
    except BadInput as wrong:
        field = _field(calculator, wrong.field)
        if field.name in given:
            return await _ask(context, calculator, given, assumed, field, str(wrong))
        return await _ask(context, calculator, given, assumed, field, doubt=doubts.get(field.name, ""))
    except CannotTell as cannot:
        if not context.is_asked:
            await context.unit.talk(None)
        return Text(CANNOT.format(why=cannot), action="calculate")
    doubtful = [one for one in calculator.fields if one.kind is Kind.DAY and one.name in doubts]
    if doubtful:  # counted without it, but it was told, and cannot be
        return await _ask(context, calculator, given, assumed, doubtful[0], doubt=doubts[doubtful[0].name])
    if not context.is_asked:  # else the other question of ours stands on
        await _keep(context, DONE, calculator, given, assumed)
    then = next_step(calculator.name, _left(calculator, counted.given, assumed), context.today)
    words = told(calculator, counted.given, counted.working, counted.assumed, then)
    link = await _whole(context, Said(calculator.name, counted.given, counted.assumed))
    return Text(words + link, action="calculate")


def _left(calculator: Calculator, given: Mapping[str, str], assumed: Mapping[str, str]) -> str | None:
    """The day the job ended, if that was told."""
    ended = next((one.name for one in calculator.fields if one.told_as == "ended"), "")
    return given.get(ended) if ended not in assumed else None


async def _whole(context: Context, said: Said) -> str:
    """A line with the way to the whole working, where a follower can open pages of ours."""
    if not context.services.settings.has_pages:
        return ""
    path = await (await context.unit.using(Workings)).keep(context.follower, said)
    url = f"{context.services.settings.server.public_url}{path}"
    return "\n" + WHOLE.format(url=url, days=SHOWN_FOR.days)


async def _keep(
    context: Context, step: str, calculator: Calculator, given: Mapping[str, str], assumed: Mapping[str, str]
) -> None:
    await context.begin(NAME, step, calculator=calculator.name, given=dict(given), assumed=dict(assumed))


def _field(calculator: Calculator, name: str) -> Field:
    return next((one for one in calculator.fields if one.name == name), calculator.fields[0])


async def _ask(
    context: Context,
    calculator: Calculator,
    given: dict[str, str],
    assumed: dict[str, str],
    field: Field,
    why: str = "",
    doubt: str = "",
) -> Reply:
    """Asks for one field; what was told or assumed of it before counts no more. `doubt`: why what was said is unclear.

    What can be told already comes first.
    """
    given.pop(field.name, None)
    assumed.pop(field.name, None)
    await _keep(context, field.name, calculator, given, assumed)
    how = f"，只能是{'、'.join(field.choices)}" if field.kind is Kind.CHOICE else HOW[field.kind]
    if why:
        return Text(WRONG.format(why=why, label=field.question, how=how), action="calculate")
    text = (DOUBT if doubt else ASK).format(title=calculator.title, why=doubt, label=field.question, how=how)
    return Text(_so_far(context, calculator, given, assumed) + text, action="calculate")


def _so_far(context: Context, calculator: Calculator, given: Mapping[str, str], assumed: Mapping[str, str]) -> str:
    """What can be told before the rest is known, with what it takes for granted; nothing where nothing can."""
    steps = partly(calculator, context.services.parameters, context.today, given)
    if not steps:
        return ""
    lines = [*told_so_far(steps), *([premises(assumed.values())] if assumed else [])]
    return SO_FAR.format(lines="\n".join(lines))


async def _done(
    context: Context, calculator: Calculator, given: dict[str, str], assumed: dict[str, str]
) -> Reply | None:
    """After the result: every step of it, or a number told anew."""
    if AGAIN.matches(context):
        return await _which(context, calculator, given, assumed)
    if not DETAIL.matches(context):
        return None
    try:
        counted = count(context, calculator, given, assumed)
    except (BadInput, CannotTell):  # counted on another day, with figures that have changed since
        return await ask_or_tell(context, calculator, given, assumed)
    return Text(itemised(calculator, counted.working), action="calculate")


async def _which(context: Context, calculator: Calculator, given: dict[str, str], assumed: dict[str, str]) -> Reply:
    """Lists what was used, to be told anew one by one."""
    await _keep(context, WHICH, calculator, given, assumed)
    lines = [f"{at}. {given_as(_field(calculator, name), text)}" for at, (name, text) in enumerate(given.items(), 1)]
    return Text(WHICH_ONE.format(choices="\n".join(lines)), action="calculate")


async def _anew(
    context: Context, calculator: Calculator, given: dict[str, str], assumed: dict[str, str]
) -> Reply | None:
    at = picked(context.text, len(given))
    if at is None:
        return None
    return await _ask(context, calculator, given, assumed, _field(calculator, list(given)[at]))


async def _chosen(context: Context) -> Reply | None:
    calculators = list(discover().values())
    at = picked(context.text, len(calculators))
    return await ask_or_tell(context, calculators[at], {}, {}) if at is not None else None
