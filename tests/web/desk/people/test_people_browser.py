"""In a real browser: a telephone is taken over and asked for, a colleague is invited and sees only their district."""

import re

import pyotp
import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from tickets.service import Opening, Tickets
from web.desk.people import second
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD, THEIRS = "three words 7", "four other words 8"
MINE, OTHER = "西夏区的单子", "金凤区的单子"


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def sign_in(page: Page, base: str, name: str, password: str) -> None:
    await page.goto(f"{base}/desk/sign-in")
    await page.get_by_label("账号").fill(name)
    await page.get_by_label("密码").fill(password)
    await page.get_by_role("button", name="登录").click()


async def tickets(running_together: Product) -> None:
    services = running_together.parts.services
    async with services.database.session() as session:
        for district, story in (("西夏区", MINE), ("金凤区", OTHER)):
            opening = Opening("欠薪", story, None, facts={"district": district}, source="电话")
            await Tickets(session, services.keys, utc_now(), services.rules).open(opening)


@pytest.mark.parametrize("width", [1280, 390])
async def test_from_the_telephone_to_the_colleague(running_together: Product, width: int, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "zhang", "张敏", PASSWORD, "admin", utc_now())
    await tickets(running_together)
    async with browsing(chromium, width=width) as page:
        await sign_in(page, running_together.base, "zhang", PASSWORD)
        await page.get_by_role("link", name="张敏").click()
        await page.get_by_role("link", name="打开动态码").click()
        secret = (await page.locator(".spelt").inner_text()).replace(" ", "")
        await fits(page)
        await page.get_by_label("动态码", exact=True).fill(pyotp.TOTP(secret).now())
        await page.get_by_label("您的登录密码").fill(PASSWORD)
        await page.get_by_role("button", name="开好了").click()
        codes = await page.locator(".codes-list code").all_inner_texts()
        assert len(codes) == second.CODES
        await fits(page)
        await page.get_by_role("button", name="退出", exact=True).click()

        await sign_in(page, running_together.base, "zhang", PASSWORD)
        await page.get_by_label("动态码").fill(codes[0])
        await page.get_by_role("button", name="登录").click()
        await expect(page.get_by_text(OTHER).first).to_be_visible()

        await page.goto(f"{running_together.base}/desk/people")
        await page.get_by_label("给谁").fill("王芳")
        await page.get_by_label("西夏区").check()
        await page.get_by_role("button", name="得到邀请链接").click()
        await expect(page.get_by_role("heading", name="给 王芳 的链接")).to_be_visible()
        link = await page.get_by_label("邀请链接").input_value()
        await fits(page)
        await page.get_by_role("button", name="退出", exact=True).click()

        await page.goto(running_together.base + link[link.index("/desk") :])
        await page.get_by_label("账号").fill("wangfang")
        await page.get_by_label("密码").fill(THEIRS)
        await page.get_by_label("再输一遍").fill(THEIRS)
        await fits(page)
        await page.get_by_role("button", name="设好了").click()
        await expect(page.get_by_text(MINE).first).to_be_visible()
        await expect(page.get_by_text(OTHER)).to_have_count(0)
        await page.goto(f"{running_together.base}/desk/me")
        await expect(page.get_by_text(re.compile("西夏区")).first).to_be_visible()
        await fits(page)
