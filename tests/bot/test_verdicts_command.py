"""`niangjia tickets verdicts`: the verdicts of a time, counted and listed, the newest first."""

import asyncio
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from harness import APPID, TOKEN, Product
from sqlalchemy import update

from bot.cli import main
from bot.commands.verdicts import NONE
from bot.core.clock import utc_now
from tickets import number
from tickets.models import Ticket
from tickets.ratings import Content, Rating, Ratings, Verdict
from tickets.service import Opening, Tickets

NOW = utc_now()


async def rated(running: Product, content: Content, why: str = "", days_ago: int = 0) -> Ticket:
    """A ticket with a verdict on it."""
    services, at = running.parts.services, NOW - timedelta(days=days_ago)
    async with services.database.session() as session:
        ticket = await Tickets(session, services.keys, at, services.rules).open(Opening("欠薪", "x"))
        ratings = Ratings(session, services.keys, at, services.rules)
        await ratings.rate(ticket, content)
        if why:
            await ratings.explain(ticket, why)
        return ticket


async def given(running: Product, days: int = 30) -> list[Verdict]:
    services = running.parts.services
    async with services.database.view() as session:
        return list(await Ratings(session, services.keys, NOW, services.rules).given(NOW - timedelta(days=days), 10))


async def test_verdicts_of_a_time_come_the_newest_first_with_the_reason(running: Product) -> None:
    content, bad = await rated(running, Content.YES, days_ago=3), await rated(running, Content.NO, "太慢了")
    await rated(running, Content.YES, days_ago=40)
    found = [(one.number, one.kind, one.content, one.why) for one in await given(running)]
    assert found == [(bad.number, "欠薪", Content.NO, "太慢了"), (content.number, "欠薪", Content.YES, "")]
    assert len(await given(running, days=60)) == 3


async def test_a_reason_that_does_not_open_hides_no_verdict(running: Product) -> None:
    await rated(running, Content.SO_SO, "一般般")
    async with running.parts.services.database.session() as session:
        await session.execute(update(Rating).values(why=b"broken"))
    assert [(one.content, one.why) for one in await given(running)] == [(Content.SO_SO, "")]


async def test_the_command_counts_and_lists(running: Product, tmp_path: Path) -> None:
    keys = running.parts.settings.keys.data.get_secret_value()
    (tmp_path / "config.toml").touch()
    given = {"WECHAT__APPID": APPID, "WECHAT__TOKEN": TOKEN, "WECHAT__MODE": "clear", "KEYS__DATA": keys}
    given["DATABASE__URL"] = running.parts.settings.database.url
    runner = CliRunner(env={f"NIANGJIA_{name}": value for name, value in given.items()})

    def run(*more: str) -> list[str]:
        command = ["tickets", "verdicts", *more, "--config", str(tmp_path / "config.toml")]
        return runner.invoke(main, command).stdout.splitlines()

    assert await asyncio.to_thread(run) == [NONE]
    await rated(running, Content.YES)
    bad = await rated(running, Content.NO, "只给了一半\n还拖")
    lines = await asyncio.to_thread(run, "--unhappy")
    assert lines[0] == "满意 1　一般 0　不满意 1" and len(lines) == 2
    assert number.shown(bad.number) in lines[1] and lines[1].endswith("不满意　只给了一半 还拖")
    assert len(await asyncio.to_thread(run)) == 3
