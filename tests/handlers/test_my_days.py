"""「我的期限」: the days of the open tickets, one by one; a question without a ticket goes to the knowledge."""

from datetime import timedelta
from typing import Any

from talks import Talk
from test_my_pages import address

from bot.core.followers import ensure
from handlers.my_days import ASKED, CARE, MINE, NONE, UNKNOWN
from tickets.service import Opening, Tickets


async def opened(talk: Talk, kind: str = "辞退", **facts: Any) -> str:
    await talk.say("您好")
    async with talk.services.database.session() as session:
        follower = await ensure(session, talk.services.keys, talk.openid, talk.now)
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        return (await tickets.open(Opening(kind, "让我走", follower, facts=facts))).number


async def test_the_days_with_what_is_left_and_the_way_to_the_page(talk: Talk) -> None:
    await opened(talk, ended="2026-06-30")
    for words in (*MINE, *ASKED):
        said = await talk.say(words)
        assert "申请劳动仲裁：最晚2027年6月30日，还有220天" in said and CARE in said
        assert address(said) == f"{talk.services.settings.server.public_url}/my/deadlines"


async def test_the_last_day_and_the_day_after(talk: Talk) -> None:
    await opened(talk, ended="2025-11-22")
    assert "申请劳动仲裁：就是今天" in await talk.say("我的期限")
    talk.now += timedelta(days=1)
    assert "2026年11月22日已经过了" in await talk.say("我的期限")


async def test_what_the_employer_has_to_do_is_not_among_them(talk: Talk) -> None:
    await opened(talk, "工伤", injured_on="2026-11-10")
    said = await talk.say("我的期限")
    assert "自己申请工伤认定：最晚2027年11月10日" in said and "单位申请" not in said


async def test_without_a_date_it_is_asked_for(talk: Talk) -> None:
    await opened(talk)
    assert UNKNOWN in await talk.say("我的期限")


async def test_without_a_ticket(talk: Talk) -> None:
    assert await talk.say("我的期限") == NONE
    answered = await talk.send(talk.means("最晚哪天", "faq", ("arrears", 0.9)))
    assert answered.handler == "answer.answer"
