"""「匿名」 begins a ticket without a name; its number and receipt code open it again: 「查单」「补充身份」."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.context import MOST_CHARACTERS, Context
from bot.core.clock import shown
from bot.dialogues import COMPLAINT, UNNAMED
from bot.filters import Clicks, OfWords, Says, StartsWith
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.withdrawing import unfinished
from tickets import number, receipts
from tickets.entering import RECEIPT
from tickets.models import Ticket
from tickets.receipts import Shown, Slowed
from tickets.service import Tickets
from tickets.states import OPEN, SHOWN, State
from tickets.withdrawals import Withdrawals

LOOK, BIND = "查单", "补充身份"
MOST_OF_AN_ANSWER = 300

ASK = """可以不留名。请用一条消息说完：哪个单位、什么事、欠多少或者伤在哪、从什么时候开始。别写自己的名字和电话。

发来就登记（同意把这段话交给工会工作人员，只用来办这件事），并给您一个回执码，凭它看答复。
单子上不记您是谁；登记好，我们这边就把您前一小时在这里说的话抹掉。手机里的聊天记录请您自己删；微信那边自己留的，我们抹不掉。
短处：工会没法主动找您。
不登记了，回复「退出」。"""
STORY_HELD = """不留名，这句先记着了：「{story}」
回复 1　就按这句登记；要补单位、时间、钱数，直接接着写一条，一起登记。别写自己的名字和电话。

登记就是同意把这段话交给工会工作人员，只用来办这件事；给您一个回执码，凭它看答复。
单子上不记您是谁；登记好，我们这边就把您前一小时在这里说的话抹掉。手机里的聊天记录请您自己删；微信那边自己留的，我们抹不掉。
短处：工会没法主动找您。不登记了，回复「退出」。"""
NAMED = "编号 {numbers} 是用您这个微信号登记的，还在办，不会变成匿名。不要它了，先发「撤回」。"
HOW = """请把编号和回执码发在一起，像这样：
{command} 261 047 398 ABCD-EFGH-JKMN-PQRS
或者<a href="{url}">点这里输</a>。没有回执码的，发「查进度」。"""
WRONG = "编号和回执码对不上，请照着抄的再核对一遍。回执码是 16 位，没有 0、1、I、L、O、U。"
SLOWED = "试的次数太多了，请过 {minutes} 分钟再试。"
STATUS = "编号 {number}　{kind}\n{state}"
ANSWER = "工会{day}的答复：\n{text}"
NO_ANSWER = "还没有答复，请隔几天再来看。"
MORE = '全部经过、补充材料：<a href="{url}">点这里</a>。要补一句，就发：查单 编号 回执码 要说的话'
WRITTEN = "您补的话记上了。"
CLOSED = "单子已经收尾，补的话没有记。要接着办，请重新登记或发「人工」。"
BOUND = "好，编号 {number} 现在是您的单子了，回执码作废。以后有答复会直接发给您，发「查进度」也能看到。"

BEGINS = re.compile(
    r"(?:我们?|俺们?)?(?:想|要|想要)?(?:(?:匿名|不留名|不具名)(?:地|来)?(?:举报|投诉|反映|登记|告)"
    r"(?P<story>.{4,})|(?:举报|投诉|反映).{2,200}(?:匿名|不留名|不要留我?的?名).*)",
    re.DOTALL,
)
ASKING_ABOUT = re.compile(
    r"[?？吗呢]|怎么|咋|如何|能不能|可不可以|可以|会不会|有没有|有用|管用|行不行|什么|多久|查|进度"
)

router = Router(Band.COMMAND)


@dataclass(frozen=True, slots=True)
class TellsUnnamed(OfWords):
    """Words that report something at once, without a name: 我要匿名举报我们厂超时加班; a question about it is none."""

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        return BEGINS.fullmatch(context.text) is not None and not ASKING_ABOUT.search(context.said)

    def __str__(self) -> str:
        return "tells something without a name"


@router.on(
    Says("匿名", "匿名举报", "匿名登记", "匿名投诉", "匿名反映", "我要匿名", "我要匿名举报", "不想留名", "不留名"),
    Clicks("anonymous"),
)
async def begin(context: Context) -> Reply:
    """Tells what is kept and what is not, and asks for the story; one that registering was just offered for is told."""
    offered = context.dialogue if context.dialogue and context.dialogue.name == COMPLAINT and context.is_asked else None
    if offered and (story := str(offered.known.get("story", ""))):
        return await _hold(context, story)
    await context.begin(UNNAMED)
    return await _beside_named(context, ASK)


@router.on(TellsUnnamed())
async def begin_with(context: Context) -> Reply:
    """The same, with the story that was told already."""
    return await _hold(context, context.said[:MOST_CHARACTERS])


async def _hold(context: Context, story: str) -> Reply:
    """Keeps a story that was told already until it is to be registered."""
    await context.begin(UNNAMED, story=story)
    return await _beside_named(context, STORY_HELD.format(story=story))


async def _beside_named(context: Context, text: str) -> Reply:
    """The text; before it, which tickets of theirs are open under their name and not being taken back."""
    wishes = await context.unit.using(Withdrawals, context.services.rules)
    opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
    named = [number.shown(one.number) for one in opened if await wishes.running(one) is None]
    lead = NAMED.format(numbers="、".join(named)) + "\n\n" if named else ""
    return unfinished(context, Text(f"{lead}{text}", action="intake"))


@router.on(StartsWith(LOOK, BIND))
async def by_receipt(context: Context) -> Reply:
    """Shows a ticket to whoever has its code and adds what was written behind it, or makes the ticket theirs."""
    context.unit.unlinked = True  # the code, and that it was theirs, are not for the journal
    command = LOOK if context.text.startswith(LOOK) else BIND
    given = receipts.read(context.said)
    if given is None:
        return Text(HOW.format(command=command, url=page(context)), action="intake")
    services = context.services
    try:
        opened = await services.receipts.ticket(given, context.follower, context.now)
    except Slowed as slowed:
        return Text(SLOWED.format(minutes=minutes(slowed.until - context.now)), action="intake")
    if opened is None:
        return Text(WRONG, action="intake")
    return await (_bind if command == BIND else _show)(context, opened, given)


async def _show(context: Context, opened: int, given: Shown) -> Reply:
    tickets = await context.unit.tickets()
    ticket = await _found(context, opened)
    note = ""
    if given.words and context.reading and context.reading.danger:
        await tickets.hurry(ticket)
    if given.words:
        note = WRITTEN if ticket.state in OPEN else CLOSED
    if given.words and ticket.state in OPEN:
        await tickets.say(ticket, "follower", given.words[:MOST_CHARACTERS])
    status = STATUS.format(number=number.shown(ticket.number), kind=ticket.kind, state=SHOWN[State(ticket.state)])
    undo = timedelta(seconds=context.services.settings.desk.undo_s)
    answer = await _newest_answer(tickets, ticket, context.now - undo)
    return Text("\n\n".join(filter(None, [note, status, answer, MORE.format(url=page(context))])), action="intake")


async def _newest_answer(tickets: Tickets, ticket: Ticket, said_by: datetime) -> str:
    """The newest answer that stands: one after `said_by` may still be taken back."""
    answered = [event for event in await tickets.history(ticket) if event.what == "answered" and event.at <= said_by]
    if not answered:
        return NO_ANSWER
    text = tickets.read(ticket, answered[-1].body)
    short = text if len(text) <= MOST_OF_AN_ANSWER else f"{text[:MOST_OF_AN_ANSWER]}……"
    return ANSWER.format(day=shown(answered[-1].at), text=short)


async def _bind(context: Context, opened: int, _given: Shown) -> Reply:
    ticket = await _found(context, opened)
    await receipts.bind(await context.unit.session(), ticket, context.follower)
    await (await context.unit.tickets()).say(ticket, "follower", "", "identified")
    return Text(BOUND.format(number=number.shown(ticket.number)), action="intake")


async def _found(context: Context, opened: int) -> Ticket:
    return await (await context.unit.session()).get_one(Ticket, opened)


def minutes(left: timedelta) -> int:
    """Whole minutes, at least one."""
    return max(1, -(-left // timedelta(minutes=1)))


def page(context: Context) -> str:
    """Where number and code are asked for."""
    return f"{context.services.settings.server.public_url}{RECEIPT}"
