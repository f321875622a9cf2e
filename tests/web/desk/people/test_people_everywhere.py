"""Every route × role × district × method: nobody gets more than they should, whatever rooms there are."""

from collections.abc import AsyncIterator

import pytest
from desk_room import NAME, Room
from group_room import gathered
from people_room import add, agent, bare
from walking import Way, ways

from tickets.evidence import Evidence
from tickets.models import Ticket
from web.desk.access import GRANTS, May
from web.desk.models import Role

MINE, OTHER = "西夏区", "金凤区"
PHONE, WORKER, EMPLOYER = "13900009876", "欧阳秘密", "秘密建筑公司"
SECRETS = (PHONE, WORKER, EMPLOYER, "秘密的事")
NASTY = "<script>alert(1)</script>"
ENDS = ("/sign-out", "/events")
NO_KNOWLEDGE = ("web.desk.knowledge", "web.desk.admin", "web.desk.ticket.suggesting", "web.desk.reports")
EXTRA = {
    "role": "admin",
    "districts": MINE,
    "hash": "x",
    "active": "0",
    "name": "root",
    "totp": "",
    "id": "1",
    "agent_id": "1",
    "follower": "x",
    "number": "261047398",
    "state": "closed",
    "source": "x",
    "actor": "agent:root",
}


@pytest.fixture
async def house(room: Room) -> AsyncIterator[Room]:
    """The desk with an agent of one district signed in, who is not the only one who could grant anything."""
    await add(room, "boss", "supervisor")
    yield room


async def secret(room: Room, openid: str = "o9", **more: object) -> Ticket:
    told = {"phone": PHONE, "worker": WORKER, "employer": EMPLOYER, "district": OTHER}
    return await room.open("秘密的事", openid, **{**told, **more})


async def send(room: Room, way: Way, path: str, csrf: str, **fields: str) -> tuple[int, str]:
    if way.method == "GET":
        answer = await room.browser.get(path, allow_redirects=False)
    else:
        answer = await room.browser.request(way.method, path, data={"csrf": csrf, **fields}, allow_redirects=False)
    return answer.status, (await answer.read()).decode("utf-8", "replace")


def walked(room: Room) -> list[Way]:
    """All but the one that signs out and the one that never ends."""
    return [way for way in ways(room) if not way.path.endswith(ENDS)]


async def test_every_route_says_what_it_needs(house: Room) -> None:
    assert len(list(ways(house))) > 100
    open_ones = {way.path for way in ways(house) if way.needs is None}
    assert open_ones == {"/desk/sign-in", "/desk/sign-in/code", "/desk/welcome/" + "x" * 32}


async def test_strangers_get_nowhere(door: Room) -> None:
    ticket = await secret(door)
    csrf = await door.token("/desk/sign-in")
    for way in ways(door):
        if way.needs is None:
            continue
        status, text = await send(door, way, way.to(ticket.number), csrf, once="0" * 32, text="x")
        assert status in (303, 401), way
        assert not any(one in text for one in SECRETS), way
    assert len(await door.history(ticket.number)) == 1


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_gets_what_it_is_trusted_with_and_no_more(house: Room, role: Role) -> None:
    ticket = await house.open("看得到的事", "o1", district=MINE)
    await house.become(role, MINE)
    csrf = await house.token("/desk/me")
    for way in walked(house):
        if way.needs is None:
            continue
        status, _ = await send(house, way, way.to(ticket.number), csrf)
        if way.path.startswith("/desk/me/"):
            csrf = await house.token("/desk/me")
        shut = 303 if way.path == "/desk" else 403
        assert (status == shut) is (way.needs not in GRANTS[role]), (way, status)
        if not way.room.startswith(NO_KNOWLEDGE):
            assert status < 500, (way, status)


@pytest.mark.parametrize("role", [role for role in Role if May.READ in GRANTS[role]])
async def test_what_is_of_another_district_is_not_there(house: Room, role: Role) -> None:
    ticket, mine = await secret(house), await house.open("看得到的事", "o1", district=MINE)
    async with house.database.session() as session:
        session.add(Evidence(ticket_id=ticket.id, kind="image", arrived_at=house.now(), state="waiting"))
    group = await gathered(house, ticket)
    before = await house.history(ticket.number)
    await house.become(role, MINE)
    csrf = await house.token("/desk/me")
    sent = {"once": "0" * 32, "text": "话", "before": "new", "to": "taken", "does": "gather", "doing": "reading"}
    for way in walked(house):
        status, text = await send(
            house, way, way.to(ticket.number if "/groups/" not in way.path else group), csrf, **sent
        )
        assert not any(one in text for one in SECRETS), way
        if "number" in way.holes:
            assert status in ((303, 404) if way.method == "GET" else (400, 403, 404, 405, 415, 422)), (way, status)
    assert await house.history(ticket.number) == before
    assert (await house.get(f"/desk/tickets/{mine.number}"))[0] == 200


@pytest.mark.parametrize(
    ("role", "begins"), [(Role.AGENT, None), (Role.EDITOR, "/desk/knowledge"), (Role.AUDITOR, "/desk/audit")]
)
async def test_the_desk_begins_where_a_role_may_be(house: Room, role: Role, begins: str | None) -> None:
    await house.become(role)
    answer = await house.browser.get("/desk", allow_redirects=False)
    assert answer.headers.get("Location") == begins
    if begins == "/desk/audit":
        page = (await house.get(begins))[1]
        assert 'action="/desk/find"' not in page and 'href="/desk/new"' not in page


async def test_a_form_without_its_token_is_refused_everywhere(house: Room) -> None:
    await house.become("admin")
    ticket = await house.open()
    for way in ways(house):
        if way.method != "GET":
            for csrf in ("", "made up"):
                status, _ = await send(house, way, way.to(ticket.number), csrf, once="0" * 32, text="x")
                assert status == 403, (way, status)
    assert len(await house.history(ticket.number)) == 1


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.EDITOR])
async def test_fields_nobody_asked_for_change_nothing(house: Room, role: Role) -> None:
    ticket = await house.open("事", "o1", district=MINE)
    await house.become(role, MINE)
    before, csrf = await agent(house), await house.token("/desk/me")
    for way in walked(house):
        if way.method != "GET" and way.needs is not None:
            await send(house, way, way.to(ticket.number), csrf, **EXTRA)
            csrf = await house.token("/desk/me")
    after = await agent(house)
    names = ("id", "name", "display", "role", "districts", "team", "hash", "active", "totp")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    async with house.database.view() as session:
        kept = await session.get_one(Ticket, ticket.id)
    columns = ("number", "state", "follower", "source")
    assert [getattr(kept, name) for name in columns] == [getattr(ticket, name) for name in columns]
    assert {line[0] for line in await house.history(ticket.number)} <= {"follower", "system", f"agent:{NAME}"}


async def test_whom_a_guarded_ticket_is_about_stands_on_no_page(house: Room) -> None:
    await house.become("supervisor")
    ticket = await secret(house, kind="女职工")
    group = await gathered(house, ticket)
    csrf = await house.token("/desk/me")
    for way in walked(house):
        if way.method == "GET":
            path = way.to(group if "/groups/" in way.path else ticket.number)
            for asked in ("", f"?tab=all&q={EMPLOYER}"):
                _, text = await send(house, way, path + asked, csrf)
                assert PHONE not in text and WORKER not in text, (way, asked)


async def test_what_workers_wrote_is_shown_as_text(house: Room) -> None:
    told = {"employer": NASTY, "worker": NASTY, "phone": NASTY, "district": MINE}
    ticket = await house.open(NASTY, "o1", **told)
    group = await gathered(house, ticket)
    await house.become("admin")
    seen = 0
    for way in walked(house):
        if way.method == "GET":
            path = way.to(group if "/groups/" in way.path else ticket.number)
            answer = await house.browser.get(path, allow_redirects=False)
            text = (await answer.read()).decode("utf-8", "replace")
            seen += "&lt;script&gt;" in text
            assert answer.content_type != "text/html" or NASTY not in text, way
    assert seen >= 3


async def test_a_session_from_before_signing_in_is_worth_nothing_after(door: Room) -> None:
    await door.get("/desk/sign-in")
    planted = bare(door)
    await door.sign_in()
    door.browser.session.cookie_jar.clear()
    response = await door.browser.get("/desk", cookies=planted, allow_redirects=False)
    assert response.status == 303
