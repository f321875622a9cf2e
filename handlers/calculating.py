"""The questions of a calculation, one at a time; the result as soon as nothing is missing."""

from collections.abc import Sequence
from datetime import timedelta

from bot.context import Context
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.counting import told
from knowledge.reading import ANSWER_AT
from rights.calculator import Calculator, discover
from rights.inputs import BadInput, Field, Kind
from rights.working import CannotTell

NAME, CHOOSING, DONE = "calculating", "choosing", "done"
LASTS = timedelta(days=1)
STOP = Says("不算了", "算了", "退出", "取消", "不用了")
BACK = Says("上一步", "回去", "填错了")
AGAIN = Says("重算", "重新算", "数不对", "不对")
ASK = "帮您算「{title}」，还差一样：\n{label}{how}\n（回复「上一步」改前面的，「不算了」退出）"
HOW = {
    Kind.DAY: "，写成 2024-03-01 这样",
    Kind.MONEY: "，只写数字，比如 6500",
    Kind.NUMBER: "，写数字",
    Kind.COUNT: "，写整数",
    Kind.FLAG: "，回复「是」或「否」",
}
WRONG = "{why}。\n请再写一次：{label}{how}"
STOPPED = "好，不算了。想算时发「算一算」。"
CANNOT = "这个现在算不出准数：{why}"


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
    given, assumed = dict(dialogue.known["given"]), tuple(dialogue.known["assumed"])
    if dialogue.step == DONE:
        return await _ask(context, calculator, {}, (), calculator.fields[0]) if AGAIN.matches(context) else None
    if BACK.matches(context):
        return await _back(context, calculator, given, assumed, dialogue.step)
    if _asks(context):
        return None
    return await ask_or_tell(context, calculator, {**given, dialogue.step: context.said}, assumed, dialogue.step)


async def ask_or_tell(
    context: Context, calculator: Calculator, given: dict[str, str], assumed: Sequence[str], asked: str = ""
) -> Reply:
    """The result, or the question for the first thing that is missing or cannot be."""
    try:
        working = calculator.run(context.services.parameters, context.today, given)
    except BadInput as wrong:
        field = next((one for one in calculator.fields if one.name == wrong.field), calculator.fields[0])
        text = given.pop(field.name, "")
        why = str(wrong) if text and field.name == asked else ""
        return await _ask(context, calculator, given, assumed, field, why)
    except CannotTell as cannot:
        await context.unit.talk(None)
        return Text(CANNOT.format(why=cannot), action="calculate")
    await context.begin(NAME, DONE, calculator=calculator.name, given=given, assumed=list(assumed))
    return Text(told(calculator, given, working, tuple(assumed)), action="calculate")


async def _ask(
    context: Context,
    calculator: Calculator,
    given: dict[str, str],
    assumed: Sequence[str],
    field: Field,
    why: str = "",
) -> Reply:
    await context.begin(NAME, field.name, calculator=calculator.name, given=given, assumed=list(assumed))
    how = f"，只能是{'、'.join(field.choices)}" if field.kind is Kind.CHOICE else HOW[field.kind]
    if why:
        return Text(WRONG.format(why=why, label=field.label, how=how), action="calculate")
    return Text(ASK.format(title=calculator.title, label=field.label, how=how), action="calculate")


async def _chosen(context: Context) -> Reply | None:
    calculators = list(discover().values())
    if not context.text.isdecimal() or not 1 <= int(context.text[:3]) <= len(calculators):
        return None
    return await ask_or_tell(context, calculators[int(context.text[:3]) - 1], {}, ())


async def _back(
    context: Context, calculator: Calculator, given: dict[str, str], assumed: Sequence[str], step: str
) -> Reply:
    """Asks once more for what was given last."""
    names = [field.name for field in calculator.fields]
    last = names[names.index(list(given)[-1])] if given else step
    given.pop(last, None)
    return await _ask(context, calculator, given, assumed, calculator.fields[names.index(last)])


def _asks(context: Context) -> bool:
    reading = context.reading
    return bool(reading and reading.hits and reading.intent == "faq" and reading.hits[0].score >= ANSWER_AT)
