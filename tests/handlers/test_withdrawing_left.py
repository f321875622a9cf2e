"""Another wish in the midst of a withdrawal ends its questions, and says so: nothing was taken back."""

import pytest
from talks import SURE, Talk

from handlers.adding import WRITTEN
from handlers.withdrawing import ASK_PAID, LEFT_OPEN
from tickets import number
from tickets.states import OPEN


@pytest.mark.parametrize("words", ["补充", "算一算", "算加班费", "匿名", "人工"])
async def test_who_turns_to_something_else_is_told_that_nothing_was_withdrawn(talk: Talk, words: str) -> None:
    story = talk.means("老板不给我结账", "complaint", ("arrears", SURE))
    for said in (story, "1", "退出"):
        await talk.say(said)
    assert LEFT_OPEN not in await talk.say(words)
    await talk.say("退出")
    for said in ("撤回", "2"):
        await talk.say(said)
    assert (await talk.say(words)).endswith(LEFT_OPEN)
    ticket = (await talk.tickets())[0][0]
    assert ticket.state in OPEN
    assert await talk.say("撤") == ASK_PAID.format(number=number.shown(ticket.number))


@pytest.mark.parametrize("on_the_way", [["撤回"], ["撤回", "3"], ["撤回", "3", "1"], []])
async def test_after_a_change_of_mind_what_is_told_goes_on_the_ticket(talk: Talk, on_the_way: list[str]) -> None:
    story = talk.means("老板不给我结账", "complaint", ("arrears", SURE))
    for said in (story, "1", *on_the_way, "不撤了"):
        await talk.say(said)
    for told in ("今年8月到10月", "在金凤区", "单位全称是宏远建筑有限公司"):
        [(ticket, _)] = await talk.tickets()
        assert await talk.say(told) == WRITTEN.format(number=number.shown(ticket.number))
        assert (await talk.tickets())[0][1][-1] == ("said", told)
