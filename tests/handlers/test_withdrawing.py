"""A ticket taken back: freely, in part paid, pressed, and with a change of mind."""

import pytest
from talks import SURE, Talk

from bot.core.clock import shown
from handlers.adding import WHY_NOTED, WRITTEN
from handlers.progress import WITHDRAWING, WITHDRAWING_CHECKED
from handlers.rating import ASK_WHY, KEPT, THANKS
from handlers.reopen import ASK as ASK_REOPEN
from handlers.reopen import NOT_NOW, NOTHING, REOPENED, STILL_OPEN
from handlers.verdict import NOTHING as NOTHING_CLOSED
from handlers.verdict import RATED
from handlers.withdraw import KEPT as KEPT_ON
from handlers.withdraw import NO_TICKET, WHICH
from handlers.withdrawing import ASK_PAID, ASK_PRESSED, ASK_SUM, COOLING, HELD, LEFT_OPEN, NOTED
from tickets import number
from tickets.models import Ticket
from tickets.outbox import Outbox
from tickets.service import Tickets
from tickets.states import State
from tickets.withdrawals import COOLING as THREE_DAYS
from tickets.withdrawals import PRESSED, sweep


async def opened(talk: Talk, **slots: object) -> Ticket:
    """A ticket just opened, its questions left."""
    words = talk.means("老板不给我结账", "complaint", ("arrears", SURE), **slots)
    await talk.say(words)
    await talk.say("1")
    await talk.say("退出")
    return (await talk.tickets())[-1][0]


async def newest(talk: Talk) -> tuple[Ticket, list[tuple[str, str]]]:
    """The newest ticket and its history."""
    return (await talk.tickets())[-1]


async def swept(talk: Talk) -> int:
    """What the sweep carries out now."""
    return await sweep(talk.services.database, talk.services.keys, talk.now, talk.services.rules)


async def test_paid_in_part_it_is_withdrawn_after_three_days(talk: Talk) -> None:
    ticket = await opened(talk)
    assert await talk.say("撤回") == ASK_PAID.format(number=number.shown(ticket.number))
    assert await talk.say("2") == ASK_SUM
    assert await talk.say("5000") == ASK_PRESSED
    assert (await talk.say("1")).startswith(COOLING.partition("{")[0])
    assert await swept(talk) == 0
    talk.later(seconds=THREE_DAYS.total_seconds() + 1)
    assert [await swept(talk), await swept(talk)] == [1, 0]
    ticket, history = await newest(talk)
    assert ticket.state == State.WITHDRAWN
    assert ("withdrawing", "想撤回：拿到一部分，5,000元") in history
    async with talk.services.database.session() as session:
        [told] = await Outbox(session, talk.services.keys, talk.now).ride(talk.follower)
    assert number.shown(ticket.number) in told


async def test_who_was_pressed_is_called_and_never_withdrawn_by_itself(talk: Talk) -> None:
    await opened(talk)
    for words, reply in (("撤诉", ASK_PAID), ("3", ASK_PRESSED), ("2", HELD)):
        assert (await talk.say(words)).startswith(reply.partition("{")[0])
    talk.later(days=30)
    assert await swept(talk) == 0
    ticket, history = await newest(talk)
    assert ticket.state == State.NEW and ("note", PRESSED) in history


@pytest.mark.parametrize("before", [["撤回"], ["撤回", "3"], ["撤回", "2"], ["撤回", "2", "5000"]])
@pytest.mark.parametrize(
    "words", ["老板逼我撤的", "他们吓唬我", "经理让我撤的", "不撤就不给我结账", "老板威胁我", "公司不让告"]
)
async def test_pressure_is_heard_in_words(talk: Talk, before: list[str], words: str) -> None:
    await opened(talk)
    for said in before:
        await talk.say(said)
    assert await talk.say(words) == HELD
    ticket, history = await newest(talk)
    assert ticket.urgent and ("said", words) in history and ("note", PRESSED) in history
    talk.later(days=30)
    assert await swept(talk) == 0


@pytest.mark.parametrize("words", ["没人逼我", "没有", "没有人威胁我", "是我自己想撤"])
async def test_no_pressure_is_heard_in_words_too(talk: Talk, words: str) -> None:
    await opened(talk)
    for said in ("撤回", "3"):
        await talk.say(said)
    assert (await talk.say(words)).startswith(COOLING.partition("{")[0])
    assert not (await newest(talk))[0].urgent


async def test_a_change_of_mind_keeps_it_open(talk: Talk) -> None:
    ticket = await opened(talk)
    for words in ("撤回", "3", "1"):
        await talk.say(words)
    assert await talk.say("不撤了") == KEPT_ON.format(number=number.shown(ticket.number))
    talk.later(days=4)
    assert await swept(talk) == 0
    assert (await newest(talk))[0].state == State.NEW


async def test_the_day_a_right_lapses_is_told_to_who_was_not_paid(talk: Talk) -> None:
    await opened(talk, ended="2026-10-15")
    await talk.say("撤回")
    await talk.say("3")
    assert "2027年10月15日前" in await talk.say("1")


async def test_without_a_ticket_there_is_nothing_to_withdraw(talk: Talk) -> None:
    assert await talk.say("撤回") == NO_TICKET


async def test_of_two_tickets_one_is_chosen(talk: Talk) -> None:
    first = await opened(talk)
    await opened(talk)
    assert (await talk.say("撤回")).startswith(WHICH.partition("{")[0])
    assert number.shown(first.number) in await talk.say("2")


async def test_what_is_closed_meanwhile_is_not_withdrawn(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "1", "跳过", "1"):
        await talk.say(words)
    await ended(talk)
    talk.later(days=4)
    assert await swept(talk) == 0
    assert (await newest(talk))[0].state == State.CLOSED


async def ended(talk: Talk) -> None:
    """Closes the newest ticket as the desk does."""
    ticket, _ = await newest(talk)
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        found = await tickets.find(ticket.number)
        assert found is not None
        await tickets.move(found, State.CLOSED, "agent:a", "结清了")


async def test_an_ended_ticket_is_taken_up_again_within_thirty_days(talk: Talk) -> None:
    ticket = await opened(talk)
    await ended(talk)
    talk.later(days=29)
    assert await talk.say("重新办理") == REOPENED.format(number=number.shown(ticket.number))
    assert await talk.say("又拖着不给") == WHY_NOTED.format(number=number.shown(ticket.number))
    assert (await newest(talk))[0].state == State.TAKEN


async def test_later_it_is_not(talk: Talk) -> None:
    assert await talk.say("重新办理") == NOTHING
    await opened(talk)
    await ended(talk)
    talk.later(days=31)
    assert await talk.say("重新办理") == NOTHING


@pytest.mark.parametrize(("said", "replies"), [(["1"], [THANKS]), (["不满意", "太慢了"], [ASK_WHY, KEPT])])
async def test_a_verdict_and_its_reason(talk: Talk, said: list[str], replies: list[str]) -> None:
    ticket = await opened(talk)
    await ended(talk)
    await talk.expects("rating", number=ticket.number)
    told = {"number": number.shown(ticket.number), "content": "不满意"}
    assert [await talk.say(words) for words in said] == [reply.format(**told) for reply in replies]
    _, history = await newest(talk)
    assert [what for what, _ in history].count("rated") == len(said)


async def test_what_is_no_verdict_goes_its_usual_way(talk: Talk) -> None:
    ticket = await opened(talk)
    await ended(talk)
    await talk.expects("rating", number=ticket.number)
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await talk.say("1") == THANKS.format(number=number.shown(ticket.number))


async def test_a_verdict_is_taken_also_while_another_question_waits(talk: Talk) -> None:
    assert await talk.say("评价") == NOTHING_CLOSED
    await opened(talk)
    await ended(talk)
    await talk.say(talk.means("又有一件事", "complaint", ("arrears", SURE)))
    shown = number.shown((await newest(talk))[0].number)
    assert await talk.say("不满意") == ASK_WHY.format(content="不满意")
    assert await talk.say("评价") == RATED.format(number=shown, content="不满意")
    assert await talk.say("1") == THANKS.format(number=shown)


async def test_who_was_pressed_once_is_not_withdrawn_by_a_later_wish(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "3", "2", "撤回", "1", "跳过"):
        await talk.say(words)
    assert await talk.say("1") == HELD
    talk.later(days=4)
    assert await swept(talk) == 0


async def test_unsolved_words_on_an_open_ticket_reopen_no_other(talk: Talk) -> None:
    await opened(talk)
    await ended(talk)
    ticket = await opened(talk)
    await talk.expects("answered", number=ticket.number)
    assert await talk.say("还没解决") == WRITTEN.format(number=number.shown(ticket.number))
    assert [one.state for one, _ in await talk.tickets()] == [State.CLOSED, State.NEW]
    assert await talk.say("重新办理") == REOPENED.format(number=number.shown((await talk.tickets())[0][0].number))
    assert (await talk.say("重新办理")).startswith(STILL_OPEN.partition("{")[0])


async def test_what_is_told_to_staff_goes_on_the_ticket_though_it_resembles_an_answer(talk: Talk) -> None:
    ticket = await opened(talk)
    await talk.expects("answered", number=ticket.number)
    words = talk.means("我上个月25号走的", "faq", ("arrears", SURE))
    assert await talk.say(words) == WRITTEN.format(number=number.shown(ticket.number))
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))


@pytest.mark.parametrize("yes", ["1", "接着办"])
async def test_unsolved_words_on_an_ended_ticket_are_asked_about_before_it_is_taken_up(talk: Talk, yes: str) -> None:
    ticket = await opened(talk)
    await ended(talk)
    assert await talk.say("没解决") == ASK_REOPEN.format(number=number.shown(ticket.number), kind=ticket.kind)
    assert (await newest(talk))[0].state == State.CLOSED
    assert await talk.say(yes) == REOPENED.format(number=number.shown(ticket.number))
    assert await talk.say("只给了一半") == WHY_NOTED.format(number=number.shown(ticket.number))
    ticket, history = await newest(talk)
    assert ticket.state == State.TAKEN and history[-1] == ("said", "只给了一半")


async def test_unsolved_words_may_be_taken_back(talk: Talk) -> None:
    await opened(talk)
    await ended(talk)
    for no in ("2", "不用"):
        await talk.say("没解决")
        assert await talk.say(no) == NOT_NOW
    await talk.say("没解决")
    await talk.say("这事我再想想吧")
    assert (await newest(talk))[0].state == State.CLOSED


async def test_a_running_withdrawal_stands_in_the_progress_with_the_way_back(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "3", "1"):
        await talk.say(words)
    told = WITHDRAWING.format(day=shown(talk.now + THREE_DAYS))
    assert told in await talk.say("查进度")
    await talk.say("不撤了")
    assert told not in await talk.say("查进度")


async def test_a_withdrawal_under_pressure_stands_there_as_held(talk: Talk) -> None:
    await opened(talk)
    for words in ("撤回", "3", "2"):
        await talk.say(words)
    assert WITHDRAWING_CHECKED in await talk.say("查进度")


async def test_who_does_not_want_to_say_may_pass_both_questions(talk: Talk) -> None:
    await opened(talk)
    assert [await talk.say(words) for words in ("撤回", "跳过")][-1] == ASK_PRESSED
    assert (await talk.say("不想说")).startswith(COOLING.partition("{")[0])
    assert ("withdrawing", "想撤回：没说拿没拿到") in (await newest(talk))[1]


async def test_a_number_that_is_no_answer_is_asked_again(talk: Talk) -> None:
    ticket = await opened(talk)
    await talk.say("撤回")
    assert await talk.say("9") == ASK_PAID.format(number=number.shown(ticket.number))
    await talk.say("3")
    assert await talk.say("0") == ASK_PRESSED


@pytest.mark.parametrize(
    "words", ["我工友老马能作证，有打卡照片", "单位：北方电子厂，在金凤区", "老板姓李，工地在丽景街"]
)
async def test_what_is_told_amid_the_questions_is_on_the_ticket_though_it_resembles_a_question(
    talk: Talk, words: str
) -> None:
    ticket = await opened(talk)
    await talk.say("撤回")
    told = await talk.say(talk.means(words, "faq", ("arrears", 0.5)))
    assert told == f"{NOTED}\n{ASK_PAID.format(number=number.shown(ticket.number))}"
    assert ("said", words) in (await newest(talk))[1]


async def test_who_asks_amid_the_questions_is_told_that_nothing_was_withdrawn(talk: Talk) -> None:
    await opened(talk)
    await talk.say("撤回")
    told = await talk.say(talk.means("这个怎么写才对", "faq", ("arrears", 0.5)))
    assert told.endswith(LEFT_OPEN) and not told.startswith(NOTED)
