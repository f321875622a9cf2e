"""「查进度」: the follower's tickets in plain words, with what happens next and by when."""

from datetime import datetime
from typing import Any

from bot.context import Context
from bot.core.clock import chinese_day, shown, today
from bot.dialogues import ADDING
from bot.filters import Clicks, Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.amid_questions import still_asked
from handlers.withdrawing import STILL_ASKED, standing
from tickets import number
from tickets.coming import MERGED, coming
from tickets.doubles import Doubles
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, SHOWN, State
from tickets.told import sum_told
from tickets.withdrawals import Withdrawal, Withdrawals

NONE = """用您的微信登记的诉求，这里一张也没有。
匿名登记的不记您是谁，要发「查单 编号 回执码」才查得到。
还没登记的，直接说是什么事就行，比如：老板欠我三个月工资一万八。"""
LINE = "{number}　{kind}{told}\n{state}\n登记于{opened}，最近有动静是{moved}"
WITHDRAWING = "您要撤回这张：到{day}自动撤回。改主意了，在那之前发「不撤了」"
WITHDRAWING_CHECKED = "您要撤回这张：工会先找您核实，核实前不撤。改主意了，发「不撤了」"
LAPSES = "别错过：{right}最晚{day}"
HEAD = "您登记的诉求："
TAIL = "要补充情况，直接发过来就记在最新一张没办完的单子上；急事打工会热线12351。"
TAIL_ENDED = "还没解决，发「重新办理」；有别的事，直接说。急事打工会热线12351。"

router = Router(Band.COMMAND)


@router.on(
    Says(*"查进度 帮我查进度 我要查进度 查询进度 进度 我的诉求 我的单子 办到哪了 查看进度".split()), Clicks("progress")
)
async def progress(context: Context) -> Reply:
    """Lists the newest tickets; with one open, what is written next is put on it, unless a question of ours stands."""
    store = await context.unit.tickets()
    tickets = await store.of(context.follower)
    if not tickets:
        return Text(NONE)
    newest = next((ticket for ticket in tickets if ticket.state in OPEN), None)
    waits = await standing(context, context.dialogue)
    waits = STILL_ASKED.format(question=waits) if waits else await still_asked(context)
    if newest is not None and not waits:
        await context.begin(ADDING, **{**_shown_of(context, newest), "number": newest.number, "unsure": True})
    into = await (await context.unit.using(Doubles, context.services.rules)).into(tickets)
    lines = [await _line(store, ticket, context.now, into.get(ticket.id)) for ticket in tickets]
    wishes = await context.unit.using(Withdrawals, context.services.rules)
    lines = [f"{line}{_wish(await wishes.running(one))}" for line, one in zip(lines, tickets, strict=True)]
    tail = TAIL if newest is not None else TAIL_ENDED
    return Text("\n\n".join([HEAD, *lines, waits or tail]))


async def _line(tickets: Tickets, ticket: Ticket, now: datetime, into: str | None) -> str:
    state = State(ticket.state)
    facts = tickets.facts(ticket)
    firm = f"，{facts['employer']}" if facts.get("employer") else ""
    mark = "【加急】" if ticket.urgent and state in OPEN else ""
    line = LINE.format(
        number=number.shown(ticket.number),
        kind=mark + ticket.kind,
        told=sum_told(facts) + firm,
        state=MERGED.format(number=number.shown(into)) if into else SHOWN[state],
        opened=shown(ticket.opened_at),
        moved=shown(ticket.moved_at),
    )
    next_ = [coming(await tickets.timing(ticket), now), _lapses(ticket, now)] if state in OPEN else []
    return "\n".join(filter(None, [line, *next_]))


def _shown_of(context: Context, ticket: Ticket) -> dict[str, Any]:
    """What goes on standing of the ticket's summary: its numbers, and what was asked along with it."""
    dialogue = context.dialogue
    stands = dialogue and dialogue.name == ADDING and dialogue.known.get("number") == ticket.number
    known = dialogue.known if dialogue and stands else {}
    return {name: known[name] for name in ("review", "beside") if name in known}


def _wish(row: Withdrawal | None) -> str:
    """That the ticket is being taken back, until when that can be undone, and how."""
    if row is None:
        return ""
    return "\n" + (WITHDRAWING_CHECKED if row.pressed else WITHDRAWING).format(day=shown(row.until))


def _lapses(ticket: Ticket, now: datetime) -> str:
    """The worker's own deadline, while it can be met."""
    if ticket.lapses_at is None or ticket.lapses_at < now:
        return ""
    return LAPSES.format(right=ticket.lapses, day=chinese_day(today(ticket.lapses_at)))
