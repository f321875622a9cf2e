"""What a worker in trouble goes through, from the first word, over the real webhook with the real knowledge."""

import io
import re

import pytest
from harness import Product
from PIL import Image as Pictures
from sqlalchemy import select

from bot.core.clock import SHANGHAI, utc_now
from bot.told_before import GO_ON
from handlers.asking import NEXT
from handlers.evidence import HEARD_BY_A_PERSON
from handlers.withdrawing import HELD
from tickets.evidence import Evidence, Kept
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import State
from tickets.withdrawals import sweep

NUMBER = re.compile(r"\d{3} \d{3} \d{3}")


async def tickets(running: Product) -> list[Ticket]:
    """Every ticket, the oldest first."""
    async with running.parts.services.database.view() as session:
        return list((await session.scalars(select(Ticket).order_by(Ticket.id))).all())


async def history(running: Product, ticket: Ticket) -> list[str]:
    """What happened to a ticket."""
    services = running.parts.services
    async with services.database.view() as session:
        return [
            event.what for event in await Tickets(session, services.keys, utc_now(), services.rules).history(ticket)
        ]


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Pictures.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "story",
    [
        "我在宁夏宏达建筑有限公司干活，老板拖欠我三个月工资一共一万八",
        "宁夏宏达建筑有限公司欠我3个月工资18000元不给，天天推",
    ],
)
async def test_arrears_with_sum_months_and_employer_take_four_messages(running: Product, story: str) -> None:
    worker = running.follower()
    said = [await running.say(worker, words) for words in (story, "1", "还在干", "13900001234")]
    assert "依据：" in said[0] and NUMBER.search(said[1])
    for told in ("宏达建筑", "18,000元", "3个月", "13900001234", NEXT):
        assert told in said[3]
    [ticket] = await tickets(running)
    claim = ticket.claims[0]
    assert (ticket.kind, claim.amount_fen, claim.months) == ("欠薪", 1_800_000, "3")


async def test_an_injury_whose_day_is_told_later_and_long_ago_gets_what_helps_a_late_report(running: Product) -> None:
    worker, today = running.follower(), utc_now().astimezone(SHANGHAI).date()
    assert "满了1年" not in await running.say(worker, "干活摔伤了")
    said = await running.say(worker, f"{today.year - 2}年3月")
    assert said.startswith(GO_ON) and "满了1年" in said
    assert "满了1年" not in await running.say(worker, f"{today.year - 2}年3月5号")  # it was told


async def test_an_injured_worker_sends_three_photos_and_a_recording(running: Product) -> None:
    worker, injured = running.follower(), utc_now().astimezone(SHANGHAI).date()
    assert "30天内报工伤" in await running.say(worker, "昨天上班手被机器压断了两根手指，厂里不管")
    assert "最晚" in await running.say(worker, "1")
    [ticket] = await tickets(running)
    for colour in ("red", "green", "blue"):
        assert "件" in (await running.platform.push_image(worker, picture(colour))).text
    assert HEARD_BY_A_PERSON in (await running.platform.push_voice(worker)).text
    await running.jobs.run()
    async with running.parts.services.database.view() as session:
        rows = (await session.scalars(select(Evidence).order_by(Evidence.id))).all()
    assert [(row.ticket_id, row.state) for row in rows] == [(ticket.id, Kept.KEPT)] * 4
    assert len({row.sha256 for row in rows[:3]}) == 3
    assert ticket.kind == "工伤" and ticket.lapses_at is not None
    assert (ticket.lapses_at.date() - injured).days in range(330, 370)


async def test_who_is_pressed_to_withdraw_is_called_and_stays_on_the_list(running: Product) -> None:
    worker = running.follower()
    for words in ("老板拖欠我三个月工资一万八", "1", "退出", "撤回", "2", "2000"):
        await running.say(worker, words)
    assert await running.say(worker, "2") == HELD
    services = running.parts.services
    assert await sweep(services.database, services.keys, utc_now(), services.rules) == 0
    [ticket] = await tickets(running)
    assert ticket.state == State.NEW and await history(running, ticket) == [
        "opened",
        "consented",
        "withdrawing",
        "note",
    ]
    assert "逼" not in await running.say(worker, "查进度")
