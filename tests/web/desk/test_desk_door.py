"""Signing in and out, and everything that must not pass the door."""

from pathlib import Path

import pytest
from aiohttp import FormData
from desk_room import NAME, PASSWORD, Room, build

from web.desk.faces import HEADERS, TITLES
from web.desk.people import agents
from web.desk.people.door import LOCKED, WRONG
from web.desk.people.guarding import STALE
from web.desk.setup import COOKIE

NUMBER = "261047398"
POSTS = ["/desk/sign-out", *(f"/desk/tickets/{NUMBER}/{what}" for what in ("move", "answer", "note"))]


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/desk", "/desk/sign-in"),
        ("/desk?tab=all", "/desk/sign-in"),
        ("/desk/find?q=1", "/desk/sign-in"),
        ("/desk/nothing", "/desk/sign-in"),
        (f"/desk/tickets/{NUMBER}", f"/desk/sign-in?next=/desk/tickets/{NUMBER}"),
    ],
)
async def test_strangers_are_sent_to_the_door(door: Room, path: str, onward: str) -> None:
    response = await door.browser.get(path, allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, onward)


@pytest.mark.parametrize("path", POSTS)
async def test_strangers_cannot_act(door: Room, path: str) -> None:
    ticket = await door.open()
    response = await door.post(path.replace(NUMBER, ticket.number), "/desk/sign-in", text="x", once="0" * 32)
    assert response.status == 303
    assert response.headers["Location"].startswith("/desk/sign-in")
    assert len(await door.history(ticket.number)) == 1


@pytest.mark.parametrize(
    ("path", "onward"),
    [("/desk/list", "/desk/sign-in"), (f"/desk/tickets/{NUMBER}/talk", f"/desk/sign-in?next=/desk/tickets/{NUMBER}")],
)
async def test_a_part_of_a_page_takes_the_whole_page_to_the_door(door: Room, path: str, onward: str) -> None:
    response = await door.browser.get(path, allow_redirects=False)
    assert (response.status, response.headers["HX-Redirect"]) == (401, onward)
    assert not await response.read()


async def test_signing_in_leads_on_and_sets_a_careful_cookie(door: Room) -> None:
    response = await door.sign_in()
    assert (response.status, response.headers["Location"]) == (303, "/desk")
    cookie = next(value for value in response.headers.getall("Set-Cookie") if value.startswith(COOKIE))
    assert {"HttpOnly", "SameSite=Lax", "Path=/desk", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert NAME not in cookie
    assert (await door.get("/desk"))[0] == 200


async def test_the_cookie_is_secure_where_the_site_is(tmp_path: Path, kept: str) -> None:
    room = await build(tmp_path, kept, server={"public_url": "https://union.example"})
    response = await room.browser.get("/desk/sign-in")
    assert "; Secure" in response.headers["Set-Cookie"]
    await room.close()


@pytest.mark.parametrize(
    ("onward", "leads"),
    [
        (f"/desk/tickets/{NUMBER}", f"/desk/tickets/{NUMBER}"),
        ("https://evil.example/desk", "/desk"),
        ("//evil.example", "/desk"),
        ("/desk/tickets/1/../../..//evil.example", "/desk"),
        ("/desk/sign-out", "/desk"),
    ],
)
async def test_signing_in_leads_only_into_the_desk(door: Room, onward: str, leads: str) -> None:
    assert (await door.sign_in(next=onward)).headers["Location"] == leads
    again = await door.browser.get("/desk/sign-in", params={"next": onward}, allow_redirects=False)
    assert again.headers["Location"] == leads


async def test_a_wrong_password_keeps_the_name(door: Room) -> None:
    response = await door.sign_in(password="not the password")
    text = await response.text()
    assert response.status == 401
    assert WRONG in text
    assert f'value="{NAME}"' in text
    assert "not the password" not in text


async def test_a_name_is_shown_as_text(door: Room) -> None:
    text = await (await door.sign_in(name='"><script>x</script>')).text()
    assert "<script>x" not in text


async def test_the_sixth_try_meets_the_lock(door: Room) -> None:
    for _ in range(5):
        assert (await door.sign_in(password="not the password")).status == 401
    response = await door.sign_in()
    assert response.status == 429
    assert LOCKED.format(minutes=1) in await response.text()
    assert (await door.get("/desk"))[0] == 303
    door.now.on(minutes=1)
    assert (await door.sign_in()).status == 303


@pytest.mark.parametrize("given", ["", "wrong", "错", "x" * 500])
@pytest.mark.parametrize("path", POSTS)
async def test_a_form_with_a_wrong_token_changes_nothing(room: Room, path: str, given: str) -> None:
    ticket = await room.open()
    sent = {"csrf": given, "text": "x", "once": "0" * 32, "before": "new", "to": "taken"}
    response = await room.browser.post(path.replace(NUMBER, ticket.number), data=sent, allow_redirects=False)
    assert response.status == 403
    assert STALE in await response.text()
    assert len(await room.history(ticket.number)) == 1
    assert (await room.get("/desk"))[0] == 200


async def test_a_sign_in_without_its_token_is_refused(door: Room) -> None:
    response = await door.browser.post("/desk/sign-in", data={"name": NAME, "password": PASSWORD})
    assert response.status == 403
    assert (await door.get("/desk"))[0] == 303


async def test_a_token_is_worth_nothing_in_another_session(room: Room) -> None:
    before = await room.token()
    await room.post("/desk/sign-out")
    await room.sign_in()
    assert await room.token() != before
    assert (await room.browser.post("/desk/sign-out", data={"csrf": before})).status == 403


async def test_the_visitors_token_is_not_kept(door: Room) -> None:
    before = await door.token("/desk/sign-in")
    await door.sign_in()
    assert await door.token() != before


async def test_only_plain_forms_are_read(room: Room) -> None:
    form = FormData({"csrf": await room.token()})
    form.add_field("file", b"x", filename="x.txt")
    response = await room.browser.post("/desk/sign-out", data=form, allow_redirects=False)
    assert response.status == 415
    assert TITLES[415] in await response.text()


async def test_signing_out_ends_a_copied_cookie_too(room: Room) -> None:
    copied = {COOKIE: room.browser.session.cookie_jar.filter_cookies(room.browser.make_url("/desk"))[COOKIE].value}
    assert (await room.post("/desk/sign-out")).headers["Location"] == "/desk/sign-in"
    assert (await room.get("/desk"))[0] == 303
    response = await room.browser.get("/desk", cookies=copied, allow_redirects=False)
    assert response.status == 303


async def test_a_session_ends_after_twelve_hours(room: Room) -> None:
    for _ in range(7):
        room.now.on(hours=1, minutes=42)
        assert (await room.get("/desk"))[0] == 200
    room.now.on(minutes=6)
    assert (await room.get("/desk"))[0] == 303


async def test_a_made_up_cookie_is_nothing(door: Room) -> None:
    response = await door.browser.get("/desk", cookies={COOKIE: "gAAAAAmadeup"}, allow_redirects=False)
    assert response.status == 303


async def test_who_is_shut_out_is_out_at_once(room: Room) -> None:
    await agents.set_active(room.database, NAME, False)
    assert (await room.get("/desk"))[0] == 303


async def test_who_is_in_need_not_sign_in(room: Room) -> None:
    response = await room.browser.get("/desk/sign-in", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, "/desk")


@pytest.mark.parametrize("path", ["/desk", "/desk/list", "/desk/sign-in", "/desk/nothing", f"/desk/tickets/{NUMBER}"])
async def test_every_page_has_its_headers(room: Room, path: str) -> None:
    response = await room.browser.get(path, allow_redirects=False)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/desk", "/desk/sign-in", "/desk?tab=all"])
async def test_pages_hold_no_script_or_style_of_their_own(door: Room, path: str) -> None:
    await door.open()
    pages = [await door.get(path)]
    await door.sign_in()
    pages.append(await door.get(path))
    for _, text in pages:
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert all("src=" in tag for tag in text.split("<script")[1:])


async def test_a_page_that_is_not_there_says_so(room: Room) -> None:
    status, text = await room.get("/desk/nothing")
    assert status == 404
    assert TITLES[404] in text


async def test_a_wrong_method_says_so(room: Room) -> None:
    response = await room.post("/desk/list")
    assert response.status == 405
    assert TITLES[405] in await response.text()
