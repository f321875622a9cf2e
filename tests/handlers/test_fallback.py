"""When nothing else answers: come nearer, ask for other words, offer a person. Never silence."""

import pytest
from talks import FAR, NEAR, Talk

from bot.wechat.message import DebugDemo, Image, UnknownEvent, UnknownMessage, Voice
from bot.wechat.reply import Silence
from handlers.fallback import CHOICES, GREETING, HEARD, NOT_KEPT, REPHRASE, SUGGEST, TO_HUMAN

HEAD = {"account": "gh_1", "openid": "o_worker", "created_s": 1_700_000_000}
OFFERED = SUGGEST.partition("{choices}")[0]


async def test_what_comes_near_is_offered_up_to_four(talk: Talk) -> None:
    near = [("injury", NEAR), ("pension", NEAR), ("contract", NEAR), ("arrears", NEAR), ("leave", NEAR)]
    answered = await talk.send(talk.means("这事咋说", "faq", *near))
    assert answered.reply.action == "suggest"
    lines = [line for line in answered.reply.content.splitlines() if line[:1].isdecimal()]
    assert lines == ["1. injury怎么办", "2. pension怎么办", "3. contract怎么办", "4. arrears怎么办"]
    assert len(lines) == CHOICES


async def test_what_is_far_is_not_offered(talk: Talk) -> None:
    assert await talk.say(talk.means("这事咋说", "faq", ("injury", FAR))) == REPHRASE


async def test_the_third_miss_in_a_row_offers_a_person(talk: Talk) -> None:
    vague = talk.means("那个", "faq")
    near = talk.means("那个事", "faq", ("injury", NEAR))
    replies = [await talk.send(words) for words in (near, vague, near, vague)]
    assert replies[0].reply.content.startswith(OFFERED)
    assert [one.reply.content for one in replies[1:]] == [REPHRASE, TO_HUMAN, TO_HUMAN]
    assert [one.reply.action for one in replies] == ["suggest", "fallback", "human", "human"]


async def test_an_answer_in_between_begins_anew(talk: Talk) -> None:
    vague = talk.means("那个", "faq", ("injury", NEAR))
    await talk.say(vague)
    await talk.say(vague)
    assert "injury为什么" in await talk.say("1")
    assert (await talk.say(vague)).startswith(OFFERED)


async def test_what_is_not_about_work_is_greeted_and_opens_no_dialogue(talk: Talk) -> None:
    assert await talk.say("今天天气咋样") == GREETING
    assert await talk.dialogue() is None


async def test_an_unheard_recording_is_said_so(talk: Talk) -> None:
    reply = (await talk.send(Voice(**HEAD, msg_id="1", media_id="m", recognition=""))).reply
    assert (reply.content, reply.action) == (HEARD, "fallback")


async def test_media_go_to_the_open_ticket_only(talk: Talk) -> None:
    picture = Image(**HEAD, msg_id="2", pic_url="http://127.0.0.1/", media_id="m")
    assert (await talk.send(picture)).reply.content == NOT_KEPT
    assert await talk.tickets() == []
    await talk.say("人工")
    await talk.send(picture)
    [(_, history)] = await talk.tickets()
    assert history == [("opened", "人工"), ("evidence", "")]


async def test_a_kind_nobody_knows_is_greeted(talk: Talk) -> None:
    sticker = UnknownMessage(**HEAD, msg_type="sticker", msg_id="3")
    assert (await talk.send(sticker)).reply.content == GREETING


@pytest.mark.parametrize("kind", [DebugDemo, UnknownEvent])
async def test_events_that_ask_nothing_get_silence(talk: Talk, kind: type[UnknownEvent]) -> None:
    answered = await talk.send(kind(**HEAD, event="debug_demo", event_key=""))
    assert isinstance(answered.reply, Silence)
