"""The desk's group pages in a real browser."""

import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from tickets.service import Opening, Tickets
from web.desk.groups.groups_acting import REFUSED
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"
NAMES = ("宁夏鼎元建筑工程有限公司阅海万家二期", "鼎园建筑", "阅海万家2期工地，老板姓马")


async def sign_in(page: Page, running_together: Product, path: str) -> None:
    await page.goto(f"{running_together.base}{path}")
    await page.get_by_label("账号").fill("wang")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()


async def tickets(running_together: Product) -> list[str]:
    services, numbers = running_together.parts.services, []
    async with services.database.session() as session:
        for place, name in enumerate(NAMES):
            opening = Opening(
                "欠薪",
                "单位欠我三个月工资",
                f"f{place}",
                facts={"employer": name, "district": "金凤区", "amount_fen": 1_234_550},
            )
            numbers.append((await Tickets(session, services.keys, utc_now(), services.rules).open(opening)).number)
    await running_together.parts.clustering.round()
    return numbers


@pytest.mark.parametrize("width", [1280, 390])
async def test_from_a_proposal_to_the_group(running_together: Product, width: int, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    first, second, third = await tickets(running_together)
    async with browsing(chromium, width=width) as page:
        await sign_in(page, running_together, f"/desk/tickets/{second}")
        await expect(page.get_by_text("可能是同一单位/工地").first).to_be_visible()
        await page.get_by_role("button", name="并入集体诉求").first.click()
        await expect(page.get_by_text("已并入集体诉求").first).to_be_visible()
        await page.goto(f"{running_together.base}/desk/tickets/{third}")
        await page.get_by_role("button", name="并入集体诉求").first.click()
        await page.goto(f"{running_together.base}/desk/groups")
        await page.locator("a.open").first.click()
        await expect(page.get_by_text("37,036.50 元").first).to_be_visible()
        await expect(page.get_by_text("到提醒线了")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("button", name="定为代表").first.click()
        await expect(page.get_by_text("代表", exact=True)).to_be_visible()
        await page.goto(f"{running_together.base}/desk")
        await expect(page.get_by_text("集体3张").first).to_be_visible()
        await page.goto(f"{running_together.base}/desk/tickets/{first}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_no_is_no(running_together: Product, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    _, second, _ = await tickets(running_together)
    async with browsing(chromium) as page:
        await sign_in(page, running_together, f"/desk/tickets/{second}")
        await page.get_by_role("button", name="不是一回事").first.click()
        await expect(page.get_by_text(REFUSED)).to_be_visible()
