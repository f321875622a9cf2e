"""Every main page of the desk in a real browser, on a phone and wider: nothing runs off its side."""

from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page

from bot.core.clock import utc_now
from bot.core.followers import ensure
from tickets.groups import Groups
from tickets.models import Ticket
from tickets.service import Opening, Tickets
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

WIDTHS = (390, 820, 1280)
LAID_OUT = """[
    document.documentElement.scrollWidth - innerWidth,
    [...document.querySelectorAll(".bar *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.textContent.trim()),
    document.querySelector(".bar")?.offsetHeight ?? 0,
]"""
HIGHEST_BAR = 160
PASSWORD = "a-long-password"
NAME = "名字很长的陈管理员同志"
PAGES = (
    *(
        "",
        "?tab=all",
        "/new",
        "/replies",
        "/groups",
        "/rates",
        "/reports",
        "/reports/papers",
        "/reports/rows?measure=opened",
    ),
    *(
        "/knowledge",
        "/knowledge/new",
        "/knowledge/parameters",
        "/knowledge/missed",
        "/knowledge/import",
        "/knowledge/runs",
    ),
    *("/people", "/people/1", "/audit", "/me", "/notices", "/knowledge/correct"),
    *(f"/admin{one}" for one in ("", "/settings", "/routing", "/calendar", "/menu", "/cards", "/templates", "/mass")),
    "/admin/health",
)


async def ticket_and_group(running_together: Product) -> tuple[Ticket, str]:
    """A ticket with long facts, in a group with another."""
    services, now = running_together.parts.services, utc_now()
    async with services.database.session() as session:
        tickets = Tickets(session, services.keys, now, services.rules)
        opened = []
        for worker in ("one", "two"):
            follower = await ensure(session, services.keys, worker, now)
            facts = {"employer": "宁夏回族自治区宏远建筑工程有限责任公司第三项目部" * 2, "district": "金凤区"}
            opening = Opening("欠薪", "工地欠我四个月工资，一共三万二，包工头跑了。" * 8, follower, facts=facts)
            opened.append(await tickets.open(opening))
        group = await Groups(session, services.keys, now, services.rules).open("宏远建筑", opened, "agent:chen")
        return opened[0], group.number


async def test_no_main_page_runs_off_its_side(running_together: Product, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "chen", NAME, PASSWORD, "admin", utc_now())
    ticket, group = await ticket_and_group(running_together)
    async with browsing(chromium) as page:
        await page.goto(f"{running_together.base}/desk")
        await page.get_by_label("账号").fill("chen")
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await page.get_by_role("link", name=NAME).wait_for()
        wide = []
        for path in (*PAGES, f"/tickets/{ticket.number}", f"/tickets/{ticket.number}/file", f"/groups/{group}"):
            await page.set_viewport_size({"width": WIDTHS[0], "height": 844})
            response = await page.goto(f"{running_together.base}/desk{path}")
            assert response and response.status == 200, path
            wide += [(path, *one) for one in await laid_out(page) if one[1] > 0 or one[2] or one[3] > HIGHEST_BAR]
        assert wide == []


async def laid_out(page: Page) -> list[tuple[int, int, list[str], int]]:
    """By width: how far it runs off its side, what of the bar does, how high the bar is."""
    found = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 844})
        found.append((width, *await page.evaluate(LAID_OUT)))
    return found
