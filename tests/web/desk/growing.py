"""What multiplies each page of the desk, for tests: so much more of it, by different people about different things."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from desk_room import START, Room
from group_room import ACTOR

from bot.journal import Line
from bot.wechat.parse import inbound
from bot.wechat.reply import Text
from tickets.calls import Called, Calls, Came, Whom
from tickets.evidence import Evidences, Piece
from tickets.group_models import Group
from tickets.groups import Groups
from tickets.instalments import Instalments
from tickets.mass import ALL, MassNotices
from tickets.models import Ticket
from tickets.news import News, What
from tickets.outbox import Kind, Outbox
from tickets.service import Tickets
from tickets.words import Words
from web.desk.admin.models import MenuVersion
from web.desk.audit import Act, AuditLine
from web.desk.models import Agent, DeskSession
from web.desk.notices.models import StaffNotice
from web.desk.people.models import Invitation
from web.desk.ticket.models import CannedReply

Grows = Callable[[Room, str, str], Awaitable[object]]
"""Adds one, named by a word of its own; the second is what the page is about, if it is about one thing."""


async def ticket(room: Room, mark: str, _about: str = "") -> Ticket:
    """A ticket of a worker of its own, found by its words, which somebody works on."""
    who = await agent(room, f"t{mark}")
    made = await room.open("老板拖欠工资", openid=f"o{mark}", employer="宏华达建筑", district="金凤区")
    await room.change(made.number, lambda tickets, found: tickets.assign(found, ACTOR, who, "派给他"))
    async with room.database.session() as session:
        await Words(session, room.services.keys).catch_up(room.now())
    return made


async def agent(room: Room, mark: str, _about: str = "") -> int:
    """An agent, signed in somewhere; an invitation; a line of the audit by them about them."""
    name = f"agent{mark}"
    row = Agent(name=name, display=f"{mark}的称呼", hash="x", role="agent", created_at=START, active=True, failed=0)
    async with room.database.session() as session:
        session.add(row)
        invited = {"whom": mark, "role": "agent", "made_by": row.name, "made_at": room.now()}
        session.add(Invitation(key=f"i{mark}", **invited))
        session.add(AuditLine(at=room.now(), actor=name, act=Act.RIGHTS, about=name, detail=""))
        await session.flush()
        session.add(DeskSession(key=f"s{mark}", agent_id=row.id, began_at=room.now(), seen_at=room.now()))
    return row.id


async def of_an_agent(room: Room, mark: str, about: str) -> None:
    """A place where the agent of that page is signed in, and a line about them."""
    await agent(room, mark)
    async with room.database.session() as session:
        row = await session.get_one(Agent, int(about))
        session.add(DeskSession(key=f"p{mark}", agent_id=row.id, began_at=room.now(), seen_at=room.now()))
        session.add(AuditLine(at=room.now(), actor=f"agent{mark}", act=Act.RIGHTS, about=row.name, detail=""))


async def group(room: Room, mark: str, _about: str = "") -> Group:
    """A group over a ticket."""
    member = await ticket(room, mark)
    async with room.database.session() as session:
        groups = Groups(session, room.services.keys, room.now(), room.services.rules)
        return await groups.open(f"宏达{mark}", [member], f"agent:agentt{mark}")


async def of_a_group(room: Room, mark: str, about: str) -> None:
    """One more member of the group, one linked to it, and a step by somebody else."""
    member, other = await ticket(room, f"m{mark}"), await group(room, f"g{mark}")
    async with room.database.session() as session:
        groups = Groups(session, room.services.keys, room.now(), room.services.rules)
        found, linked = await groups.find(about), await groups.find(other.number)
        assert found and linked
        again = await Tickets(session, room.services.keys, room.now(), room.services.rules).find(member.number)
        assert again
        await groups.join(found, again, f"agent:agenttm{mark}")
        await groups.link(found, linked, f"agent:agenttm{mark}")


async def of_a_ticket(room: Room, mark: str, about: str) -> None:
    """Something sent, said, written, called, promised and planned, each by somebody else."""
    who, keys, now = f"agent:agent{mark}", room.services.keys, room.now() + timedelta(minutes=int(mark))
    await agent(room, mark)
    sent = {"ToUserName": "gh_1", "FromUserName": "o1", "CreateTime": "1", "MsgType": "text", "MsgId": f"9{mark}"}
    message = inbound(sent | {"Content": "在吗"})
    line = Line(keys.index(message.key), keys.index("o1"), message, now, "handler", Text("在"), now)
    assert await room.services.journal.record(line)
    async with room.database.session() as session:
        tickets = Tickets(session, keys, now, room.services.rules)
        found = await tickets.find(about)
        assert found
        await tickets.say(found, who, "记一笔")
        await tickets.promise(found, who, "三天内答复您")
        await Evidences(session, keys, now).add(found, Piece("Image", f"media{mark}"))
        await Calls(session, keys, tickets).put(found, who, Called(now, Whom.WORKER, Came.TALKED, 3, "说好了"))
        planned = Instalments(session, keys, now, room.services.rules)
        await planned.plan(found, who, date(2026, 12, 1) + timedelta(days=int(mark)), 100_000)
        await Outbox(session, keys, now).put(keys.index("o1"), "请带材料来", Kind.AGENT)


async def notice(room: Room, mark: str, _about: str = "") -> None:
    """Something the agent was told, about a ticket of its own."""
    made = await ticket(room, mark)
    told = News(what=What.URGENT, about=made.number, moment=room.now(), at=room.now())
    async with room.database.session() as session:
        session.add(told)
        await session.flush()
        session.add(StaffNotice(agent_id=1, news_id=told.id))


async def mass(room: Room, mark: str, _about: str = "") -> None:
    """A notice to everybody."""
    await ticket(room, mark)
    async with room.database.session() as session:
        await MassNotices(session, room.services.keys, room.now()).add(f"通知{mark}", ALL)


async def paper(room: Room, mark: str, _about: str = "") -> None:
    """A report that was kept."""
    await ticket(room, mark)
    sent = await room.post("/desk/reports/papers", **{"from": "2026-11-01", "to": "2026-11-21", "note": mark})
    assert sent.status == 303


async def card(room: Room, mark: str, _about: str = "") -> None:
    """A card with a code of its own."""
    sent = await room.post("/desk/admin/cards", name=f"门口{mark}", place=f"第{mark}号门")
    assert sent.status == 303


async def menu(room: Room, mark: str, _about: str = "") -> None:
    """A menu that went live."""
    await agent(room, mark)
    async with room.database.session() as session:
        session.add(MenuVersion(buttons="[]", actor=f"agent{mark}", at=room.now(), pushed_at=room.now()))


async def day(room: Room, mark: str, _about: str = "") -> None:
    """A day off, said by an admin."""
    first = (date(2026, 12, 1) + timedelta(days=int(mark))).isoformat()
    page = (await room.get("/desk/admin/calendar"))[1]
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    fields = {"seen": seen, "first": first, "last": "", "kind": "rests", "why": mark}
    assert (await room.post("/desk/admin/calendar", **fields)).status == 303


async def reply(room: Room, mark: str, _about: str = "") -> None:
    """A canned reply of somebody's."""
    await agent(room, mark)
    row = CannedReply(owner_id=None, title=mark, text="您好", changed_by=f"agent{mark}", changed_at=room.now())
    async with room.database.session() as session:
        session.add(row)
