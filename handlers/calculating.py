"""The questions of a calculation, one at a time; the result as soon as nothing is missing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.context import Context, picked
from bot.filters import Says, StartsWith, Talking
from bot.router import Band, Router
from bot.told_before import QUESTION, AsksSumOfIt, TellsBareFacts
from bot.wechat.reply import Reply, Text
from handlers.asking import ASKS
from knowledge.bare_facts import CORRECTS
from knowledge.no_days import read_no_days
from rights.calculator import listed
from rights.inputs import BadInput, Field, Kind
from rights.next_step import next_step
from rights.told_days import partly
from rights.working import CannotTell
from tickets.begun import Begun, Counted
from tickets.counted import given_as, itemised, premises, told, told_so_far
from tickets.figure_told import (
    as_typed,
    put_right,
    read_count,
    read_figure,
    read_paid,
    read_rate,
    read_service,
    with_told,
)
from tickets.prefilled import NO_DAY, prefill
from tickets.together import Part, short_title, told_together
from tickets.workings import LASTS as SHOWN_FOR
from tickets.workings import Said, Workings

NAME, CHOOSING, WHICH, DONE, TOGETHER = "calculating", "choosing", "which", "done", "together"
LASTS = timedelta(days=1)
STOP = Says("不算了", "算了", "退出", "取消", "不用了", "不要了", "算了不要了", "不想算了", "别算了")
THANKS = Says("谢谢", "好的谢谢")  # instead of an answer: no more is wanted
BACK = Says("上一步", "回去", "填错了")
UNKNOWN = StartsWith("不知道", "不清楚", "忘了", "记不得", "不晓得")
NONE = Says("没签", "没有签", "没签过", "一直没签", "没补签", "没有", "没")
AGAIN = Says("重算", "重新算", "数不对", "不对")
MOST_OF_A_FIGURE = 16
FIGURES = re.compile(r"[\d一二两三四五六七八九十]").search
TINY = re.compile(r"[1-9]元?")
TOO_SMALL = "这个数太小，要写全数；要登记、派人跟进，发「登记」"
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
WHOLE = '<a href="{url}">点这里看每一步怎么算的、法条原文</a>（{days}天内能看，别转给别人）'
EACH = '<a href="{url}">{title}，怎么算的</a>'
EACH_FOR = "（{days}天内能看，别转给别人）"

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
    begun = Begun.of(dialogue.known)
    if begun is None:
        return None
    if dialogue.step in (DONE, TOGETHER):
        return await _done(context, begun)
    if dialogue.step == WHICH:
        return await _anew(context, begun)
    return await _told(context, begun, begun.field(dialogue.step))


async def _told(context: Context, begun: Begun, field: Field) -> Reply | None:
    """The words after a question: its answer, a step back, or something else."""
    if BACK.matches(context):
        return await _ask(context, begun, begun.field(list(begun.given)[-1] if begun.given else field.name))
    if plain := _plainly(context, begun, field) or _with_more(context, begun, field):
        return await ask_or_tell(context, plain)
    if context.asks_else or _complains(context):
        return None
    if THANKS.matches(context):
        await context.unit.talk(None)
        return Text(STOPPED, action="calculate")
    if UNKNOWN.matches(context):
        await context.unit.talk(None)
        return Text(NEEDED, action="calculate")
    if not field.needed and NONE.matches(context):
        return await ask_or_tell(context, begun.settled(field.name))
    if QUESTION(context.said) and not FIGURES(context.said):
        return None
    if field.kind is Kind.MONEY and TINY.fullmatch(context.text):
        return await _ask(context, begun, field, TOO_SMALL)
    if field.kind is Kind.DAY and (none := read_no_days(context.text)):
        return await _ask(context, begun, field, NO_DAY.format(said=none[0].said))
    return await ask_or_tell(context, _answered(context, begun, field))


def _plainly(context: Context, begun: Begun, field: Field) -> Begun | None:
    """With an answer that is nothing but a number of what is asked (三个月) or how long they worked; else None."""
    said = CORRECTS.sub("", context.text, count=1)
    if figure := read_figure(field, said, context.today):
        return begun.told(field.name, figure)
    of_units = read_count(begun, field, said) or read_rate(begun, field, said)
    return of_units or read_service(begun, field, said, context.today)


def _with_more(context: Context, begun: Begun, field: Field) -> Begun | None:
    """With the answer, and what bare facts beside it tell of other fields: of unknown ones, and of assumed ones what is
    certain; None where they tell no more.
    """
    if context.reading is None or not TellsBareFacts().matches(context):
        return None
    filled = prefill(begun.calculator, context.reading.slots, context.today, context.said)
    surer = {name for name in begun.assumed if name not in filled.assumed}
    more = {name: text for name, text in filled.given.items() if name not in begun.given or name in surer}
    if not more.keys() - {field.name}:
        return None
    for name, text in more.items():
        begun = begun.told(name, text, filled.assumed.get(name, ""))
    return begun if field.name in more or not field.needed else _answered(context, begun, field)


def _answered(context: Context, begun: Begun, field: Field) -> Begun:
    return begun.told(field.name, *as_typed(field, context.said, context.text, context.today))


def _complains(context: Context) -> bool:
    return context.reading is not None and context.reading.intent in ("complaint", "human")


async def ask_or_tell(context: Context, begun: Begun) -> Reply:
    """The result, or the question for the first thing that is missing or cannot be."""
    try:
        counted = begun.count(context.services.parameters, context.today)
    except BadInput as wrong:
        field = begun.field(wrong.field)
        if field.name in begun.given:
            return await _ask(context, begun, field, str(wrong))
        return await _ask(context, begun, field, doubt=begun.doubts.get(field.name, ""))
    except CannotTell as cannot:
        if begun.others:
            return await tell_all(context, (begun, *begun.others))
        if not context.is_asked:
            await context.unit.talk(None)
        return Text(CANNOT.format(why=cannot), action="calculate")
    if doubtful := begun.doubtful:  # counted without it, but it was told, and cannot be
        return await _ask(context, begun, doubtful, doubt=begun.doubts[doubtful.name])
    return await (tell_all(context, (begun, *begun.others)) if begun.others else _tell(context, begun, counted))


async def _tell(context: Context, begun: Begun, counted: Counted) -> Reply:
    if not context.is_asked:  # else the other question of ours stands on
        await _keep(context, DONE, begun)
    left = counted.given if begun.left else {}
    then = next_step(begun.calculator.name, replace(begun, given=left).left, context.today)
    words = told(begun.calculator, counted.given, counted.working, counted.assumed, then)
    url = await _page(context, begun, counted)
    link = "\n" + WHOLE.format(url=url, days=SHOWN_FOR.days) if url else ""
    return Text(words + link, action="calculate")


async def tell_all(context: Context, every: Sequence[Begun], *, last: bool = True) -> Reply:
    """Several sums in one reply with a link to each working; asks first for what one of them lacks.

    `last`: no question of ours comes after them.
    """
    parameters, parts, links = context.services.parameters, [], []
    for begun in every:
        others = tuple(replace(one, others=()) for one in every if one is not begun)
        try:
            counted = begun.count(parameters, context.today)
        except BadInput:
            return await ask_or_tell(context, replace(begun, others=others))
        except CannotTell as cannot:
            parts.append(Part(begun.calculator, begun.given, None, cannot=str(cannot)))
            continue
        if begun.doubtful:
            return await ask_or_tell(context, replace(begun, others=others))
        parts.append(Part(begun.calculator, counted.given, counted.working, counted.assumed))
        links.append((short_title(begun.calculator), await _page(context, begun, counted)))
    if last and not context.is_asked:
        first, *rest = (replace(one, others=()) for one in every)
        await _keep(context, TOGETHER, replace(first, others=tuple(rest)))
    then = next_step(every[0].calculator.name, next((one.left for one in every if one.left), None), context.today)
    lines = [EACH.format(title=title, url=url) for title, url in links if url]
    told_for = [EACH_FOR.format(days=SHOWN_FOR.days)] if lines else []
    return Text(told_together(parts, then, (*lines, *told_for), last=last), action="calculate")


async def _page(context: Context, begun: Begun, counted: Counted) -> str:
    """The address of the whole working, where a follower can open pages of ours; else nothing."""
    if not context.services.settings.has_pages:
        return ""
    said = Said(begun.calculator.name, counted.given, counted.assumed)
    path = await (await context.unit.using(Workings)).keep(context.follower, said)
    return f"{context.services.settings.server.public_url}{path}"


async def _keep(context: Context, step: str, begun: Begun) -> None:
    await context.begin(NAME, step, **begun.known())


async def _ask(context: Context, begun: Begun, field: Field, why: str = "", doubt: str = "") -> Reply:
    """Asks for one field; what was told or assumed of it before counts no more. `doubt`: why what was said is unclear.

    What can be told already comes first.
    """
    begun = begun.without(field.name)
    await _keep(context, field.name, begun)
    how = f"，只能是{'、'.join(field.choices)}" if field.kind is Kind.CHOICE else HOW[field.kind]
    if why:
        return Text(WRONG.format(why=why, label=field.question, how=how), action="calculate")
    title = begun.calculator.title
    text = (DOUBT if doubt else ASK).format(title=title, why=doubt, label=field.question, how=how)
    return Text(so_far(context, begun) + text, action="calculate")


def so_far(context: Context, begun: Begun) -> str:
    """What can be told before the rest is known, with what it takes for granted; nothing where nothing can."""
    if begun.doubtful:  # what was told unclearly may change it
        return ""
    steps = partly(begun.calculator, context.services.parameters, context.today, begun.given)
    if not steps:
        return ""
    lines = [*told_so_far(steps), *([premises(begun.assumed.values())] if begun.assumed else [])]
    return SO_FAR.format(lines="\n".join(lines))


async def _done(context: Context, begun: Begun) -> Reply | None:
    """After the result: every step of it, or a number told anew."""
    if AGAIN.matches(context):
        return await _which(context, begun)
    if AsksSumOfIt().matches(context):
        return await ask_or_tell(context, begun)
    if not DETAIL.matches(context):
        return await _recounted(context, begun)
    parameters, every = context.services.parameters, (replace(begun, others=()), *begun.others)
    try:
        counted = [(one.calculator, one.count(parameters, context.today).working) for one in every]
    except (BadInput, CannotTell):  # counted on another day, with figures that have changed since
        return await ask_or_tell(context, begun)
    return Text("\n\n".join(itemised(*one) for one in counted), action="calculate")


async def _recounted(context: Context, begun: Begun) -> Reply | None:
    """Counts again with a figure that short words tell, which ask and complain of nothing."""
    reading = context.reading
    if reading is None or len(context.text) > MOST_OF_A_FIGURE or ASKS(context.said) or _complains(context):
        return None
    if corrects := CORRECTS.match(context.text):
        corrected = put_right(begun, context.text[corrects.end() :], context.today)
        return await ask_or_tell(context, corrected) if corrected else None
    filled = prefill(begun.calculator, reading.slots, context.today, context.said)
    given = filled.given or read_paid(begun, context.text)
    return await ask_or_tell(context, with_told(begun, given)) if given else None


async def _which(context: Context, begun: Begun) -> Reply:
    """Lists what was used, to be told anew one by one."""
    await _keep(context, WHICH, begun)
    told_ = (given_as(one.field(name), one.given[name]) for one, name in begun.facts())
    choices = "\n".join(f"{at}. {said}" for at, said in enumerate(told_, 1))
    return Text(WHICH_ONE.format(choices=choices), action="calculate")


async def _anew(context: Context, begun: Begun) -> Reply | None:
    facts = begun.facts()
    at = picked(context.text, len(facts))
    if at is None:
        return None
    one, name = facts[at]
    return await _ask(context, one, one.field(name))


async def _chosen(context: Context) -> Reply | None:
    calculators = listed()
    at = picked(context.text, len(calculators))
    return await ask_or_tell(context, Begun(calculators[at])) if at is not None else None
