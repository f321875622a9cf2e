"""A life in danger, said more than once and in the middle of other things."""

import pytest
from sqlalchemy import select
from talks import SURE, Talk

from handlers.complaint import OFFER
from handlers.safety import FOLLOWED, FOUND, OF_DEAD, ON_TICKET
from knowledge.danger import BEATEN, CALM, MOURNED, RESCUE
from tickets import number
from tickets.news import News, What

LEAP, FIRE = "我要从塔吊上跳下去", "着火了人还在里面"


async def first_number(talk: Talk) -> str:
    return number.shown((await talk.tickets())[0][0].number)


DIED = "我爸在工地上摔死了"
SELF_HARM, ACCIDENT = f"{CALM}\n\n{FOUND}", f"{RESCUE}\n\n{FOLLOWED}"
MOURNS = f"{MOURNED}\n\n{OF_DEAD}"
ANSWERS = [(LEAP, "self_harm", SELF_HARM), (FIRE, "accident_now", ACCIDENT), (DIED, "accident_now", MOURNS)]


@pytest.mark.parametrize(("words", "danger", "answer"), ANSWERS)
async def test_said_again_it_is_answered_again_on_the_same_urgent_ticket(
    talk: Talk, words: str, danger: str, answer: str
) -> None:
    talk.means(words, "other", danger=danger)
    replies = [await talk.send(words) for _ in range(3)]
    assert {one.reply.content for one in replies} == {answer.format(number=await first_number(talk))}
    assert {one.reply.action for one in replies} == {"safety"}
    [(ticket, history)] = await talk.tickets()
    assert ticket.urgent and history == [("opened", words), ("said", words), ("said", words)]


async def test_an_ordinary_open_ticket_does_not_take_it(talk: Talk) -> None:
    await talk.say("人工")
    await talk.say(talk.means(LEAP, "human", danger="self_harm"))
    assert [ticket.urgent for ticket, _ in await talk.tickets()] == [False, True]


async def test_what_is_written_next_goes_on_the_urgent_ticket(talk: Talk) -> None:
    await talk.say(talk.means(FIRE, "complaint", ("injury", SURE), danger="accident_now"))
    assert await first_number(talk) in await talk.say("金凤区正源街")
    [(_, history)] = await talk.tickets()
    assert history[-1] == ("said", "金凤区正源街")


@pytest.mark.parametrize("before", ["我要登记", "人工", "查进度"])
async def test_it_goes_before_every_dialogue(talk: Talk, before: str) -> None:
    await talk.say(before)
    reply = await talk.say(talk.means(LEAP, "other", danger="self_harm"))
    assert "110" in reply and "120" in reply and "12351" in reply


BEATEN_NOW = "老板今天打我了"


async def test_a_beating_makes_the_open_ticket_urgent_whatever_was_just_asked(talk: Talk) -> None:
    story = talk.means("干了三个月一分没给", "complaint", ("arrears", SURE))
    for words in (story, "1"):
        await talk.say(words)
    talk.means(BEATEN_NOW, "complaint", ("injury", SURE), danger="violence")
    reply = await talk.send(BEATEN_NOW)
    [(ticket, history)] = await talk.tickets()
    assert reply.reply.content == f"{BEATEN}\n\n{ON_TICKET.format(number=number.shown(ticket.number))}"
    assert all(help_ in BEATEN for help_ in ("110", "120", "12351")) and reply.reply.action == "safety"
    assert ticket.urgent and history[-1] == ("said", BEATEN_NOW)
    async with talk.services.database.view() as session:
        assert [(one.what, one.about) for one in await session.scalars(select(News))] == [(What.URGENT, ticket.number)]
    assert await first_number(talk) in await talk.say("金凤区正源街")


async def test_a_beating_without_a_ticket_is_answered_and_registered_as_urgent(talk: Talk) -> None:
    assert f"{BEATEN}\n\n{OFFER}" == await talk.say(
        talk.means(BEATEN_NOW, "complaint", ("injury", SURE), danger="violence")
    )
    assert await talk.tickets() == []
    await talk.say("1")
    assert [ticket.urgent for ticket, _ in await talk.tickets()] == [True]


@pytest.mark.parametrize("before", [("匿名", "老板张三骂人打人"), ("我要匿名举报老板张三打人", "1")])
async def test_a_beating_told_without_a_name_is_urgent(talk: Talk, before: tuple[str, ...]) -> None:
    for words in before:
        await talk.say(talk.means(words, "complaint", danger="violence") if "打人" in words else words)
    [(ticket, _)] = await talk.tickets()
    assert ticket.urgent and ticket.follower is None
