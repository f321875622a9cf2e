"""Eleven workers of one site, through the real webhook and the real desk: one group ticket, and no word to another."""

import re

import pytest
from aiohttp import ClientSession, CookieJar
from harness import Product
from sqlalchemy import select

from bot.core.clock import utc_now
from tickets import number as numbers
from tickets.group_models import Group
from tickets.group_reading import totals
from tickets.groups import Groups
from tickets.models import Ticket
from web.desk.groups.groups_acting import GIVES_AWAY
from web.desk.people.agents import add_agent

PASSWORD = "a-long-password"
NAMES = (
    "宁夏鼎元建筑工程有限公司阅海万家二期工地，在金凤区",
    "鼎元建筑公司，金凤区阅海万家二期",
    "金凤区阅海万家2期项目部，鼎元公司的",
    "鼎园建筑有限公司，金凤区",
    "在金凤区，单位是宁夏鼎元劳务有限公司",
    "金凤区鼎元建设公司",
    "鼎元建筑，老板姓马，金凤区",
    "鼎元建築公司，金凤区",
    "鼎元建筑有限责任公司阅海万家项目，金凤区",
    "金凤区 鼎源建筑公司 马老板",
    "金凤区鼎元公司，阅海万家2期工地",
)
OTHER = "金凤区天泽物业公司"
ANSWER = "工会已经约了单位面谈，请把考勤和工资条拍照发过来。"


def fen(place: int) -> int:
    return 345_678 + place * 10_007


def yuan(place: int) -> str:
    return f"{fen(place) / 100:.2f}"


def phone(place: int) -> str:
    return f"1390951{place:04}"


async def register(running: Product, place: int, name: str) -> str:
    """One worker registers in a few messages; gives their openid."""
    worker = running.follower(f"职工{place}")
    await running.say(worker, f"单位欠我三个月工资{yuan(place)}元")
    opened = await running.say(worker, "1")
    assert numbers.read(opened), opened
    for _ in range(6):
        reply = await running.say(worker, name)
        if "留个电话" in reply or "单位或工地" not in reply:
            break
    for _ in range(4):
        if "留个电话" in reply:
            await running.say(worker, phone(place))
            return worker
        reply = await running.say(worker, "跳过")
    raise AssertionError(reply)


class Agent:
    """Somebody before the desk."""

    def __init__(self, running: Product, browser: ClientSession) -> None:
        self._base, self._browser, self._forms = f"{running.base}/desk", browser, 0

    async def get(self, path: str) -> str:
        async with self._browser.get(f"{self._base}{path}") as response:
            return await response.text()

    async def post(self, path: str, **fields: str) -> str:
        """Sends a form and follows to the page it leads to."""
        self._forms += 1
        token = re.search(r'name="csrf" value="([^"]+)"', await self.get(""))
        assert token
        form = {"csrf": token[1], "once": f"{self._forms:032x}", **fields}
        async with self._browser.post(f"{self._base}{path}", data=form) as response:
            return await response.text()

    async def accept_all(self, number: str) -> None:
        """Accepts what is proposed about a ticket, one after the other."""
        for _ in range(12):
            proposal = re.search(r'name="proposal" value="(\d+)"', await self.get(f"/tickets/{number}"))
            if proposal is None:
                return
            await self.post(f"/tickets/{number}/together", proposal=proposal[1], does="accept")


async def rows(running: Product) -> tuple[list[Ticket], list[Group]]:
    async with running.parts.services.database.view() as session:
        tickets = (await session.scalars(select(Ticket).order_by(Ticket.id))).all()
        return list(tickets), list((await session.scalars(select(Group))).all())


def read_by(running: Product, worker: str) -> str:
    """Everything one worker was ever told."""
    return "\n".join(one.text for one in running.platform.follower(worker).inbox)


@pytest.fixture
async def workers(running: Product) -> list[str]:
    """The eleven, and one of another firm."""
    return [await register(running, place, name) for place, name in enumerate([*NAMES, OTHER])]


async def test_eleven_workers_of_one_site_become_one_group(running: Product, workers: list[str]) -> None:
    services, clustering = running.parts.services, running.parts.clustering
    await clustering.round()
    tickets, groups = await rows(running)
    assert (len(tickets), groups) == (12, [])
    await add_agent(services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        agent = Agent(running, browser)
        await agent.post("/sign-in", name="wang", password=PASSWORD)
        for ticket in tickets:
            await agent.accept_all(ticket.number)
        _, groups = await rows(running)
        assert [group.state for group in groups].count("open") == 1
        [group] = [group for group in groups if group.state == "open"]
        async with services.database.view() as session:
            members = await Groups(session, services.keys, utc_now(), services.rules).members(group)
        assert sorted(one.number for one in members) == sorted(one.number for one in tickets[:11])
        total = totals(members)
        assert (total.workers, total.sum_fen) == (11, sum(fen(place) for place in range(11)))
        await clustering.round()
        inbox, page = await agent.get(""), await agent.get(f"/groups/{group.number}")
        assert "集体诉求 1 件" in inbox and "11 人" in page and f"{total.sum_fen // 100:,}" in page
        refused = await agent.post(f"/groups/{group.number}/answer", text=f"找{phone(3)}一起来")
        assert GIVES_AWAY.format(what=phone(3)) in refused
        await agent.post(f"/groups/{group.number}/speak", member=members[0].number)
        await agent.post(f"/groups/{group.number}/answer", text=ANSWER)
    await running.jobs.run()
    told = {}
    for worker in workers:
        await running.say(worker, "查进度")
        told[worker] = read_by(running, worker)
    assert [ANSWER in told[worker] for worker in workers] == [True] * 11 + [False]
    assert_no_cross_talk(told, workers, tickets)


def assert_no_cross_talk(told: dict[str, str], workers: list[str], tickets: list[Ticket]) -> None:
    """What anybody was told holds nobody else's number, phone, sum or name, nor that there are others."""
    for mine, worker in enumerate(workers):
        assert numbers.shown(tickets[mine].number) in told[worker]
        for place, ticket in enumerate(tickets):
            secrets = [
                numbers.shown(ticket.number),
                ticket.number,
                phone(place),
                yuan(place),
                f"{fen(place) / 100:,.2f}",
            ]
            assert place == mine or not any(secret in told[worker] for secret in secrets)
        assert not re.search("集体|11 ?[人位]|十一|工友们|代表", told[worker].replace("集体合同", ""))
