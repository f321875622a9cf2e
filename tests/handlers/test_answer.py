"""A sure answer is given; a second matter in the same message is not lost."""

import pytest
from talks import FAR, NEAR, SURE, Talk, entry

from handlers.answer import ALSO, BOTH
from handlers.fallback import GREETING
from knowledge.search import Hit
from union.closing import MORE

SECOND = Hit("pension", "退休与养老", SURE)


async def test_a_sure_answer_is_given_whole(talk: Talk) -> None:
    answered = await talk.send(talk.means("手压了算工伤不", "faq", ("injury", SURE), ("pension", NEAR)))
    assert answered.reply.action == "answer"
    assert "injury为什么" in answered.reply.content and answered.reply.content.endswith(MORE)
    assert "pension" not in answered.reply.content


@pytest.mark.parametrize(("intent", "score"), [("faq", NEAR), ("faq", FAR), ("other", SURE)])
async def test_what_is_not_sure_or_not_ours_is_not_answered(talk: Talk, intent: str, score: float) -> None:
    assert "injury先这样办" not in await talk.say(talk.means("那个", intent, ("injury", score)))


async def test_two_short_answers_come_together(talk: Talk) -> None:
    reply = await talk.say(talk.means("工伤和养老", "faq", ("injury", SURE), second=SECOND))
    assert reply.index("injury为什么") < reply.index(BOTH.format(title="pension怎么办")) < reply.index("pension为什么")
    assert await talk.dialogue() is None


async def test_of_two_long_answers_the_second_is_one_reply_away(talk: Talk) -> None:
    long = entry("pension", "退休与养老", body="pension先这样办。\n\n" + "说来话长。" * 120)
    talk.services.shelf.now.library.entries["pension"] = long
    reply = await talk.say(talk.means("工伤和养老", "faq", ("injury", SURE), second=SECOND))
    assert ALSO.format(title="pension怎么办") in reply and "说来话长" not in reply
    assert "说来话长" in await talk.say("1")
    assert await talk.say("1") == GREETING


async def test_a_second_answer_withdrawn_meanwhile_is_not_named(talk: Talk) -> None:
    del talk.services.shelf.now.library.entries["pension"]
    reply = await talk.say(talk.means("工伤和养老", "faq", ("injury", SURE), second=SECOND))
    assert "injury为什么" in reply and "pension" not in reply
