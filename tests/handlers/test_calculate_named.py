"""A calculation begun by its name, counted with another wage, or from what a ticket tells."""

from dataclasses import replace

import pytest
from rights_support import PARAMETERS
from talks import SURE, Talk

from rights.calculator import discover

SAID = "干了三年两个月一月六千五让走人能给多少"
STORY = "老板不给我结账"


@pytest.fixture
def counting(talk: Talk) -> Talk:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    return talk


@pytest.mark.parametrize(("words", "name"), [("算加班费", "overtime"), ("帮我算经济补偿", "severance")])
async def test_its_name_begins_it(counting: Talk, words: str, name: str) -> None:
    said = await counting.say(words)
    calculator = discover()[name]
    assert calculator.title in said and calculator.fields[0].question in said


async def test_another_wage_counts_it_again(counting: Talk) -> None:
    words = counting.means(SAID, "calculate", ("severance", SURE), service_months=38.0, wage_fen=650_000)
    assert "22,750.00元" in await counting.say(words)
    again = counting.means("月工资5000", "calculate", ("arrears", SURE), wage_fen=500_000)
    assert "17,500.00元" in await counting.say(again)


async def test_what_is_owed_in_all_is_counted_from_the_ticket(counting: Talk) -> None:
    counting.means(STORY, "complaint", ("arrears", SURE), amount_fen=800_000, months=2.0, employer="宏达建筑")
    await counting.say(STORY)
    await counting.say("1")
    assert "8,000.00元" in await counting.say(counting.means("一共欠我多少算一下", "calculate", ("arrears", SURE)))
