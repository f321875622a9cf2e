"""The questions of a withdrawal are kept, asked again, and their answers weighed."""

import pytest
from talks import SURE, Talk

from handlers.withdrawing import ASK_PAID, ASK_PRESSED, ASK_SUM, ASK_SURELY, BAD_SUM, HELD, NOTED, PARTLY, STILL_ASKED
from tickets import number
from tickets.models import Ticket


async def opened(talk: Talk, **slots: object) -> Ticket:
    """A ticket just opened, its questions left."""
    words = talk.means("老板不给我结账", "complaint", ("arrears", SURE), **slots)
    for said in (words, "1", "退出"):
        await talk.say(said)
    return (await talk.tickets())[-1][0]


async def test_a_look_at_the_progress_keeps_the_question(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "2", "6千"):
        await talk.say(words)
    assert (await talk.say("查进度")).endswith(STILL_ASKED.format(question=ASK_PRESSED))
    assert (await talk.say("2")) == HELD


async def test_two_tickets_to_choose_from_are_still_asked_after_the_progress(talk: Talk) -> None:
    await opened(talk)
    await opened(talk)
    asked = await talk.say("撤回")
    assert (await talk.say("查进度")).endswith(STILL_ASKED.format(question=asked))


async def test_back_begins_with_the_first_question_again(talk: Talk) -> None:
    ticket = await opened(talk)
    first = ASK_PAID.format(number=number.shown(ticket.number))
    assert [await talk.say(words) for words in ("撤回", "上一步")] == [first, first]
    await talk.say("3")
    assert await talk.say("上一步") == first


async def test_words_that_are_no_answer_are_kept_and_the_question_asked_again(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "3"):
        await talk.say(words)
    words = talk.means("厂长天天打电话问账", "complaint", ("arrears", SURE))
    assert await talk.say(words) == f"{NOTED}\n{ASK_PRESSED}"
    assert ("said", words) in (await talk.tickets())[-1][1]
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await talk.say("2") == HELD


@pytest.mark.parametrize("words", ["-500", "负五百", "0"])
async def test_a_sum_below_or_at_nothing_is_asked_again(talk: Talk, words: str) -> None:
    await opened(talk)
    for said in ("撤回", "1"):
        await talk.say(said)
    assert await talk.say(words) == f"{BAD_SUM}\n{ASK_SUM}"


async def test_all_paid_though_it_is_less_than_was_registered_is_asked_about(talk: Talk) -> None:
    await opened(talk, amount_fen=1_800_000)
    for words in ("撤回", "1"):
        await talk.say(words)
    surely = ASK_SURELY.format(asked="18,000元", paid="6,000元")
    assert [await talk.say(words) for words in ("6千", "嗯嗯", "2", "6千")] == [surely, surely, ASK_SUM, surely]
    assert await talk.say("1") == ASK_PRESSED
    await talk.say("1")
    assert ("withdrawing", "想撤回：钱全拿到了，6,000元") in (await talk.tickets())[-1][1]
    for words in ("撤回", "1"):
        await talk.say(words)
    assert await talk.say("18000") == ASK_PRESSED


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ("拿到5000块，还差13000", "，5,000元"),
        ("5000，其余的没给", "，5,000元"),
        ("拿到5000还差13000", "，5,000元"),
        ("剩下13000没给", ""),
        ("一万三还没给我", ""),
    ],
)
async def test_what_is_still_owed_makes_it_paid_in_part(talk: Talk, words: str, paid: str) -> None:
    await opened(talk, amount_fen=1_800_000)
    for said in ("撤回", "1"):
        await talk.say(said)
    assert await talk.say(words) == PARTLY + ASK_PRESSED
    await talk.say("1")
    history = (await talk.tickets())[-1][1]
    assert ("said", words) in history and ("withdrawing", f"想撤回：拿到一部分{paid}") in history


@pytest.mark.parametrize("words", ["一百亿", "老板给的那些", "差不多都拿到了"])
async def test_a_sum_that_is_not_read_is_kept_and_asked_again(talk: Talk, words: str) -> None:
    await opened(talk, amount_fen=1_800_000)
    for said in ("撤回", "1"):
        await talk.say(said)
    assert await talk.say(words) == (f"{NOTED}\n{ASK_SUM}" if len(words) > 3 else ASK_SUM)
    assert (("said", words) in (await talk.tickets())[-1][1]) is (len(words) > 3)
    assert await talk.say("18000都给了，不差钱") == ASK_PRESSED


async def test_a_question_instead_of_the_sum_is_answered_and_the_question_stands(talk: Talk) -> None:
    await opened(talk, amount_fen=1_800_000)
    for said in ("撤回", "1"):
        await talk.say(said)
    assert "injury先这样办" in await talk.say(talk.means("工伤的钱还没给怎么办", "faq", ("injury", SURE)))
    assert await talk.say("18000") == ASK_PRESSED
