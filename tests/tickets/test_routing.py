"""Which team a ticket goes to."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.sections import Route, Routing
from tickets.clocks import Rules
from tickets.models import Ticket
from tickets.routing import Teams, every_team, team_for
from tickets.service import Opening, Tickets

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
ROUTES = Routing(
    rules=(
        Route(team="建筑工会", employers=("中建",)),
        Route(team="劳动保护部", kinds=("工伤",)),
        Route(team="兴庆区总工会", districts=("兴庆区",)),
    ),
    otherwise="权益保障部",
)


@pytest.mark.parametrize(
    ("kind", "district", "employer", "team"),
    [
        ("工伤", "兴庆区", "中建八局", "建筑工会"),
        ("工伤", "兴庆区", "宏达", "劳动保护部"),
        ("欠薪", "兴庆区", "", "兴庆区总工会"),
        ("欠薪", "", "", "权益保障部"),
    ],
)
def test_the_first_rule_that_fits_counts(kind: str, district: str, employer: str, team: str) -> None:
    assert team_for(ROUTES, kind, district, employer) == team
    assert team_for(Routing(), kind, district, employer) == Routing().otherwise
    assert team in every_team(ROUTES)


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[AsyncSession]:
    """A transaction over both engines."""
    database = Database(database_url)
    async with database.session() as session:
        yield session
    await database.close()


async def test_it_is_routed_once_and_anew_when_the_place_is_told(session: AsyncSession) -> None:
    tickets, teams = Tickets(session, KEYS, NOW, Rules()), Teams(session, KEYS, NOW, Rules())
    ticket = await tickets.open(Opening("欠薪", "老板欠薪"))
    assert [await teams.route(ROUTES), await teams.route(ROUTES), ticket.team] == [1, 0, "权益保障部"]
    await tickets.place(ticket, "宏达建筑", "兴庆区")
    assert [await teams.route(ROUTES), ticket.team] == [1, "兴庆区总工会"]


async def test_what_was_handed_over_stays_there(session: AsyncSession) -> None:
    tickets, teams = Tickets(session, KEYS, NOW, Rules()), Teams(session, KEYS, NOW, Rules())
    ticket = await tickets.open(Opening("欠薪", "老板欠薪"))
    await teams.hand(ticket, "agent:a", "劳动保护部", "受了伤")
    await tickets.place(ticket, "中建八局", None)
    assert [await teams.route(ROUTES), ticket.team] == [0, "劳动保护部"]


async def test_another_team_does_its_part_once(session: AsyncSession) -> None:
    tickets, teams = Tickets(session, KEYS, NOW, Rules()), Teams(session, KEYS, NOW, Rules())
    ticket, other = [await tickets.open(Opening("欠薪", "老板欠薪")) for _ in range(2)]
    await teams.ask(ticket, "agent:a", "兴庆区总工会", "上门核实")
    [(row, what)] = await teams.helping(ticket)
    assert what == "上门核实" and await teams.helping(other) == []
    done = [await teams.done(one, "agent:b", row.id, "去过了") for one in (other, ticket, ticket)]
    assert done == [False, True, False]


async def test_many_at_once_are_routed_in_rounds(session: AsyncSession) -> None:
    for _ in range(51):
        await Tickets(session, KEYS, NOW, Rules()).open(Opening("其他", "有事"))
    teams = Teams(session, KEYS, NOW, Rules())
    assert [await teams.route(ROUTES), await teams.route(ROUTES)] == [50, 1]
    assert set(await session.scalars(select(Ticket.team))) == {"权益保障部"}
