"""Reports in a real browser: pictures out of the tables, a number opened to its rows."""

import re

import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from tickets.service import Opening, Tickets
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"


async def sign_in(page: Page, running_together: Product) -> None:
    await page.goto(f"{running_together.base}/desk/reports")
    await page.get_by_label("账号").fill("wang")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await page.goto(f"{running_together.base}/desk/reports")


async def tickets(running_together: Product) -> None:
    services = running_together.parts.services
    for place, district in enumerate(("金凤区", "金凤区", "兴庆区")):
        facts = {"employer": "宏达建筑", "district": district, "amount_fen": 1_234_550}
        async with services.database.session() as session:
            opening = Opening("欠薪", "单位欠我三个月工资", f"f{place}", facts=facts)
            await Tickets(session, services.keys, utc_now(), services.rules).open(opening)


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_number_opens_to_its_rows(running_together: Product, width: int, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "supervisor", utc_now())
    await tickets(running_together)
    async with browsing(chromium, width=width) as page:
        await sign_in(page, running_together)
        await expect(page.locator(".picture canvas").first).to_be_visible()
        assert await page.locator(".picture canvas").count() >= 4
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.evaluate(
            "document.querySelector('#talk tbody th').textContent = '单位不给交社保还要我签自愿放弃怎么办'.repeat(2)"
        )
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        row = page.locator("#districts tbody tr", has_text="金凤区")
        number = row.get_by_role("link").first
        await expect(number).to_have_text("2")
        await number.click()
        await expect(page.get_by_role("heading", name=re.compile("登记"))).to_contain_text("2 件")
        await expect(page.locator("#rows tbody tr")).to_have_count(2)
        await expect(page.locator("#recovered")).to_have_text("0 元")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.locator("#rows tbody a").first.click()
        await expect(page).to_have_url(re.compile(r"/desk/tickets/\d{9}"))
