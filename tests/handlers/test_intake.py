"""The turns of a registration that a smooth one does not take."""

import pytest
from talks import FAR, SURE, Talk, Told

from handlers.asking import NEXT, STOPPED
from handlers.calculate import STANDS_ON
from handlers.complaint import BEFORE, OFFER, TELL, UNSURE
from handlers.fallback import GREETING
from handlers.intake import CONSENT, NEED_STORY, NOT_NOW, PHONE_FIRST, REGISTERED
from handlers.of_help import WHO_SEES
from knowledge.slots import Source
from tickets import number
from tickets.kind import OTHER
from tickets.lines import Line
from tickets.question import BAD_PHONE, LEFT, OWED, PHONE, SUM, WHERE
from tickets.told import DERIVED, LEAD
from tickets.vague_sums import ASK_SUM

STORY = "老板不给我结账"


async def offered(talk: Talk, **slots: object) -> str:
    talk.means(STORY, "complaint", ("arrears", SURE), **slots)
    return await talk.say(STORY)


async def test_help_comes_with_the_offer_also_where_nothing_fits(talk: Talk) -> None:
    assert (await offered(talk)).startswith("arrears先这样办")
    unclear = talk.means("他们欺负人", "complaint", ("injury", FAR))
    assert await talk.say(unclear) == f"{UNSURE}\n\n{OFFER}"


async def test_a_question_instead_of_an_answer_is_answered_and_the_offer_stands(talk: Talk) -> None:
    await offered(talk)
    assert "injury为什么" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert WHERE.asks in await talk.say("1")


async def test_what_was_told_is_not_asked_again(talk: Talk) -> None:
    await offered(talk, employer="宏达建筑", district="西夏区", phone="13900001234", amount_fen=123_450, months=2.5)
    reply = await talk.say("帮我登记")
    [(ticket, _)] = await talk.tickets()
    shown = REGISTERED.format(number=number.shown(ticket.number), kind="欠薪", sum="，2.5个月，1,234.50元")
    assert reply == f"{shown}\n{LEFT.asks}"
    assert [talk.read(ticket, one) for one in (ticket.employer, ticket.phone)] == ["宏达建筑", "13900001234"]
    assert (ticket.district, ticket.claims[0].amount_fen, ticket.claims[0].months) == ("西夏区", 123_450, "2.5")


async def test_arrears_told_in_full_take_four_messages_and_end_in_a_summary(talk: Talk) -> None:
    await offered(talk, employer="宏达建筑", district="西夏区", amount_fen=1_800_000, months=3.0)
    await talk.say("1")
    assert PHONE.asks in await talk.say("10月15号走的")
    last = await talk.say("13900001234")
    for told in ("宏达建筑，西夏区", "18,000元", "3个月", "2026年10月15日", "13900001234", NEXT):
        assert told in last
    [(ticket, history)] = await talk.tickets()
    assert ("consented", CONSENT) in history
    assert ticket.lapses_at is not None and ticket.lapses_at.date().isoformat() == "2027-10-15"


@pytest.mark.parametrize("answers", [["退出"], ["跳过", "退出"], ["宏达建筑", "算了"]])
async def test_stopping_keeps_what_is_registered(talk: Talk, answers: list[str]) -> None:
    await offered(talk)
    await talk.say("1")
    replies = [await talk.say(words) for words in answers]
    [(ticket, history)] = await talk.tickets()
    assert replies[-1] == STOPPED.format(number=number.shown(ticket.number))
    assert history[0] == ("opened", STORY)
    assert await talk.dialogue() is None


async def test_a_sentence_instead_of_a_phone_is_kept_and_the_phone_asked_again(talk: Talk) -> None:
    await offered(talk)
    await talk.say("1")
    for _ in range(4):
        await talk.say("跳过")
    assert await talk.say("139000012") == BAD_PHONE
    assert PHONE.asks in await talk.say("我手机叫工头摔了")
    assert NEXT in await talk.say("13900001234")
    [(ticket, history)] = await talk.tickets()
    assert history[2:] == [("said", "我手机叫工头摔了"), ("phone", "")]
    assert talk.read(ticket, ticket.phone) == "13900001234"


@pytest.mark.parametrize("words", ["登记，我再想想", "登记 还是算了", "可以登记？", "想好了再登记", "我去投诉"])
async def test_without_a_plain_yes_nothing_is_registered(talk: Talk, words: str) -> None:
    await offered(talk)
    await talk.say(words)
    assert await talk.tickets() == []


@pytest.mark.parametrize("words", ["怎么登记", "登记？"])
async def test_who_asks_how_to_register_is_told_what_to_answer(talk: Talk, words: str) -> None:
    await offered(talk)
    assert await talk.say(words) == OFFER
    await talk.say("好")
    assert len(await talk.tickets()) == 1


async def test_who_fears_the_boss_is_told_who_sees_it_and_it_goes_along(talk: Talk) -> None:
    await offered(talk)
    fear = "登记，但是别让老板知道我的名字"
    assert await talk.say(fear) == f"{WHO_SEES}\n\n{STANDS_ON}"
    assert await talk.tickets() == []
    await talk.say("好")
    [(_, history)] = await talk.tickets()
    assert history[0] == ("opened", f"{STORY}\n{fear}")


async def test_who_comes_back_to_it_is_offered_it_again(told: Told) -> None:
    await told.say(told.means(STORY, "complaint", ("arrears", SURE)))
    assert await told.say("2") == NOT_NOW
    assert await told.say("算了，还是登记吧") == f"{BEFORE.format(said=STORY)}\n\n{OFFER}"
    await told.say("那就登记吧")
    assert len(await told.tickets()) == 1


async def test_after_three_days_an_answer_means_nothing(talk: Talk) -> None:
    await offered(talk)
    talk.later(days=3, seconds=1)
    assert await talk.say("1") == GREETING
    assert await talk.tickets() == []


async def test_begun_by_command_too_short_a_story_is_asked_again(talk: Talk) -> None:
    assert await talk.say("我要登记") == TELL
    assert await talk.say("在吗") == NEED_STORY
    assert await talk.say("取消") == NOT_NOW
    assert await talk.dialogue() is None and await talk.tickets() == []


async def test_begun_by_command_any_story_is_registered(talk: Talk) -> None:
    await talk.say("我要登记")
    assert WHERE.asks in await talk.say("主任天天骂人还不让上厕所")
    [(ticket, history)] = await talk.tickets()
    assert (ticket.kind, history[0]) == (OTHER, ("opened", "主任天天骂人还不让上厕所"))


async def test_begun_by_command_a_wrong_that_is_understood_gets_help_first(talk: Talk) -> None:
    await talk.say("我要登记")
    assert OFFER in await offered(talk)
    assert await talk.tickets() == []


async def test_a_ticket_that_went_to_nobody_takes_no_phone(talk: Talk) -> None:
    await offered(talk)
    await talk.say("1")
    [(ticket, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        (await session.get_one(type(ticket), ticket.id)).follower = None
    assert await talk.say("13900001234") == GREETING
    [(ticket, _)] = await talk.tickets()
    assert ticket.phone is None


async def test_a_story_told_after_the_command_gets_its_kind(talk: Talk) -> None:
    await talk.say("我要登记")
    await talk.say(talk.means("脚叫机器压了厂里不管", "faq", ("injury", SURE)))
    [(ticket, _)] = await talk.tickets()
    assert ticket.kind == "工伤"


BETWEEN = (Source("amount_fen", "三四千", 0, "between", 300_000, 400_000),)


async def test_a_sum_between_bounds_is_asked_once_and_noted(talk: Talk) -> None:
    await offered(talk, employer="宏达建筑", phone="13900001234", sources=BETWEEN)
    assert ASK_SUM.format(said="三四千") in await talk.say("1")
    assert OWED.asks in await talk.say("3500")
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 350_000
    assert ("said", "3500") in history


@pytest.mark.parametrize(("answer", "said"), [("跳过", False), ("我也记不清了", True)])
async def test_a_sum_that_stays_open_is_not_asked_twice(talk: Talk, answer: str, said: bool) -> None:
    await offered(talk, employer="宏达建筑", phone="13900001234", sources=BETWEEN)
    await talk.say("1")
    assert OWED.asks in await talk.say(answer)
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims == []
    assert (("said", answer) in history) is said


async def test_asked_for_the_sum_a_follower_may_stop(talk: Talk) -> None:
    await offered(talk, employer="宏达建筑", phone="13900001234", sources=BETWEEN)
    await talk.say("1")
    [(ticket, _)] = await talk.tickets()
    assert await talk.say("算了") == STOPPED.format(number=number.shown(ticket.number))


async def test_all_that_was_read_is_on_the_ticket(talk: Talk) -> None:
    await offered(talk, wage_fen=450_000, began="2023-09", grade=10, job="瓦工", headcount=5, phone_is_wechat=True)
    await talk.say("1")
    [(_, history)] = await talk.tickets()
    assert history[2][0] == Line.READ
    assert history[2][1].startswith(LEAD)
    for told in ("4,500元", "2023年9月", "10级", "瓦工", "5人"):
        assert told in history[2][1]


async def test_a_sum_that_was_reckoned_says_so(talk: Talk) -> None:
    derived = (Source("amount_fen", "4500×2", 0, "derived"),)
    await offered(talk, wage_fen=450_000, months=2.0, amount_fen=900_000, sources=derived)
    assert DERIVED.format(sum="9,000元") in await talk.say("1")


async def test_what_is_told_before_the_yes_is_kept_too(talk: Talk) -> None:
    await offered(talk, months=2.0)
    further, told = "是宏达建筑，一共八千", {"employer": "宏达建筑", "amount_fen": 800_000}
    talk.means(f"{STORY}\n{further}", "complaint", ("arrears", SURE), months=2.0, **told)
    await talk.say(talk.means(further, "faq", ("arrears", FAR), **told))
    assert LEFT.asks in await talk.say("1")
    [(ticket, _)] = await talk.tickets()
    assert (ticket.claims[0].amount_fen, ticket.claims[0].months) == (800_000, "2")


async def test_where_and_phone_in_one_answer_are_both_taken(talk: Talk) -> None:
    await offered(talk)
    await talk.say("1")
    assert SUM.asks in await talk.say("宁夏宏达建筑有限公司，在西夏区，电话13900001234")
    [(ticket, _)] = await talk.tickets()
    assert talk.read(ticket, ticket.employer) == "宁夏宏达建筑有限公司"
    assert talk.read(ticket, ticket.phone) == "13900001234"
    assert ticket.district == "西夏区"


@pytest.mark.parametrize("words", ["13995001234", "我的电话13995001234"])
async def test_a_bare_number_instead_of_the_story_is_kept_and_the_story_asked(talk: Talk, words: str) -> None:
    for said in ("登记", "跳过"):
        await talk.say(said)
    assert await talk.say(words) == PHONE_FIRST.format(phone="13995001234")
    assert await talk.tickets() == []
    await talk.say("宏达厂天天骂人不让上厕所")
    [(ticket, history)] = await talk.tickets()
    assert talk.read(ticket, ticket.phone) == "13995001234" and history[0] == ("opened", "宏达厂天天骂人不让上厕所")


async def test_the_number_stays_where_the_story_is_answered_first(talk: Talk) -> None:
    for said in ("登记", "13995001234", talk.means("老板不给我结账", "complaint", ("arrears", SURE)), "1"):
        await talk.say(said)
    [(ticket, _)] = await talk.tickets()
    assert talk.read(ticket, ticket.phone) == "13995001234"


async def test_a_number_that_is_no_phone_is_no_story(talk: Talk) -> None:
    await talk.say("登记")
    assert await talk.say("18000") == NEED_STORY
    assert await talk.tickets() == []
