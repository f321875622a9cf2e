"""What the guard puts down of looks, and that a link to a new password lets nobody past the telephone."""

import pytest
from desk_room import Room
from people_room import add, agent, another, audited, code_of, take_over
from test_people_inviting import GOOD, link

from web.desk.people.second import STEP_S


@pytest.mark.parametrize(("role", "form", "status"), [("agent", "amend", 422), ("agent", "custody/ask", 409)])
async def test_a_refused_form_that_shows_the_ticket_is_a_look(room: Room, role: str, form: str, status: int) -> None:
    ticket = await room.open("欠薪")
    answer = await room.act(ticket.number, form, text="要看" if status == 409 else "")
    assert answer.status == status and "欠薪" in await answer.text()
    assert await audited(room) == [("signed_in", "zhangmin"), ("read", ticket.number)]


async def test_what_was_not_shown_is_no_look(room: Room) -> None:
    ticket = await room.open(district="金凤区")
    await room.become("agent", "西夏区")
    assert (await room.get(f"/desk/tickets/{ticket.number}"))[0] == 404
    await room.become("editor")
    assert (await room.get(f"/desk/tickets/{ticket.number}"))[0] == 403
    assert "read" not in [act for act, _ in await audited(room)]


async def test_a_new_password_by_a_link_still_asks_for_the_telephones_code(room: Room) -> None:
    await room.become("admin")
    await add(room, "wang", "agent")
    guest = await another(room)
    await guest.sign_in("wang")
    secret, _ = await take_over(guest)
    page = f"/desk/people/{(await agent(room, 'wang')).id}"
    await room.post(f"{page}/reset", page)
    path = await link(room, page)
    await guest.post("/desk/sign-out", "/desk/me")
    done = await guest.post(path, path, password=GOOD, again=GOOD)
    assert (done.status, done.headers["Location"]) == (303, "/desk/sign-in/code")
    assert (await guest.get("/desk"))[0] == 303
    room.now.on(seconds=STEP_S)
    done = await guest.post("/desk/sign-in/code", "/desk/sign-in/code", code=code_of(secret, guest))
    assert (done.status, done.headers["Location"]) == (303, "/desk") and (await guest.get("/desk"))[0] == 200
    await guest.browser.close()
