"""The round over the tickets' times, in the running product: log, metric, outbox, and nothing twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from harness import Product, product
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.context import expect
from bot.core.followers import Dialogue, ensure
from bot.dialogues import COMPLAINT
from bot.overseeing import Overseeing
from bot.working import DELIVER
from tickets.instalments import Instalments
from tickets.lapsing import Lapse
from tickets.models import Ticket
from tickets.outbox import OutboxMessage
from tickets.service import Opening, Tickets

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def opened(one: Product, lapse: Lapse | None = None) -> None:
    services = one.parts.services
    async with services.database.session() as session:
        follower = await ensure(session, services.keys, one.follower(), NOW)
        ticket = await Tickets(session, services.keys, NOW, services.rules).open(Opening("欠薪", "x", follower))
        if lapse:
            ticket.lapses_right, ticket.lapses_at = lapse.right, lapse.at


def overseeing(one: Product, now: datetime) -> Overseeing:
    return Overseeing(one.parts.services, one.jobs, one.parts.metrics, lambda: now)  # type: ignore[arg-type]


async def test_what_is_overdue_is_logged_and_counted_once(running: Product) -> None:
    await opened(running)
    late = overseeing(running, NOW + timedelta(days=4))
    with capture_logs() as logs:
        await late.round()
        await late.round()
    assert [line["clock"] for line in logs if line["event"] == "escalated"] == ["first"]
    assert "x" not in str(logs)
    assert running.parts.metrics.registry.get_sample_value("niangjia_escalated_total", {"clock": "first"}) == 1


@pytest.mark.parametrize(("account", "jobs"), [("verified_service", 1), ("unverified", 0)])
async def test_a_reminder_goes_out_where_the_account_may(tmp_path: Path, account: str, jobs: int) -> None:
    async with product(tmp_path, platform={"kind": account}, wechat={"account": account}) as one:
        await opened(one, lapse=Lapse("申请劳动仲裁", (NOW + timedelta(days=7)).date()))
        for _ in range(2):
            await overseeing(one, NOW).round()
        assert [name for name, _ in one.jobs.queued] == [DELIVER] * jobs
        async with one.parts.services.database.view() as session:
            assert len((await session.scalars(select(OutboxMessage))).all()) == 1


async def test_kept_times_are_mended_by_the_round(running: Product) -> None:
    await opened(running)
    database = running.parts.services.database
    async with database.session() as session:
        await session.execute(update(Ticket).values(due_at=None, alarm_at=None))
    await overseeing(running, NOW).round()
    async with database.view() as session:
        ticket = await session.scalar(select(Ticket))
        assert ticket and ticket.due_at is not None and ticket.alarm_at == ticket.due_at


async def test_a_round_in_which_nothing_waits_leaves_the_writer_alone(
    running: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(running)
    round_of = overseeing(running, NOW)
    await round_of.round()
    monkeypatch.setattr(running.parts.services.database, "session", None)
    with capture_logs() as logs:
        await round_of.round()
    assert logs == []


async def test_a_payment_put_back_keeps_no_later_one_from_being_asked_for(
    running: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.instalments.AT_ONCE", 1)
    services, busy = running.parts.services, 2
    for at in range(busy + 1):
        async with services.database.session() as session:
            follower = await ensure(session, services.keys, running.follower(), NOW)
            if at < busy:
                assert await expect(session, services.keys, follower, Dialogue(COMPLAINT), NOW)
            ticket = await Tickets(session, services.keys, NOW, services.rules).open(Opening("欠薪", "x", follower))
            await Instalments(session, services.keys, NOW, services.rules).plan(ticket, "agent:a", NOW.date(), 100)
    round_of = overseeing(running, NOW)
    for _ in range(busy + 3):
        await round_of.round()
    async with services.database.view() as session:
        assert [row.follower for row in await session.scalars(select(OutboxMessage))] == [follower]
    for _ in range(busy + 3):
        await overseeing(running, NOW + timedelta(days=4)).round()  # their questions stand no more
    async with services.database.view() as session:
        assert len({row.follower for row in await session.scalars(select(OutboxMessage))}) == busy + 1
