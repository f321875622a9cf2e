"""What can be no firm and no sum is refused with a kind word, and asked again."""

import pytest
from talks import Talk

from tickets.question import BAD_SUM, BAD_WHERE, LEFT, OWED, SUM

STORY = "老板不给我结账"


@pytest.mark.parametrize("words", ["-100", "2026年5月", "今年3月", "5月1日", "－3.5"])
async def test_a_number_or_a_date_is_no_employer(talk: Talk, words: str) -> None:
    await talk.registered(STORY)
    assert [await talk.say(words), await talk.say(words)] == [BAD_WHERE, BAD_WHERE]
    assert "employer" not in await talk.facts()
    assert SUM.asks in await talk.say("宏达厂")


@pytest.mark.parametrize("words", ["三建", "2022号工地", "五一", "八一农场", "101"])
async def test_a_firm_may_be_called_by_a_number(talk: Talk, words: str) -> None:
    await talk.registered(STORY)
    await talk.say(words)
    assert ((await talk.facts()).get("employer") == words) is not words.isdecimal()


@pytest.mark.parametrize("words", ["99999999999999", "-100", "一百亿", "0"])
async def test_a_figure_that_is_no_sum_is_refused(talk: Talk, words: str) -> None:
    await talk.registered(STORY, employer="宏达建筑")
    assert [await talk.say(words), await talk.say(words)] == [BAD_SUM, BAD_SUM]
    assert OWED.asks in await talk.say("18000")
    assert LEFT.asks in await talk.say("三个月")
