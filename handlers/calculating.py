"""The questions of a calculation, one at a time; the result as soon as nothing is missing."""

from collections.abc import Mapping
from datetime import timedelta

from bot.context import Context, picked
from bot.filters import Says, StartsWith, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.dates import read_dates
from knowledge.law_names import label_of
from rights.calculator import Calculator, discover
from rights.inputs import BadInput, Field, Kind
from rights.working import CannotTell, Working
from tickets.workings import LASTS as SHOWN_FOR
from tickets.workings import Said, Workings

NAME, CHOOSING, WHICH, DONE = "calculating", "choosing", "which", "done"
LASTS = timedelta(days=1)
STOP = Says("不算了", "算了", "退出", "取消", "不用了")
BACK = Says("上一步", "回去", "填错了")
UNKNOWN = StartsWith("不知道", "不清楚", "忘了", "记不得", "不晓得")
AGAIN = Says("重算", "重新算", "数不对", "不对")
ASK = "帮您算「{title}」，还差一样：\n{label}{how}\n（回复「上一步」改前面的，「不算了」退出）"
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

COUNTED = "用的数：{given}。"
WHY = "怎么算的："
ASSUMED = "这样算的前提：{assumed}。"
BASIS = "依据：{articles}"
AFTER = "这是按您说的估的数，最后以仲裁、法院或社保核定为准。数不对，回复「重算」；要找人看，回复「人工」。"
WHOLE = '<a href="{url}">点这里看每一步怎么算的、法条原文</a>（{days}天内能看，别转给别人）'
MOST_STEPS, MOST_NOTES, MOST_ARTICLES = 3, 2, 8

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
        return await _which(context, calculator, given, assumed) if AGAIN.matches(context) else None
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
    assumed.pop(dialogue.step, None)
    answer = _answer(context, _field(calculator, dialogue.step))
    return await ask_or_tell(context, calculator, {**given, dialogue.step: answer}, assumed)


def _complains(context: Context) -> bool:
    return context.reading is not None and context.reading.intent in ("complaint", "human")


def _answer(context: Context, field: Field) -> str:
    """The words, with a day said as 今天 or 上个月5号 as that day."""
    if field.kind is not Kind.DAY:
        return context.said
    days = [when.first for when in read_dates(context.text, context.today) if when.first == when.last]
    return days[0].isoformat() if len(days) == 1 else context.said


def is_enough(context: Context, calculator: Calculator, given: Mapping[str, str]) -> bool:
    """Whether nothing has to be asked."""
    try:
        calculator.run(context.services.parameters, context.today, given)
    except (BadInput, CannotTell):
        return False
    return True


async def ask_or_tell(
    context: Context, calculator: Calculator, given: dict[str, str], assumed: dict[str, str]
) -> Reply:
    """The result, or the question for the first thing that is missing or cannot be."""
    try:
        working = calculator.run(context.services.parameters, context.today, given)
    except BadInput as wrong:
        field = _field(calculator, wrong.field)
        why = str(wrong) if field.name in given else ""
        return await _ask(context, calculator, given, assumed, field, why)
    except CannotTell as cannot:
        if not context.is_asked:
            await context.unit.talk(None)
        return Text(CANNOT.format(why=cannot), action="calculate")
    if not context.is_asked:  # else the other question of ours stands on
        await _keep(context, DONE, calculator, given, assumed)
    link = await _whole(context, Said(calculator.name, given, tuple(assumed.values())))
    return Text(told(calculator, given, working, tuple(assumed.values())) + link, action="calculate")


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
) -> Reply:
    """Asks for one field; what was told or assumed of it before counts no more."""
    given.pop(field.name, None)
    assumed.pop(field.name, None)
    await _keep(context, field.name, calculator, given, assumed)
    how = f"，只能是{'、'.join(field.choices)}" if field.kind is Kind.CHOICE else HOW[field.kind]
    if why:
        return Text(WRONG.format(why=why, label=field.question, how=how), action="calculate")
    return Text(ASK.format(title=calculator.title, label=field.question, how=how), action="calculate")


async def _which(context: Context, calculator: Calculator, given: dict[str, str], assumed: dict[str, str]) -> Reply:
    """Lists what was used, to be told anew one by one."""
    await _keep(context, WHICH, calculator, given, assumed)
    lines = [f"{at}. {_given(_field(calculator, name), text)}" for at, (name, text) in enumerate(given.items(), 1)]
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


def told(calculator: Calculator, given: Mapping[str, str], working: Working, assumed: tuple[str, ...]) -> str:
    """The result for a phone: the sums, at most three lines of how, what was assumed, the articles."""
    said = "，".join(_given(field, given[field.name]) for field in calculator.fields if field.name in given)
    lines = [calculator.title, *(f"{item.name}：{item.amount}" for item in working.items)]
    lines += [f"{fact.title}：{fact.result}" for fact in working.facts]
    if working.total:
        lines.append(f"合计：{working.total}")
    steps = list(dict.fromkeys(step for item in working.items for step in item.steps))
    if steps:
        lines += ["", WHY, *(f"· {step.title}：{step.formula}，{step.result}" for step in steps[:MOST_STEPS])]
    lines += ["", COUNTED.format(given=said)]
    if every := (*assumed, *working.assumed):
        lines.append(ASSUMED.format(assumed="；".join(one.rstrip("。") for one in every)))
    lines += working.notes[:MOST_NOTES]
    lines.append(BASIS.format(articles="、".join(map(_article, working.citations[:MOST_ARTICLES]))))
    return "\n".join([*lines, "", AFTER])


def _given(field: Field, text: str) -> str:
    return f"{field.label.partition('（')[0]}{text}{'元' if field.kind is Kind.MONEY else ''}"


def _article(citation: str) -> str:
    statute, _, number = citation.partition("#")
    return f"《{statute}》{label_of(number)}"
