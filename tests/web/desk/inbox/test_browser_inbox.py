"""The inbox in a real browser: two agents collide, triage by keyboard, a filter kept, a search."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from bot.core.followers import ensure
from tickets import number as numbers
from tickets.models import Ticket
from tickets.service import Opening, Tickets
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"
STORIES = ("欠我三个月工资", "摔伤了没人管", "被辞退了没有赔偿")
EMPLOYERS = ("宏达建筑", "天元物业", "永盛餐饮")


async def opened(running_together: Product, story: str, **facts: Any) -> Ticket:
    services, now = running_together.parts.services, utc_now()
    async with services.database.session() as session:
        follower = await ensure(session, services.keys, f"openid {story}", now)
        return await Tickets(session, services.keys, now, services.rules).open(
            Opening("欠薪", story, follower, facts=facts)
        )


async def tickets_of(running_together: Product) -> list[Ticket]:
    for name, display in (("wang", "王姐"), ("li", "李强")):
        await add_agent(running_together.parts.services.database, name, display, PASSWORD, "supervisor", utc_now())
    return [
        await opened(running_together, story, employer=employer, district="金凤区")
        for story, employer in zip(STORIES, EMPLOYERS, strict=True)
    ]


@asynccontextmanager
async def signed_in(
    chromium: Browser, running_together: Product, name: str, width: int = 1280, refused: bool = False
) -> AsyncIterator[Page]:
    async with browsing(chromium, width=width, refused=refused) as page:
        await page.goto(f"{running_together.base}/desk")
        await page.get_by_label("账号").fill(name)
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await expect(page.get_by_role("navigation", name="诉求的列表")).to_be_visible()
        await page.wait_for_load_state()  # its scripts: before them a key is lost
        yield page


async def fits(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_two_agents_at_one_ticket_see_each_other_and_lose_nothing(
    running_together: Product, chromium: Browser
) -> None:
    ticket = (await tickets_of(running_together))[0]
    path = f"{running_together.base}/desk/tickets/{ticket.number}"
    async with (
        signed_in(chromium, running_together, "wang", refused=True) as wang,
        signed_in(chromium, running_together, "li", 390) as li,
    ):
        await wang.goto(path)
        await li.goto(path)
        await expect(wang.locator("#here")).to_have_text("李强正在看")
        await li.locator('[data-draft="answer"]').fill("请周三带身份证来工会")
        await expect(wang.locator("#here")).to_have_text("李强正在写答复")
        await wang.locator('[data-draft="answer"]').fill("我先写的答复")
        await li.get_by_role("button", name="发给职工").click()
        await expect(li.get_by_text("请周三带身份证来工会").first).to_be_visible()
        await expect(wang.locator("#talk").get_by_text("请周三带身份证来工会")).to_be_visible()
        async with wang.expect_response(lambda one: one.status == 409):
            await wang.get_by_role("button", name="发给职工").click()
        await expect(wang.get_by_role("alert").filter(has_text="李强").first).to_contain_text("请周三带身份证来工会")
        await expect(wang.locator('[data-draft="answer"]')).to_have_value("我先写的答复")
        assert await fits(li)


async def test_triage_by_keyboard(running_together: Product, chromium: Browser) -> None:
    made = await tickets_of(running_together)
    async with signed_in(chromium, running_together, "wang") as page:
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("勾上、去掉")
        await page.keyboard.press("Escape")
        for key in "jxjx":
            await page.keyboard.press(key)
        await expect(page.locator("[data-bulk-count]")).to_have_text("选了 2 件")
        await page.get_by_role("button", name="我来办").click()
        await expect(page.get_by_text("2 件：由我来办。")).to_be_visible()
        await page.goto(f"{running_together.base}/desk?tab=mine")
        for key in "jo":
            await page.keyboard.press(key)
        await expect(page.get_by_role("heading", name=numbers.shown(made[0].number))).to_be_visible()
        await page.wait_for_load_state()
        await page.keyboard.press("r")
        await page.keyboard.type("jkx 请带合同")
        await expect(page.locator('[data-draft="answer"]')).to_have_value("jkx 请带合同")
        await page.keyboard.press("Escape")
        await page.keyboard.press("j")
        await expect(page.get_by_role("heading", name=numbers.shown(made[1].number))).to_be_visible()
        await page.wait_for_load_state()
        await page.keyboard.press("/")
        await expect(page.locator("[data-find]")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
async def test_search_by_employer_and_a_filter_kept(running_together: Product, width: int, chromium: Browser) -> None:
    made = await tickets_of(running_together)
    async with signed_in(chromium, running_together, "wang", width) as page:
        await page.locator("[data-find]").fill("天元")
        await page.locator("[data-find]").press("Enter")
        await expect(page.locator("[data-open]")).to_have_text([numbers.shown(made[1].number)])
        assert "天元" not in page.url and await fits(page)
        await page.goto(f"{running_together.base}/desk")
        await page.get_by_text("筛选", exact=True).first.click()
        await page.get_by_label("单位名里有").fill("宏达")
        await page.locator(".filter-form").get_by_role("button", name="筛选").click()
        await page.get_by_text("存下这个筛选").click()
        await page.get_by_label("名字").fill("宏达的")
        await page.get_by_role("button", name="存下").click()
        await page.goto(f"{running_together.base}/desk")
        await page.get_by_role("link", name="宏达的").click()
        await expect(page.locator("[data-open]")).to_have_text([numbers.shown(made[0].number)])
        assert await fits(page)


async def test_a_new_ticket_comes_by_itself_and_what_is_selected_stays(
    running_together: Product, chromium: Browser
) -> None:
    made = await tickets_of(running_together)
    async with signed_in(chromium, running_together, "wang") as page:
        await page.get_by_label(f"选 {numbers.shown(made[0].number)}").check()
        await expect(page.get_by_text("有变化会自己出现")).to_be_visible()
        new = await opened(running_together, "刚登记的", employer="新来的单位")
        await expect(page.get_by_text(numbers.shown(new.number))).to_be_visible()
        await expect(page.locator("[data-bulk-count]")).to_have_text("选了 1 件")
        await expect(page.get_by_label(f"选 {numbers.shown(made[0].number)}")).to_be_checked()
