"""What is said to 「满意吗」: a verdict, something unclear, or words of praise; and 「评价」 once more."""

import pytest
from talks import Talk

from bot.dialogues import RATING
from handlers.rating import AGAIN, ASK_WHY, THANKS, WORDS_KEPT
from handlers.verdict import RATED
from tickets import number
from tickets.service import Tickets
from tickets.states import State


@pytest.fixture
async def closed(talk: Talk) -> str:
    """The shown number of a ticket that was closed, whose worker is asked how content they are."""
    await talk.say("人工")
    [(ticket, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.find(ticket.number)
        assert found is not None
        await tickets.move(found, State.TAKEN, "desk:1")
        await tickets.move(found, State.CLOSED, "desk:1")
    await talk.say("好的")
    await talk.expects(RATING, number=ticket.number)
    return number.shown(ticket.number)


async def test_what_was_recorded_is_said_and_known_afterwards(talk: Talk, closed: str) -> None:
    assert await talk.say("满意") == THANKS.format(number=closed)
    assert await talk.say("评价") == RATED.format(number=closed, content="满意")
    assert await talk.say("3") == ASK_WHY.format(content="不满意")


async def test_another_number_asks_again(talk: Talk, closed: str) -> None:
    assert await talk.say("5") == AGAIN
    assert await talk.say("1") == THANKS.format(number=closed)


async def test_praise_is_kept(talk: Talk, closed: str) -> None:
    assert await talk.say("很快，谢谢") == WORDS_KEPT
    [(_, history)] = await talk.tickets()
    assert history[-1] == ("rated", "很快，谢谢")
    assert await talk.say("1") == THANKS.format(number=closed)
