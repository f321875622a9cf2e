"""Groups over both databases: each change and its reverse, with a line everywhere it belongs."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets.clocks import Rules
from tickets.group_models import Group
from tickets.group_reading import Limits, Standing, Totals, totals
from tickets.groups import Groups, Unfit
from tickets.models import Ticket
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LI = "agent:li"


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[AsyncSession]:
    database = Database(database_url)
    async with database.session() as one:
        yield one
    await database.close()


def groups_of(session: AsyncSession, later_min: int = 0) -> Groups:
    return Groups(session, KEYS, NOW + timedelta(minutes=later_min), Rules())


async def tickets_of(session: AsyncSession, count: int, follower: str = "") -> list[Ticket]:
    tickets = Tickets(session, KEYS, NOW, Rules())
    return [
        await tickets.open(Opening("欠薪", "x", follower or f"f{at}", facts={"amount_fen": at})) for at in range(count)
    ]


async def happened(session: AsyncSession, group: Group) -> list[tuple[str, int | None]]:
    return [(event.what, event.ticket_id) for event in await groups_of(session).history(group)]


async def told(session: AsyncSession, ticket: Ticket) -> list[str]:
    return [event.what for event in await Tickets(session, KEYS, NOW, Rules()).history(ticket)]


async def test_merging_moves_all_and_parting_brings_back_only_those(session: AsyncSession) -> None:
    one, two, other, late = await tickets_of(session, 4)
    first = await groups_of(session).open("甲", [one, two], LI)
    second = await groups_of(session).open("乙", [other], LI)
    await groups_of(session, 1).merge(first, second, LI)
    await groups_of(session, 2).join(second, late, LI)
    await groups_of(session, 2).leave(second, two, LI)
    assert (first.state, first.merged_into) == (Standing.MERGED, second.id)
    await groups_of(session, 3).part(first, LI)
    assert await groups_of(session).members(first) == [one]
    assert await groups_of(session).members(second) == [other, late]
    assert (first.state, first.merged_into, second.state) == (Standing.OPEN, None, Standing.OPEN)
    assert (await happened(session, first))[-2:] == [("joined", one.id), ("parted", None)]
    assert [await told(session, ticket) for ticket in (one, two)] == [
        ["opened", "grouped", "grouped", "grouped"],
        ["opened", "grouped", "grouped", "ungrouped"],
    ]


@pytest.mark.parametrize("order", ["ab", "ba"])
async def test_parting_after_two_mergings_strands_nobody(session: AsyncSession, order: str) -> None:
    one, two, three = await tickets_of(session, 3)
    first = await groups_of(session).open("甲", [one], LI)
    second = await groups_of(session).open("乙", [two], LI)
    third = await groups_of(session).open("丙", [three], LI)
    await groups_of(session, 1).merge(first, second, LI)
    await groups_of(session, 2).merge(second, third, LI)
    for at, name in enumerate(order, 3):
        await groups_of(session, at).part({"a": first, "b": second}[name], LI)
    own = [await groups_of(session).members(group) for group in (first, second, third)]
    assert own == [[one], [two], [three]]
    assert {group.state for group in (first, second, third)} == {Standing.OPEN}
    assert ("parted", None) in await happened(session, first)
    with pytest.raises(Unfit, match="not merged"):
        await groups_of(session).part(first, LI)


async def test_a_group_whose_members_all_went_back_through_another_is_empty(session: AsyncSession) -> None:
    [one] = await tickets_of(session, 1)
    first = await groups_of(session).open("甲", [one], LI)
    second, third = await groups_of(session).open("乙", [], LI), await groups_of(session).open("丙", [], LI)
    await groups_of(session, 1).merge(first, second, LI)
    await groups_of(session, 2).merge(second, third, LI)
    await groups_of(session, 3).part(first, LI)
    assert (first.state, second.state, third.state) == (Standing.OPEN, Standing.MERGED, Standing.EMPTY)
    await groups_of(session, 4).part(second, LI)
    assert second.state == Standing.EMPTY and await groups_of(session).members(first) == [one]


async def test_a_merged_group_takes_nobody_and_goes_nowhere(session: AsyncSession) -> None:
    one, two, other = await tickets_of(session, 3)
    groups = groups_of(session)
    first, second = await groups.open("甲", [one], LI), await groups.open("乙", [two], LI)
    await groups.merge(first, second, LI)
    for work in (groups.join(first, other, LI), groups.merge(first, second, LI), groups.merge(second, first, LI)):
        with pytest.raises(Unfit, match="merged"):
            await work
    with pytest.raises(Unfit, match="not merged"):
        await groups.part(second, LI)


async def test_a_ticket_is_in_one_group_at_most(session: AsyncSession) -> None:
    [one] = await tickets_of(session, 1)
    groups = groups_of(session)
    first, second = await groups.open("甲", [one], LI), await groups.open("乙", [], LI)
    with pytest.raises(Unfit, match="taken"):
        await groups.join(second, one, LI)
    with pytest.raises(Unfit, match="no member"):
        await groups.leave(second, one, LI)
    assert await groups.of(one) is first and second.state == Standing.EMPTY


async def test_a_full_group_takes_no_more(session: AsyncSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.groups.MOST_MEMBERS", 2)
    one, two, three = await tickets_of(session, 3)
    groups = groups_of(session)
    full, other = await groups.open("甲", [one, two], LI), await groups.open("乙", [three], LI)
    with pytest.raises(Unfit, match="full"):
        await groups.merge(other, full, LI)
    await groups.leave(other, three, LI)
    with pytest.raises(Unfit, match="full"):
        await groups.join(full, three, LI)


async def test_links_go_both_ways_and_come_off_from_either_side(session: AsyncSession) -> None:
    groups = groups_of(session)
    first, second = await groups.open("甲", [], LI), await groups.open("乙", [], LI)
    await groups.link(second, first, LI)
    assert (await groups.linked(first), await groups.linked(second)) == ([second], [first])
    with pytest.raises(Unfit, match="linked"):
        await groups.link(first, second, LI)
    await groups.unlink(first, second, LI)
    assert await groups.linked(second) == []
    with pytest.raises(Unfit, match="not linked"):
        await groups.unlink(second, first, LI)
    with pytest.raises(Unfit, match="same"):
        await groups.link(first, first, LI)


async def test_who_speaks_is_replaced_and_leaves_with_the_merging(session: AsyncSession) -> None:
    one, two = await tickets_of(session, 2)
    groups = groups_of(session)
    group, other = await groups.open("甲", [one, two], LI), await groups.open("乙", [], LI)
    await groups.speak(group, one, LI)
    await groups.speak(group, two, LI)
    assert (group.spokesperson_id, await told(session, one)) == (
        two.id,
        ["opened", "grouped", "speaks", "speaks no more"],
    )
    await groups.merge(group, other, LI)
    assert group.spokesperson_id is None
    assert [ticket.id for ticket in await groups.members(other)] == [one.id, two.id]


async def test_a_name_moved_to_another_group_does_not_open(session: AsyncSession) -> None:
    groups = groups_of(session)
    first, second = await groups.open("甲", [], LI), await groups.open("乙", [], LI)
    await groups.rename(first, "甲工地", LI)
    assert groups.read(first, first.name) == "甲工地"
    with pytest.raises(SealBroken):
        groups.read(first, second.name)


async def test_totals_count_followers_and_open_tickets_only(session: AsyncSession) -> None:
    mine, closed = await tickets_of(session, 2, "f1"), (await tickets_of(session, 3, "f2"))[2]
    left = (await tickets_of(session, 4))[3]
    closed.state, left.follower = State.CLOSED, None
    mine[1].lapses_at, mine[1].lapses_right = NOW + timedelta(days=3), "申请劳动仲裁"
    left.lapses_at, left.lapses_right = NOW + timedelta(days=9), "起诉"
    assert totals([*mine, closed, left]) == Totals(2, 0 + 1 + 3, NOW + timedelta(days=3), "申请劳动仲裁")
    assert totals([]) == Totals(0, 0, None, "")


@given(st.integers(0, 30), st.integers(0, 10_000_000))
def test_either_threshold_alone_is_enough(workers: int, fen: int) -> None:
    assert Limits(10, 30_000).reached(Totals(workers, fen, None, "")) == (workers >= 10 or fen >= 3_000_000)
