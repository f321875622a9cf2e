"""After 「重新办理」 the next words are why, whatever answer of the knowledge they resemble."""

from talks import SURE, Talk

from handlers.adding import WHY_NOTED, WRITTEN
from tickets import number
from tickets.service import Tickets
from tickets.states import State

WHY = "还差两个月没给"


async def taken_up(talk: Talk) -> str:
    """The shown number of a ticket that was closed and taken up again."""
    await talk.say("人工")
    [(ticket, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.find(ticket.number)
        assert found is not None
        await tickets.move(found, State.TAKEN, "desk:1")
        await tickets.move(found, State.CLOSED, "desk:1")
    await talk.say("重新办理")
    return number.shown(ticket.number)


async def test_a_statement_is_the_reason(talk: Talk) -> None:
    shown = await taken_up(talk)
    assert await talk.say(talk.means(WHY, "faq", ("severance", SURE))) == WHY_NOTED.format(number=shown)
    [(ticket, history)] = await talk.tickets()
    assert (ticket.state, history[-1]) == (State.TAKEN, ("said", WHY))
    assert await talk.say("老板姓马") == WRITTEN.format(number=shown)


async def test_a_clear_question_is_answered(talk: Talk) -> None:
    await taken_up(talk)
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
    [(_, history)] = await talk.tickets()
    assert history[-1][0] == "state"
