"""Inviting, accepting, changing rights, letting go; and the audit of it."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk_room import NAME, Room
from people_room import add, agent, another, audited, take_over
from sqlalchemy import select

from bot.commands.staff import staff
from web.desk.audit import Act, AuditLine, put
from web.desk.people import agents, invitations, people_routes, welcome
from web.desk.people.agents import LAST_ADMIN
from web.desk.people.audit_routes import AT_ONCE, BAD_DAY, HEADINGS
from web.desk.people.models import Invitation
from web.desk.people.passwords import GUESSED, ONLY_DIGITS, Unfit

GOOD = "three words 7"
GIVEN = {"name": "WangFang", "display": "王芳", "password": GOOD, "again": GOOD}


@pytest.fixture
async def admin(room: Room) -> Room:
    await room.become("admin")
    return room


@pytest.fixture
async def guest(room: Room) -> AsyncIterator[Room]:
    """The browser of whoever gets the link."""
    other = await another(room)
    yield other
    await other.browser.close()


async def link(room: Room, page: str = "/desk/people") -> str:
    """The path of the link that is shown there, this once."""
    found = re.search(r'value="http[^"]*(/desk/welcome/[\w-]+)"', (await room.get(page))[1])
    assert found and "/desk/welcome/" not in (await room.get(page))[1]
    return found[1]


async def invite(room: Room, once: str = "a", **more: str) -> str:
    sent = {"whom": "王芳", "role": "agent", "districts": "西夏区", "once": once * 32, **more}
    assert (await room.post("/desk/people/invite", "/desk/people", **sent)).status == 303
    return await link(room)


async def test_whoever_is_invited_chooses_name_and_password_and_is_in(admin: Room, guest: Room) -> None:
    path = await invite(admin)
    for _ in range(2):
        status, page = await guest.get(path)
        assert status == 200 and "欢迎，王芳" in page and "西夏区" in page
    done = await guest.post(path, path, **GIVEN)
    assert (done.status, done.headers["Location"]) == (303, "/desk")
    row = await agent(admin, "wangfang")
    assert (row.display, row.role, row.districts, row.active) == ("王芳", "agent", ["西夏区"], True)
    mine, other = await admin.open("我的", district="西夏区"), await admin.open("别的", "o2", district="金凤区")
    assert (await guest.get(f"/desk/tickets/{mine.number}"))[0] == 200
    assert (await guest.get(f"/desk/tickets/{other.number}"))[0] == 404
    async with admin.database.view() as session:
        kept = (await session.scalars(select(Invitation.key))).one()
    assert kept not in path
    assert {("invited", "王芳"), ("joined", "wangfang"), ("signed_in", "wangfang")} <= set(await audited(admin))


async def test_a_link_counts_once(admin: Room, guest: Room) -> None:
    path = await invite(admin)
    token = await guest.token(path)
    sent = [{**GIVEN, "name": name, "csrf": token} for name in ("one1", "two2")]
    posts = [guest.browser.post(path, data=form, allow_redirects=False) for form in sent]
    assert sorted(one.status for one in await asyncio.gather(*posts)) in ([303, 410], [303, 409])
    await guest.post("/desk/sign-out", "/desk/me")
    status, page = await guest.get(path)
    assert status == 410 and welcome.VOID in page


async def test_a_link_counts_three_days_and_can_be_taken_back(admin: Room, guest: Room) -> None:
    late, back = await invite(admin), await invite(admin, "b")
    assert (await admin.post("/desk/people/invitations/2/back", "/desk/people")).status == 303
    assert people_routes.TAKEN_BACK.format(whom="王芳") in (await admin.get("/desk/people"))[1]
    assert (await guest.get(back))[0] == 410 and (await guest.get(late))[0] == 200
    guest.now.at += timedelta(days=3)
    assert (await guest.get(late))[0] == 410
    assert (await guest.get("/desk/welcome/" + "x" * 32))[0] == 410


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"again": "another word 8"}, welcome.NOT_TWICE),
        ({"name": "x"}, agents.BAD_NAME),
        ({"name": NAME.upper()}, agents.TAKEN.format(name=NAME)),
        ({"display": ""}, agents.BAD_DISPLAY),
        ({"password": "wangfang 12", "again": "wangfang 12"}, GUESSED),
    ],
)
async def test_what_is_unfit_leaves_the_link_as_it_was(
    admin: Room, guest: Room, wrong: dict[str, str], says: str
) -> None:
    path = await invite(admin)
    refused = await guest.post(path, path, **{**GIVEN, **wrong})
    text = await refused.text()
    assert refused.status == 422 and says in text and GOOD not in text
    assert (await guest.post(path, path, **GIVEN)).status == 303


async def test_somebody_signed_in_does_not_use_up_anothers_link(admin: Room) -> None:
    path = await invite(admin)
    status, page = await admin.get(path)
    assert status == 409 and welcome.SIGNED_IN_ALREADY in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"role": "root"}, "没有这个角色"),
        ({"districts": "火星区"}, "没有地区"),
        ({"team": "火星科"}, "没有科室"),
        ({"whom": " "}, invitations.NO_WHOM),
    ],
)
async def test_an_unfit_invitation_is_refused(admin: Room, wrong: dict[str, str], says: str) -> None:
    sent = {"whom": "王芳", "role": "agent", "once": "a" * 32, **wrong}
    refused = await admin.post("/desk/people/invite", "/desk/people", **sent)
    assert refused.status == 422 and says in await refused.text()
    async with admin.database.view() as session:
        assert (await session.scalars(select(Invitation))).all() == []


async def test_sent_twice_it_invites_once(admin: Room) -> None:
    await invite(admin)
    sent = {"whom": "王芳", "role": "agent", "once": "a" * 32}
    assert (await admin.post("/desk/people/invite", "/desk/people", **sent)).status == 303
    async with admin.database.view() as session:
        assert len((await session.scalars(select(Invitation))).all()) == 1


async def test_a_forgotten_password_and_a_lost_telephone_are_set_anew(admin: Room, guest: Room) -> None:
    await add(admin, "wang", "agent")
    await guest.sign_in("wang")
    await take_over(guest)
    row = await agent(admin, "wang")
    page = f"/desk/people/{row.id}"
    assert (await admin.post(f"{page}/reset", page, lost_telephone="1")).status == 303
    path = await link(admin, page)
    assert (await guest.get("/desk"))[0] == 200
    await guest.post("/desk/sign-out", "/desk/me")
    assert (await guest.post(path, path, password=GOOD, again=GOOD, name="zhang", role="admin")).status == 303
    after = await agent(admin, "wang")
    assert (after.totp, after.role, after.display) == (None, "agent", row.display)
    await guest.post("/desk/sign-out", "/desk/me")
    assert (await guest.sign_in("wang")).status == 401
    assert (await guest.sign_in("wang", GOOD)).headers["Location"] == "/desk"


async def test_other_rights_hold_at_once_and_sign_out(admin: Room, guest: Room) -> None:
    await add(admin, "wang", "agent")
    await guest.sign_in("wang")
    page = f"/desk/people/{(await agent(admin, 'wang')).id}"
    sent = {"role": "supervisor", "districts": "金凤区"}
    assert (await admin.post(f"{page}/rights", page, **sent)).status == 303
    assert (await guest.get("/desk"))[0] == 303
    row = await agent(admin, "wang")
    assert (row.role, row.districts, row.team) == ("supervisor", ["金凤区"], None)
    async with admin.database.view() as session:
        line = (await session.scalars(select(AuditLine).where(AuditLine.act == "rights"))).one()
    assert line.detail == "办理员；全部地区 → 负责人；金凤区"


async def test_shut_out_let_in_signed_out(admin: Room, guest: Room) -> None:
    await add(admin, "wang", "agent")
    page = f"/desk/people/{(await agent(admin, 'wang')).id}"
    for form, sent in (("active", {"active": "0"}), ("sign-out", {})):
        await guest.sign_in("wang")
        assert (await guest.get("/desk"))[0] == 200
        assert (await admin.post(f"{page}/{form}", page, **sent)).status == 303
        assert (await guest.get("/desk"))[0] == 303
        await admin.post(f"{page}/active", page, active="1")
    assert (await guest.sign_in("wang")).status == 303


@pytest.mark.parametrize(("form", "sent"), [("rights", {"role": "agent"}), ("active", {"active": "0"}), ("reset", {})])
async def test_nobody_lowers_themselves(admin: Room, form: str, sent: dict[str, str]) -> None:
    page = f"/desk/people/{(await agent(admin)).id}"
    refused = await admin.post(f"{page}/{form}", "/desk/people", **sent)
    assert refused.status == 409 and people_routes.NOT_YOURSELF in await refused.text()
    row = await agent(admin)
    assert (row.role, row.active) == ("admin", True)


async def test_the_last_admin_stays_whoever_asks(admin: Room) -> None:
    with pytest.raises(Unfit, match=LAST_ADMIN[:8]):
        await agents.set_active(admin.database, NAME, False)
    async with admin.database.session() as session:
        with pytest.raises(Unfit, match=LAST_ADMIN[:8]):
            await agents.give(session, await session.get_one(type(await agent(admin)), 1), "agent", [], "")


async def test_two_admins_who_lower_each_other_leave_one(admin: Room, guest: Room) -> None:
    await add(admin, "chief", "admin")
    await guest.sign_in("chief")
    first, second = (await agent(admin)).id, (await agent(admin, "chief")).id
    tokens = await admin.token("/desk/people"), await guest.token("/desk/people")
    form = {"once": "1" * 32, "role": "agent"}
    posts = [
        admin.browser.post(f"/desk/people/{second}/rights", data=form | {"csrf": tokens[0]}),
        guest.browser.post(f"/desk/people/{first}/rights", data=form | {"csrf": tokens[1]}),
    ]
    await asyncio.gather(*posts)
    assert {(await agent(admin)).role, (await agent(admin, "chief")).role} == {"admin", "agent"}


async def test_a_look_counts_once_an_hour_an_export_each_time(room: Room) -> None:
    ticket = await room.open()
    for _ in range(3):
        await room.get(f"/desk/tickets/{ticket.number}")
        await room.browser.get("/desk/rates.csv")
    assert (await audited(room)).count(("read", ticket.number)) == 1
    assert (await audited(room)).count(("export", "/desk/rates.csv")) == 3
    room.now.on(hours=1)
    await room.get(f"/desk/tickets/{ticket.number}")
    assert (await audited(room)).count(("read", ticket.number)) == 2


async def test_who_is_turned_away_is_put_down_but_no_unknown_name(door: Room) -> None:
    await door.sign_in(password="not the password")
    await door.sign_in(name="my password in the wrong field")
    await door.sign_in()
    await door.get("/desk/people")
    assert await audited(door) == [("sign_in_refused", NAME), ("signed_in", NAME), ("refused", "/desk/people")]


async def test_the_audit_is_narrowed_and_paged(room: Room) -> None:
    await room.become("auditor")
    row = await agent(room)
    async with room.database.session() as session:
        for place in range(AT_ONCE + 5):
            put(session, row, room.now() - timedelta(days=3), Act.RIGHTS, f"person{place}", "x")
    page = (await room.get("/desk/audit?act=rights"))[1]
    assert page.count('<td class="a-at">') == AT_ONCE and f"person{AT_ONCE + 4}<" in page and "person4<" not in page
    further = re.search(r'href="([^"]+)" rel="next"', page)
    assert further
    older = (await room.get(further[1].replace("&amp;", "&")))[1]
    assert older.count('<td class="a-at">') == 5 and "person4<" in older and "回到第一页" in older
    assert (await room.get("/desk/audit?about=person7"))[1].count('<td class="a-at">') == 1
    assert (await room.get("/desk/audit?day=2026-11-22"))[1].count('<td class="a-at">') == 1
    assert "没有这样的记录" in (await room.get("/desk/audit?actor=nobody"))[1]
    status, page = await room.get("/desk/audit?day=soon")
    assert status == 400 and BAD_DAY in page


async def test_the_audits_file_holds_no_formula(room: Room) -> None:
    await room.become("auditor")
    row = await agent(room)
    async with room.database.session() as session:
        for nasty in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
            put(session, row, room.now(), Act.RIGHTS, nasty, nasty)
    response = await room.browser.get("/desk/audit.csv?act=rights")
    rows = list(csv.reader(io.StringIO((await response.text()).removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == HEADINGS and len(rows) == 7
    assert all(cell[0] == "'" for line in rows[1:] for cell in line[3:])


async def test_names_are_shown_as_text(admin: Room) -> None:
    nasty = "<script>alert(1)</script>"[:32]
    await invite(admin, whom=nasty)
    async with admin.database.session() as session:
        (await session.get_one(type(await agent(admin)), 1)).display = nasty
    for text in [(await admin.get(f"/desk{of}"))[1] for of in ("/people", "/people/1", "/me", "/audit", "")]:
        assert "<script>alert" not in text and "&lt;script&gt;" in text


async def test_the_command_line_invites_and_tells_faults_in_chinese(room: Room, tmp_path: Path) -> None:
    config, settings = tmp_path / "config.toml", room.services.settings
    config.write_text(
        f'[wechat]\nappid = "wx1"\ntoken = "abcdefgh"\naes_key = "{"k" * 42}A"\naccount = "unverified"\n'
        f'[database]\nurl = "{settings.database.url}"\n[keys]\ndata = "{settings.keys.data.get_secret_value()}"\n',
        "utf-8",
    )

    async def run(*words: str) -> tuple[int, str]:
        done = await asyncio.to_thread(CliRunner().invoke, staff, [*words, "--config", str(config)])
        return done.exit_code, done.output

    code, told = await run("invite", "张三", "--role", "auditor", "--district", "金凤区")
    assert code == 0
    assert (await room.get(told.strip()[told.index("/desk") :]))[0] == 409
    code, told = await run("invite", "张三", "--district", "火星区")
    assert code == 2 and "没有地区「火星区」" in told
    code, told = await run("add", "li", "--password", "13900001234")
    assert code == 2 and ONLY_DIGITS in told
    assert ("invited", "张三") in await audited(room)
