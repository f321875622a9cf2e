"""Questions of a ticket: gone back to, corrected, left and taken up again."""

import pytest
from talks import START, SURE, Talk

from handlers.asking import FIRST, NEXT, NOTED, NOTED_AND_ASKED, NOW, REVIEW
from handlers.fallback import GREETING
from handlers.nothing_asked import NO_TICKET as NOTHING_ASKED
from handlers.nothing_asked import ON_TICKET
from handlers.resume import NO_TICKET
from tickets import number
from tickets.kind import discover
from tickets.question import ASK_DISTRICT, ASK_NAME, LEFT, NOT_YET, OWED, PHONE, STILL_THERE, SUM, WHERE, WHICH_MONTHS
from tickets.told import MISSING

STORY = "老板不给我结账"


async def test_back_asks_the_question_before_and_shows_what_was_told(talk: Talk) -> None:
    await talk.registered(STORY)
    assert (await talk.say("上一步")).startswith(FIRST)
    await talk.say("宏达建筑")
    await talk.say("18000")
    assert await talk.say("上一步") == f"{NOW.format(told='18,000元')}\n{SUM.asks}"
    assert await talk.say("上一步") == f"{NOW.format(told='宏达建筑')}\n{ASK_DISTRICT}"
    assert OWED.asks in await talk.say("宏大建筑")
    known = await talk.facts()
    assert (known["employer"], known["amount_fen"]) == ("宏大建筑", 1_800_000)


async def test_any_answer_can_be_corrected_from_the_summary(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000, phone="13900001234")
    assert REVIEW.partition("{")[0] in await talk.say("还在干")
    assert await talk.say("2") == f"{NOW.format(told='18,000元')}\n{SUM.asks}"
    assert "2. 金额：16,000元" in await talk.say("一万六")
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 1_600_000
    assert ("corrected", "金额：18,000元 → 16,000元") in history
    assert await talk.say("4") == f"{NOW.format(told='还在干')}\n{LEFT.asks}"
    assert "4. 离开：2026年10月15日" in await talk.say("不对，10月15号走的")


async def test_days_later_the_questions_go_on_with_one_word(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000)
    talk.later(days=9)
    assert NOTED not in await talk.say("三个月")
    assert await talk.say("补充") == OWED.asks
    assert LEFT.asks in await talk.say("三个月")


async def test_there_is_nothing_to_add_to_without_a_ticket(talk: Talk) -> None:
    assert await talk.say("补充") == NO_TICKET


async def test_what_was_passed_is_shown_as_missing_and_asked_again_on_wish(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000, months=3.0)
    await talk.say("跳过")
    last = await talk.say("跳过")
    assert f"4. 离开：{MISSING}" in last and NEXT in last
    assert await talk.say("补充") == LEFT.asks


async def test_a_day_to_come_is_no_day_of_leaving(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000, months=3.0)
    assert await talk.say("明年3月1日") == STILL_THERE
    assert await talk.say("下个月5号走") == STILL_THERE
    assert PHONE.asks in await talk.say("今年3月1日")


async def test_words_that_answer_nothing_are_kept_and_the_question_put_once_more(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑")
    assert await talk.say("他说过几天就给") == f"{NOTED}\n{SUM.asks}"
    assert OWED.asks in await talk.say("反正就是不给")
    [(_, history)] = await talk.tickets()
    assert [text for what, text in history if what == "said"] == ["他说过几天就给", "反正就是不给"]


async def test_more_told_than_asked_is_not_asked_again(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000)
    words = talk.means("三个月，电话13900001234", "other", phone="13900001234", months=3.0)
    assert LEFT.asks in await talk.say(words)
    assert NEXT in await talk.say("在")
    [(ticket, _)] = await talk.tickets()
    assert talk.read(ticket, ticket.phone) == "13900001234"


@pytest.mark.parametrize(("answer", "choice"), [("1", "还没申请"), ("已经认定了", "已经认定")])
async def test_an_injury_asks_for_the_day_and_takes_a_choice_by_number_or_words(
    talk: Talk, answer: str, choice: str
) -> None:
    talk.means("手叫机器压了", "complaint", ("injury", SURE), employer="宏达建筑")
    await talk.say("手叫机器压了")
    assert "哪天受的伤" in await talk.say("1")
    assert "工伤认定做了吗" in await talk.say("10月15号")
    assert "工伤认定做了吗" in await talk.say("9")
    assert "医药费" in await talk.say(answer)
    assert (await talk.facts())["recognised"] == choice


async def test_the_ticket_of_another_is_not_gone_on_with(talk: Talk, other: Talk) -> None:
    await talk.registered(STORY)
    assert await other.say("补充") == NO_TICKET
    async with talk.services.database.session() as session:
        [(ticket, _)] = await talk.tickets()
        (await session.get_one(type(ticket), ticket.id)).follower = other.follower
    assert await talk.say("你好") == GREETING


def test_each_kind_has_its_questions_and_each_topic_one_kind() -> None:
    kinds = discover().values()
    topics = [topic for kind in kinds for topic in kind.topics]
    assert len(topics) == len(set(topics))
    for kind in kinds:
        names = [question.name for question in kind.questions]
        assert len(names) == len(set(names))
        assert not kind.questions or "phone" in names


async def test_a_short_name_is_the_employer_whatever_answer_it_resembles(talk: Talk) -> None:
    await talk.registered(STORY)
    assert SUM.asks in await talk.say(talk.means("万达工地", "faq", ("injury", SURE)))
    assert (await talk.facts())["employer"] == "万达工地"


async def test_a_district_alone_is_no_employer(talk: Talk) -> None:
    await talk.registered(STORY)
    assert await talk.say("在金凤区") == f"{NOTED}\n{ASK_NAME}"
    assert SUM.asks in await talk.say("宏达建筑")
    [(ticket, _)] = await talk.tickets()
    assert (ticket.district, talk.read(ticket, ticket.employer)) == ("金凤区", "宏达建筑")


async def test_still_there_after_all_takes_back_the_day_of_leaving(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000, phone="13900001234")
    await talk.say("10月15号走的")
    await talk.say("4")
    assert "4. 离开：还在干" in await talk.say("还在干")
    [(ticket, _)] = await talk.tickets()
    assert ticket.lapses_at is None


async def test_a_correction_does_not_ask_again_what_was_passed(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000)
    for _ in range(3):
        await talk.say("跳过")
    await talk.say("2")
    assert NEXT in await talk.say("一万六")


async def test_months_told_instead_of_a_day_of_leaving_are_no_such_day(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000, months=3.0)
    assert await talk.say("今年7月到9月") == f"{NOTED}\n{LEFT.again}"
    [(ticket, _)] = await talk.tickets()
    assert "ended" not in await talk.facts() and ticket.lapses_at is None


@pytest.mark.parametrize("day", ["明天", "后天", "下个月5号", "下周一", "明年3月1日", "2027年1月1日", "过几天"])
async def test_an_accident_that_is_still_to_come_is_asked_again_with_the_reason(talk: Talk, day: str) -> None:
    talk.means("手叫机器压了", "complaint", ("injury", SURE), employer="宏达建筑")
    await talk.say("手叫机器压了")
    await talk.say("1")
    assert await talk.say(day) == NOT_YET
    assert "工伤认定做了吗" in await talk.say("今天")
    assert (await talk.facts())["injured_on"] == "2026-11-22"


async def test_months_that_are_still_to_come_are_not_owed(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000)
    assert await talk.say("明年3月到5月") == NOT_YET
    assert LEFT.asks in await talk.say("今年3月到5月")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("今年3月到5月", "2026-03", "2026-05"),
        ("6月7月8月", "2026-06", "2026-08"),
        ("去年10月到今年2月", "2025-10", "2026-02"),
        ("上个月", "2026-10", None),
        ("三个月", None, None),
        ("三个月，我2024年9月去的", None, None),
    ],
)
def test_months_are_read_as_people_write_them(words: str, first: str | None, last: str | None) -> None:
    told = OWED.read(words, START.date())
    assert (told.get("owed_from"), told.get("owed_to")) == (first, last) and told


async def told_in_full(talk: Talk) -> str:
    """A ticket whose questions are all answered; its summary."""
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000, months=3.0, phone="13900001234")
    return await talk.say("10月15号走的")


async def test_which_months_may_be_told_beside_the_summary(talk: Talk) -> None:
    assert (await told_in_full(talk)).endswith(WHICH_MONTHS.asks)
    assert await talk.say("明年3月到5月") == NOT_YET
    last = await talk.say("今年3月到5月")
    assert "3. 欠的是：3个月，2026年3月到2026年5月" in last and WHICH_MONTHS.asks not in last
    known = await talk.facts()
    assert (known["owed_from"], known["owed_to"], known["months"]) == ("2026-03", "2026-05", 3.0)


async def test_which_months_is_not_asked_where_no_months_were_told(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", amount_fen=1_800_000, phone="13900001234")
    await talk.say("跳过")
    assert WHICH_MONTHS.asks not in await talk.say("在")


async def test_other_words_than_months_go_on_the_ticket_beside_the_summary(talk: Talk) -> None:
    await told_in_full(talk)
    assert "记在您的单子上了" in await talk.say("老板姓王")
    assert "owed_from" not in await talk.facts()


@pytest.mark.parametrize("words", ["跳过", "不知道"])
async def test_passing_what_nobody_asks_is_told_so(talk: Talk, words: str) -> None:
    await told_in_full(talk)
    [(ticket, before)] = await talk.tickets()
    told = ON_TICKET.format(number=number.shown(ticket.number))
    assert await talk.say(words) == told
    talk.later(days=2)
    assert await talk.say(words) == told
    [(_, after)] = await talk.tickets()
    assert before == after


async def test_back_after_the_summary_asks_its_last_question_anew(talk: Talk) -> None:
    await told_in_full(talk)
    assert await talk.say("上一步") == f"{NOW.format(told='13900001234')}\n{PHONE.asks}"
    assert "13900005678" in await talk.say("13900005678")


async def test_passing_without_a_ticket(talk: Talk) -> None:
    assert await talk.say("跳过") == NOTHING_ASKED
    assert await talk.say("不知道") == GREETING


@pytest.mark.parametrize("words", ["三个月", "在", "还在"])
async def test_an_answer_to_another_question_is_no_name_of_a_firm(talk: Talk, words: str) -> None:
    await talk.registered(STORY)
    assert await talk.say(words) == f"{NOTED}\n{WHERE.asks}"
    assert "employer" not in await talk.facts()


async def test_what_answers_another_question_is_learned_and_this_one_asked_again(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑")
    words = talk.means("打我电话13900001234", "other", phone="13900001234")
    assert await talk.say(words) == NOTED_AND_ASKED.format(told="电话 13900001234", asks=SUM.asks)
    assert await talk.say(words) == f"{NOTED}\n{SUM.asks}"
    assert (await talk.facts())["phone"] == "13900001234"
    assert OWED.asks in await talk.say(words)


async def test_the_day_of_a_payment_is_no_day_of_leaving(talk: Talk) -> None:
    await talk.registered("欠我工资", employer="宏达建筑", district="金凤区", amount_fen=840_000, months=3.0)
    assert LEFT.asks in await talk.say("老板今天给了2800")
    facts = await talk.facts()
    assert "ended" not in facts and facts["amount_fen"] == 560_000
    assert LEFT.read("今天又给了2800", talk.now.date()) == OWED.read("昨天给了2800", talk.now.date()) == {}
