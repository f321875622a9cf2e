"""「查进度」: the follower's own tickets, newest first, in plain words."""

from datetime import date

import pytest
from talks import Talk

from handlers.adding import MOVED, WRITTEN
from handlers.amid_questions import STILL
from handlers.asking import NOW
from handlers.fallback import GREETING
from handlers.progress import HEAD, LAPSES, NONE, TAIL, TAIL_ENDED
from tickets import number
from tickets.clocks import Name, Rules
from tickets.coming import ABOUT, BROKEN, DUE, LATE, PAUSED, PROMISED
from tickets.lapsing import Lapse
from tickets.models import Ticket
from tickets.question import SUM, WHERE
from tickets.service import Opening, Tickets
from tickets.states import OPEN, SHOWN, State


async def opened(talk: Talk, state: State, **given: object) -> Ticket:
    """A ticket of the follower in that state."""
    await talk.say("人工")
    async with talk.services.database.session() as session:
        ticket = await session.get_one(Ticket, (await talk.tickets())[-1][0].id)
        ticket.state = state
        for name, value in given.items():
            setattr(ticket, name, value)
    return ticket


async def test_without_tickets_it_says_how_to_register(talk: Talk) -> None:
    assert await talk.say("查进度") == NONE


@pytest.mark.parametrize("state", State)
async def test_every_state_is_told_in_plain_words(talk: Talk, state: State) -> None:
    ticket = await opened(talk, state)
    reply = await talk.say("我的单子")
    assert number.shown(ticket.number) in reply and SHOWN[state] in reply
    assert "11月22日 12:00" in reply and reply.startswith(HEAD)
    assert reply.endswith(TAIL if state in OPEN else TAIL_ENDED)


async def test_what_it_is_about_is_told(talk: Talk) -> None:
    told = {"employer": "宏达建筑", "months": 3, "amount_fen": 1_800_000}
    await talk.say(talk.means("宏达建筑欠我三个月工资一万八", "complaint", ("arrears", 1.0), **told))
    await talk.say("1")
    assert "　欠薪，3个月，18,000元，宏达建筑\n" in await talk.say("查进度")


async def test_the_numbers_of_the_summary_go_on_standing(talk: Talk) -> None:
    await talk.registered("老板不给我结账", employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    for words in ("还在干", "跳过", "查进度"):
        await talk.say(words)
    assert await talk.say("2") == f"{NOW.format(told='18,000元')}\n{SUM.asks}"


async def test_the_newest_comes_first_and_words_go_on_the_open_one(talk: Talk) -> None:
    closed = await opened(talk, State.CLOSED)
    withdrawn = await opened(talk, State.WITHDRAWN)
    still_open = await opened(talk, State.WAITING)
    reply = await talk.say("进度")
    order = [reply.index(number.shown(one.number)) for one in (still_open, withdrawn, closed)]
    assert order == sorted(order)
    assert await talk.say("补一句") == WRITTEN.format(number=number.shown(still_open.number))


async def test_with_nothing_open_words_go_their_usual_way(talk: Talk) -> None:
    await opened(talk, State.CLOSED)
    await talk.say("好的")
    await talk.say("进度")
    assert await talk.say("你好") == GREETING


@pytest.mark.parametrize(("state", "marked"), [(State.NEW, True), (State.CLOSED, False)])
async def test_urgency_is_shown_while_it_lasts(talk: Talk, state: State, marked: bool) -> None:
    await opened(talk, state, urgent=True)
    assert ("【加急】" in await talk.say("进度")) is marked


async def answered(talk: Talk, text: str) -> None:
    """Staff answer the only ticket."""
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        ticket = await session.get_one(Ticket, (await talk.tickets())[-1][0].id)
        await tickets.say(ticket, "agent:li", text, "answered")
        await tickets.promise(ticket, "agent:li", text)


async def test_it_says_by_when_the_first_answer_comes(talk: Talk) -> None:
    await talk.say("人工")
    assert DUE[Name.FIRST].format(day="11月24日") in await talk.say("进度")
    talk.later(days=3)
    assert LATE[Name.FIRST].format(day="11月24日") in await talk.say("进度")


async def test_after_an_answer_it_says_by_when_there_is_news(talk: Talk) -> None:
    await talk.say("人工")
    await answered(talk, "请把考勤表发来")
    reply = await talk.say("进度")
    assert DUE[Name.STEP].format(day="11月27日") in reply and DUE[Name.FIRST].format(day="11月24日") not in reply


async def test_a_promise_of_staff_is_told_as_one(talk: Talk) -> None:
    await talk.say("人工")
    await answered(talk, "我们3天内给您答复")
    assert PROMISED.format(day="11月25日") in await talk.say("进度")
    talk.later(days=4)
    assert BROKEN.format(day="11月25日") in await talk.say("进度")
    await answered(talk, "公司已经答应付了")
    assert "11月25日" not in await talk.say("进度")


async def test_who_is_asked_for_something_knows_that_the_union_waits(talk: Talk) -> None:
    await talk.say("人工")
    async with talk.services.database.session() as session:
        ticket = await session.get_one(Ticket, (await talk.tickets())[-1][0].id)
        await Tickets(session, talk.services.keys, talk.now, talk.services.rules).move(
            ticket, State.WAITING, "agent:li"
        )
    assert PAUSED in await talk.say("进度")


async def test_the_day_a_right_is_lost_is_told_while_it_can_be_kept(talk: Talk) -> None:
    lapse = Lapse("申请劳动仲裁", date(2027, 6, 30))
    await opened(talk, State.TAKEN, lapses_right=lapse.right, lapses_at=lapse.at)
    told = LAPSES.format(right="申请劳动仲裁", day="2027年6月30日")
    assert told in await talk.say("进度")
    talk.later(days=300)
    assert told not in await talk.say("进度")


async def test_what_is_settled_tells_nothing_to_come(talk: Talk) -> None:
    lapse = Lapse("申请劳动仲裁", date(2027, 6, 30))
    await opened(talk, State.CLOSED, lapses_right=lapse.right, lapses_at=lapse.at)
    reply = await talk.say("进度")
    assert "申请劳动仲裁" not in reply and "最晚" not in reply


async def test_a_day_the_calendar_does_not_know_is_about(talk: Talk) -> None:
    talk.later(days=38)
    await talk.say("人工")
    assert ABOUT.format(day="2027年1月1日") in await talk.say("进度")


async def test_with_two_open_the_words_are_kept_at_once_and_can_be_put_on_the_other(talk: Talk) -> None:
    first = await opened(talk, State.NEW)
    async with talk.services.database.session() as session:
        second = await Tickets(session, talk.services.keys, talk.now, Rules()).open(
            Opening("工伤", "手伤了", talk.follower)
        )
    await talk.say("查进度")
    told = await talk.say("老板又改口了")
    assert told.startswith(WRITTEN.format(number=number.shown(second.number))) and number.shown(first.number) in told
    assert await talk.say("1") == WRITTEN.format(number=number.shown(first.number))
    histories = {one.number: history for one, history in await talk.tickets()}
    assert ("said", "老板又改口了") in histories[first.number]
    assert histories[second.number][-1] == ("said", MOVED.format(count=1, number=number.shown(first.number)))
    assert await talk.say("还有一句") == WRITTEN.format(number=number.shown(first.number))


async def test_amid_the_questions_of_a_ticket_the_one_that_stands_goes_on_standing(talk: Talk) -> None:
    await talk.registered("老板不给我结账")
    reply = await talk.say("查进度")
    assert reply.startswith(HEAD) and reply.endswith(STILL.format(asks=WHERE.asks)) and TAIL not in reply
    assert SUM.asks in await talk.say("宏达建筑，金凤区")
    talk.later(days=4)
    assert (await talk.say("查进度")).endswith(TAIL)
