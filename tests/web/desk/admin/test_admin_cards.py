"""Cards at the desk: a code from WeChat or words to type, what came from each, a page to print."""

import pytest
from admin_room import FakeWeChat
from desk_room import Room
from sqlalchemy import select

from bot.core.followers import ensure, keep_scene
from bot.wechat.errors import NoAnswer
from tickets.cards import Card
from web.desk.admin.cards import BAD_NAME, BAD_PLACE, TAKEN


async def make(
    office: Room, name: str = "东门工地", place: str = "项目部公告栏", once: str = "1" * 32
) -> tuple[int, str]:
    answer = await office.post("/desk/admin/cards", once=once, name=name, place=place)
    return answer.status, await answer.text()


async def cards(office: Room) -> list[Card]:
    async with office.database.view() as session:
        return list((await session.scalars(select(Card))).all())


async def test_a_code_is_made_drawn_and_printed(office: Room, wechat: FakeWeChat) -> None:
    assert (await make(office))[0] == 303
    assert wechat.made == ["东门工地"]
    answer = await office.browser.get("/desk/admin/cards/1.svg")
    assert answer.content_type == "image/svg+xml" and b"<path" in await answer.read()
    page = (await office.get("/desk/admin/cards/print?card=1"))[1]
    assert "/desk/admin/cards/1.svg" in page and "东门工地" in page


async def test_what_came_from_it_is_counted(office: Room) -> None:
    await make(office)
    async with office.database.session() as session:
        for openid in ("o1", "o2"):
            follower = await ensure(session, office.services.keys, openid, office.now())
            await keep_scene(session, follower, "东门工地")
    await office.open(openid="o1")
    await office.open(openid="o3", source="东门工地")
    await office.open(openid="o4", source="别处")
    page = (await office.get("/desk/admin/cards"))[1]
    assert page.count('<td class="sum">2</td>') == 3


async def test_an_account_without_codes_prints_words(poor: Room, wechat: FakeWeChat) -> None:
    assert (await make(poor))[0] == 303
    assert wechat.made == [] and (await cards(poor))[0].url == ""
    assert "关注后发送「心连心卡东门工地」" in (await poor.get("/desk/admin/cards/print"))[1]
    assert (await poor.get("/desk/admin/cards/1.svg"))[0] == 404


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("", "x", BAD_NAME),
        ("东门 工地", "x", BAD_NAME),
        ("长" * 33, "x", BAD_NAME),
        ("a/b", "x", BAD_NAME),
        ("好", "", BAD_PLACE),
    ],
)
async def test_names_that_are_none(office: Room, wechat: FakeWeChat, name: str, place: str, said: str) -> None:
    status, page = await make(office, name, place)
    assert status == 422 and said in page and wechat.made == []


async def test_a_name_is_there_once(office: Room) -> None:
    await make(office)
    status, page = await make(office, once="2" * 32)
    assert status == 422 and TAKEN in page and len(await cards(office)) == 1


async def test_when_wechat_is_away_nothing_is_made(office: Room, wechat: FakeWeChat) -> None:
    wechat.fails = NoAnswer("qrcode", "TimeoutError", False)
    status, page = await make(office)
    assert status == 502 and "没有连上微信" in page and 'value="东门工地"' in page
    assert await cards(office) == []


async def test_one_is_put_out_of_use_and_back(office: Room) -> None:
    await make(office)
    for once, is_out in (("3" * 32, True), ("4" * 32, False)):
        assert (await office.post("/desk/admin/cards/1", once=once)).status == 303
        assert ((await cards(office))[0].retired_at is not None) is is_out
    assert (await office.post("/desk/admin/cards/99", once="5" * 32)).status == 404
