"""Where words cannot reach a follower, a template or notice says that they wait: once a day, and proved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from harness import Product, product
from posting import FIELDS, SEND, TEMPLATE, Turning, got, proofs, someone, states, wait

from bot.wechat.account import Capability
from handlers.progress import NONE
from simulator import happenings
from simulator.faults import Fault
from tickets.outbox import Kind, Waiting
from tickets.proof import Outcome, Via

CLOSED = 45015
SEND_TEMPLATE, SEND_NOTICE = "cgi-bin/message/template/send", "cgi-bin/message/subscribe/bizsend"
BY_TEMPLATE = {"template_id": TEMPLATE, "fields": FIELDS}
BY_NOTICE = {"subscription_id": TEMPLATE, "fields": FIELDS}


@asynccontextmanager
async def reminding(folder: Path, url: str | None = None, clock: Any = None, **notices: Any) -> AsyncIterator[Product]:
    clock = {"clock": clock} if clock else {}
    async with product(folder, url, {"sign_with_real_time": False}, notices=notices, **clock) as one:
        yield one


@pytest.fixture
async def one(tmp_path: Path, database_url: str) -> AsyncIterator[Product]:
    """A product with a template, on each kind of database."""
    async with reminding(tmp_path, database_url, **BY_TEMPLATE) as running:
        yield running


async def unreachable(one: Product, kind: Kind = Kind.AGENT) -> tuple[str, int]:
    """A follower whom words could not reach."""
    worker = await someone(one)
    one.platform.faults.add(Fault(SEND, errcode=CLOSED))
    message = await wait(one, worker, "来一趟", kind, about="261100042")
    await one.jobs.run()
    await one.platform.settle()
    return worker, message


def cards(one: Product, worker: str, source: str = "template") -> list[dict[str, Any]]:
    return [dict(bubble.content) for bubble in one.platform.follower(worker).inbox if bubble.source == source]


async def test_a_template_says_that_words_wait_and_its_end_is_proved(one: Product) -> None:
    worker, message = await unreachable(one)
    [card] = cards(one, worker)
    assert "261 100 042" in str(card) and "有新进展" in str(card) and "来一趟" not in str(card)
    assert await proofs(one) == [
        (message, Via.CUSTOMER, Outcome.REFUSED, str(CLOSED)),
        (message, Via.TEMPLATE, Outcome.ARRIVED, "success"),
    ]
    assert await states(one) == [(Waiting.WAITING, str(CLOSED))]
    assert await one.say(worker, "查进度") == f"{NONE}\n\n来一趟"


@pytest.mark.parametrize("status", ["failed:user block", "failed: system failed"])
async def test_a_template_that_failed_is_not_delivered_and_the_words_wait(one: Product, status: str) -> None:
    one.platform.outgoing.fail_next(status)
    worker, message = await unreachable(one)
    assert cards(one, worker) == []
    assert (await proofs(one))[-1] == (message, Via.TEMPLATE, Outcome.REFUSED, status)
    assert await states(one) == [(Waiting.WAITING, str(CLOSED))]


async def test_nobody_is_reminded_twice_a_day(tmp_path: Path) -> None:
    turning = Turning()
    async with reminding(tmp_path, clock=turning, **BY_TEMPLATE) as one:
        worker, _ = await unreachable(one)
        for hours in (1, 24):
            turning.on(one, hours=hours)
            one.platform.faults.add(Fault(SEND, errcode=CLOSED))
            await wait(one, worker, "还有一句")
            await one.jobs.run()
            assert len(cards(one, worker)) == (1 if hours == 1 else 2)


async def test_a_late_answer_reminds_nobody(one: Product) -> None:
    worker, _ = await unreachable(one, Kind.LATE)
    assert cards(one, worker) == []


async def test_what_may_have_arrived_reminds_nobody(one: Product) -> None:
    worker = await someone(one)
    one.platform.faults.add(Fault(SEND, hang_up=True))
    await wait(one, worker, "一句")
    await one.jobs.run()
    assert cards(one, worker) == []


async def test_a_refused_template_gives_way_to_the_subscription_notice(tmp_path: Path, database_url: str) -> None:
    async with reminding(tmp_path, database_url, **BY_TEMPLATE | BY_NOTICE) as one:
        worker = await someone(one)
        await one.platform.answer_popup(worker, {TEMPLATE: "accept"})
        one.platform.faults.add(Fault(SEND_TEMPLATE, errcode=40037))
        one.platform.faults.add(Fault(SEND, errcode=CLOSED))
        message = await wait(one, worker, "来一趟")
        await one.jobs.run()
        await one.platform.settle()
        assert len(cards(one, worker, "notice")) == 1
        assert (await proofs(one))[1:] == [
            (message, Via.TEMPLATE, Outcome.REFUSED, "40037"),
            (message, Via.NOTICE, Outcome.ARRIVED, "0"),
        ]


async def test_without_consent_the_notice_is_refused_and_the_words_wait(tmp_path: Path) -> None:
    async with reminding(tmp_path, **BY_NOTICE) as one:
        worker, message = await unreachable(one)
        assert (await proofs(one))[-1] == (message, Via.NOTICE, Outcome.REFUSED, "43101")
        assert "来一趟" in await one.say(worker, "查进度")


async def test_without_an_answer_it_is_unsure_and_not_tried_again(one: Product) -> None:
    one.platform.faults.add(Fault(SEND_TEMPLATE, hang_up=True))
    _, message = await unreachable(one)
    assert (await proofs(one))[-1] == (message, Via.TEMPLATE, Outcome.UNSURE, "no answer")


@pytest.mark.parametrize("notices", [{}, BY_TEMPLATE | {"fields": {"phrase2": "有新的进展了"}}])
async def test_without_a_template_that_fits_nothing_goes_out(tmp_path: Path, notices: dict[str, Any]) -> None:
    async with reminding(tmp_path, **notices) as one:
        worker, _ = await unreachable(one)
        assert cards(one, worker) == []
        assert not [one for one in await proofs(one) if one[2] == Outcome.SENT]


async def test_an_account_without_the_right_does_not_try(tmp_path: Path) -> None:
    subscription = "verified_subscription"
    async with product(
        tmp_path, platform={"kind": subscription}, wechat={"account": subscription}, notices=BY_TEMPLATE
    ) as one:
        assert not one.parts.services.account.may(Capability.TEMPLATE)
        await unreachable(one)
        assert [via for _, via, _, _ in await proofs(one)] == [Via.CUSTOMER]


async def test_the_report_of_a_message_that_is_not_ours_changes_nothing(one: Product) -> None:
    worker, _ = await unreachable(one)
    before = await proofs(one)
    for shape in (happenings.template_sent(99, "failed:user block"), happenings.notice_sent(TEMPLATE, 98, 1, "no")):
        await one.platform.push(worker, shape)
    assert await proofs(one) == before
    assert got(one, worker) == []
