"""Asking for a person: the words are never lost, whatever was going on."""

import pytest
from talks import Talk

from bot.wechat.message import Click
from handlers.human import ASKED, CALLED, REMINDED
from tickets import number
from tickets.states import State

TAP = Click(account="gh_1", openid="o_worker", created_s=1_700_000_000, event="CLICK", event_key="human")


@pytest.mark.parametrize("words", ["人工", "转人工！", "人工客服", "找真人"])
async def test_the_words_open_a_ticket(talk: Talk, words: str) -> None:
    answered = await talk.send(words)
    [(ticket, history)] = await talk.tickets()
    assert answered.reply.content == CALLED.format(number=number.shown(ticket.number))
    assert answered.reply.action == "human" and history == [("opened", words)]


async def test_a_sentence_that_wants_a_person_is_kept_whole(talk: Talk) -> None:
    await talk.say(talk.means("别绕了给我找个活人说话", "human"))
    [(_, history)] = await talk.tickets()
    assert history == [("opened", "别绕了给我找个活人说话")]


async def test_a_tap_opens_a_ticket_too(talk: Talk) -> None:
    await talk.send(TAP)
    [(_, history)] = await talk.tickets()
    assert history == [("opened", ASKED)]


async def test_asking_again_reminds_on_the_open_ticket(talk: Talk) -> None:
    await talk.say("人工")
    assert await talk.say("转人工") == REMINDED.format(number=number.shown((await talk.tickets())[0][0].number))
    [(_, history)] = await talk.tickets()
    assert history == [("opened", "人工"), ("said", "转人工")]


async def test_a_closed_ticket_does_not_stand_in_the_way(talk: Talk) -> None:
    await talk.say("人工")
    [(ticket, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        (await session.get_one(type(ticket), ticket.id)).state = State.CLOSED
    assert (await talk.say("人工")).startswith(CALLED.partition("{")[0])
    assert len(await talk.tickets()) == 2


async def test_in_the_middle_of_a_registration_a_person_can_be_asked_for(talk: Talk) -> None:
    await talk.say("我要登记")
    assert (await talk.say("人工")).startswith(CALLED.partition("{")[0])
