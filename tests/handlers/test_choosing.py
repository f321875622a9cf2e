"""Picking one of the offered questions."""

import pytest
from talks import NEAR, Talk

from handlers.fallback import GREETING
from handlers.progress import NONE


async def offered(talk: Talk) -> None:
    """The follower was offered two questions."""
    reply = await talk.say(talk.means("这事咋说", "faq", ("injury", NEAR), ("pension", NEAR)))
    assert "1. injury怎么办\n2. pension怎么办" in reply


@pytest.mark.parametrize("words", ["2", "２", "2。", " 2 ", "②", "pension怎么办"])
async def test_a_number_or_the_title_gives_that_answer(talk: Talk, words: str) -> None:
    await offered(talk)
    assert "pension为什么" in await talk.say(words)
    assert await talk.dialogue() is None


@pytest.mark.parametrize("words", ["0", "3", "99", "123456", "二"])
async def test_a_number_nobody_offered_picks_nothing(talk: Talk, words: str) -> None:
    await offered(talk)
    reply = await talk.say(words)
    assert "先这样办" not in reply and reply


async def test_something_else_goes_its_usual_way(talk: Talk) -> None:
    await offered(talk)
    assert await talk.say("你好") == GREETING
    await offered(talk)
    assert await talk.say("查进度") == NONE


async def test_an_answer_withdrawn_meanwhile_is_not_given(talk: Talk) -> None:
    await offered(talk)
    del talk.services.shelf.now.library.entries["pension"]
    assert "injury为什么" in await talk.say("1")
    del talk.services.shelf.now.library.entries["injury"]
    assert await talk.say("1") == GREETING
