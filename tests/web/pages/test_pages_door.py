"""Coming in and going out: links, WeChat's word, cookies, forms of other sites."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from pages_room import CODE, Browser, Grant, Room, build

from tickets.entering import LASTS, LINK_LASTS, landing, toward
from web.assets import NEEDED
from web.pages.door import MINE, NOT_IN, RECEIPT, STALE, VISIT
from web.pages.entering import SNAPSHOT, SPENT, UNKNOWN
from web.pages.faces import FAULT, HEADERS, POLICY


async def state_of(browser: Browser) -> str:
    """What WeChat is to bring back with this browser."""
    response = await browser.open("/my/enter")
    assert response.status == 303
    return response.headers["Location"].partition("state=")[2]


async def test_a_stranger_is_told_how_to_come_in(room: Room) -> None:
    browser = await room.browser()
    response = await browser.open("/my")
    assert (response.status, response.headers["Location"]) == (303, "/my/enter")
    status, text = await browser.get("/my/enter")
    assert status == 200
    assert "发「我的」" in text


async def test_looking_at_a_link_does_not_use_it_up(room: Room) -> None:
    link = await room.link("o1")
    for _ in range(3):
        assert (await (await room.browser()).get(link))[0] == 200
    browser = await room.browser()
    response = await browser.post(link, link)
    assert (response.status, response.headers["Location"]) == (303, "/my")
    assert (await browser.get("/my"))[0] == 200


async def test_a_link_is_good_once(room: Room) -> None:
    link = await room.link("o1")
    await (await room.browser()).post(link, link)
    second = await room.browser()
    response = await second.post(link, link)
    assert response.status == 410
    assert SPENT in await response.text()
    assert (await second.get("/my"))[0] == 303


async def test_a_link_runs_out(room: Room) -> None:
    link, browser = await room.link("o1"), await room.browser()
    room.now.on(seconds=LINK_LASTS.total_seconds())
    assert (await browser.post(link, link)).status == 410


async def test_every_link_looks_alike_until_it_is_used(room: Room) -> None:
    link, browser = await room.link("o1"), await room.browser()
    pages = [await browser.get(one) for one in (link, "/my/in/" + "A" * 43)]
    assert pages[0][0] == pages[1][0] == 200
    assert pages[0][1].replace(link, "") == pages[1][1].replace("/my/in/" + "A" * 43, "")
    assert (await browser.post("/my/in/" + "A" * 43, link)).status == 410


async def test_the_session_is_a_new_one_and_not_what_the_browser_brought(room: Room) -> None:
    link, browser = await room.link("o1"), await room.browser()
    browser.plant(**{MINE: "planted", VISIT: "planted"})
    response = await browser.post(link, link)
    assert response.status == 303
    assert "planted" not in (response.cookies[MINE].value, response.cookies[VISIT].value)
    thief = await room.browser()
    thief.plant(**{MINE: "planted", VISIT: "planted"})
    assert (await thief.get("/my"))[0] == 303


@pytest.mark.parametrize(("public_url", "secure"), [("http://127.0.0.1", False), ("https://wx.example.gov.cn", True)])
async def test_the_cookie_is_for_the_pages_only_and_out_of_scripts_reach(
    tmp_path: Path, public_url: str, secure: bool
) -> None:
    room = await build(tmp_path, server={"public_url": public_url})
    response = await (await room.browser()).open("/my/receipt")
    await room.close()
    cookie = response.headers["Set-Cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "path=/my"))
    assert ("secure" in cookie) is secure


async def test_a_session_ends_by_itself(room: Room) -> None:
    browser = await room.inside("o1")
    room.now.on(seconds=LASTS.total_seconds() - 1)
    assert (await browser.get("/my"))[0] == 200
    room.now.on(seconds=1)
    assert (await browser.get("/my"))[0] == 303
    response = await browser.post("/my/data/delete")
    assert response.status == 401
    assert NOT_IN in await response.text()


async def test_going_out_ends_the_session_for_a_copied_cookie_too(room: Room) -> None:
    browser, thief = await room.inside("o1"), await room.browser()
    thief.plant(**{MINE: browser.cookie(MINE)})
    assert (await thief.get("/my"))[0] == 200
    assert (await browser.post("/my/out", "/my")).status == 200
    assert browser.cookie(MINE) == ""
    assert (await thief.get("/my"))[0] == 303


FORMS = ["/my/out", "/my/receipt", "/my/data/copy", "/my/data/delete"]
ON_A_TICKET = ["say", "phone", "bind", "evidence/1"]


@pytest.mark.parametrize("with_token", ["", "another browser's"])
async def test_no_form_of_another_page_counts(room: Room, with_token: str) -> None:
    ticket, browser, other = await room.ticket("o1"), await room.inside("o1"), await room.inside("o2")
    theirs = await other.token()
    for path in [*FORMS, await room.link("o1"), *(f"/my/tickets/{ticket.number}/{one}" for one in ON_A_TICKET)]:
        fields = {"csrf": theirs} if with_token else {}
        response = await browser.http.post(path, data={"text": "坏话", "phone": "13812345678", **fields})
        assert response.status == 403, path
        assert STALE in await response.text()
    assert (await browser.send(ticket.number, b"x", csrf=theirs)).status == 403
    assert [what for _, what, _ in await room.history(ticket.number)] == ["opened"]
    assert (await browser.get("/my"))[0] == 200


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
async def test_only_plain_forms_are_read(room: Room, kind: str) -> None:
    browser = await room.inside("o1")
    response = await browser.http.post("/my/out", data=b"--x--", headers={"Content-Type": kind})
    assert response.status == 415


async def test_pages_keep_other_sites_scripts_and_caches_out(room: Room) -> None:
    browser = await room.inside("o1")
    for path in ("/my", "/my/receipt", "/my/nothing", "/my/data"):
        response = await browser.open(path)
        assert HEADERS.items() <= dict(response.headers).items()
        assert "<script" not in await response.text()
    assert "default-src 'none'" in POLICY
    assert "script-src" not in POLICY


async def test_the_first_page_is_light(room: Room) -> None:
    """At most 60 kB over the air."""
    browser = await room.browser()
    text = (await browser.get(await room.link("o1")))[1]
    whole = len(text.encode())
    for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
        response = await browser.http.get(asset)
        whole += int(response.headers["Content-Length"])
    assert "vendor/weui.min.css" in NEEDED
    assert 20_000 < whole < 60_000


async def test_a_fault_is_told_without_its_inside(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await room.inside("o1")
    monkeypatch.setattr("web.pages.ticket.Reading", None)
    status, text = await browser.get("/my")
    assert status == 500
    assert FAULT in text
    assert "NoneType" not in text


async def test_wechats_word_lets_in(asking: Room) -> None:
    browser = await asking.browser()
    asking.oauth.grants["code1"] = Grant("o1")
    ticket = await asking.ticket("o1")
    response = await browser.open(f"/my/oauth?code=code1&state={await state_of(browser)}")
    assert (response.status, response.headers["Location"]) == (303, "/my")
    assert ticket.number[:3] in (await browser.get("/my"))[1]


@pytest.mark.parametrize("query", ["", "code=code1", "code=code1&state=", "code=code1&state=" + "0" * 32, "state={}"])
async def test_what_wechat_brings_back_counts_in_the_browser_it_was_sent_from(asking: Room, query: str) -> None:
    browser, other = await asking.browser(), await asking.browser()
    asking.oauth.grants["code1"] = Grant("o1")
    await browser.get("/my/enter")
    response = await browser.open(f"/my/oauth?{query.format(await state_of(other))}")
    assert response.status == 401
    assert UNKNOWN in await response.text()
    assert "code1" in asking.oauth.grants
    response = await browser.open(f"/my/oauth?code=code1&state={await state_of(other)}")
    assert response.status == 401


async def test_a_code_is_good_once(asking: Room) -> None:
    browser = await asking.browser()
    asking.oauth.grants["code1"] = Grant("o1")
    state = await state_of(browser)
    assert (await browser.open(f"/my/oauth?code=code1&state={state}")).status == 303
    assert (await browser.open(f"/my/oauth?code=code1&state={state}")).status == 401


async def test_a_snapshots_virtual_person_is_nobody(asking: Room) -> None:
    browser = await asking.browser()
    asking.oauth.grants["code1"] = Grant("o1", is_snapshot=True)
    response = await browser.open(f"/my/oauth?code=code1&state={await state_of(browser)}")
    assert SNAPSHOT in await response.text()
    assert MINE not in response.cookies


async def test_an_account_without_the_right_has_no_way_back_from_wechat(room: Room) -> None:
    assert (await (await room.browser()).get("/my/oauth?code=x&state=y"))[0] == 404


async def test_follower_and_receipt_are_two_sessions(room: Room) -> None:
    """A receipt shown in a follower's browser does not tell whose it is."""
    mine, nameless = await room.ticket("o1"), await room.anonymous()
    browser = await room.inside("o1")
    assert (await browser.post("/my/receipt", number=nameless.number, code=CODE)).status == 303
    assert browser.cookie(MINE) and browser.cookie(RECEIPT)
    for ticket in (mine, nameless):
        assert (await browser.get(f"/my/tickets/{ticket.number}"))[0] == 200
    room.now.on(seconds=timedelta(minutes=31).total_seconds())
    assert (await browser.get(f"/my/tickets/{nameless.number}"))[0] == 404
    assert (await browser.get(f"/my/tickets/{mine.number}"))[0] == 200


@pytest.mark.parametrize("paper", ["papers/arbitration", "tickets/123456789/papers/arbitration"])
async def test_a_paper_asked_for_is_where_one_lands(asking: Room, paper: str) -> None:
    browser = await asking.browser()
    response = await browser.open(f"/my/{paper}")
    assert response.headers["Location"] == f"/my/enter?to={paper}"
    asking.oauth.grants["code1"] = Grant("o1")
    response = await browser.open(f"/my/oauth?to={paper}&code=code1&state={await state_of(browser)}")
    assert response.headers["Location"] == f"/my/{paper}"


@pytest.mark.parametrize("to", ["//evil.example", "papers/../../desk", "papers/x?y", "https://evil.example/papers/a"])
def test_nowhere_else_does_one_land(to: str) -> None:
    assert (landing(to), toward(to)) == ("/my", "")
