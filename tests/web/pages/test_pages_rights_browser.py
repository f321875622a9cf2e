"""Sums and papers in a real browser, as wide as a telephone: a form to its result, the chat's link, a paper to Word."""

import re
from pathlib import Path

from browser import TOGETHER, browsing
from docx import Document
from harness import Product
from playwright.async_api import Browser, Page, expect
from test_pages_browser import WIDTH, link_in_the_chat, linking, sound

from handlers.complaint import OFFER
from rights.choices import CHOICES

pytestmark = TOGETHER

__all__ = ["linking"]

DISMISSED = "我2023年5月1日入职，2026年6月30日被辞退，月工资6500，能赔多少钱"
OWED = "宏达建筑劳务有限公司拖欠我三个月工资，一个月6500，我电话13800000000"


async def count(page: Page) -> None:
    await page.get_by_label("入职日期").fill("2023-05-01")
    await page.get_by_label("离职日期").fill("2026-06-30")
    await page.get_by_label("离职前12个月平均工资").fill("6500")


async def test_a_form_counts_while_it_is_filled_and_then_shows_every_step(linking: Product, chromium: Browser) -> None:
    async with browsing(chromium, width=WIDTH, height=844) as page:
        await page.goto(f"{linking.base}/rights")
        await sound(page)
        await page.get_by_role("link", name="辞退、离职能拿多少补偿").click()
        await expect(page.get_by_label("入职日期")).to_be_visible()
        await page.wait_for_load_state()  # its scripts: before them a touch is lost
        await count(page)
        await page.get_by_label("离职前12个月平均工资").blur()
        await expect(page.locator("#live").get_by_text("22,750.00元")).to_be_visible()
        await sound(page)
        await page.get_by_role("button", name="算出来").click()
        await expect(page.get_by_role("heading", name=re.compile("赔偿金（2N）"))).to_be_visible()
        await expect(page.get_by_text("6,500.00×3.5×2")).to_be_visible()
        await expect(page.get_by_role("button", name="打印")).to_be_visible()
        assert "6500" not in page.url
        await sound(page)
        await page.get_by_text("改几个数").click()
        assert await page.get_by_label("离职前12个月平均工资").input_value() == "6500"
        await sound(page)


async def test_the_list_leads_to_ways_set_against_each_other(linking: Product, chromium: Browser) -> None:
    async with browsing(chromium, width=WIDTH, height=844) as page:
        await page.goto(f"{linking.base}/rights")
        for choice in CHOICES:
            await page.get_by_role("link", name=choice.title).click()
            await expect(page.get_by_role("heading", name=choice.ways[-1].name)).to_be_visible()
            await sound(page)
            await page.get_by_role("link", name="算一算", exact=True).click()


async def test_without_scripts_the_form_counts_all_the_same(linking: Product, chromium: Browser) -> None:
    async with await chromium.new_context(java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto(f"{linking.base}/rights/severance")
        await count(page)
        await page.get_by_role("button", name="算出来").click()
        await expect(page.get_by_text("6,500.00×3.5×2")).to_be_visible()
        await expect(page.get_by_role("button", name="打印")).to_be_hidden()


async def test_the_chats_sum_leads_to_its_whole_working(linking: Product, chromium: Browser) -> None:
    async with browsing(chromium, width=WIDTH, height=844) as chat:
        page = await link_in_the_chat(linking, chat, DISMISSED)
        assert re.fullmatch(r".*/rights/w/[\w-]{43}", page.url)
        await expect(page.get_by_text("6,500.00×3.5×2")).to_be_visible()
        await sound(page)


async def test_from_the_ticket_to_a_filled_application_in_word(
    linking: Product, tmp_path: Path, chromium: Browser
) -> None:
    async with browsing(chromium, width=WIDTH, height=844) as chat:
        await chat.goto(f"{linking.platform.config.base_url}/simulator")
        phone, box = chat.get_by_role("region", name="手机"), chat.get_by_role("textbox").first
        for words, said in ((OWED, OFFER.splitlines()[0]), ("1", "登记好了，编号")):
            await box.fill(words)
            await box.press("Enter")
            await expect(phone.get_by_text(said)).to_be_visible()
        page = await link_in_the_chat(linking, chat, "写材料")
        await page.get_by_role("button", name="打开").click()
        await expect(page.get_by_role("heading", name="我的文书")).to_be_visible()
        await sound(page)
        await page.get_by_role("link", name="劳动人事争议仲裁申请书").first.click()
        assert "宏达" in await page.get_by_label("单位名称").first.input_value()
        assert await page.get_by_label("联系电话", exact=True).input_value() == "13800000000"
        await expect(page.get_by_text("19,500.00元")).to_be_visible()
        await sound(page)
        await page.get_by_label("姓名", exact=True).fill("马小兰")
        await page.get_by_role("button", name="加一项证据").click()
        await page.get_by_label("证据名称").fill("银行流水")
        await sound(page)
        await page.get_by_role("button", name="保存，生成文书").click()
        await expect(page.get_by_role("heading", name="写好了")).to_be_visible()
        await sound(page)
        async with page.expect_download() as downloaded:
            await page.get_by_role("link", name="下载 Word").click()
        file = tmp_path / "paper.docx"
        await (await downloaded.value).save_as(file)
        document = Document(str(file))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        whole = "\n".join([*(one.text for one in document.paragraphs), *cells])
        assert "马小兰" in whole and "宏达" in whole and "19,500.00元" in whole and "银行流水" in whole
        await page.get_by_role("link", name="看一遍").click()
        await expect(page.get_by_role("heading", name="劳动人事争议仲裁申请书")).to_be_visible()


async def test_my_deadlines(linking: Product, chromium: Browser) -> None:
    async with browsing(chromium, width=WIDTH, height=844) as chat:
        page = await link_in_the_chat(linking, chat, "我的")
        await page.get_by_role("button", name="打开").click()
        await page.get_by_role("link", name="我的期限").click()
        await expect(page.get_by_role("heading", name="我的期限")).to_be_visible()
        await sound(page)
