"""「我要匿名举报我们厂超时加班」 begins the way without a name, with that story; a named ticket is not passed over."""

import pytest
from talks import SURE, Talk

from handlers.anonymous import ASK, NAMED, STORY_HELD
from handlers.progress import NONE
from tickets import number

STORY = "我要匿名举报我们厂超时加班"


@pytest.mark.parametrize(("more", "whole"), [("1", STORY), ("宏达厂，从三月开始", f"{STORY}\n宏达厂，从三月开始")])
async def test_the_story_goes_on_the_ticket(talk: Talk, more: str, whole: str) -> None:
    assert await talk.say(talk.means(STORY, "complaint", ("arrears", SURE))) == STORY_HELD.format(story=STORY)
    assert "回执码" in await talk.say(more)
    [(ticket, _)] = await talk.tickets()
    assert (ticket.follower, talk.read(ticket, ticket.story)) == (None, whole)
    assert await talk.say("查进度") == NONE


@pytest.mark.parametrize(
    "words", ["匿名举报我们厂老板拖欠工资", "举报宏达厂天天加班，不要留我名", "不留名投诉工地欠薪"]
)
async def test_words_like_it_begin_it_too(talk: Talk, words: str) -> None:
    assert await talk.say(words) == STORY_HELD.format(story=words)


@pytest.mark.parametrize("words", ["匿名举报有用吗", "我要匿名举报公司怎么弄", "匿名举报会不会被查到"])
async def test_a_question_about_it_goes_its_usual_way(talk: Talk, words: str) -> None:
    answered = await talk.send(talk.means(words, "faq", ("contract", SURE)))
    assert answered.handler == "answer.answer"


@pytest.mark.parametrize(("words", "text"), [("匿名", ASK), (STORY, STORY_HELD.format(story=STORY))])
async def test_who_has_a_named_ticket_is_told_that_it_stands_and_how_to_take_it_back(
    talk: Talk, words: str, text: str
) -> None:
    await talk.registered("老板不给我结账")
    [(ticket, _)] = await talk.tickets()
    named = NAMED.format(numbers=number.shown(ticket.number))
    await talk.say("退出")
    assert await talk.say(words) == f"{named}\n\n{text}"
    for answer in ("撤回", "3", "1"):
        await talk.say(answer)
    assert await talk.say(words) == text
