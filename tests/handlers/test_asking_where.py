"""The firm and its district: only what is still missing is asked for, and only a name is taken as one."""

from talks import Talk

from handlers.asking import NOTED, NOW
from tickets.question import ASK_DISTRICT, ASK_NAME, OWED, SUM, WHERE

STORY = "老板不给我结账"


async def test_where_the_district_was_told_only_the_name_is_asked_for_and_then_let_go(talk: Talk) -> None:
    await talk.registered(STORY)
    district = talk.means("金凤区", "other", district="金凤区")
    assert [await talk.say(district) for _ in range(2)] == [f"{NOTED}\n{ASK_NAME}"] * 2
    assert SUM.asks in await talk.say(district)
    assert "employer" not in await talk.facts()


async def test_a_story_that_tells_the_district_is_asked_for_the_name(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", 0.9), district="金凤区")
    await talk.say(STORY)
    said = await talk.say("1")
    assert said.endswith(ASK_NAME) and WHERE.asks not in said


async def test_going_back_to_a_name_asks_for_its_district_which_takes_the_name_from_nobody(talk: Talk) -> None:
    await talk.registered(STORY)
    await talk.say("宏达建筑")
    assert await talk.say("上一步") == f"{NOW.format(told='宏达建筑')}\n{ASK_DISTRICT}"
    assert SUM.asks in await talk.say("金凤区")
    known = await talk.facts()
    assert (known["employer"], known["district"]) == ("宏达建筑", "金凤区")
    assert await talk.say("上一步") == f"{NOW.format(told='宏达建筑，金凤区')}\n{WHERE.asks}"
    await talk.say("宏大建筑")
    assert OWED.asks in await talk.say("18000")
    assert (await talk.facts())["employer"] == "宏大建筑"


async def test_a_district_put_right_in_the_midst_leaves_the_name(talk: Talk) -> None:
    await talk.registered(STORY)
    await talk.say("宏达建筑，西夏区")
    assert SUM.asks in await talk.say("单位不对，是金凤区")
    known = await talk.facts()
    assert (known["employer"], known["district"]) == ("宏达建筑", "金凤区")
