"""「查进度」: the follower's own tickets, newest first, in plain words."""

import pytest
from talks import Talk

from handlers.adding import WRITTEN
from handlers.fallback import GREETING
from handlers.progress import HEAD, NONE, TAIL
from tickets import number
from tickets.models import Ticket
from tickets.states import SHOWN, State


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
    assert "11月22日 12:00" in reply and reply.startswith(HEAD) and reply.endswith(TAIL)


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
