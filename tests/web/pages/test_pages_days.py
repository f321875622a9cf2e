"""My deadlines: each open ticket's days, the calendar file, and where a link leads in the end."""

import pytest
from pages_room import Grant, Room

from tickets.entering import Entrance, link_path
from tickets.states import State


async def hurt(room: Room, openid: str = "o1", **facts: str) -> str:
    return (await room.ticket(openid, "摔了", kind="工伤", facts={"injured_on": "2026-11-10", **facts})).number


async def test_days_with_article_paper_and_calendar(room: Room) -> None:
    number, browser = await hurt(room), await room.inside("o1")
    status, text = await browser.get("/my/deadlines")
    assert status == 200
    for words in (
        "自己申请工伤认定",
        "最晚 2027年11月10日",
        "<strong>353</strong> 天",
        "《工伤保险条例》第十七条",
        "单位的期限",
    ):
        assert words in text
    assert f'href="/my/tickets/{number}/papers/injury"' in text
    assert f'href="/my/tickets/{number}/deadlines/recognition.ics"' in text


async def test_arbitration_costs_nothing_and_says_by_what(room: Room) -> None:
    await room.ticket("o1", kind="辞退", facts={"ended": "2026-06-30"})
    _, text = await (await room.inside("o1")).get("/my/deadlines")
    assert "不收费（《劳动争议调解仲裁法》第五十三条）" in text


async def test_a_day_that_is_over_says_so_and_offers_no_calendar(room: Room) -> None:
    number = (await room.ticket("o1", kind="辞退", facts={"ended": "2024-06-30"})).number
    _, text = await (await room.inside("o1")).get("/my/deadlines")
    assert "已经过了" in text and f"{number}/deadlines/arbitration.ics" not in text


async def test_settled_tickets_and_tickets_without_dates(room: Room) -> None:
    number, browser = await hurt(room), await room.inside("o1")
    await room.ticket("o1", kind="欠薪")
    _, text = await browser.get("/my/deadlines")
    assert "还不知道哪天发生的" in text

    async def withdraw(tickets: object, found: object) -> None:
        await tickets.move(found, State.WITHDRAWN, "follower")  # type: ignore[attr-defined]

    await room.change(number, withdraw)
    _, text = await browser.get("/my/deadlines")
    assert "自己申请工伤认定" not in text


async def test_the_calendar_file_tells_nothing_about_a_person(room: Room) -> None:
    number, browser = await hurt(room, employer="宏达厂"), await room.inside("o1")
    response = await browser.open(f"/my/tickets/{number}/deadlines/recognition.ics")
    text = (await response.read()).decode()
    assert response.status == 200 and response.content_type == "text/calendar"
    assert response.headers["Cache-Control"] == "no-store"
    assert "DTSTART;VALUE=DATE:20271110" in text and text.startswith("BEGIN:VCALENDAR\r\n")
    assert number not in text and "宏达厂" not in text


async def test_only_its_follower_gets_a_days_file(room: Room) -> None:
    number, other = await hurt(room), await room.inside("o2")
    at = f"/my/tickets/{number}/deadlines/recognition.ics"
    assert (await other.get(at))[0] == 404
    assert (await (await room.browser()).get(at))[0] == 303
    assert "自己申请" not in (await other.get("/my/deadlines"))[1]
    mine = await room.inside("o1")
    for right in ("nothing", "arbitration"):
        assert (await mine.get(f"/my/tickets/{number}/deadlines/{right}.ics"))[0] == 404


@pytest.mark.parametrize(
    ("to", "where"), [("papers", "/my/papers"), ("//evil.example", "/my"), ("data", "/my"), ("", "/my")]
)
async def test_a_link_leads_only_where_it_may(room: Room, to: str, where: str) -> None:
    link, browser = await room.link("o1"), await room.browser()
    status, text = await browser.get(f"{link}?to={to}")
    assert status == 200
    shown = link_path(link.rpartition("/")[2], to)
    assert f'action="{shown}"' in text
    response = await browser.post(shown if to == "papers" else f"{link}?to={to}", link)
    assert response.status == 303 and response.headers["Location"] == where


async def test_wechats_word_leads_to_the_page_that_was_asked_for(asking: Room) -> None:
    browser = await asking.browser()
    response = await browser.open("/my/deadlines")
    assert response.status == 303 and response.headers["Location"] == "/my/enter?to=deadlines"
    response = await browser.open("/my/enter?to=deadlines")
    there = response.headers["Location"]
    assert "/my/oauth?to=deadlines" in there
    asking.oauth.grants["c1"] = Grant("o1")
    state = there.rpartition("state=")[2]
    response = await browser.open(f"/my/oauth?to=deadlines&code=c1&state={state}")
    assert response.status == 303 and response.headers["Location"] == "/my/deadlines"


async def test_other_pages_carry_nothing_along(asking: Room) -> None:
    response = await (await asking.browser()).open("/my/data")
    assert response.headers["Location"] == "/my/enter"


async def test_a_used_link_is_used(room: Room) -> None:
    link = await room.link("o1")
    async with room.database.session() as session:
        assert await Entrance(session, room.services.keys, room.now()).use(link.rpartition("/")[2])
    browser = await room.browser()
    assert (await browser.post(f"{link}?to=papers", link)).status == 410
