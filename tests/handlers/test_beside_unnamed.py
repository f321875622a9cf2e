"""After an anonymous filing, or one that lapsed, nobody is registered by name unawares."""

import pytest
from talks import Talk

from handlers.beside_unnamed import LAPSED, SAME
from handlers.complaint import OFFER, TELL
from handlers.fallback import GREETING
from handlers.safety import ON_UNNAMED
from handlers.unnamed import LASTS
from tickets import number

PLACE, STORY, BEATEN = "我在永昌服装厂上班", "欠我三个月工资一万五", "还有厂长李四打人"


async def filed(talk: Talk) -> str:
    """The number, as shown, of an anonymous ticket that only says where."""
    talk.means(STORY, "complaint", ("arrears", 0.9), amount_fen=1_500_000)
    await talk.say("匿名")
    await talk.say(PLACE)
    return number.shown((await talk.tickets())[0][0].number)


@pytest.mark.parametrize("words", [STORY, BEATEN])
async def test_the_second_piece_is_asked_about_and_nothing_named_is_opened(talk: Talk, words: str) -> None:
    shown = await filed(talk)
    assert await talk.say(words) == SAME.format(number=shown)
    await talk.say("1")
    assert len(await talk.tickets()) == 1 and await talk.dialogue() is None


async def test_bare_facts_are_asked_about_too(talk: Talk) -> None:
    shown = await filed(talk)
    assert await talk.say("欠了18000") == SAME.format(number=shown)
    assert await talk.say("一万八") == SAME.format(number=shown)
    assert await talk.dialogue() is None


async def test_what_is_no_statement_goes_its_usual_way(talk: Talk, other: Talk) -> None:
    await filed(talk)
    for words in ("你好", "你们是干啥的？"):
        assert await talk.say(words) == GREETING
    assert await other.say(BEATEN) == GREETING


async def test_who_wants_to_be_named_is_from_then_on(talk: Talk) -> None:
    await filed(talk)
    await talk.say(STORY)
    assert await talk.say("登记") == TELL
    assert (await talk.say(STORY)).endswith(OFFER)


async def test_after_half_an_hour_it_is_offered_as_usual(talk: Talk) -> None:
    await filed(talk)
    talk.later(minutes=31)
    assert (await talk.say(STORY)).endswith(OFFER)


async def test_danger_told_after_it_goes_on_that_ticket_and_names_nobody(talk: Talk) -> None:
    shown = await filed(talk)
    words = talk.means("厂里着火了人还在里面", "other", danger="accident_now")
    assert (await talk.say(words)).endswith(ON_UNNAMED.format(number=shown))
    ((ticket, history),) = await talk.tickets()
    assert ticket.follower is None and ticket.urgent
    assert ("said", words) in history


@pytest.mark.parametrize("words", [STORY, BEATEN])
async def test_a_story_that_comes_too_late_is_told_so_before_any_offer(talk: Talk, words: str) -> None:
    talk.means(STORY, "complaint", ("arrears", 0.9))
    await talk.say("匿名")
    talk.later(seconds=LASTS.total_seconds() + 1)
    assert await talk.say(words) == LAPSED
    assert await talk.tickets() == []
    await talk.say("匿名")
    assert "回执码" in await talk.say(words)


async def test_a_filing_that_was_cut_off_is_made_by_the_next_message(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.say("匿名")
    with monkeypatch.context() as cut:
        cut.setattr(talk.services.receipts, "file", lambda *_: 1 / 0)  # all is written, nothing committed
        with pytest.raises(ZeroDivisionError):
            await talk.say(PLACE)
    assert await talk.tickets() == []
    assert "回执码" in await talk.say(PLACE)
    assert len(await talk.tickets()) == 1
