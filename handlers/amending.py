"""What is said anew of an open ticket's figures changes them: 「不对，是18000」, 「老板又给了2000」; or it is asked."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.context import MOST_CHARACTERS, Context, picked
from bot.core.clock import today, utc_now
from bot.core.followers import Dialogue
from bot.dialogues import ADDING, ASKING, STANDS
from bot.filters import OfWords, Says, Talking
from bot.router import Band, Router
from bot.told_before import told_before
from bot.wechat.reply import Reply, Text
from handlers.asking import ASKS, YES, ask_next, correct, ticket_of
from knowledge.money import read_money
from tickets import number
from tickets.amending import after, amends, bare_sum, which
from tickets.change import Change
from tickets.changes import MOST_FEN, followed, read_change
from tickets.kind import kind_of
from tickets.lines import Line
from tickets.models import Ticket
from tickets.question import SUM
from tickets.service import SHOWN_APART, Tickets
from tickets.told import differences, label_of, said_of

NO = Says("不改", "不用改", "都不是", "都不改", "不是", "不对", "算了", "先不改", "不用", "2")
CHANGED = "改好了（编号 {number}）：\n{lines}"
UNDOES = re.compile(r"[一-鿿]{2,5}还是")  # as `UNDO` tells to say it
UNDO = "改错了，说「{label}还是{before}」就改回来。"
SUM_STANDS = "金额还记着{sum}。不止这些、没这么多，直接说「一共欠」多少。"
SURELY = "您说的「{said}」，单子上要这样改吗？\n{choices}\n是就回复「是」，不是就回复「不改」，或者直接说准数。"
WHICH = "您说的「{said}」，要改哪一样？回复数字：\n{choices}\n都不改，回复「不改」。"
WHICH_TICKET = "您说的「{said}」，要改哪一张单子？回复数字：\n{choices}\n都不改，回复「不改」。"
NOT_CHANGED = "好，没有改，您的话留在单子上。"
MOVED = "（上面 {count} 句说的是编号 {number}）"
OWED_BEFORE, OF_THE_SUM = "owed_before", re.compile("金额|欠|一共|总共|剩")
LASTS = timedelta(hours=2)
WHATEVER: Mapping[str, Any] = {  # stands on a ticket of which everything is known
    **dict.fromkeys(("amount_fen", "wage_fen"), MOST_FEN + 1),
    **dict.fromkeys(("months", "service_months"), 999.0),
    **dict.fromkeys(("employer", "district", "ended", "began", "injured_on"), "?"),
}

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def amid_questions(context: Context) -> Reply | None:
    """Changes what was told before while another thing is asked; that is asked once more."""
    dialogue, ticket = context.dialogue, await ticket_of(context, context.dialogue)
    return await amend(context, dialogue, ticket) if dialogue and ticket else None


class TellsChange(OfWords):
    """Words that change a figure, of whatever ticket: not what may as well begin a story, as 「还欠我8000」."""

    def matches(self, context: Context) -> bool:
        """Whether they are."""
        change = read_change(context.said, WHATEVER, "", today(utc_now())) if not ASKS(context.said) else None
        return change is not None and (change.adds or bool(amends(context.text) or UNDOES.match(context.text)))

    def __str__(self) -> str:
        return "changes a figure of a ticket"


@router.on(TellsChange())
async def days_later(context: Context) -> Reply | None:
    """The same while nothing is asked and nothing else was just spoken of: it is of the ticket that is open."""
    if context.awaits(LASTS) or (await told_before(context)).matters:
        return None
    opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
    for ticket in opened:  # the newest of those that it can be about
        dialogue = Dialogue(ADDING, known={"number": ticket.number, "unsure": True})
        if answered := await amend(context, dialogue, ticket):
            return answered
    return None


async def amend(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """Changes the ticket as the words tell, or asks what they mean; None where they change nothing."""
    waiting = dialogue.known.get("change")
    if waiting:
        answered = await _answered(context, dialogue, ticket, waiting)
        if answered is not None:
            return answered
        dialogue = replace(dialogue, known=_without_change(dialogue))  # it was passed over: 「1」 means it no more
        await context.begin(dialogue.name, dialogue.step, **dialogue.known)
    if ASKS(context.said):
        return None
    change = await _read(context, dialogue, ticket, context.said)
    if change is None:
        return await _ask_anew(context, dialogue, ticket)
    tickets = await context.unit.tickets()
    change = _behind(change, waiting or {}, tickets.facts(ticket).get(SUM.name))
    opened = await tickets.of(context.follower, only_open=True)
    if dialogue.known.get("unsure") and len(opened) > 1:
        return await _ask_which_ticket(context, dialogue, ticket, [one.number for one in opened])
    return await _change(context, dialogue, ticket, change, context.said)


def _behind(change: Change, waiting: Mapping[str, Any], was: int | None) -> Change:
    """A payment told instead of a yes to the one before may be one more, or the only one: it is asked."""
    before, told = ([one.get(SUM.name) for one in choices] for choices in (waiting.get("choices", ()), change.choices))
    if not (change.adds and len(before) == len(told) == 1 and was and before[0] and told[0]):
        return change
    both = before[0] + told[0] - was
    return Change(({SUM.name: both}, {SUM.name: told[0]})) if both > 0 and before[0] < was else change


async def _ask_anew(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """Asks again for what is called wrong without what it should be: 「金额不对」."""
    if dialogue.name == ASKING or not amends(context.text) or after(context.said):
        return None
    meant = which(kind_of(ticket.kind).asked((await context.unit.tickets()).facts(ticket)), context.said)
    return await correct(context, ticket, meant.name) if meant else None


async def _read(context: Context, dialogue: Dialogue, ticket: Ticket, said: str) -> Change | None:
    tickets = await context.unit.tickets()
    asked = kind_of(ticket.kind).question(dialogue.step) if dialogue.name == ASKING else None
    story = tickets.read(ticket, ticket.story)
    change = read_change(said, tickets.facts(ticket), story, context.today, asked)
    if change is None or not (change.choices or kind_of(ticket.kind).question(SUM.name)):
        return None
    return _of_payment(change, dialogue.known.get(OWED_BEFORE), said)


def _of_payment(change: Change, owed_before: int | None, said: str) -> Change:
    """Behind a payment, a figure that is called wrong may be what was given, or what is owed: it is asked."""
    fen = change.choices[0].get(SUM.name) if len(change.choices) == 1 and not change.adds else None
    if owed_before is None or fen is None or fen >= owed_before or OF_THE_SUM.search(said):
        return change
    return Change(({SUM.name: owed_before - fen}, {SUM.name: fen}))


async def _change(context: Context, dialogue: Dialogue, ticket: Ticket, change: Change, said: str) -> Reply | None:
    """Makes the change where it is sure; else asks which it is, with the words on the ticket already."""
    tickets = await context.unit.tickets()
    facts = tickets.facts(ticket)
    if not change.choices:
        await tickets.say(ticket, "follower", said[:MOST_CHARACTERS])
        return await correct(context, ticket, SUM.name, dialogue if dialogue.name == ASKING else None)
    if change.sure and not (change.adds and await _is_repeated(tickets, ticket, said)):
        paid = {OWED_BEFORE: facts.get(SUM.name)} if change.adds and SUM.name in change.choices[0] else {}
        known = {slot: value for slot, value in dialogue.known.items() if slot != OWED_BEFORE}
        return await _make(context, replace(dialogue, known=known | paid), ticket, change.choices[0], said)
    await tickets.say(ticket, "follower", said[:MOST_CHARACTERS])
    told = {"，".join(differences(facts, {**facts, **followed(facts, one)[0]})): one for one in change.choices}
    every = [difference for difference in told if difference]
    asks = SURELY if len(every) == 1 else WHICH
    choices = every if len(every) == 1 else [f"{at}. {one}" for at, one in enumerate(every, 1)]
    await _wait(context, dialogue, ticket, choices=[dict(told[one]) for one in every])
    return Text(asks.format(said=said, choices="\n".join(choices)), action="intake")


async def _is_repeated(tickets: Tickets, ticket: Ticket, said: str) -> bool:
    """Whether the ticket holds the same already: a payment of that sum, or the very words."""
    told = [event.body for event in await tickets.history(ticket) if event.what == Line.SAID]
    return any(_figures(tickets.read(ticket, body)) == _figures(said) for body in told)


def _figures(said: str) -> Any:
    """What sums the words tell, or the words: 「又给了2000」 and 「老板又给了2000元」 may be the same payment."""
    return [one.fen for one in read_money(unicodedata.normalize("NFKC", said))] or said


async def _ask_which_ticket(context: Context, dialogue: Dialogue, ticket: Ticket, numbers: list[str]) -> Reply:
    tickets, lines = await context.unit.tickets(), []
    for at, name in enumerate(numbers, 1):
        one = await tickets.find(name)
        facts = tickets.facts(one) if one else {}
        told = "，".join(filter(None, [one.kind if one else "", facts.get("employer")]))
        lines.append(f"{at}. {number.shown(name)}　{told}")
    await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    await _wait(context, dialogue, ticket, tickets=numbers, said=context.said)
    return Text(WHICH_TICKET.format(said=context.said, choices="\n".join(lines)), action="intake")


async def _wait(context: Context, dialogue: Dialogue, ticket: Ticket, **change: Any) -> None:
    known = {**dialogue.known, "number": ticket.number, "change": change}
    await context.begin(dialogue.name, dialogue.step, **known)


async def _answered(context: Context, dialogue: Dialogue, ticket: Ticket, waiting: Mapping[str, Any]) -> Reply | None:
    """The answer to which change, or which ticket, was meant; None where the words are none."""
    choices = waiting.get("choices") or waiting["tickets"]
    at = 0 if len(choices) == 1 and YES.matches(context) else picked(context.text, len(choices))
    if at is None and NO.matches(context):
        return await _go_on(context, dialogue, ticket, NOT_CHANGED)
    if "tickets" in waiting:
        return await _other(context, dialogue, ticket, choices[at], waiting["said"]) if at is not None else None
    told = choices[at] if at is not None else {}
    if not told and any(SUM.name in one for one in choices):
        told = bare_sum(context.said, context.today)
    return await _make(context, dialogue, ticket, told, context.said) if told else None


async def _other(context: Context, dialogue: Dialogue, ticket: Ticket, name: str, said: str) -> Reply | None:
    """The change is made on the ticket that was named, and the words go on it."""
    known = {slot: value for slot, value in dialogue.known.items() if slot not in ("unsure", "change")}
    meant = replace(dialogue, known={**known, "number": name})
    other = await ticket_of(context, meant)
    if other is None:
        return None
    if other.id != ticket.id:
        moved = MOVED.format(count=1, number=number.shown(other.number))
        await (await context.unit.tickets()).say(ticket, "follower", moved)
    change = await _read(context, meant, other, said)
    if change is None:
        await (await context.unit.tickets()).say(other, "follower", said[:MOST_CHARACTERS])
        return await _go_on(context, meant, other, NOT_CHANGED)
    if change.sure:
        return await _make(context, meant, other, change.choices[0], said)
    return await _change(context, meant, other, change, said)


async def _make(context: Context, dialogue: Dialogue, ticket: Ticket, told: Mapping[str, Any], said: str) -> Reply:
    """Puts the new figure on the ticket, and in its history what stood there; says both."""
    tickets = await context.unit.tickets()
    before = tickets.facts(ticket)
    whole, stands = followed(before, told)
    if whole.keys() <= SHOWN_APART:
        await tickets.say(ticket, "follower", said[:MOST_CHARACTERS])
    held = await (await context.unit.confirmed()).learn(ticket, whole, said[:MOST_CHARACTERS])
    now = tickets.facts(ticket)
    lines, leads = differences(before, now), [held]
    if lines:
        await tickets.write(ticket, "follower", Line.CORRECTED, "\n".join(lines))
        leads.insert(0, CHANGED.format(number=number.shown(ticket.number), lines="\n".join(lines)))
        first = next(iter(told))
        leads.append(SUM_STANDS.format(sum=said_of(now, SUM.name)) if stands else "")
        leads.append(UNDO.format(label=label_of(first), before=said_of(before, first)) if before.get(first) else "")
    return await _go_on(context, dialogue, ticket, "\n".join(filter(None, leads)))


def _without_change(dialogue: Dialogue) -> dict[str, Any]:
    return {slot: value for slot, value in dialogue.known.items() if slot != "change"}


async def _go_on(context: Context, dialogue: Dialogue, ticket: Ticket, lead: str) -> Reply:
    """The question that stood is asked once more, where one did."""
    known = _without_change(dialogue)
    if dialogue.name == ASKING:
        return await ask_next(context, ticket, replace(dialogue, known=known), lead)
    await context.begin(dialogue.name or ADDING, dialogue.step, **known)
    return Text(lead, action="intake")
