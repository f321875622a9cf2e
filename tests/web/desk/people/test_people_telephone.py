"""Signing in with a telephone's codes: taking one over, codes used up, recovery codes, letting go; one's sessions."""

import re
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from desk_room import NAME, PASSWORD, Room, build
from people_room import ONWARD, agent, audited, bare, code_of, spelt, take_over

from web.desk.people import me as words
from web.desk.people import sessions
from web.desk.people.door import LOCKED, WRONG_CODE
from web.desk.people.guarding import TELEPHONE
from web.desk.people.passwords import GUESSED
from web.desk.people.second import CODES, STEP_S, picture, used_step

NEW = "four words and 7"


async def test_a_telephone_is_taken_over_and_asked_for(room: Room) -> None:
    secret, codes = await take_over(room)
    assert len(set(codes)) == CODES
    assert secret not in str((await agent(room)).totp)
    await room.post("/desk/sign-out", "/desk/me")
    response = await room.sign_in()
    assert (response.status, response.headers["Location"]) == (303, "/desk/sign-in/code")
    assert (await room.get("/desk"))[0] == 303
    room.now.on(seconds=STEP_S)
    done = await room.post("/desk/sign-in/code", "/desk/sign-in/code", code=code_of(secret, room))
    assert (done.status, done.headers["Location"]) == (303, "/desk")
    assert (await room.get("/desk"))[0] == 200
    assert [act for act, _ in await audited(room)][-2:] == ["totp_on", "signed_in"]


async def test_a_code_counts_once_and_a_wrong_one_never(room: Room) -> None:
    secret, _ = await take_over(room)
    used = code_of(secret, room)
    await room.post("/desk/sign-out", "/desk/me")
    await room.sign_in()
    for wrong in (used, "", "12345", "ABCDEF", str((int(used) + 1) % 1_000_000).zfill(6)):
        answer = await room.post("/desk/sign-in/code", "/desk/sign-in/code", code=wrong)
        assert answer.status == 401 and WRONG_CODE in await answer.text()
    locked = await room.post("/desk/sign-in/code", "/desk/sign-in/code", code=code_of(secret, room))
    assert locked.status == 429 and LOCKED.format(minutes=1) in await locked.text()
    assert (await room.sign_in()).status == 429


async def test_who_knows_the_password_gets_no_more_tries_at_codes_by_it(room: Room) -> None:
    await take_over(room)
    await room.post("/desk/sign-out", "/desk/me")
    for _ in range(4):
        await room.sign_in()
        await room.post("/desk/sign-in/code", "/desk/sign-in/code", code="000000")
    assert (await agent(room)).failed == 4
    await room.sign_in()
    await room.post("/desk/sign-in/code", "/desk/sign-in/code", code="000000")
    assert (await room.sign_in()).status == 429


async def test_a_recovery_code_stands_in_once_however_it_is_typed(room: Room) -> None:
    _, codes = await take_over(room)
    await room.post("/desk/sign-out", "/desk/me")
    for given, status in ((f" {codes[3].lower().replace('-', ' ')}", 303), (codes[3], 401), (codes[4], 303)):
        await room.sign_in()
        answer = await room.post("/desk/sign-in/code", "/desk/sign-in/code", code=given)
        assert answer.status == status
        if status == 303:
            assert f"还剩 {CODES - 1 if given != codes[4] else CODES - 2} 个" in (await room.get("/desk/me"))[1]
            await room.post("/desk/sign-out", "/desk/me")


async def test_without_the_password_there_is_no_second_step(door: Room) -> None:
    response = await door.browser.get("/desk/sign-in/code", allow_redirects=False)
    assert response.headers["Location"] == "/desk/sign-in"
    sent = await door.post("/desk/sign-in/code", "/desk/sign-in", code="000000")
    assert sent.headers["Location"] == "/desk/sign-in"


async def test_the_second_step_waits_five_minutes(room: Room) -> None:
    secret, _ = await take_over(room)
    await room.post("/desk/sign-out", "/desk/me")
    await room.sign_in()
    token = await room.token("/desk/sign-in/code")
    room.now.on(minutes=5)
    sent = {"csrf": token, "code": code_of(secret, room)}
    late = await room.browser.post("/desk/sign-in/code", data=sent, allow_redirects=False)
    assert late.headers["Location"] == "/desk/sign-in" and (await room.get("/desk"))[0] == 303


async def test_where_one_wanted_to_go_is_kept_over_both_steps(room: Room) -> None:
    secret, _ = await take_over(room)
    await room.post("/desk/sign-out", "/desk/me")
    await room.sign_in(next=ONWARD)
    room.now.on(seconds=STEP_S)
    done = await room.post("/desk/sign-in/code", "/desk/sign-in/code", code=code_of(secret, room))
    assert done.headers["Location"] == ONWARD


async def test_taking_over_needs_password_and_code(room: Room) -> None:
    text = (await room.get(TELEPHONE))[1]
    secret = spelt(text)
    assert picture(secret, NAME) in text.replace("&amp;", "&")
    wrong = await room.post(TELEPHONE, TELEPHONE, code=code_of(secret, room), password="not mine at all")
    assert wrong.status == 422 and words.WRONG_OLD in await wrong.text()
    wrong = await room.post(TELEPHONE, TELEPHONE, code="000000", password=PASSWORD)
    assert wrong.status == 422 and words.BAD_CODE in await wrong.text()
    assert spelt((await room.get(TELEPHONE))[1]) == secret and (await agent(room)).totp is None


async def test_letting_go_needs_the_password_and_the_codes_go_with_it(room: Room) -> None:
    await take_over(room)
    wrong = await room.post(f"{TELEPHONE}/off", "/desk/me", password="not mine at all")
    assert wrong.status == 422 and (await agent(room)).totp
    assert (await room.post("/desk/me/codes", "/desk/me", password=PASSWORD)).status == 200
    assert (await room.post(f"{TELEPHONE}/off", "/desk/me", password=PASSWORD)).status == 303
    assert words.TELEPHONE_OFF in (await room.get("/desk/me"))[1] and (await agent(room)).totp is None
    await room.post("/desk/sign-out", "/desk/me")
    assert (await room.sign_in()).headers["Location"] == "/desk"


async def test_a_role_that_needs_it_does_nothing_else_before(tmp_path: Path, kept: str) -> None:
    room = await build(tmp_path, kept, desk={"totp_roles": ["agent"]})
    await room.sign_in()
    for path in ("/desk", "/desk/me", "/desk/list"):
        response = await room.browser.get(path, allow_redirects=False)
        assert response.headers["Location"] == TELEPHONE
    await take_over(room)
    assert (await room.get("/desk"))[0] == 200
    refused = await room.post(f"{TELEPHONE}/off", "/desk/me", password=PASSWORD)
    assert refused.status == 422 and words.NEEDED in await refused.text()
    await room.close()


@pytest.mark.parametrize(("off", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_a_telephones_clock_may_be_a_step_off(room: Room, off: int, fits: bool) -> None:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(room.now() + timedelta(seconds=off * STEP_S))
    assert (used_step(secret, code, room.now(), 0) is not None) is fits


async def test_a_new_password_signs_out_every_other_browser_and_renews_this_one(room: Room) -> None:
    token = await sessions.begin(room.database, room.services.keys, (await agent(room)).id, room.now())
    before = bare(room)
    sent = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert (await room.post("/desk/me/password", "/desk/me", **sent)).status == 303
    assert words.CHANGED in (await room.get("/desk/me"))[1] and bare(room) != before
    assert await sessions.agent_of(room.database, room.services.keys, token, room.now()) is None
    assert (await room.browser.get("/desk", cookies=before, allow_redirects=False)).status == 303
    await room.post("/desk/sign-out", "/desk/me")
    assert (await room.sign_in()).status == 401 and (await room.sign_in(password=NEW)).status == 303


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"old": "not mine at all", "new": NEW, "again": NEW}, words.WRONG_OLD),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "x"}, words.NOT_TWICE),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, words.SAME),
        ({"old": PASSWORD, "new": f"{NAME}123", "again": f"{NAME}123"}, GUESSED),
    ],
)
async def test_a_password_is_not_changed(room: Room, sent: dict[str, str], says: str) -> None:
    refused = await room.post("/desk/me/password", "/desk/me", **sent)
    text = await refused.text()
    assert refused.status == 422 and says in text and PASSWORD not in text and NEW not in text
    await room.post("/desk/sign-out", "/desk/me")
    assert (await room.sign_in()).status == 303


async def test_one_sees_where_one_is_signed_in_and_ends_the_others(room: Room) -> None:
    await sessions.begin(room.database, room.services.keys, (await agent(room)).id, room.now(), "Edge · Windows")
    page = (await room.get("/desk/me"))[1]
    assert "Edge · Windows" in page and page.count('class="chip chip-closed">这台') == 1
    assert (await room.post("/desk/me/others", "/desk/me")).status == 303
    page = (await room.get("/desk/me"))[1]
    assert "Edge · Windows" not in page and words.OTHERS_OUT in page


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Mozilla/5.0 (iPhone; CPU) MicroMessenger/8 Safari/604", "微信 · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge · Windows"),
        ("curl", sessions.UNKNOWN),
        ("", sessions.UNKNOWN),
    ],
)
def test_browsers_are_called_in_short(said: str, called: str) -> None:
    assert sessions.called(said) == called


async def test_two_hours_without_a_deed_sign_out_whatever_the_page_fetches(room: Room) -> None:
    for _ in range(5):
        room.now.on(minutes=25)
        await room.browser.get("/desk/list", headers={"HX-Request": "true"}, allow_redirects=False)
    assert (await room.get("/desk"))[0] == 303


async def test_many_tries_from_one_place_slow_it_down_for_every_name(door: Room) -> None:
    headers = {"X-Real-IP": "203.0.113.7"}
    csrf = await door.token("/desk/sign-in")
    for place in range(40):
        sent = {"csrf": csrf, "name": f"nobody{place}", "password": "wrong"}
        assert (await door.browser.post("/desk/sign-in", data=sent, headers=headers)).status == 401
    sent = {"csrf": csrf, "name": NAME, "password": PASSWORD}
    slowed = await door.browser.post("/desk/sign-in", data=sent, headers=headers, allow_redirects=False)
    assert slowed.status == 429 and re.search(LOCKED.format(minutes=r"\d+"), await slowed.text())
    elsewhere = await door.browser.post(
        "/desk/sign-in", data=sent, headers={"X-Real-IP": "203.0.113.8"}, allow_redirects=False
    )
    assert elsewhere.status == 303
