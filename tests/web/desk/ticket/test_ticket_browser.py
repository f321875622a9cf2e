"""A ticket's page in a real browser: a suggested answer, taken back, sent again, and it arrives; viewer; paper."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from browser import TOGETHER, browsing
from harness import Product, product
from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from tickets import number as numbers
from web.desk.people.agents import add_agent
from web.desk.ticket.models import CannedReply
from web.desk.ticket.undoing import UNDONE

pytestmark = TOGETHER

PASSWORD = "a-long-password"
ARREARS = "老板拖欠我三个月工资一万八"
UNDO_S = 4


@pytest_asyncio.fixture(loop_scope="session")
async def patient(tmp_path: Path) -> AsyncIterator[Product]:
    async with product(tmp_path, desk={"undo_s": UNDO_S}) as one:
        await add_agent(one.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
        async with one.parts.services.database.session() as session:
            row = CannedReply(
                title="问好", text="您好，编号{编号}收到。", changed_by="agent:wang", changed_at=utc_now()
            )
            session.add(row)
        yield one


def picture(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "JPEG")
    return out.getvalue()


async def ticket_of(one: Product, worker: str) -> str:
    await one.say(worker, ARREARS)
    said = re.search(r"\d{3} \d{3} \d{3}", await one.say(worker, "1"))
    assert said
    return str(numbers.read(said[0]))


async def sign_in(page: Page, one: Product, path: str) -> None:
    await page.goto(f"{one.base}{path}")
    await page.get_by_label("账号").fill("wang")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_suggested_answer_taken_back_sent_again_and_it_arrives(
    patient: Product, width: int, chromium: Browser
) -> None:
    worker = patient.follower("老李")
    number = await ticket_of(patient, worker)
    async with browsing(chromium, width=width) as page:
        await sign_in(page, patient, f"/desk/tickets/{number}")
        box = page.get_by_label("答复职工")
        await expect(box).to_be_visible()
        await page.wait_for_load_state()  # its scripts: before them a touch is lost
        await page.get_by_text("看看知识库怎么答").click()
        await page.get_by_role("link", name="放进答复框").first.click()
        await expect(box).not_to_have_value("")
        await box.fill("先把考勤表拍照发来。")
        await page.get_by_role("button", name="发给职工").click()
        await page.get_by_role("button", name="撤销").click()
        await expect(page.get_by_text(UNDONE)).to_be_visible()
        await expect(box).to_have_value("先把考勤表拍照发来。")
        await page.get_by_role("button", name="发给职工").click()
        await expect(page.get_by_role("button", name="撤销")).to_be_visible()
        await expect(page.get_by_role("button", name="撤销")).to_be_hidden(timeout=2_000 * UNDO_S)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await expect(page.locator("#newest").get_by_text("已送达")).to_be_visible(timeout=15_000)
        await page.goto(f"{patient.platform.config.base_url}/simulator")
        phone = page.get_by_role("region", name="手机")
        await expect(phone.get_by_text("先把考勤表拍照发来。")).to_have_count(1)


async def test_a_canned_reply_by_a_key(patient: Product, chromium: Browser) -> None:
    number = await ticket_of(patient, patient.follower("老李"))
    async with browsing(chromium) as page:
        await sign_in(page, patient, f"/desk/tickets/{number}")
        box = page.get_by_label("答复职工")
        await expect(page.locator("[data-replies-open]")).to_be_visible()
        await box.press_sequentially("/问")
        await expect(page.get_by_role("option", name="问好")).to_be_visible()
        await box.press("Enter")
        await expect(box).to_have_value(f"您好，编号{numbers.shown(number)}收到。")


@pytest.mark.parametrize("width", [1280, 390])
async def test_pictures_are_seen_large_turned_and_one_after_the_other(
    patient: Product, width: int, chromium: Browser
) -> None:
    worker = patient.follower("老李")
    number = await ticket_of(patient, worker)
    for color in ("red", "blue"):
        await patient.platform.push_image(worker, picture(color))
    await patient.jobs.run()
    async with browsing(chromium, width=width) as page:
        await sign_in(page, patient, f"/desk/tickets/{number}")
        await page.locator("[data-view]").first.click()
        viewer = page.get_by_role("dialog")
        await expect(viewer.get_by_text("（1/2）")).to_be_visible()
        await page.keyboard.press("ArrowRight")
        await expect(viewer.get_by_text("（2/2）")).to_be_visible()
        await page.keyboard.press("r")
        await expect(viewer.locator("img")).to_have_class("turn-1")
        await viewer.get_by_role("button", name="上一件").click()
        await expect(viewer.get_by_text("（1/2）")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(viewer).to_be_hidden()
        await page.goto(f"{patient.base}/desk/tickets/{number}/file")
        await expect(page.get_by_text(ARREARS).first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert len(await page.pdf(prefer_css_page_size=True)) > 10_000
