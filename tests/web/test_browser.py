"""What a newcomer sees in a real browser: the phone at /simulator, then the ticket on the desk."""

import re

import pytest
from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from handlers.complaint import OFFER
from tickets import number
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"
ARREARS = "老板拖欠我三个月工资一万八"
ANSWER = "您的诉求已经受理，请把考勤表拍照留好。"


async def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox").first
    await box.fill(text)
    await box.press("Enter")


def simulator_of(running_together: Product) -> str:
    return f"{running_together.platform.config.base_url}/simulator"


@pytest.mark.parametrize("width", [1280, 390])
async def test_complaint_in_the_simulator_becomes_a_ticket_on_the_desk(
    running_together: Product, width: int, chromium: Browser
) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    async with browsing(chromium, width=width) as page:
        await page.goto(simulator_of(running_together))
        phone = page.get_by_role("region", name="手机")
        await write(page, ARREARS)
        await expect(phone.get_by_text(OFFER.splitlines()[0])).to_be_visible()
        await write(page, "1")
        said = phone.get_by_text("登记好了，编号")
        await expect(said).to_be_visible()
        shown = re.search(r"\d{3} \d{3} \d{3}", await said.inner_text()).group()
        await write(page, "查进度")
        await expect(phone.get_by_text(shown).nth(1)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

        await page.goto(f"{running_together.base}/desk")
        await page.get_by_label("账号").fill("wang")
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await page.get_by_text(shown).first.click()
        await expect(page.get_by_text(ARREARS).first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert number.read(shown) in page.url


async def test_the_desks_answer_arrives_on_the_phone(running_together: Product, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    worker = running_together.follower("老李")
    await running_together.say(worker, ARREARS)
    shown = re.search(r"\d{3} \d{3} \d{3}", await running_together.say(worker, "1")).group()
    async with browsing(chromium) as page:
        await page.goto(f"{running_together.base}/desk/tickets/{number.read(shown)}")
        await page.get_by_label("账号").fill("wang")
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await page.get_by_label(re.compile("回复|答复")).first.fill(ANSWER)
        await page.get_by_role("button", name=re.compile("发送|发给|回复")).first.click()
        await expect(page.get_by_text(ANSWER).first).to_be_visible()
        await running_together.jobs.run()
        await page.goto(simulator_of(running_together))
        await expect(page.get_by_role("region", name="手机").get_by_text(ANSWER).first).to_be_visible()


async def test_a_page_whose_people_are_gone_begins_anew(running_together: Product, chromium: Browser) -> None:
    platform = running_together.platform
    async with browsing(chromium) as page:
        await page.goto(simulator_of(running_together))
        phone = page.get_by_role("region", name="手机")
        await write(page, "在吗")
        await expect(phone.get_by_text("在吗", exact=True)).to_be_visible()
        platform.followers.clear()  # as a server that was started anew
        platform.feed.publish("reload", {})
        await expect(phone.get_by_text("在吗", exact=True)).to_have_count(0)
        await write(page, ARREARS)
        await expect(phone.get_by_text(OFFER.splitlines()[0])).to_be_visible()
