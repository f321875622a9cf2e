"""The bell in a real browser: it rings without a reload; a code binds a telephone, which then hears of it."""

from browser import TOGETHER, browsing
from harness import Product
from playwright.async_api import Browser, expect

from bot.core.clock import utc_now
from bot.core.followers import ensure
from handlers.binding import BOUND
from tickets.service import Opening, Tickets
from web.desk.people.agents import add_agent

pytestmark = TOGETHER

PASSWORD = "a-long-password"


async def urgent(running_together: Product) -> str:
    services, now = running_together.parts.services, utc_now()
    async with services.database.session() as session:
        worker = await ensure(session, services.keys, running_together.follower(), now)
        opening = Opening("紧急", "有人要跳楼", worker, urgent=True)
        return (await Tickets(session, services.keys, now, services.rules).open(opening)).number


async def test_it_rings_and_leads_to_the_ticket(running_together: Product, chromium: Browser) -> None:
    await add_agent(running_together.parts.services.database, "wang", "王姐", PASSWORD, "agent", utc_now())
    staff = running_together.follower()
    async with browsing(chromium, width=390) as page:
        await page.goto(f"{running_together.base}/desk/sign-in?next=/desk")
        await page.get_by_label("账号").fill("wang")
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await page.goto(f"{running_together.base}/desk/notices")
        await page.get_by_role("button", name="取绑定码").click()
        words = await page.locator("#code").inner_text()
        assert await running_together.say(staff, words) == BOUND
        await page.goto(f"{running_together.base}/desk/notices")
        await expect(page.get_by_text("已绑定")).to_be_visible()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "/bell" in request.url else None)
        number = await urgent(running_together)
        await expect(page.locator("#bell")).to_contain_text("1", timeout=30_000)
        assert len(asked) == 1  # told by the live line, not found by asking
        await running_together.jobs.run()
        last = running_together.platform.follower(staff).talk[-1]
        assert number[:3] in str(last.content)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("link", name="提醒").click()
        await page.get_by_role("link", name="新的加急诉求").click()
        await expect(page).to_have_url(f"{running_together.base}/desk/tickets/{number}")
        await page.goto(f"{running_together.base}/desk/notices")
        await expect(page.locator("#bell")).to_have_text("")
