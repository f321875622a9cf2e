"""The custom menu: limits, errors, what a tap sets off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator.errors import Impossible

if TYPE_CHECKING:
    from conftest import MakeWorld, World

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def click(name: str, key: str = "K") -> dict[str, Any]:
    return {"type": "click", "name": name, "key": key}


MENU = {
    "button": [
        click("问一问", "ASK"),
        {"type": "view", "name": "门户", "url": "https://example.org/"},
        {
            "name": "更多",
            "sub_button": [
                {"type": "scancode_waitmsg", "name": "扫码", "key": "SCAN"},
                {"type": "pic_sysphoto", "name": "拍证据", "key": "PHOTO"},
                {"type": "location_select", "name": "最近的站点", "key": "PLACE"},
                {"type": "miniprogram", "name": "小程序", "url": "https://x/", "appid": "wx", "pagepath": "p/i"},
            ],
        },
    ]
}


async def test_menu_is_made_read_and_deleted(world: World) -> None:
    assert (await world.call("cgi-bin/menu/get"))["errcode"] == 46003
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 0
    got = (await world.call("cgi-bin/menu/get"))["menu"]["button"]
    assert [button["name"] for button in got] == ["问一问", "门户", "更多"]
    assert (await world.call("cgi-bin/get_current_selfmenu_info"))["is_menu_open"] == 1
    assert (await world.call("cgi-bin/menu/delete"))["errcode"] == 0
    assert (await world.call("cgi-bin/menu/get"))["errcode"] == 46003


@pytest.mark.parametrize(
    ("menu", "errcode"),
    [
        ({}, 40016),
        ({"button": []}, 40016),
        ({"button": [click(str(n)) for n in range(4)]}, 40016),
        ({"button": ["x"]}, 40016),
        ({"button": [{"name": "无类型"}]}, 40017),
        ({"button": [click("六个汉字名称")]}, 40018),
        ({"button": [click("")]}, 40018),
        ({"button": [click("五个汉字名")]}, 0),
        ({"button": [click("键", "k" * 129)]}, 40019),
        ({"button": [click("键", "k" * 128)]}, 0),
        ({"button": [{"type": "view", "name": "v", "url": "https://" + "x" * 1020}]}, 40020),
        ({"button": [{"name": "多", "sub_button": [click(str(n)) for n in range(6)]}]}, 40023),
        ({"button": [{"name": "多", "sub_button": [click("字" * 21)]}]}, 40025),
        ({"button": [{"name": "多", "sub_button": [click("字" * 20)]}]}, 0),
        ({"button": [{"name": "多", "type": "click", "sub_button": [click("子")]}]}, 40017),
        ({"button": [{"name": "多", "sub_button": [{"name": "三", "sub_button": [click("子")]}]}]}, 40017),
        ({"button": [{"type": "media_id", "name": "m", "media_id": "x"}]}, 40007),
    ],
)
async def test_menu_limits(world: World, menu: dict[str, Any], errcode: int) -> None:
    assert (await world.call("cgi-bin/menu/create", menu))["errcode"] == errcode


async def test_menu_right_of_an_unverified_account_is_a_setting(make: MakeWorld) -> None:
    world = await make(kind="unverified")
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 0
    await world.platform.reconfigure(unverified_menu=False)
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 48001


async def test_taps(world: World) -> None:
    await world.call("cgi-bin/menu/create", MENU)
    for key, event in (("ASK", "CLICK"), ("1", "VIEW"), ("小程序", "view_miniprogram")):
        await world.platform.tap_menu(world.openid, key)
        assert world.bot.seen[-1]["Event"] == event
    await world.platform.tap_menu(world.openid, "2.0", result="https://q/")
    assert world.bot.seen[-1]["ScanCodeInfo"]["ScanResult"] == "https://q/"
    await world.platform.tap_menu(world.openid, "PHOTO", photo=JPEG)
    assert [fields["MsgType"] for fields in world.bot.seen[-2:]] == ["event", "image"]
    await world.platform.tap_menu(world.openid, "PLACE", latitude=38.4, longitude=106.2, label="站")
    assert [fields["MsgType"] for fields in world.bot.seen[-2:]] == ["event", "location"]
    with pytest.raises(Impossible):
        await world.platform.tap_menu(world.openid, "NOTHING")
