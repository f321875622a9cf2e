"""A tap answers the question it was sent with, or none."""

from dataclasses import replace

import pytest
from talks import SURE, Talk, text

from bot.dialogues import ASKING, INSTALMENT, RATING
from handlers.old_tap import GO_ON, OLD, WHICH_DAY
from handlers.rating import ASK_WHY, THANKS
from tickets import number
from tickets.models import Ticket
from tickets.ratings import Ratings
from tickets.service import Tickets
from tickets.states import State


async def tap(talk: Talk, words: str, id_: str = "1") -> str:
    """What is answered to a tap on an answer of this id."""
    answered = await talk.send(replace(text(words, talk.openid), menu_id=id_))
    return str(getattr(answered.reply, "content", ""))


async def closed(talk: Talk) -> Ticket:
    """A ticket that was closed."""
    await talk.say("人工")
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.find((await talk.tickets())[-1][0].number)
        assert found is not None
        for state in (State.TAKEN, State.CLOSED):
            await tickets.move(found, state, "desk:1")
    await talk.say("好的")
    return (await talk.tickets())[-1][0]


async def verdict(talk: Talk, ticket: Ticket) -> int | None:
    async with talk.services.database.view() as session:
        return await Ratings(session, talk.services.keys, talk.now, talk.services.rules).of(ticket)


@pytest.mark.parametrize("with_number", [True, False])
async def test_the_question_that_stands_gets_its_answer(talk: Talk, with_number: bool) -> None:
    ticket = await closed(talk)
    await talk.expects(RATING, number=ticket.number)
    said = await tap(talk, "满意", f"{ticket.number}.1" if with_number else "1")
    assert said == THANKS.format(number=number.shown(ticket.number))


async def test_a_verdict_goes_to_the_ticket_it_was_asked_about(talk: Talk) -> None:
    first, second = await closed(talk), await closed(talk)
    await talk.expects(RATING, number=second.number)
    assert await tap(talk, "不满意", f"{first.number}.3") == ASK_WHY.format(content="不满意")
    assert (await verdict(talk, first), await verdict(talk, second)) == (3, None)


@pytest.mark.parametrize("words", ["满意", "没到", "到了"])
async def test_a_question_of_ours_is_not_answered_by_an_old_tap(talk: Talk, words: str) -> None:
    ticket = await closed(talk)
    for said in (talk.means("老板不给我结账", "complaint", ("arrears", SURE)), "1"):
        await talk.say(said)
    before = await talk.dialogue()
    assert before is not None and before.name == ASKING
    assert await tap(talk, words, f"{ticket.number}.1") == f"{OLD}{GO_ON}"
    assert await talk.dialogue() == before and await verdict(talk, ticket) is None


async def test_a_payment_of_another_ticket_is_asked_about_in_words(talk: Talk) -> None:
    first, second = await closed(talk), await closed(talk)
    await talk.expects(INSTALMENT, number=second.number, instalment=1)
    assert await tap(talk, "到了", f"{first.number}.1") == f"{OLD}{WHICH_DAY}"


async def test_nobody_rates_a_ticket_of_another(talk: Talk, other: Talk) -> None:
    ticket = await closed(talk)
    assert await tap(other, "满意", f"{ticket.number}.1") == OLD
    assert await verdict(talk, ticket) is None


async def test_a_tap_on_anything_else_goes_its_usual_way(talk: Talk) -> None:
    words = talk.means("工伤怎么认定", "faq", ("injury", SURE))
    assert "injury先这样办" in await tap(talk, words, "7")
