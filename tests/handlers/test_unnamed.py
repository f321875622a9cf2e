"""A ticket without a name, in the chat."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from talks import Talk

from bot.core.followers import Follower
from handlers.adding import WRITTEN as WRITTEN_ON_NAMED
from handlers.again_unnamed import ALREADY
from handlers.again_unnamed import URGENT as URGENT_AGAIN
from handlers.anonymous import ASK, BOUND, CLOSED, HOW, NO_ANSWER, SLOWED, WRITTEN, WRONG
from handlers.unnamed import LASTS, NEED_STORY, NOT_NOW, REGISTERED
from knowledge.danger import CALM, RESCUE
from tickets.kind import URGENT
from tickets.receipts import FREE_TRIES, Receipt
from tickets.service import Opening, Tickets
from tickets.states import State

STORY = "宏达厂拖欠我们三个月工资一万八"


async def filed(talk: Talk) -> tuple[str, str]:
    """Number and code of an anonymous ticket, as shown."""
    talk.means(STORY, "complaint", ("arrears", 0.9), amount_fen=1_800_000, months=3, employer="宏达厂")
    assert await talk.say("匿名") == ASK
    said = await talk.say(STORY)
    return str(re.search(r"编号 ([\d ]+\d)", said)[1]), str(re.search(r"回执码 (\S+)", said)[1])  # type: ignore[index]


async def change(talk: Talk, state: State | None = None, answer: str = "") -> None:
    """What staff do to the one ticket."""
    ticket = (await talk.tickets())[0][0]
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.find(ticket.number)
        assert found
        if answer:
            await tickets.say(found, "agent:wang", answer, "answered")
        if state:
            await tickets.move(found, state, "agent:wang", "为了测试")


async def test_the_ticket_has_what_was_told_and_nobodys_name(talk: Talk) -> None:
    number, code = await filed(talk)
    ((ticket, history),) = await talk.tickets()
    assert ticket.follower is None
    assert ticket.number == number.replace(" ", "")
    assert (ticket.kind, ticket.claims[0].amount_fen) == ("欠薪", 1_800_000)
    assert talk.read(ticket, ticket.employer) == "宏达厂"
    assert talk.read(ticket, ticket.story) == STORY
    assert not any(code in words or talk.openid in words for _, words in history)


async def test_the_code_is_kept_as_a_hash_only(talk: Talk) -> None:
    _, code = await filed(talk)
    async with talk.services.database.view() as session:
        kept = list(await session.scalars(select(Receipt.hash)))
    assert len(kept) == 1
    assert kept[0].startswith("$argon2id$")
    assert code.replace("-", "") not in kept[0]


async def test_nothing_of_it_stays_in_the_followers_dialogue_or_tickets(talk: Talk) -> None:
    await filed(talk)
    assert await talk.dialogue() is None
    assert STORY not in await talk.say("查进度")
    async with talk.services.database.view() as session:
        assert (await session.get(Follower, talk.follower)).scene is None  # type: ignore[union-attr]


async def test_out_of_it_before_the_story(talk: Talk) -> None:
    await talk.say("匿名举报")
    assert await talk.say("退出") == NOT_NOW
    assert await talk.tickets() == []


async def test_too_short_a_story_is_asked_again(talk: Talk) -> None:
    await talk.say("匿名")
    assert await talk.say("嗯") == NEED_STORY
    assert await talk.tickets() == []


async def test_a_question_of_its_own_is_answered_and_the_story_still_awaited(talk: Talk) -> None:
    await talk.say("匿名")
    asked = talk.means("工伤认定多久有结果", "faq", ("injury", 0.95))
    assert "injury" in await talk.say(asked)
    assert await talk.tickets() == []


async def test_a_story_that_the_knowledge_would_answer_too_is_taken(talk: Talk) -> None:
    await talk.say("匿名")
    story = talk.means("我们厂女工怀孕就被调岗逼着辞职，在金凤区的美好服装厂", "faq", ("injury", 0.95))
    assert (await talk.say(story)).startswith(REGISTERED.partition("\n")[0])
    assert len(await talk.tickets()) == 1


async def test_after_a_while_words_are_no_story(talk: Talk) -> None:
    await talk.say("匿名")
    talk.later(seconds=LASTS.total_seconds() + 1)
    await talk.say("我们单位的食堂不错")
    assert await talk.tickets() == []


async def test_number_and_code_show_it_to_anybody(talk: Talk, other: Talk) -> None:
    number, code = await filed(talk)
    said = await other.say(f"查单 {number} {code}")
    assert number in said
    assert NO_ANSWER in said
    await change(talk, answer="请把考勤拍照留好")
    other.later(seconds=talk.services.settings.desk.undo_s)
    assert "请把考勤拍照留好" in await other.say(f"查单{number} {code.lower()}")


async def test_an_answer_that_may_still_be_taken_back_is_not_shown(talk: Talk) -> None:
    number, code = await filed(talk)
    await change(talk, answer="请把考勤拍照留好")
    talk.later(seconds=talk.services.settings.desk.undo_s - 1)
    assert NO_ANSWER in await talk.say(f"查单 {number} {code}")
    talk.later(seconds=1)
    assert "请把考勤拍照留好" in await talk.say(f"查单 {number} {code}")


async def test_words_behind_the_code_go_onto_the_ticket(talk: Talk) -> None:
    number, code = await filed(talk)
    assert (await talk.say(f"查单 {number} {code} 老板今天又催我们签字")).startswith(WRITTEN)
    assert ("said", "老板今天又催我们签字") in (await talk.tickets())[0][1]
    await change(talk, State.CLOSED)
    assert (await talk.say(f"查单 {number} {code} 还有一句")).startswith(CLOSED)
    assert ("said", "还有一句") not in (await talk.tickets())[0][1]


async def test_the_code_never_lands_on_another_ticket(talk: Talk) -> None:
    """In the middle of telling more about a named ticket."""
    number, code = await filed(talk)
    async with talk.services.database.session() as session:
        opening = Opening("欠薪", "另一张", talk.follower)
        await Tickets(session, talk.services.keys, talk.now, talk.services.rules).open(opening)
    await talk.say("查进度")
    assert number in await talk.say(f"查单 {number} {code}")
    assert WRITTEN_ON_NAMED.format(number=number) not in await talk.say(f"查单 {number} {code}")
    assert not any(code in words for _, history in await talk.tickets() for _, words in history)


@pytest.mark.parametrize("text", ["查单", "查单 261047398", "补充身份", "补充身份 ABCD-EFGH"])
async def test_half_of_it_is_told_how(talk: Talk, text: str) -> None:
    assert (await talk.say(text)).startswith(HOW.splitlines()[0])


async def test_wrong_code_unknown_number_and_a_named_ticket_are_alike(talk: Talk, other: Talk) -> None:
    number, code = await filed(talk)
    async with talk.services.database.session() as session:
        named = await Tickets(session, talk.services.keys, talk.now, talk.services.rules).open(
            Opening("欠薪", "有名", talk.follower)
        )
    turned = code[:-1] + ("2" if code[-1] != "2" else "3")
    said = [await other.say(f"查单 {one}") for one in (f"{number} {turned}", f"{named.number} {code}")]
    assert said == [WRONG, WRONG]


async def test_guessing_is_slowed(talk: Talk, other: Talk) -> None:
    number, code = await filed(talk)
    for _ in range(FREE_TRIES):
        assert await other.say(f"查单 {number} ABCD-EFGH-JKMN-PQRS") == WRONG
    assert await other.say(f"查单 {number} {code}") == SLOWED.format(minutes=1)
    assert number in await talk.say(f"查单 {number} {code}")
    other.now += timedelta(minutes=1)
    assert number in await other.say(f"查单 {number} {code}")


async def test_identity_is_added_later(talk: Talk, other: Talk) -> None:
    number, code = await filed(talk)
    assert await other.say(f"补充身份 {number} {code}") == BOUND.format(number=number)
    ((ticket, history),) = await talk.tickets()
    assert ticket.follower == other.follower
    assert history[-1][0] == "identified"
    assert await talk.say(f"查单 {number} {code}") == WRONG
    assert number in await other.say("查进度")


DANGER = "再不给钱我就从塔吊上跳下去"


async def test_danger_in_the_story_is_an_urgent_ticket_without_a_name_and_help_comes_first(talk: Talk) -> None:
    await talk.say("匿名")
    answered = await talk.send(talk.means(DANGER, "complaint", danger="self_harm"))
    said = answered.reply.content
    assert said.startswith(CALM) and answered.reply.action == "safety"
    ((ticket, history),) = await talk.tickets()
    assert (ticket.follower, ticket.urgent, ticket.kind) == (None, True, URGENT)
    assert history[0] == ("opened", DANGER) and not any(talk.openid in words for _, words in history)
    number, code = str(re.search(r"编号 ([\d ]+\d)", said)[1]), str(re.search(r"回执码 ([\w-]+)", said)[1])  # type: ignore[index]
    assert await talk.dialogue() is None
    assert number in await talk.say(f"查单 {number} {code} 我在兴庆区")
    assert ("said", "我在兴庆区") in (await talk.tickets())[0][1]


async def test_danger_behind_the_code_makes_that_ticket_urgent_and_names_nobody(talk: Talk) -> None:
    number, code = await filed(talk)
    await change(talk, State.CLOSED)
    words = talk.means(f"查单 {number} {code} 着火了人还在里面", "other", danger="accident_now")
    said = await talk.say(words)
    assert said.startswith(RESCUE) and number in said and WRITTEN in said
    ((ticket, history),) = await talk.tickets()
    assert (ticket.follower, ticket.urgent, ticket.state) == (None, True, State.TAKEN)
    assert ("said", "着火了人还在里面") in history
    assert not any(code in told for _, told in history)


async def test_danger_behind_a_wrong_code_still_gets_help_and_no_named_ticket(talk: Talk) -> None:
    number, _ = await filed(talk)
    words = talk.means(f"查单 {number} ABCD-EFGH-JKMN-PQRS 着火了", "other", danger="accident_now")
    said = await talk.say(words)
    assert said.startswith(RESCUE) and WRONG in said
    assert len(await talk.tickets()) == 1


async def test_the_same_story_again_is_not_put_down_under_a_name(talk: Talk, other: Talk) -> None:
    await filed(talk)
    assert await talk.say(STORY) == ALREADY
    assert len(await talk.tickets()) == 1 and await talk.dialogue() is None
    talk.later(minutes=31)
    assert (await talk.say(STORY)).startswith("arrears")
    other.means(STORY, "complaint", ("arrears", 0.9))
    assert (await other.say(STORY)).startswith("arrears")


async def test_the_same_danger_again_is_no_named_urgent_ticket(talk: Talk) -> None:
    talk.means(DANGER, "complaint", danger="self_harm")
    for words in ("匿名", DANGER):
        await talk.say(words)
    answered = await talk.send(DANGER)
    assert answered.reply.content == f"{URGENT_AGAIN}\n\n{ALREADY}" and answered.reply.action == "safety"
    ((ticket, _),) = await talk.tickets()
    assert ticket.follower is None


async def test_a_story_that_was_rolled_back_is_not_taken_for_filed(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", 0.9))
    talk.services.receipts.file(talk.follower, STORY, "261047398", talk.now)
    await talk.say("匿名")
    assert "回执码" in await talk.say(STORY)
    assert len(await talk.tickets()) == 1
