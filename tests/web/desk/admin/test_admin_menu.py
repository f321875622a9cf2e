"""The menu at the desk: a draft, what is live, given to WeChat, and what WeChat says to that."""

import json

import pytest
from admin_room import FakeWeChat
from desk_room import Room

from bot.wechat import errcodes
from bot.wechat.account import Capability
from bot.wechat.errors import NoAnswer, WeChatError
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.menu import NOTHING_LIVE, PUSHED, SAVED, TAKEN
from web.desk.admin.menu_form import NAME_TOP
from web.desk.outside import MAYBE_DONE, NO_RIGHT, NOT_REACHED

FIELDS = {"name-0": "问政策", "does-0": "click:ask", "name-1": "网站", "does-1": "view", "value-1": "https://a.cn"}
MENU = [
    {"type": "click", "name": "问政策", "key": "ask"},
    {"name": "网站", "type": "view", "url": "https://a.cn"},
]


async def save(office: Room, once: str = "1" * 32, seen: str = "0", **fields: str) -> tuple[int, str]:
    answer = await office.post("/desk/admin/menu", once=once, seen=seen, **{**FIELDS, **fields})
    return answer.status, await answer.text()


async def push(office: Room, menu: str = "1") -> tuple[int, str]:
    answer = await office.post("/desk/admin/menu/push", once="3" * 32, menu=menu)
    return answer.status, await answer.text()


async def test_the_starter_is_shown_first(office: Room) -> None:
    page = (await office.get("/desk/admin/menu"))[1]
    assert 'value="登记诉求"' in page and "功能：登记诉求" in page


async def test_from_a_draft_to_wechat(office: Room, wechat: FakeWeChat) -> None:
    assert (await save(office))[0] == 303
    assert SAVED in (await office.get("/desk/admin/menu"))[1] and wechat.live is None
    assert (await push(office))[0] == 303
    assert json.dumps(wechat.live, sort_keys=True) == json.dumps(MENU, sort_keys=True)
    assert PUSHED in (await office.get("/desk/admin/menu"))[1]
    assert "草稿和线上的一样" in (await office.get("/desk/admin/menu/push"))[1]


async def test_what_is_wrong_is_kept_and_said_at_its_place(office: Room) -> None:
    status, page = await save(office, **{"name-0": "这个名字太长了"})
    assert status == 422 and NAME_TOP in page and 'value="这个名字太长了"' in page and 'id="wrong-0"' in page


async def test_two_admins_do_not_overwrite_each_other(office: Room) -> None:
    await save(office)
    status, page = await save(office, "2" * 32)
    assert status == 409 and OVERTAKEN in page


async def test_only_the_draft_that_was_seen_is_pushed(office: Room, wechat: FakeWeChat) -> None:
    await save(office)
    status, page = await push(office, menu="0")
    assert status == 409 and OVERTAKEN in page and wechat.live is None


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (errcodes.error(40018, "x", call="menu", sends=False, own=True), "不超过 5 个汉字"),
        (errcodes.error(48001, "x", call="menu", right="自定义菜单", sends=False, own=True), "接口权限"),
        (NoAnswer("menu", "ServerTimeoutError"), MAYBE_DONE),
        (NoAnswer("menu", "ClientConnectorError", False), NOT_REACHED.format(problem="ClientConnectorError")),
    ],
)
async def test_what_wechat_answers_is_told(office: Room, wechat: FakeWeChat, trouble: WeChatError, said: str) -> None:
    await save(office)
    wechat.fails = trouble
    status, page = await push(office)
    assert status == 502 and said in page
    assert "草稿还没有发布到微信" in (await office.get("/desk/admin/menu"))[1]


async def test_what_is_live_becomes_the_draft(office: Room, wechat: FakeWeChat) -> None:
    answer = await office.post("/desk/admin/menu/take", once="4" * 32)
    assert answer.status == 303  # nothing is written yet: back to the editor
    await save(office)
    answer = await office.post("/desk/admin/menu/take", once="5" * 32)
    assert answer.status == 409 and NOTHING_LIVE in await answer.text()
    wechat.live = [{"name": "线上的", "type": "click", "key": "ask", "sub_button": []}]
    await office.post("/desk/admin/menu/take", once="6" * 32)
    page = (await office.get("/desk/admin/menu"))[1]
    assert TAKEN in page and 'value="线上的"' in page


async def test_an_account_without_the_right_is_told_what_to_do(poor: Room, wechat: FakeWeChat) -> None:
    await save(poor)
    for path in ("/desk/admin/menu", "/desk/admin/menu/push"):
        assert NO_RIGHT.format(right=Capability.MENU.label) in (await poor.get(path))[1]
    assert "确定发布到微信" not in (await poor.get("/desk/admin/menu/push"))[1]
