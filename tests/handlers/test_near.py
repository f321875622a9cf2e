"""Only a hit that comes near enough tells what kind of ticket a story is."""

import pytest
from talks import FAR, NEAR, Talk

from bot.wechat.reply import Text
from handlers.anonymous import STORY_HELD
from handlers.complaint import OFFER
from tickets.kind import OTHER

STORY = "车间里天天吵得睡不着"


@pytest.mark.parametrize("begins", ["匿名", "登记"])
@pytest.mark.parametrize(("score", "kind"), [(FAR, OTHER), (NEAR, "欠薪")])
async def test_the_kind_is_of_a_hit_that_is_near(talk: Talk, begins: str, score: float, kind: str) -> None:
    await talk.say(begins)
    await talk.say(talk.means(STORY, "other", ("arrears", score)))
    [(ticket, _)] = await talk.tickets()
    assert ticket.kind == kind


async def test_who_is_offered_to_register_may_do_it_without_a_name_and_need_not_tell_it_again(talk: Talk) -> None:
    story = talk.means("宏达厂欠我工资", "complaint", ("arrears", NEAR))
    assert (await talk.say(story)).endswith(OFFER) and "「匿名」" in OFFER
    assert await talk.say("匿名") == STORY_HELD.format(story=story)
    assert "回执码" in await talk.say("1")
    [(ticket, _)] = await talk.tickets()
    assert (ticket.follower, talk.read(ticket, ticket.story)) == (None, story)


@pytest.mark.parametrize(("score", "source"), [(FAR, ""), (NEAR, "arrears")])
async def test_the_help_that_comes_with_the_offer_tells_where_it_is_from(talk: Talk, score: float, source: str) -> None:
    reply = (await talk.send(talk.means(STORY, "complaint", ("arrears", score)))).reply
    assert isinstance(reply, Text) and (reply.content.endswith(OFFER), reply.source) == (True, source)
