"""What a worker sends along reaches our store, sealed, whatever happens on the way."""

import hashlib
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Product, product
from PIL import Image as Pictures
from sqlalchemy import select

from bot.core.clock import utc_now
from bot.wechat.errors import WeChatError
from handlers.evidence import HEARD_BY_A_PERSON
from rights.limits import Matter
from rights.proof import offered
from simulator.faults import Fault
from tickets.evidence import COLLECT, Evidence, Evidences, Kept, file_name
from tickets.models import Ticket
from tickets.service import Opening, Tickets

GET = "cgi-bin/media/get"


def picture() -> bytes:
    out = io.BytesIO()
    Pictures.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[Product]:
    async with product(tmp_path) as running:
        yield running


async def ticket_of(one: Product, worker: str) -> Ticket:
    services = one.parts.services
    async with services.database.session() as session:
        follower = services.keys.index(worker)
        return await Tickets(session, services.keys, one.parts.answering.clock(), services.rules).open(
            Opening("欠薪", "欠", follower)
        )


async def rows(one: Product) -> list[Evidence]:
    async with one.parts.services.database.view() as session:
        return list((await session.scalars(select(Evidence).order_by(Evidence.id))).all())


async def collect(one: Product) -> None:
    for name, payload in one.jobs.queued:
        assert name == COLLECT
        await one.jobs.registered[name](payload)


async def test_a_picture_goes_onto_the_open_ticket_and_into_the_store(one: Product, tmp_path: Path) -> None:
    worker, content = one.follower(), picture()
    ticket = await ticket_of(one, worker)
    said = (await one.platform.push_image(worker, content)).text
    assert "第1件" in said
    await collect(one)
    [row] = await rows(one)
    assert (row.ticket_id, row.state, row.content_type) == (ticket.id, Kept.KEPT, "image/jpeg")
    assert row.sha256 == hashlib.sha256(content).hexdigest() and row.source is None
    assert await one.parts.services.files.get(file_name(row)) == content
    kept = [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1 and content[20:60] not in kept[0]


async def test_a_recording_is_kept_and_the_worker_told_who_hears_it(one: Product) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    assert HEARD_BY_A_PERSON in (await one.platform.push_voice(worker)).text
    await collect(one)
    assert [row.content_type for row in await rows(one)] == ["audio/amr"]


async def test_a_place_is_kept_at_once_and_sealed(one: Product) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    await one.platform.push_location(worker, 38.48, 106.23, "兴庆区工地")
    [row] = await rows(one)
    assert row.state == Kept.KEPT and "兴庆".encode() not in (row.note or b"") and one.jobs.queued == []
    async with one.parts.services.database.view() as session:
        found = await session.get(Evidence, row.id)
        assert found and "兴庆区工地" in Evidences(session, one.parts.services.keys, row.arrived_at).note(found)


async def test_without_an_open_ticket_nothing_is_taken(one: Product) -> None:
    worker = one.follower()
    await one.platform.push_image(worker, picture())
    assert await rows(one) == [] and one.jobs.queued == []


async def test_with_two_open_tickets_a_number_moves_it(one: Product) -> None:
    worker = one.follower()
    older, newer = await ticket_of(one, worker), await ticket_of(one, worker)
    first = (await one.platform.push_image(worker, picture())).text
    second = (await one.platform.push_image(worker, picture())).text
    assert "第1件" in first and "第2件" in second and "回复数字" in second
    assert [row.ticket_id for row in await rows(one)] == [newer.id, newer.id]
    await one.say(worker, str(len(offered(Matter.WAGES)) + 2))  # behind what it may be, and 别的
    assert [row.ticket_id for row in await rows(one)] == [older.id, older.id]


async def test_what_is_no_picture_recording_or_video_is_not_kept(one: Product, monkeypatch: Any) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    await one.platform.push_image(worker, picture())
    monkeypatch.setattr("bot.collecting.content_type", lambda _content: None)
    await collect(one)
    assert [(row.state, row.why) for row in await rows(one)] == [(Kept.LOST, "type")]


async def test_a_platform_that_is_down_is_asked_again_later(one: Product, monkeypatch: Any) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    await one.platform.push_image(worker, picture())
    one.platform.faults.add(Fault(GET, errcode=-1, times=20))
    with pytest.raises(WeChatError):
        await collect(one)
    assert [row.state for row in await rows(one)] == [Kept.WAITING]
    one.platform.faults.clear()
    monkeypatch.setattr("bot.collecting.AGAIN_AFTER", timedelta(seconds=-1))
    collecting = one.jobs.registered[COLLECT].__self__
    await collecting.again()
    assert [row.state for row in await rows(one)] == [Kept.KEPT]


async def test_what_the_platform_threw_away_is_lost_and_says_so(one: Product) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    await one.platform.push_image(worker, picture())
    one.platform.faults.add(Fault(GET, errcode=40007))
    await collect(one)
    assert [(row.state, row.why) for row in await rows(one)] == [(Kept.LOST, "gone")]


async def test_the_job_twice_keeps_one(one: Product) -> None:
    worker = one.follower()
    await ticket_of(one, worker)
    await one.platform.push_image(worker, picture())
    await collect(one)
    before = await rows(one)
    await collect(one)
    assert [row.kept_at for row in await rows(one)] == [row.kept_at for row in before]


@pytest.mark.parametrize("address", ["http://169.254.1.1/x.jpg", "file:///etc/passwd", "http://evilqpic.cn/", "", "::"])
async def test_only_the_platforms_own_addresses_are_fetched(tmp_path: Path, address: str) -> None:
    async with product(tmp_path, wechat={"account": "unverified"}) as one:
        collecting = one.jobs.registered[COLLECT].__self__
        assert not collecting._is_platforms(address)


async def test_what_never_came_is_lost_after_three_days_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    hand = {"days": 0}
    async with product(tmp_path, clock=lambda: utc_now() + timedelta(days=hand["days"])) as one:
        worker = one.follower()
        await ticket_of(one, worker)
        await one.platform.push_image(worker, picture())
        hand["days"] = 4
        await one.jobs.registered[COLLECT].__self__.again()
        assert [(row.state, row.why) for row in await rows(one)] == [(Kept.LOST, "gone")]


async def test_an_account_without_the_right_says_why_a_recording_is_lost(tmp_path: Path) -> None:
    async with product(tmp_path, wechat={"account": "unverified"}) as one:
        worker = one.follower()
        await ticket_of(one, worker)
        await one.platform.push_voice(worker)
        await collect(one)
        assert [(row.state, row.why) for row in await rows(one)] == [(Kept.LOST, "not allowed")]
