"""The main ways through the knowledge room in a real browser, with the simulated phone beside it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import harness
import pytest
import pytest_asyncio
from browser import TOGETHER, browsing
from harness import Product, product
from kb_room import INJURY, PASSWORD, QUITTING, WAGES, small_knowledge, starter
from playwright.async_api import Browser, Page, expect
from test_kb_sheets import row, sheet

from bot.core.clock import utc_now
from knowledge.published import ensure_starter
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

ASKED = "拖着不给我办离职咋办"
WRONG, RIGHT = "先留好证据", "提前三十日书面说一声就行"


@pytest_asyncio.fixture(loop_scope="session")
async def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Product]:
    """The product beside its platform, over the small answers."""
    monkeypatch.setattr(harness, "knowledge", small_knowledge)
    async with product(tmp_path, desk={"totp_roles": []}) as one:
        database = one.parts.services.database
        await ensure_starter(database, starter(tmp_path), one.parts.services.parameters, utc_now())
        await one.parts.watch.look()
        for name, display in (("bian", "边编辑"), ("shen", "沈复核")):
            await add_agent(database, name, display, PASSWORD, "admin", utc_now())
        yield one


async def sign_in(page: Page, running_together: Product, name: str) -> None:
    await page.goto("about:blank")  # what the last page still asks for would be refused
    await page.context.clear_cookies()
    await page.goto(f"{running_together.base}/desk/sign-in")
    await page.get_by_label("账号").fill(name)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("link", name="知识库")).to_be_visible()


async def no_wider_than_the_screen(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_wrong_answer_is_corrected_reviewed_published_and_then_right(
    small: Product, width: int, chromium: Browser
) -> None:
    worker = small.follower("老李")
    assert WRONG in await small.say(worker, ASKED)
    await small.say(worker, "没用")
    async with browsing(chromium, width=width) as page:
        await sign_in(page, small, "bian")
        await page.goto(f"{small.base}/desk/knowledge/missed")
        await expect(page.get_by_text(ASKED).first).to_be_visible()
        await no_wider_than_the_screen(page)
        await page.get_by_role("link", name="归到已有的回答").click()
        await page.get_by_label(re.compile("想辞职要提前多久说")).check()
        await no_wider_than_the_screen(page)
        await page.get_by_role("button", name="记下更正").click()
        await expect(page.get_by_text("还答错")).to_be_visible()
        await expect(page.locator("#f-ask")).to_have_value(re.compile(ASKED))
        await page.wait_for_load_state()  # its scripts: before them a touch is lost
        await page.locator("#question").fill("拖着不办离职怎么弄")
        await page.get_by_role("button", name="试一下").click()
        await expect(page.locator("#tried")).to_contain_text("这一条")
        await expect(page.locator("#preview")).to_contain_text(RIGHT)
        await no_wider_than_the_screen(page)
        await page.get_by_role("button", name="存好并送审").click()
        await expect(page.get_by_text("已送审")).to_be_visible()

        await sign_in(page, small, "shen")
        await page.goto(f"{small.base}/desk/knowledge?tab=review")
        await page.get_by_role("link", name="想辞职要提前多久说").click()
        await page.get_by_role("button", name=re.compile("发布第 2 版")).click()
        await expect(page.get_by_text("拿职工的每一句问法")).to_be_visible()
        await small.jobs.run()
        await expect(page.get_by_text("更正过的原话 1 句，都答对了")).to_be_visible()
        await expect(page.get_by_text("已经发布")).to_be_visible()
        await no_wider_than_the_screen(page)
        await small.parts.watch.look()

        await page.goto(f"{small.platform.config.base_url}/simulator")
        box = page.get_by_role("textbox").first
        await box.fill(ASKED)
        await box.press("Enter")
        await expect(page.get_by_role("region", name="手机").get_by_text(RIGHT).last).to_be_visible()


async def test_a_sheet_with_errors_is_looked_at_and_the_rest_brought_in(small: Product, chromium: Browser) -> None:
    content = sheet(row(INJURY, ask="一句"), row(WAGES, title="老板拖工资怎么办"))
    async with browsing(chromium, width=390) as page:
        await sign_in(page, small, "bian")
        await page.goto(f"{small.base}/desk/knowledge/import")
        file = {"name": "回答.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        await page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
        await page.get_by_role("button", name="上传，先看看").click()
        await expect(page.get_by_text("至少要 8 句问法，现在有 1 句")).to_be_visible()
        await no_wider_than_the_screen(page)
        await page.get_by_role("button", name=re.compile("导入 1 条")).click()
        await expect(page.get_by_text("1 条已存为草稿")).to_be_visible()
        await expect(page.get_by_text("老板拖工资怎么办")).not_to_be_visible()
        await expect(page.get_by_text("老板不发工资怎么办")).to_be_visible()
        await no_wider_than_the_screen(page)


async def test_leaving_with_something_unsaved_asks_first(small: Product, chromium: Browser) -> None:
    async with browsing(chromium) as page:
        await sign_in(page, small, "bian")
        await page.goto(f"{small.base}/desk/knowledge/{QUITTING}")
        await page.locator("#f-title").press_sequentially("改")
        asked: list[str] = []

        async def stay(dialog: object) -> None:
            asked.append(dialog.type)  # type: ignore[attr-defined]
            await dialog.accept()  # type: ignore[attr-defined]

        page.on("dialog", stay)
        await page.get_by_role("link", name="回知识库").click()
        await expect(page.get_by_role("heading", name="知识库")).to_be_visible()
        assert asked == ["beforeunload"]


async def test_from_a_tickets_conversation_to_the_correction(small: Product, chromium: Browser) -> None:
    worker = small.follower("老李")
    await small.say(worker, "我叫王大锤，辞职要提前几天")
    await small.say(worker, "老板拖欠我三个月工资一万八")
    shown = re.search(r"\d{3} \d{3} \d{3}", await small.say(worker, "1"))
    assert shown
    async with browsing(chromium, width=390) as page:
        await sign_in(page, small, "bian")
        await page.goto(f"{small.base}/desk/tickets/{shown[0].replace(' ', '')}")
        await page.get_by_role("button", name="答错了？更正").first.click()
        await expect(page.get_by_role("heading", name="更正一句答错的话")).to_be_visible()
        await expect(page.locator("#asked")).to_have_value(re.compile("辞职要提前几天"))
        await expect(page.locator("#asked")).not_to_have_value(re.compile("王大锤"))
        assert page.url.endswith("/knowledge/correct")
        await no_wider_than_the_screen(page)
