"""kill -9 of the worker process at every step, hundreds of times by a seed: nothing lost, doubled or wrongly sent.

The server takes what comes and sweeps nothing; each round's worker does, and dies. On failure the seed is told:
`KILL_SEED=… pytest tests/bot/test_worker_kill.py` plays it again.
"""

import hashlib
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from busy_union import BusyUnion
from harness import product
from mortal import QUEUE, Life, Nursery, Queue, nursery
from posting import FIELDS, TEMPLATE, Turning, proofs
from sqlalchemy import func, select
from talks import knowing

from bot.core.clock import SHANGHAI, utc_now
from bot.core.crypt import new_key
from bot.gate import Gate
from bot.journal_rows import JournalRow
from bot.overseeing import CAME
from handlers.adding import WRITTEN
from simulator.follower import Bubble
from tickets import number as numbers
from tickets.evidence import Evidence, Kept, file_name
from tickets.instalments import Instalment
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.outbox import EARLIER, MARKED, UNSURE, Kind, OutboxMessage, Waiting, opened
from tickets.proof import Outcome, Via
from tickets.sending import BETWEEN
from tickets.service import Tickets
from tickets.withdrawals import COOLING, RIPE, TOLD, Withdrawal

SEED = int(os.environ.get("KILL_SEED", "20261122"))
ROUNDS = {"sqlite": 80, "postgresql": 40}
STEPS_MOST = 24
TOGETHER = 0.05  # how often two workers run at once
STEPS = ("begin", "commit", "committed", "call", "answered")
NEVER = (
    b"work_failed",
    b"beside_failed",
    b"journal_failed",
    b"delivery_failed",
    b"promise_failed",
    b"overseeing_failed",
)


@asynccontextmanager
async def busy(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[BusyUnion, Nursery]]:
    """A product whose server only takes what comes, and workers that do the rest; it is ten in the morning."""
    begin = datetime.now(SHANGHAI).replace(hour=10, minute=0) + timedelta(days=1)
    turning, queue = Turning(), Queue()
    sections: dict[str, Any] = {
        "keys": {"data": new_key("test")},
        "notices": {"template_id": TEMPLATE, "fields": FIELDS},
    }
    monkeypatch.setattr("harness.knowledge", knowing)
    monkeypatch.setattr("bot.beside.again", lambda _every_s, _work: _nothing())
    async with product(folder, url, {"sign_with_real_time": False}, turning, queue, **sections) as one:
        turning.on(one, seconds=(begin - utc_now()).total_seconds())
        async with one.parts.services.database.writing() as connection:
            await connection.run_sync(QUEUE.metadata.create_all)
        union = BusyUnion(one, turning, random.Random(SEED))
        monkeypatch.setattr(Gate, "full", property(lambda _gate: union.crowded))
        sections["wechat"] = {"api_base": one.parts.settings.wechat.api_base}
        with (folder / "workers.log").open("wb") as log:
            async with nursery(folder, url, log, **sections) as ward:
                yield union, ward


async def _nothing() -> None: ...


@pytest.mark.timeout(300)  # the machine may be busy
async def test_killed_at_every_step(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds, deaths = ROUNDS[database_url.partition("+")[0]], Counter[str]()
    print(f"KILL_SEED={SEED}")
    async with busy(tmp_path, database_url, monkeypatch) as (union, ward):
        for at in range(rounds):
            await union.stir(at)
            for end in await ward.live(*_lives(union)):
                assert (end["signal"], end["failed"]) == (SIGKILL, []), (at, end)
                deaths[end["ended"].rpartition(": ")[2]] += 1
        assert deaths.total() >= rounds and all(deaths[step] for step in STEPS)
        await _get_well(union, ward)
        await _reckon(union)
    log = (tmp_path / "workers.log").read_bytes()
    assert not any(word in log for word in NEVER), log.decode()


def _lives(union: BusyUnion) -> list[Life]:
    chance, ahead_s = union.chance, union.turning.ahead.total_seconds()
    workers = 2 if chance.random() < TOGETHER else 1
    return [Life(ahead_s, chance.randint(1, STEPS_MOST), chance.getrandbits(32)) for _ in range(workers)]


async def _get_well(union: BusyUnion, ward: Nursery) -> None:
    """The platform is well again, workers live on, days go by, and everybody writes once more."""
    one, turning = union.one, union.turning
    one.platform.faults.clear()
    for pause in [timedelta(minutes=20)] * 4 + [3 * COOLING, timedelta(hours=1), timedelta(minutes=20)]:
        turning.on(one, seconds=pause.total_seconds())
        (end,) = await ward.live(Life(turning.ahead.total_seconds(), 0, union.chance.getrandbits(32)))
        assert (end["ended"], end["failed"], end["signal"]) == ("well", [], 0), end
    for worker in union.workers:
        for _ in range(20):
            await union.push("last", worker, "继续")
            if not await _waiting(union, worker):
                break
    await one.platform.settle()


async def _waiting(union: BusyUnion, worker: str) -> int:
    services = union.one.parts.services
    async with services.database.view() as session:
        mine = (OutboxMessage.follower == services.keys.index(worker), OutboxMessage.state == Waiting.WAITING)
        return int(await session.scalar(select(func.count()).where(*mine)) or 0)


async def _rows(union: BusyUnion, model: Any) -> list[Any]:
    async with union.one.parts.services.database.view() as session:
        return list((await session.scalars(select(model).order_by(model.id))).all())


async def _reckon(union: BusyUnion) -> None:
    """Every ticket, photo and message against what was done."""
    await _messages(union)
    await _journal(union)
    await _photos(union)
    await _days(union)


async def _messages(union: BusyUnion) -> None:
    """What the outbox says of each message is what its follower saw."""
    keys = union.one.parts.services.keys
    rows = [row for row in await _rows(union, OutboxMessage) if row.kind != Kind.PAGE]
    groups: dict[tuple[str, str, bool], list[OutboxMessage]] = {}
    for row in rows:
        groups.setdefault((row.follower, opened(keys, row), row.kind == Kind.LATE), []).append(row)
    pieces, passive = _seen(union)
    for (follower, text, is_late), same in groups.items():
        ends = Counter(row.state for row in same)
        unsure = sum(row.state == Waiting.RODE and row.why in UNSURE for row in same)
        marked, plain = (EARLIER.format(text=shown) if is_late else shown for shown in (MARKED.format(text=text), text))
        saw_marked = passive[follower].count(marked)
        saw_plain = passive[follower].count(plain) - (0 if is_late else saw_marked)
        assert set(ends) <= {Waiting.SENT, Waiting.RODE}, (text, ends)
        assert (saw_plain, saw_marked) == (ends[Waiting.RODE] - unsure, unsure), text
        assert ends[Waiting.SENT] <= pieces[follower, text] <= ends[Waiting.SENT] + unsure, text
    shown = {(follower, text) for follower, text, _ in groups}
    assert set(pieces) <= shown
    made = await proofs(union.one)
    assert Outcome.SENDING not in {outcome for _, _, outcome, _ in made}
    for via, state in ((Via.CUSTOMER, Waiting.SENT), (Via.REPLY, Waiting.RODE)):
        proved = Counter(message for message, by, outcome, _ in made if (by, outcome) == (via, Outcome.SENT))
        assert proved == Counter(row.id for row in rows if row.state == state)
    agent = [row for row in rows if row.kind == Kind.AGENT]
    assert len(agent) == union.pushed["staff"]


def _seen(union: BusyUnion) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """Of each follower: how often they got a text as a customer message, and all that came as answers."""
    keys, pieces, passive = union.one.parts.services.keys, Counter[tuple[str, str]](), dict[str, str]()
    for worker in union.workers:
        inbox, index = union.one.platform.follower(worker).inbox, keys.index(worker)
        pieces.update((index, text) for one in inbox if one.source == "custom" for text in _words(one).split(BETWEEN))
        passive[index] = "\n".join(one.text for one in inbox if one.source == "passive")
        assert not [one for one in inbox if one.source == "fault"]
    return pieces, passive


def _words(bubble: Bubble) -> str:
    """What a customer message says, also where its answers can be tapped."""
    if bubble.type != "msgmenu":
        return bubble.text
    head, items, tail = (bubble.content[part] for part in ("head_content", "list", "tail_content"))
    answers = "　".join(f"{at} {item['content']}" for at, item in enumerate(items, 1))
    return "\n".join(filter(None, [head, f"回复 {answers}", tail]))


async def _journal(union: BusyUnion) -> None:
    """Each message is answered once; the tickets and their histories hold what its handler wrote, once."""
    rows = [row for row in await _rows(union, JournalRow) if row.kind in ("Text", "Image")]
    pushed = union.pushed
    assert len(rows) == len({row.key for row in rows})
    assert len(rows) == sum(pushed[what] for what in ("complaint", "photo", "word", "last"))
    assert all(row.reply is not None and row.lease_until is None for row in rows)
    late = [row.key for row in await _rows(union, OutboxMessage) if row.kind == Kind.LATE]
    assert sorted(late) == sorted(row.key for row in rows if row.late) and len(late) >= pushed["shed"]
    tickets = await _rows(union, Ticket)
    keys = union.one.parts.services.keys
    assert sorted(ticket.follower for ticket in tickets) == sorted(keys.index(worker) for worker in union.workers)
    said = [text for _, what, text in await _history(union) if what == Line.SAID and "〔" in text]
    assert sorted(said) == sorted(await _noted(union)) and len(said) > pushed["word"] / 5


async def _noted(union: BusyUnion) -> list[str]:
    """The words that were answered with: they are on the ticket."""
    services, since = union.one.parts.services, datetime(2026, 1, 1, tzinfo=SHANGHAI)
    turns = [
        turn
        for worker in union.workers
        for turn in await services.journal.latest(services.keys.index(worker), since, 1000)
    ]
    told = WRITTEN.partition("{")[0]
    return [
        str(getattr(turn.inbound, "content", ""))
        for turn in turns
        if getattr(turn.reply, "content", "").startswith(told)
    ]


async def _photos(union: BusyUnion) -> None:
    """Each photo is kept once, as it was sent, on its sender's ticket."""
    services = union.one.parts.services
    owner = {ticket.id: ticket.follower for ticket in await _rows(union, Ticket)}
    kept = await _rows(union, Evidence)
    assert {row.state for row in kept} == {Kept.KEPT}
    sent = [
        (services.keys.index(who), hashlib.sha256(one).hexdigest())
        for who, all_ in union.photos.items()
        for one in all_
    ]
    assert sorted(sent) == sorted((owner[row.ticket_id], row.sha256) for row in kept)
    for row in kept:
        assert hashlib.sha256(await services.files.get(file_name(row))).hexdigest() == row.sha256


async def _days(union: BusyUnion) -> None:
    """What falls on a day happened once: withdrawals, questions about payments, reminders, escalations."""
    tickets = {ticket.id: ticket for ticket in await _rows(union, Ticket)}
    history, keys = await _history(union), union.one.parts.services.keys
    told = Counter(opened(keys, row) for row in await _rows(union, OutboxMessage) if row.kind == Kind.STATUS)
    withdrawals, instalments = await _rows(union, Withdrawal), await _rows(union, Instalment)
    assert [row.ended for row in withdrawals] == ["withdrawn"] * union.days["withdrawal"]
    carried_out = Counter(number for number, what, text in history if (what, text) == (Line.STATE, RIPE))
    assert carried_out == Counter(tickets[row.ticket_id].number for row in withdrawals)
    expected = Counter(TOLD.format(number=numbers.shown(number)) for number in carried_out)
    assert len(instalments) == union.days["instalment"] and all(row.asked_at for row in instalments)
    expected += Counter(
        CAME.format(number=numbers.shown(tickets[row.ticket_id].number), **row.words) for row in instalments
    )
    reminded = Counter(text for _, what, text in history if what == Line.REMINDED)
    assert told == expected + reminded
    limits = [ticket for ticket in tickets.values() if ticket.lapses_at]
    assert len(limits) == union.days["limit"] and all(ticket.reminded_for for ticket in limits)
    late = (Line.LATE_FIRST, Line.LATE_STEP, Line.LATE_CLOSING, Line.LATE_PROMISE)
    overdue = [one for one in history if one[1] in late]
    assert len(overdue) == len(set(overdue)) > 0


async def _history(union: BusyUnion) -> list[tuple[str, str, str]]:
    """(ticket's number, what, text) of every line."""
    services = union.one.parts.services
    async with services.database.view() as session:
        tickets = Tickets(session, services.keys, union.turning(), services.rules)
        lines = select(Ticket, TicketEvent).join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        rows = (await session.execute(lines.order_by(TicketEvent.id))).all()
        return [(ticket.number, line.what, tickets.read(ticket, line.body)) for ticket, line in rows]
