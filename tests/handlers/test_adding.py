"""What is written while a ticket is in mind goes on that ticket, and only there."""

import pytest
from talks import NEAR, SURE, Talk

from bot.context import MOST_CHARACTERS
from handlers.adding import DONE, WRITTEN
from handlers.asking import REVIEW
from handlers.fallback import GREETING
from tickets import number


async def ticket_in_mind(talk: Talk) -> str:
    """The shown number of a ticket just opened."""
    await talk.say("人工")
    [(ticket, _)] = await talk.tickets()
    return number.shown(ticket.number)


async def test_words_go_on_the_ticket(talk: Talk) -> None:
    shown = await ticket_in_mind(talk)
    for words in ("老板姓马", "在工地门口等着"):
        assert await talk.say(words) == WRITTEN.format(number=shown)
    [(_, history)] = await talk.tickets()
    assert history == [("opened", "人工"), ("said", "老板姓马"), ("said", "在工地门口等着")]


async def test_what_is_very_long_is_cut_on_the_ticket(talk: Talk) -> None:
    await ticket_in_mind(talk)
    await talk.say("话" * (MOST_CHARACTERS + 1))
    [(_, history)] = await talk.tickets()
    assert history[-1] == ("said", "话" * MOST_CHARACTERS)


@pytest.mark.parametrize("words", ["好的", "没有了。", "谢谢！"])
async def test_thanks_end_it_and_are_not_put_down(talk: Talk, words: str) -> None:
    await ticket_in_mind(talk)
    assert await talk.say(words) == DONE
    assert await talk.say("你好") == GREETING
    [(_, history)] = await talk.tickets()
    assert [what for what, _ in history] == ["opened"]


async def test_a_clear_question_is_answered_and_not_put_down(talk: Talk) -> None:
    await ticket_in_mind(talk)
    question = talk.means("工伤怎么认定", "faq", ("injury", SURE))
    assert "injury先这样办" in await talk.say(question)
    [(_, history)] = await talk.tickets()
    assert len(history) == 1


async def test_a_vague_question_is_put_down(talk: Talk) -> None:
    shown = await ticket_in_mind(talk)
    assert await talk.say(talk.means("那咋办", "faq", ("injury", NEAR))) == WRITTEN.format(number=shown)


async def test_after_two_hours_words_go_their_usual_way(talk: Talk) -> None:
    await ticket_in_mind(talk)
    talk.later(hours=2, seconds=-1)
    await talk.say("还在听吗")
    talk.later(seconds=2)
    assert await talk.say("你好") == GREETING
    [(_, history)] = await talk.tickets()
    assert [text for _, text in history] == ["人工", "还在听吗"]


async def test_another_followers_ticket_takes_nothing(talk: Talk, other: Talk) -> None:
    await ticket_in_mind(talk)
    await other.say("人工")
    [(mine, _), (theirs, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        (await session.get_one(type(mine), mine.id)).follower = theirs.follower
    assert await talk.say("你好") == GREETING
    assert all(len(history) == 1 for _, history in await talk.tickets())


async def summed_up(talk: Talk) -> None:
    """A ticket of which nothing more was told, its summary just shown."""
    await talk.say(talk.means("老板不给我结账", "complaint", ("arrears", SURE)))
    told = await talk.say("1")
    for _ in range(9):
        told = told if told.startswith(REVIEW[:4]) else await talk.say("跳过")
    assert told.startswith(REVIEW[:4])


@pytest.mark.parametrize("words", ["单位：宏远建筑，金凤区", "用人单位全称:宏远建筑 在金凤区"])
async def test_an_employer_named_with_its_label_is_the_tickets_where_none_was_told(talk: Talk, words: str) -> None:
    await summed_up(talk)
    await talk.say(words)
    facts = await talk.facts()
    assert (facts["employer"], facts["district"]) == ("宏远建筑", "金凤区")
    assert "单位：宏远建筑 → 天元物业" in await talk.say("单位：天元物业")  # asked, and not answered
    assert (await talk.facts())["employer"] == "宏远建筑"


async def test_what_names_no_employer_is_written_as_it_is(talk: Talk) -> None:
    await summed_up(talk)
    [(ticket, _)] = await talk.tickets()
    for words in ("公司叫什么我不知道", "单位：不知道"):
        assert await talk.say(words) == WRITTEN.format(number=number.shown(ticket.number))
    assert "employer" not in await talk.facts()
