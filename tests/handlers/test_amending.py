"""A correction changes an open ticket's figure, and says so; what is not plain, or checked by staff, it does not."""

from collections.abc import Mapping
from typing import Any

import pytest
from talks import SURE, Talk

from handlers.adding import WRITTEN
from handlers.amending import CHANGED, NOT_CHANGED, SUM_STANDS, SURELY, UNDO, WHICH, WHICH_TICKET
from handlers.asking import NOW, REVIEW
from handlers.complaint import OFFER
from tickets import number
from tickets.lines import Line
from tickets.models import Ticket
from tickets.question import PHONE, SUM
from tickets.service import Tickets
from tickets.todos import Todos

STORY = "老板不给我结账"
FACTS = {"employer": "宏达建筑", "district": "金凤区", "months": 3.0, "amount_fen": 1_200_000}
COUNTED = {"wage_fen": 500_000, "amount_fen": 1_500_000, "derived": ["amount_fen"]}


async def open_ticket(talk: Talk, **more: Any) -> Ticket:
    """A ticket whose questions are all answered."""
    known = {slot: value for slot, value in (FACTS | more).items() if slot != "derived"}
    talk.means(STORY, "complaint", ("arrears", SURE), **known)
    for words in (STORY, "1", "还在干"):
        await talk.say(words)
    assert REVIEW.partition("{")[0] in await talk.say("跳过")
    if "derived" in more:
        await put(talk, derived=more["derived"])
    return (await talk.tickets())[-1][0]


async def put(talk: Talk, **facts: Any) -> None:
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.of(talk.follower)
        tickets.put(found[0], {**tickets.facts(found[0]), **facts})


def changed(ticket: Ticket, lines: Mapping[str, str], *more: str) -> str:
    told = CHANGED.format(
        number=number.shown(ticket.number), lines="\n".join(f"{label}：{change}" for label, change in lines.items())
    )
    return "\n".join([told, *more])


async def test_a_plain_correction_changes_the_figure_and_the_history_tells_both(talk: Talk) -> None:
    ticket = await open_ticket(talk)
    undo = UNDO.format(label="金额", before="12,000元")
    assert await talk.say("不对，是18000") == changed(ticket, {"金额": "12,000元 → 18,000元"}, undo)
    [(ticket, history)] = await talk.tickets()
    assert history[-2:] == [("said", "不对，是18000"), ("corrected", "金额：12,000元 → 18,000元")]
    assert ticket.claims[0].amount_fen == 1_800_000
    await talk.say("金额还是12,000元")
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 1_200_000
    assert history[-1] == ("corrected", "金额：18,000元 → 12,000元")


async def test_another_firm_is_put_down_with_the_words(talk: Talk) -> None:
    await open_ticket(talk)
    words = talk.means("不对，单位是宁夏兴业劳务公司", "faq", ("contract", SURE))
    assert "单位：宏达建筑 → 宁夏兴业劳务公司" in await talk.say(words)
    [(ticket, history)] = await talk.tickets()
    assert talk.read(ticket, ticket.employer) == "宁夏兴业劳务公司" and ("said", words) in history
    assert ("corrected", "单位：宏达建筑 → 宁夏兴业劳务公司") in history


async def test_the_sum_follows_the_months_where_it_was_counted_from_them(talk: Talk) -> None:
    ticket = await open_ticket(talk, **COUNTED)
    lines = {"金额": "15,000元 → 20,000元", "欠几个月": "3个月 → 4个月"}
    undo = UNDO.format(label="欠几个月", before="3个月")
    assert await talk.say("不是三个月，是四个月") == changed(ticket, lines, undo)
    await talk.say("欠几个月还是3个月")
    [(ticket, _)] = await talk.tickets()
    assert (ticket.claims[0].amount_fen, ticket.claims[0].months) == (1_500_000, "3")


async def test_a_sum_that_was_told_stands_and_that_is_said(talk: Talk) -> None:
    ticket = await open_ticket(talk)
    more = (SUM_STANDS.format(sum="12,000元"), UNDO.format(label="欠几个月", before="3个月"))
    assert await talk.say("不是三个月，是四个月") == changed(ticket, {"欠几个月": "3个月 → 4个月"}, *more)
    assert "金额：12,000元 → 16,000元" in await talk.say("一共欠16000")


async def test_what_was_given_is_taken_off_and_the_same_words_again_are_asked(talk: Talk) -> None:
    await open_ticket(talk)
    assert "金额：12,000元 → 10,000元" in await talk.say("老板又给了2000")
    choices = "金额：10,000元 → 8,000元"
    assert await talk.say("老板又给了2000") == SURELY.format(said="老板又给了2000", choices=choices)
    assert await talk.say("不改") == NOT_CHANGED
    assert (await talk.facts())["amount_fen"] == 1_000_000


@pytest.mark.parametrize(("answer", "yuan"), [("是", 9_000), ("1", 9_000), ("9600", 9_600), ("不改", 12_000)])
async def test_what_may_have_been_counted_is_asked(talk: Talk, answer: str, yuan: int) -> None:
    await open_ticket(talk)
    assert await talk.say("给了3000") == SURELY.format(said="给了3000", choices="金额：12,000元 → 9,000元")
    assert (await talk.facts())["amount_fen"] == 1_200_000
    await talk.say(answer)
    assert (await talk.facts())["amount_fen"] == yuan * 100


async def test_words_that_answer_it_not_go_on_the_ticket(talk: Talk) -> None:
    ticket = await open_ticket(talk)
    await talk.say("又拖了一个月")
    assert await talk.say("老板姓马") == WRITTEN.format(number=number.shown(ticket.number))
    assert (await talk.facts())["months"] == 3.0


async def test_which_of_two_figures_is_meant_is_asked(talk: Talk) -> None:
    await open_ticket(talk, **COUNTED)
    choices = "1. 金额：15,000元 → 6,000元\n2. 金额：15,000元 → 18,000元，月工资：5,000元 → 6,000元"
    assert await talk.say("不对，是6000") == WHICH.format(said="不对，是6000", choices=choices)
    assert "月工资：5,000元 → 6,000元" in await talk.say("2")
    facts = await talk.facts()
    assert (facts["wage_fen"], facts["amount_fen"]) == (600_000, 1_800_000)


async def test_what_is_only_called_wrong_is_asked_anew(talk: Talk) -> None:
    await open_ticket(talk)
    assert await talk.say("金额不对") == f"{NOW.format(told='12,000元')}\n{SUM.asks}"
    await talk.say("18000")
    assert (await talk.facts())["amount_fen"] == 1_800_000


async def test_amid_the_questions_the_one_that_stands_is_asked_again(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", SURE), **FACTS)
    for words in (STORY, "1", "还在干"):
        await talk.say(words)
    said = await talk.say("老板又给了2000")
    assert "金额：12,000元 → 10,000元" in said and said.endswith(PHONE.asks)
    await talk.say("又拖了一个月")
    assert (await talk.say("是")).endswith(PHONE.asks)
    assert (await talk.facts())["months"] == 4.0
    await talk.say("13900001234")
    assert (await talk.facts())["phone"] == "13900001234"


async def test_days_later_it_is_of_the_ticket_that_is_open(talk: Talk) -> None:
    await open_ticket(talk)
    talk.later(days=2)
    assert "金额：12,000元 → 10,000元" in await talk.say("老板又给了2000")


async def test_what_may_begin_a_story_changes_nothing_days_later(talk: Talk) -> None:
    await open_ticket(talk)
    talk.later(days=2)
    assert OFFER in await talk.say(talk.means("老板还欠我18000", "complaint", ("arrears", SURE)))
    assert (await talk.facts())["amount_fen"] == 1_200_000


async def test_of_nothing_told_and_of_an_ended_ticket_it_changes_nothing(talk: Talk, other: Talk) -> None:
    assert "→" not in await other.say("老板又给了2000")
    assert await talk.tickets() == []


@pytest.mark.parametrize(
    ("answer", "yuan"), [("2", (10_000, 7_000)), ("1", (12_000, 5_000)), ("不改", (12_000, 7_000))]
)
async def test_of_two_tickets_the_one_that_is_meant_is_asked(talk: Talk, answer: str, yuan: tuple[int, int]) -> None:
    first = await open_ticket(talk)
    talk.later(days=2)
    await talk.say("登记")
    second = await open_ticket(talk, employer="宏远物业", amount_fen=700_000)
    talk.later(days=2)
    lines = [f"1. {number.shown(second.number)}　欠薪，宏远物业", f"2. {number.shown(first.number)}　欠薪，宏达建筑"]
    said = "老板又给了2000"
    assert await talk.say(said) == WHICH_TICKET.format(said=said, choices="\n".join(lines))
    await talk.say(answer)
    assert [ticket.claims[0].amount_fen for ticket, _ in await talk.tickets()] == [one * 100 for one in yuan]


async def by_staff(talk: Talk, *, ticks: str = "", amends: str = "", **facts: Any) -> None:
    """Staff tick something off, or put facts right."""
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        [found] = await tickets.of(talk.follower)
        if ticks:
            await Todos(session, tickets, talk.now).tick(found, ticks, "agent:zhang", True)
        if amends:
            tickets.put(found, {**tickets.facts(found), **facts})
            await tickets.write(found, "agent:zhang", Line.AMENDED, f"{amends}\n看过工资条")


@pytest.mark.parametrize("given", [{"ticks": "sum"}, {"amends": "金额：11000 → 12000", "amount_fen": 1_200_000}])
async def test_what_staff_checked_stands_and_the_words_stand_beside_it(talk: Talk, given: dict[str, Any]) -> None:
    await open_ticket(talk)
    await by_staff(talk, **given)
    said = await talk.say("不对，是18000")
    assert "单子上还是12,000元" in said and "18,000元" in said and "改好了" not in said
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 1_200_000
    assert history[-1] == ("differs", "金额：单子上12,000元，职工说18,000元\n不对，是18000")


async def test_so_it_is_where_a_number_of_the_summary_is_answered_anew(talk: Talk) -> None:
    await open_ticket(talk)
    await by_staff(talk, ticks="sum")
    await talk.say("2")
    assert "单子上还是12,000元" in await talk.say("18000")
    [(ticket, history)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 1_200_000 and "corrected" not in [what for what, _ in history]


async def test_what_staff_did_not_check_changes(talk: Talk) -> None:
    await open_ticket(talk)
    await by_staff(talk, amends="单位：宏达 → 宏达建筑")
    assert "金额：12,000元 → 18,000元" in await talk.say("不对，是18000")
    assert "单子上还是宏达建筑" in await talk.say("单位不对，是宏远建筑公司")


async def test_what_was_given_is_no_answer_to_what_is_owed(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", district="金凤区", months=3.0)
    assert SUM.asks in await talk.say("又给了1000")
    assert "amount_fen" not in await talk.facts()


@pytest.mark.parametrize(("chosen", "left"), [("1", 1_120_000), ("2", 80_000)])
async def test_behind_a_payment_a_bare_figure_may_be_what_was_given_or_what_is_owed(
    talk: Talk, chosen: str, left: int
) -> None:
    await open_ticket(talk)
    assert "10,000元" in await talk.say("老板又给了2000")
    said = await talk.say("不对，是800")
    assert said.startswith(WHICH.partition("{")[0]) and "11,200元" in said
    await talk.say(chosen)
    [(ticket, _)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == left


async def test_behind_a_payment_a_sum_that_is_named_is_the_sum(talk: Talk) -> None:
    await open_ticket(talk)
    await talk.say("老板又给了2000")
    assert "8,000元" in await talk.say("金额不对，是8000")
    [(ticket, _)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == 800_000


async def test_what_follows_from_months_that_staff_put_right_is_held_with_them(talk: Talk) -> None:
    await open_ticket(talk, **COUNTED)
    await by_staff(talk, amends="欠几个月：4 → 3", months=3.0)
    assert "工作人员核对过" in await talk.say("又欠了一个月")
    facts = await talk.facts()
    assert (facts["months"], facts["amount_fen"]) == (3.0, 1_500_000)


async def test_what_staff_give_as_their_reason_guards_nothing(talk: Talk) -> None:
    await open_ticket(talk)
    await by_staff(talk, amends="单位：宏达 → 宏达建筑\n金额：职工自己也没说准")
    await talk.say("不对，是18000")
    assert (await talk.facts())["amount_fen"] == 1_800_000


async def test_the_same_payment_in_other_words_is_asked(talk: Talk) -> None:
    await open_ticket(talk)
    assert "10,000元" in await talk.say("老板又给了2000")
    assert (await talk.say("又给了2000元！")).startswith(SURELY.partition("{")[0])
    assert (await talk.facts())["amount_fen"] == 1_000_000


async def test_a_change_that_was_passed_over_is_over(talk: Talk) -> None:
    await open_ticket(talk)
    assert SURELY.partition("{")[0] in await talk.say("18000")
    await talk.say("老板态度很差")
    await talk.say("是")
    assert (await talk.facts())["amount_fen"] == 1_200_000


async def test_what_is_printed_undoes_it_days_later_too(talk: Talk) -> None:
    await open_ticket(talk)
    await talk.say("不对，是18000")
    talk.later(hours=30)
    assert "12,000元" in await talk.say("金额还是12,000元")
    assert (await talk.facts())["amount_fen"] == 1_200_000


@pytest.mark.parametrize(
    "words", ["不对，单位是张三建筑公司，身份证640102199001011234", "单位改成李四建筑640102199001011234"]
)
async def test_what_tells_of_a_person_stands_in_no_field_of_the_firm(talk: Talk, words: str) -> None:
    await open_ticket(talk)
    await talk.say(words)
    assert (await talk.facts())["employer"] == FACTS["employer"]
