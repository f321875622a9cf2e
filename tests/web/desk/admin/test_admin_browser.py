"""The menu editor in a real browser: counted and drawn while one writes, saved, compared, given to the platform."""

import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from tickets.cards import Card
from tickets.mass import ALL, MassNotices
from web.desk.admin.menu import PUSHED
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"


async def sign_in(page: Page, running_together: Product, path: str) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "admin", utc_now())
    await page.goto(f"{running_together.base}/desk/sign-in")
    await page.get_by_label("账号").fill("wang")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await page.goto(f"{running_together.base}{path}")


@pytest.mark.parametrize("width", [1280, 390])
async def test_from_the_editor_to_the_phone(running_together: Product, width: int, chromium: Browser) -> None:
    async with browsing(chromium, width=width) as page:
        await sign_in(page, running_together, "/desk/admin/menu")
        name = page.locator('[name="name-0"]')
        await name.fill("这个名字太长了")
        await expect(page.locator('[data-place="0"] .bytes')).to_have_text("21/16 字节")
        await expect(page.locator("#preview .phone-name").first).to_have_text("这个名字太长了")
        await name.fill("问问题")
        await expect(page.locator("#preview .phone-name").first).to_have_text("问问题")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("button", name="存草稿，去发布").click()
        await expect(page.get_by_role("heading", name="发布菜单")).to_be_visible()
        assert running_together.platform.menu.buttons is None
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("button", name="确定发布到微信").click()
        await expect(page.get_by_text(PUSHED)).to_be_visible()
        assert running_together.platform.menu.buttons is not None
        assert running_together.platform.menu.buttons[0]["name"] == "问问题"
        await expect(page.get_by_text("草稿和最近一次发布的一样")).to_be_visible()


async def test_no_page_is_wider_than_a_telephone(running_together: Product, chromium: Browser) -> None:
    services, now = running_together.parts.services, utc_now()
    async with services.database.session() as session:
        session.add(Card(name="东门工地", place="项目部公告栏" * 9, url="http://a.cn/q", actor="wang", at=now))
        await MassNotices(session, services.keys, now).add("【工会通知】" * 30, ALL)
    async with browsing(chromium, width=390) as page:
        await sign_in(page, running_together, "/desk/admin")
        for path in ("", "/settings", "/routing", "/calendar", "/cards", "/templates", "/mass", "/health"):
            await page.goto(f"{running_together.base}/desk/admin{path}")
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
