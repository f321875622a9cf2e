"""「继续」: page after page, each once, and not for ever."""

import pytest
from talks import Talk

from bot.context import Unit
from handlers.more import NO_MORE


async def kept(talk: Talk, *pages: str) -> None:
    """Further pages of an answer just given."""
    known = await talk.services.journal.recall("-", talk.follower)
    async with Unit(talk.services, talk.openid, talk.follower, known.version, talk.now) as unit:
        await (await unit.outbox()).put_pages(talk.follower, pages)


@pytest.mark.parametrize("words", ["继续", "下一页", "接着说。"])
async def test_pages_come_in_order_and_then_no_more(talk: Talk, words: str) -> None:
    await kept(talk, "二", "三")
    assert [await talk.say(words) for _ in range(3)] == ["二", "三", NO_MORE]


async def test_a_newer_answer_replaces_the_pages_of_the_older(talk: Talk) -> None:
    await kept(talk, "旧二", "旧三")
    await talk.say("继续")
    await kept(talk, "新二")
    assert [await talk.say("继续") for _ in range(2)] == ["新二", NO_MORE]


async def test_nobody_reads_another_followers_pages(talk: Talk, other: Talk) -> None:
    await kept(talk, "二")
    assert await other.say("继续") == NO_MORE
    assert await talk.say("继续") == "二"


async def test_yesterdays_pages_are_gone(talk: Talk) -> None:
    await kept(talk, "二")
    talk.later(days=1)
    assert await talk.say("继续") == NO_MORE
