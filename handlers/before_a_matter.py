"""Who one is, days, sums and how long: they belong to what was told before, or to what is told next."""

import re

from bot.context import Context, fold
from bot.dialogues import FACTS
from bot.meant import begin, is_enough
from bot.router import Band, Router
from bot.told_before import (
    GO_ON,
    HEARD,
    QUESTION,
    AsksSumOfIt,
    Before,
    TellsBareFacts,
    told_before,
    told_first,
    with_first,
    with_story,
)
from bot.wechat.reply import Reply, Text
from handlers.beside_unnamed import before_a_name
from handlers.calculate import FIGURE, HOW_MUCH, begun_in, counted_anew
from handlers.calculating import ask_or_tell
from handlers.complaint import offer, reckoned
from knowledge.late import LATE
from knowledge.oneself import LONGEST, without_oneself
from knowledge.slots import Slots
from knowledge.unit_pay import read_unit_pay
from knowledge.unit_rates import each_for_one, read_rates
from rights.calculator import discover
from union.closing import closing

FACTS_ALONE = "这些知道了，是什么事呢？用一句话说，比如：被辞退了、欠我工资、没签合同，再带上这些数。"
FACTS_NOTED = f"{HEARD}想知道能要多少，回复「能要多少」；要工会登记、派人跟进，回复「登记」。"
FACTS_HEARD = f"{HEARD}要工会登记、派人跟进，回复「登记」；想问什么，接着说。"
FACTS_MORE = f"{HEARD}那是遇到什么事了呢？比如：被辞退了、欠我工资、没签合同。"
WHAT_IS_IT = f"""{HEARD}您慢慢说，是遇到什么事了？用大白话说就行，比如：
{{examples}}
工资多少、干了多久，一起说也行，分开说也行。急事打工会热线 12351。"""
EXAMPLES = {
    r"孕|怀|哺乳": ("公司要辞退我", "产假有多少天", "怀孕了还让上夜班"),
    r"工地|[瓦泥木小大民]工|钢筋|架子工|抹灰|塔吊|装修": (
        "工头欠我20天工钱",
        "干活摔伤了",
        "没签合同",
    ),
    r"外卖|快递|骑手|代驾|网约车|滴滴|司机|[货大]车": ("跑单时受伤了", "欠我两个月工资", "罚款从工资里扣"),
    r"保安|门卫|保洁|环卫|大门": ("被辞退了，能赔多少", "一天12个小时没有加班费", "没给交社保"),
    r"岁|今年|退休": ("什么时候能退休", "被辞退了，能赔多少", "社保交不够年头怎么办"),
    r"厂|矿|车间|工人": ("干活受伤了", "加班费没给", "被辞退了，能赔多少"),
    "": ("欠我两个月工资", "被辞退了，能赔多少", "没签合同、没交社保"),
}

PAID_FOR = re.compile(r"(?:每|[一1][百千万]?)\s*[一-鿿]{1,4}?\s*\d").search  # 一块板6块钱, 一千块砖给35

router = Router(Band.COMMAND)


@router.on(TellsBareFacts())
async def facts(context: Context) -> Reply | None:
    """Facts behind what was answered belong to it; of nothing told before, the matter is asked."""
    if asked := await before_a_name(context):
        return asked
    before = await told_before(context)
    story = before.matter
    if not story and context.reading and context.reading.slots.grade is not None:
        return await ask_or_tell(context, begin(context, discover()["injury"]))
    if not story and reckoned((await with_first(context)).reading):
        return await offer(context)  # 一趟400, 跑了31趟, 给了5000: the rest is owed
    if not story:
        await context.begin(FACTS, told="\n".join(filter(None, [told_first(context), context.said])))
        return Text(_what_is_it(context), action="fallback")
    if counted := await counted_anew(context, story):
        return counted
    if too_late := await _too_late(context, before):
        return too_late
    begun = begun_in(await with_story(context, story), context.text)
    if begun and HOW_MUCH.search(story) and is_enough(context, begun):
        return await ask_or_tell(context, begun)
    return Text(FACTS_NOTED if begun else FACTS_HEARD, action="intake")


async def _too_late(context: Context, before: Before) -> Reply | None:
    """What answers a late report, where the day now told makes an injury an old one."""
    whole = (await with_story(context, before.matter)).reading
    is_late = whole is not None and bool(whole.hits) and whole.hits[0].slug == LATE != before.source
    if not is_late or not context.library.is_live(LATE, context.today):
        return None
    help_ = context.library.first(LATE, context.today)
    return Text("\n".join([GO_ON, help_, "", closing(context.library.entries[LATE])]), action="answer", source=LATE)


@router.on(AsksSumOfIt())
async def nothing_yet(context: Context) -> Reply | None:
    """How much, of facts alone: what work and its count come to, with what is missing; else the matter is asked."""
    if not told_first(context) or (await told_before(context)).matters:
        return None
    pay = read_unit_pay(fold(told_first(context)))
    if pay and pay.count:
        return await ask_or_tell(context, begin(await with_first(context), discover()["arrears"]))
    return Text(FACTS_MORE, action="fallback")


async def held(context: Context) -> Reply | None:
    """Keeps a trade or a rate of pay that nothing else reads (缝衣服的 计件 一件2块3), and figures told behind such."""
    if len(context.text) > LONGEST or QUESTION(context.said):
        return None
    first, slots = told_first(context), context.reading.slots if context.reading else Slots()
    is_of_pay = slots.wage_fen is not None or any(read_rates(each_for_one(context.text))) or PAID_FOR(context.text)
    tells_who = slots.job is not None or without_oneself(context.text) != context.text
    if not (is_of_pay or tells_who or (first and FIGURE(context.text))):
        return None
    if asked := await before_a_name(context):
        return asked
    await context.begin(FACTS, told="\n".join(filter(None, [first, context.said])))
    return Text(FACTS_MORE if first else _with_examples(context), action="fallback")


def _what_is_it(context: Context) -> str:
    """Asks what happened, with what others who work so often tell."""
    if without_oneself(context.text) == context.text:
        return FACTS_MORE if told_first(context) else FACTS_ALONE
    return _with_examples(context)


def _with_examples(context: Context) -> str:
    examples = next(these for who, these in EXAMPLES.items() if re.search(who, context.text))
    return WHAT_IS_IT.format(examples="\n".join(f"· {one}" for one in examples))
