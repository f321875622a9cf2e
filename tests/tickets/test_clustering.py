"""From names to proposals, groups and the alarm, over both databases."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from town import EMPLOYERS, LI, Town

from bot.core.database import Database
from tickets.clocks import Rules
from tickets.clustering import MOST_PROPOSED, NO_EMPLOYER, Clustering
from tickets.employers import MOST_MARKS
from tickets.group_models import EmployerMark, Group, Proposal
from tickets.groups import Groups, Unfit
from tickets.likeness import Likeness
from tickets.models import Ticket
from tickets.outbox import Outbox, OutboxMessage
from tickets.proposals import DOUBLE, MOST_SHOWN, SAME, Proposals
from tickets.service import Opening, Tickets
from tickets.states import State


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    database = Database(database_url)
    yield Town(database)
    await database.close()


async def test_names_that_are_alike_are_proposed_with_reasons(town: Town) -> None:
    one = await town.open("宁夏宏达建筑有限公司")
    other = await town.open("鸿达建筑")
    await town.open("天元物业")
    await town.round()
    for number, partner in ((one, other), (other, one)):
        [each] = await town.about(number)
        assert each.other and each.other.number == partner
        assert (each.kind, each.group, "同音字：宏达、鸿达" in each.reasons) == (SAME, None, True)


async def test_marks_are_blind_and_bounded(town: Town) -> None:
    await town.open("宁夏宏达建筑有限公司，学府佳苑二期工地，" + "阅海万家" * 8)
    await town.round()
    async with town.database.view() as session:
        marks = (await session.scalars(select(EmployerMark.mark))).all()
    assert 0 < len(marks) <= MOST_MARKS
    assert all(len(mark) == 32 and mark.isalnum() and mark.isascii() for mark in marks)


async def test_rounds_are_bounded_and_catch_up_with_old_tickets(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.clustering.TICKETS_A_ROUND", 2)
    for _ in range(5):
        await town.open("万达工地")
    for compared in (2, 4, 5, 5):
        await town.round()
        async with town.database.view() as session:
            assert await session.scalar(select(func.count(EmployerMark.ticket_id.distinct()))) == compared


async def test_at_most_some_are_proposed_for_one_ticket(town: Town) -> None:
    for _ in range(MOST_PROPOSED + 3):
        await town.open("万达工地")
    await town.round()
    last = await town.open("万达项目部")
    await town.round()
    assert len(await town.about(last)) == MOST_PROPOSED


async def test_an_employer_told_anew_is_compared_again(town: Town) -> None:
    one, other = await town.open("天元物业"), await town.open("宏达建筑")
    await town.round()
    assert await town.about(one) == []
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        ticket = await tickets.find(one)
        assert ticket
        await tickets.place(ticket, "宏达公司", None)
    await town.round()
    assert [each.other.number for each in await town.about(one) if each.other] == [other]


async def test_an_employer_told_while_it_is_compared_is_compared_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await town.open("天元物业")
    proposing = Clustering._propose

    async def overtaken(self: Clustering, session: AsyncSession, ticket: Ticket, *found: Any) -> None:
        await proposing(self, session, ticket, *found)
        await session.execute(update(Ticket).where(Ticket.number == one).values(employer=b"anew"))

    with monkeypatch.context() as patched:
        patched.setattr(Clustering, "_propose", overtaken)
        await town.round()
    assert await town.uncompared() == 1
    await town.round()
    assert await town.uncompared() == 0


async def test_settled_tickets_and_closed_names_are_left_alone(town: Town) -> None:
    one, gone = await town.open("宏达建筑"), await town.open("宏达公司")
    await town.change(gone, state=State.CLOSED)
    await town.round()
    assert await town.about(one) == []
    broken = await town.open("宏达公司")
    await town.change(broken, employer=b"\x01kbroken")
    await town.round()
    assert await town.about(broken) == []


async def test_two_processes_propose_a_pair_once(town: Town) -> None:
    await town.open("宏达建筑"), await town.open("宏达公司")
    await town.round()
    async with town.database.session() as session:
        await session.execute(update(Ticket).values(employer=Ticket.employer))
        await session.execute(EmployerMark.__table__.delete())
        await session.execute(Proposal.__table__.delete())
    given = (town.database, town.keys, EMPLOYERS, town.limits, Rules(), lambda: town.now)
    clustering = [Clustering(*given) for _ in range(2)]
    async with town.database.view() as session:
        tickets = (await session.scalars(select(Ticket))).all()
    for each in clustering:
        for ticket in tickets:
            await each._compare(ticket)
    async with town.database.view() as session:
        assert await session.scalar(select(func.count(Proposal.id))) == 1


async def test_accepting_makes_a_group_and_the_third_joins_it(town: Town) -> None:
    one, two = await town.open("宁夏宏达建筑有限公司"), await town.open("宏达公司")
    await town.round()
    [each] = await town.about(two)
    await town.answer(two, each.id)
    three = await town.open("鸿达建筑")
    await town.round()
    [each] = await town.about(three)
    assert each.group
    await town.answer(three, each.id)
    assert await town.groups() == [("宁夏宏达建筑有限公司", [one, two, three])]
    assert [what for what, _ in await town.history(three)] == ["opened", "grouped"]
    assert await town.about(one) == await town.about(three) == []
    with pytest.raises(Unfit, match="answered"):
        await town.answer(three, each.id)


async def test_what_was_refused_is_not_asked_again(town: Town) -> None:
    one, two = await town.open("宏达建筑"), await town.open("宏达公司")
    await town.round()
    [each] = await town.about(two)
    await town.answer(two, each.id, yes=False)
    async with town.database.session() as session:
        await session.execute(update(Ticket).values(employer=None))
    await town.round()
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        for number in (one, two):
            ticket = await tickets.find(number)
            assert ticket
            await tickets.place(ticket, "宏达建筑", None)
    await town.round()
    assert await town.about(one) == await town.about(two) == []


async def test_a_group_refused_is_refused_with_all_its_members(town: Town) -> None:
    numbers = [await town.open("宏达建筑") for _ in range(3)]
    await town.round()
    for number in numbers[1:]:
        each = (await town.about(number))[0]
        await town.answer(number, each.id)
    late = await town.open("鸿达公司")
    await town.round()
    [each] = await town.about(late)
    await town.answer(late, each.id, yes=False)
    joins = await town.open("宏达建筑有限公司")
    await town.round()
    group = next(one for one in await town.about(joins) if one.group)
    await town.answer(joins, group.id)
    assert await town.about(late) == []


async def test_the_group_sees_who_may_belong_to_it(town: Town) -> None:
    one, two = await town.open("宏达建筑"), await town.open("宏达公司")
    await town.round()
    await town.answer(two, (await town.about(two))[0].id)
    three = await town.open("鸿达建筑")
    await town.round()
    async with town.database.view() as session:
        group = (await session.scalars(select(Group))).one()
        asked = await Proposals(session, town.keys, town.now, Rules()).into(group)
    assert [each.ticket.number for each in asked] == [three] and one != three


async def test_what_is_asked_among_many_members_hides_nobody_outside(town: Town) -> None:
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        members = [await tickets.open(Opening("欠薪", "x", f"m{at}")) for at in range(45)]
        outside = [await tickets.open(Opening("欠薪", "x", f"o{at}")) for at in range(3)]
        proposals = Proposals(session, town.keys, town.now, Rules())
        for place, one in enumerate(members):
            for other in members[:place]:
                await proposals.propose(one, other, Likeness(0.99, ("x",)))
        for one in outside:
            await proposals.propose(one, members[7], Likeness(0.7, ("x",)))
        group = await Groups(session, town.keys, town.now, Rules()).open("万达工地", members, LI)
        assert [each.ticket for each in await proposals.into(group)] == outside
        await tickets.move(outside[0], State.CLOSED, LI)
        await proposals.refuse(outside[1], (await proposals.about(outside[1]))[0].id, LI)
        assert [each.ticket for each in await proposals.into(group)] == outside[2:]


async def test_what_is_asked_is_read_with_few_statements_however_many_there_are(town: Town) -> None:
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        proposals = Proposals(session, town.keys, town.now, Rules())
        groups = Groups(session, town.keys, town.now, Rules())
        ones = [await tickets.open(Opening("欠薪", "x", f"m{at}")) for at in range(24)]
        group = await groups.open("万达工地", ones[:2], LI)
        for one in ones[3:]:
            await proposals.propose(one, ones[2], Likeness(0.9, ("x",)))
            await proposals.propose(one, ones[0], Likeness(0.8, ("x",)))
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    async with town.database.view() as session:
        proposals = Proposals(session, town.keys, town.now, Rules())
        asked, into = await session.get_one(Ticket, ones[2].id), await session.get_one(Group, group.id)
        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert len(await proposals.about(asked)) == MOST_SHOWN
            assert len(await proposals.into(into)) == MOST_SHOWN
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert len(sent) <= 11, sent


async def test_a_group_that_went_into_another_is_asked_about_there(town: Town) -> None:
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        proposals = Proposals(session, town.keys, town.now, Rules())
        groups = Groups(session, town.keys, town.now, Rules())
        one, two, three, four = [await tickets.open(Opening("欠薪", "x", f"m{at}")) for at in range(4)]
        first, second, third = [await groups.open("万达工地", [each], LI) for each in (one, two, three)]
        await proposals.propose(four, first, Likeness(0.9, ("x",)))
        await groups.merge(first, second, LI)
        await groups.merge(second, third, LI)
        await session.flush()
        assert [each.group for each in await proposals.about(four)] == [third]
        assert await proposals.into(first) == []


@pytest.mark.parametrize(
    ("workers", "fen", "rings"), [(10, 1, True), (9, 1, False), (2, 1_500_000, True), (2, 1_499_999, False)]
)
async def test_the_alarm_rings_once_at_either_threshold(town: Town, workers: int, fen: int, rings: bool) -> None:
    numbers = [await town.open(None, amount_fen=fen) for _ in range(workers)]
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        members = [one for number in numbers if (one := await tickets.find(number))]
        await Groups(session, town.keys, town.now, Rules()).open("万达工地", members, LI)
    assert [await town.round(), await town.round()] == [int(rings), 0]
    async with town.database.view() as session:
        group = (await session.scalars(select(Group))).one()
        whats = [event.what for event in await Groups(session, town.keys, town.now, Rules()).history(group)]
    assert (group.urgent, group.alarmed_at is not None, whats.count("alarm")) == (rings, rings, int(rings))


async def test_one_worker_twice_is_a_double_and_merges_into_the_older(town: Town) -> None:
    older = await town.open("宏达建筑", follower="f1")
    newer = await town.open(None, None, follower="f1", amount_fen=500_000, phone="13900001234")
    await town.round()
    [each] = await town.about(newer)
    assert (each.kind, NO_EMPLOYER in each.reasons) == (DOUBLE, True)
    await town.answer(newer, each.id)
    async with town.database.view() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        kept, gone = await tickets.find(older), await tickets.find(newer)
        assert kept and gone
        assert (kept.claims[0].amount_fen, gone.claims, gone.state) == (500_000, [], State.WITHDRAWN)
        assert tickets.read(kept, kept.phone) == "13900001234"
        [message] = (await session.scalars(select(OutboxMessage.id))).all()
        told = await Outbox(session, town.keys, town.now).read(message)
    assert told and told[0] == "f1"
    assert [what for what, _ in await town.history(older)] == ["opened", "said there", "merged in"]
    assert [what for what, _ in await town.history(newer)] == ["opened", "merged", "state"]


async def test_one_workers_tickets_about_different_firms_are_no_doubles(town: Town) -> None:
    await town.open("宏达建筑", follower="f1")
    await town.open("天元物业", follower="f1")
    await town.round()
    async with town.database.view() as session:
        assert await session.scalar(select(func.count(Proposal.id))) == 0
