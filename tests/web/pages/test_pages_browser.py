"""The pages in a real browser, as wide as a telephone: from the link in the chat to the proof; talk by receipt."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from browser import TOGETHER, browsing
from harness import Product, product
from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot.core.clock import utc_now
from handlers.anonymous import ASK
from tickets.service import Tickets

pytestmark = TOGETHER

WIDTH = 390
STORY = "宏达厂拖欠我们三个月工资一万八"
ANSWER = "您的诉求已经受理，请把考勤表拍照留好。"
BASICS = """() => {
  const wrong = [];
  const visible = (one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden";
  for (const one of document.querySelectorAll("input:not([type=hidden]), textarea"))
    if (visible(one) && !one.labels.length) wrong.push(`no label: ${one.name}`);
  for (const one of document.querySelectorAll("button, input:not([type=hidden]), textarea, summary, .weui-btn"))
    if (visible(one) && one.getBoundingClientRect().height < 44) wrong.push(`too small: ${one.outerHTML.slice(0, 60)}`);
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (!document.documentElement.lang) wrong.push("no language");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the telephone");
  const channel = (value) => ((value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !visible(one)) continue;
    const [a, b] = [light(colour(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) wrong.push(`contrast: ${one.outerHTML.slice(0, 60)}`);
  }
  return wrong;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def linking(tmp_path: Path) -> AsyncIterator[Product]:
    """A product whose account sends links that are good once."""
    async with product(tmp_path, wechat={"account": "unverified"}) as one:
        yield one


async def sound(page: Page) -> None:
    """Labels, contrast, size of what is touched, width."""
    await page.wait_for_load_state()
    assert await page.evaluate(BASICS) == []


async def link_in_the_chat(running_together: Product, page: Page, words: str) -> Page:
    """Writes in the simulator and touches the link in the newest answer; the page that opens."""
    await page.goto(f"{running_together.platform.config.base_url}/simulator")
    box = page.get_by_role("textbox").first
    await box.fill(words)
    await box.press("Enter")
    link = page.get_by_role("region", name="手机").get_by_role("link", name="点这里").last
    await expect(link).to_be_visible()
    async with page.expect_popup() as opened:
        await link.click()
    return await opened.value


async def answered(running_together: Product, number: str, text: str) -> None:
    """What staff write."""
    services = running_together.parts.services
    async with services.database.session() as session:
        tickets = Tickets(session, services.keys, utc_now(), services.rules)
        found = await tickets.find(number.replace(" ", ""))
        assert found
        await tickets.say(found, "agent:wang", text, "answered")


async def test_from_the_chat_to_my_ticket_with_photos_and_its_proof(
    linking: Product, tmp_path: Path, chromium: Browser
) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (80, 60), "#579").save(photo, "JPEG")
    (tmp_path / "a.jpg").write_bytes(photo.getvalue())
    async with browsing(chromium, width=WIDTH, height=844) as chat:
        await chat.goto(f"{linking.platform.config.base_url}/simulator")
        for words in (STORY, "1"):
            await chat.get_by_role("textbox").first.fill(words)
            await chat.get_by_role("textbox").first.press("Enter")
        said = chat.get_by_role("region", name="手机").get_by_text("登记好了，编号")
        number = re.search(r"\d{3} \d{3} \d{3}", await said.inner_text()).group()  # type: ignore[union-attr]
        await answered(linking, number, ANSWER)
        page = await link_in_the_chat(linking, chat, "我的")
        await sound(page)
        await page.get_by_role("button", name="打开").click()
        await expect(page.get_by_role("heading", name="我的诉求")).to_be_visible()
        await sound(page)
        await page.get_by_role("link", name=number).click()
        await expect(page.get_by_text(ANSWER)).to_be_visible()
        await sound(page)
        await page.get_by_label("从手机里选").set_input_files([tmp_path / "a.jpg", tmp_path / "a.jpg"])
        await page.get_by_role("button", name="传给工会").click()
        await expect(page.get_by_role("heading", name="材料（2 件）")).to_be_visible()
        await sound(page)
        await page.get_by_label("想告诉工会什么").fill("考勤是九月的")
        await page.get_by_role("button", name="发给工会").click()
        await expect(page.get_by_text("考勤是九月的")).to_be_visible()
        await page.get_by_role("link", name="登记凭证").click()
        await expect(page.get_by_text(re.compile("SHA-256 [0-9a-f]{64}")).first).to_be_visible()
        await sound(page)
        for path in ("/my/data", "/my/data/delete"):
            await page.goto(f"{linking.base}{path}")
            await sound(page)


async def test_anonymous_talk_by_receipt(linking: Product, chromium: Browser) -> None:
    worker = linking.follower("老王")
    assert await linking.say(worker, "匿名") == ASK
    said = await linking.say(worker, STORY)
    number, code = (re.search(rf"{name} (.+)", said)[1].split("（")[0] for name in ("编号", "回执码"))  # type: ignore[index]
    await answered(linking, number, "请说说在哪个工地")
    async with browsing(chromium, width=WIDTH, height=844) as chat:
        page = await link_in_the_chat(linking, chat, "查单")
        await sound(page)
        await page.get_by_label("编号").fill(number)
        await page.get_by_label("回执码").fill("2222-2222-2222-2222")
        await page.get_by_role("button", name="查看").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await sound(page)
        await page.get_by_label("回执码").fill(code.lower())
        await page.get_by_role("button", name="查看").click()
        await expect(page.get_by_text("请说说在哪个工地")).to_be_visible()
        await expect(page.get_by_text("匿名", exact=True)).to_be_visible()
        await sound(page)
        await page.get_by_label("想告诉工会什么").fill("在金凤区")
        await page.get_by_role("button", name="发给工会").click()
        await expect(page.get_by_text("在金凤区")).to_be_visible()
        await page.get_by_role("button", name="退出").click()
        await sound(page)
        await page.goto(f"{linking.base}/my/tickets/{number.replace(' ', '')}")
        await expect(page.get_by_role("heading", name="请从公众号里打开")).to_be_visible()
