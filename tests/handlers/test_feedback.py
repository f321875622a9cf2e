"""「有用」「没用」: counted once for each answer, kept without who said it, and only after an answer."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from talks import FAR, NEAR, START, SURE, Talk, Told, text

from bot.context import Context, Unit
from bot.core.errors import Stale
from bot.journal import Turn
from bot.wechat.message import Unsubscribe
from handlers.adding import WRITTEN
from handlers.complaint import BEFORE, OFFER, TELL
from handlers.fallback import GREETING, REPHRASE, WELCOME
from handlers.feedback import ALREADY, ASK_REASON, NOTED, THANKS
from handlers.intake import NOT_NOW
from handlers.reason import NOTED as REASON_NOTED
from handlers.reason import WRONG_NOTED
from knowledge.missed import EntryFeedback, Missed, MissedQuestion, Question, Reason, Why

DAY = date(2026, 11, 22)


@pytest.fixture
async def told(talk: Talk) -> AsyncIterator[Told]:
    """A talk that has just got the answer `arrears`."""
    one = Told.of(talk)
    assert "arrears先这样办" in await one.say(one.means("老板欠薪，电话13900001234", "faq", ("arrears", SURE)))
    yield one


async def counted(talk: Talk) -> dict[str, tuple[int, int, int]]:
    async with talk.services.database.view() as session:
        found = (await session.scalars(select(EntryFeedback))).all()
        assert {row.day for row in found} <= {DAY}
        return {row.slug: (row.useful, row.not_useful, row.wrong) for row in found}


async def kept(talk: Talk) -> list[Question]:
    async with talk.services.database.view() as session:
        return await Missed(session, talk.services.keys).newest(date(2000, 1, 1))


@pytest.mark.parametrize("words", ["有用", "有用！", "谢谢，有用", "有用，谢谢。"])
async def test_a_useful_answer_is_counted_and_nothing_kept(told: Told, words: str) -> None:
    assert await told.say(words) == THANKS
    assert await counted(told) == {"arrears": (1, 0, 0)}
    assert await kept(told) == []


@pytest.mark.parametrize("words", ["没用", "没用处", "不对", "没有用。"])
async def test_one_of_no_use_is_counted_and_its_question_kept_without_who_asked(told: Told, words: str) -> None:
    assert await told.say(words) == ASK_REASON
    assert await counted(told) == {"arrears": (0, 1, 0)}
    [one] = await kept(told)
    assert (one.text, one.slug, one.why, one.reason) == ("老板欠薪,电话[号码]", "arrears", Why.NOT_USEFUL, None)


@pytest.mark.parametrize(
    ("words", "reply", "reason", "wrong"),
    [
        ("1", REASON_NOTED, Reason.OFF_THE_POINT, 0),
        ("２", REASON_NOTED, Reason.UNCLEAR, 0),
        ("和我的情况不一样", REASON_NOTED, Reason.OTHER_CASE, 0),
        ("4", WRONG_NOTED, Reason.WRONG, 1),
    ],
)
async def test_the_reason_is_put_to_it_and_a_wrong_figure_marked(
    told: Told, words: str, reply: str, reason: Reason, wrong: int
) -> None:
    await told.say("没用")
    assert await told.say(words) == reply
    assert [one.reason for one in await kept(told)] == [reason]
    assert await counted(told) == {"arrears": (0, 1, wrong)}
    assert await told.dialogue() is None


async def test_words_instead_of_a_reason_go_their_usual_way(told: Told) -> None:
    await told.say("没用")
    assert "injury先这样办" in await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert [one.reason for one in await kept(told)] == [None]


async def test_a_number_ten_minutes_later_is_no_reason(told: Told) -> None:
    await told.say("没用")
    told.later(minutes=11)
    assert await told.say("4") == GREETING
    assert await counted(told) == {"arrears": (0, 1, 0)}


@pytest.mark.parametrize(("words", "said"), [("有用", THANKS), ("没用", ALREADY)])
async def test_saying_it_twice_counts_once(told: Told, words: str, said: str) -> None:
    await told.say(words)
    before = await counted(told)
    assert await told.say(words) == said
    assert await counted(told) == before
    assert len(await kept(told)) == (words == "没用")


async def test_who_thinks_better_of_it_is_counted_where_they_end(told: Told) -> None:
    for words, said, then in (
        ("有用", THANKS, (1, 0, 0)),
        ("没用", ASK_REASON, (0, 1, 0)),
        ("有用", THANKS, (1, 0, 0)),
        ("没用", NOTED, (0, 1, 0)),
    ):
        assert await told.say(words) == said
        assert await counted(told) == {"arrears": then}
    assert len(await kept(told)) == 1


async def test_each_answer_is_judged_by_itself(told: Told) -> None:
    await told.say("有用")
    await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))
    await told.say("没用")
    assert await counted(told) == {"arrears": (1, 0, 0), "injury": (0, 1, 0)}


async def test_the_question_behind_a_choice_is_what_the_choices_were_offered_for(told: Told) -> None:
    await told.say(told.means("厂里的事咋说", "faq", ("injury", NEAR), ("leave", NEAR)))
    assert "leave先这样办" in await told.say("2")
    assert await kept(told) == []
    assert await told.say("没用") == ASK_REASON
    assert [(one.text, one.slug) for one in await kept(told)] == [("厂里的事咋说", "leave")]


async def test_thanks_in_between_do_not_hide_the_answer(told: Told) -> None:
    assert await told.say("谢谢") == WELCOME
    assert await told.say("有用") == THANKS


@pytest.mark.parametrize("words", ["有用", "没用", "不对"])
async def test_without_an_answer_it_goes_its_usual_way(talk: Talk, words: str) -> None:
    assert await talk.say(words) == GREETING
    assert await counted(talk) == {}


async def test_an_answer_of_yesterday_is_not_meant(told: Told) -> None:
    told.later(days=1)
    assert await told.say("没用") == GREETING
    assert await counted(told) == {}


async def test_another_follower_says_nothing_about_this_answer(told: Told, other: Talk) -> None:
    assert await other.say("没用") == GREETING
    assert await counted(told) == {}


async def test_after_what_was_not_understood_it_is_not_about_the_answer_before(told: Told) -> None:
    assert await told.say(told.means("那个啥", "faq", ("injury", FAR))) == REPHRASE
    assert await told.say(told.means("没用", "faq")) == REPHRASE
    assert await counted(told) == {}


async def test_on_a_ticket_it_is_a_word_for_the_ticket(told: Told) -> None:
    await told.say("人工")
    assert (await told.say("不对")).startswith(WRITTEN.partition("（")[0])
    [(_, history)] = await told.tickets()
    assert history[-1] == ("said", "不对")
    assert await counted(told) == {}


async def test_an_offer_that_stands_is_not_lost_for_a_reason(told: Told) -> None:
    await told.say(told.means("老板欠我一万八", "complaint", ("arrears", SURE)))
    await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await told.say("没用") == NOTED
    assert await counted(told) == {"injury": (0, 1, 0)}
    assert await told.say("2") == NOT_NOW


@pytest.mark.parametrize("words", ["有用", "没用"])
async def test_of_two_at_once_the_second_begins_anew(told: Told, words: str) -> None:
    """Both have read the journal before either is in it; the dialogue's version tells the second."""
    version = (await told.services.journal.recall("-", told.follower)).version
    await told.send(words)
    with pytest.raises(Stale):
        async with Unit(told.services, told.openid, told.follower, version, told.now) as unit:
            message = text(words, told.openid)
            await told._dispatcher.dispatch(await Context.of(message, told.now, told.services, unit, None))
    assert sum(next(iter((await counted(told)).values()))) == 1


async def test_who_leaves_leaves_nothing_that_leads_to_them(told: Told) -> None:
    await told.say("没用")
    await told.send(Unsubscribe(account="gh_1", openid=told.openid, created_s=1, event="unsubscribe", event_key=""))
    async with told.services.database.view() as session:
        [row] = (await session.scalars(select(MissedQuestion))).all()
    values = [getattr(row, column.name) for column in MissedQuestion.__table__.columns]
    assert told.follower not in values and told.openid not in values
    assert "13900001234" not in (await kept(told))[0].text


async def test_what_the_fallback_could_not_answer_is_kept_until_it_is_chosen(talk: Talk) -> None:
    vague, near = talk.means("那个", "faq"), talk.means("厂里的事", "faq", ("injury", NEAR), ("leave", NEAR))
    await talk.say(near)
    assert [(one.text, one.slug, one.why) for one in await kept(talk)] == [("厂里的事", "injury", Why.OFFERED)]
    await talk.say("1")
    assert await kept(talk) == []
    for words in (near, vague, vague):
        await talk.say(words)
    assert sorted(one.why for one in await kept(talk)) == ["handed over", "offered", "rephrased"]


async def test_greetings_are_not_kept(talk: Talk) -> None:
    await talk.say("你好")
    assert await kept(talk) == []


async def test_a_plain_answer_opens_no_transaction(told: Told) -> None:
    async with told.services.database.view() as session:
        assert (await session.scalars(select(EntryFeedback))).all() == []
    assert (await told.services.journal.recall("-", told.follower)).version == 0
    turns: list[Turn] = await told.services.journal.latest(told.follower, START - timedelta(days=1), 5)
    assert [turn.reply.source for turn in turns] == ["arrears"]


async def test_what_was_just_answered_can_be_registered_with_one_word(told: Told) -> None:
    assert await told.say("登记") == f"{BEFORE.format(said='老板欠薪，电话13900001234')}\n\n{OFFER}"
    await told.say("登记")
    [(ticket, history)] = await told.tickets()
    assert (ticket.kind, history[0]) == ("欠薪", ("opened", "老板欠薪，电话13900001234"))


async def test_an_hour_later_the_story_is_asked_for(told: Told) -> None:
    told.later(hours=1)
    assert await told.say("登记") == TELL


async def test_one_after_an_answer_is_taken_as_the_wish_to_register(told: Told) -> None:
    assert await told.say("1") == f"{BEFORE.format(said='老板欠薪，电话13900001234')}\n\n{OFFER}"
    assert await told.tickets() == []
    await told.say("1")
    assert [ticket.kind for ticket, _ in await told.tickets()] == ["欠薪"]


async def test_one_out_of_the_blue_registers_nothing(told: Told) -> None:
    assert await told.say("你好") == GREETING == await told.say("1")
