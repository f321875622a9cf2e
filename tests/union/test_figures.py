"""Figures of the desk over those of the release."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.database import Database
from knowledge.published import generation_of
from rights.depending import calculators_on, papers_on
from rights.parameters import Figure, Parameters
from union.figures import FigureError, FigureRow, FigureRows, Figures, confirmed_over

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
NAME = "最低工资一类"
SHIPPED = Parameters.parse(
    f"""
["{NAME}"]
unit = "元/月"
area = "银川市"
note = "数额以最新公布为准。"
[["{NAME}".values]]
value = "2235"
valid_from = 2025-10-01
source = "公开转载"
confidence = "B"
[["{NAME}".values]]
value = "2050"
valid_from = 2025-07-01
valid_until = 2025-09-30
source = "公开转载"
confidence = "B"
"""
)
NEW = Figure("2400", date(2026, 6, 1), None, "新文件", "U")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def propose(database: Database, figure: Figure = NEW) -> int:
    async with database.session() as session:
        return (await FigureRows(session).propose(SHIPPED[NAME], figure, "bian", NOW)).id


async def test_it_counts_once_it_is_confirmed_and_the_others_hear_of_it(database: Database) -> None:
    number, figures = await propose(database), Figures(SHIPPED)
    async with database.view() as session:
        await figures.look(session)
        before = await generation_of(session)
    assert figures[NAME].shown(TODAY) == "2235"
    async with database.session() as session:
        await FigureRows(session).confirm(number, "shen", NOW)
    async with database.view() as session:
        await figures.look(session)
        assert await generation_of(session) == before + 1
    assert figures[NAME].shown(TODAY) == "2400" and figures[NAME].is_confirmed(TODAY)
    assert figures[NAME].shown(date(2026, 5, 31)) == "2235" and figures[NAME].shown(date(2025, 8, 1)) == "2050"


@pytest.mark.parametrize("done", ["confirm", "drop"])
async def test_what_is_settled_is_settled(database: Database, done: str) -> None:
    number = await propose(database)
    async with database.session() as session:
        rows = FigureRows(session)
        await (rows.confirm(number, "shen", NOW) if done == "confirm" else rows.drop(number, NOW))
        assert await rows.waiting() == []
        for again in (rows.confirm(number, "shen", NOW), rows.drop(number, NOW)):
            with pytest.raises(FigureError):
                await again


async def test_of_two_from_one_day_the_one_confirmed_last_counts(database: Database) -> None:
    for value, hours in (("2500", 2), ("2600", 1)):
        number = await propose(database, Figure(value, NEW.valid_from, None, "文件", "U"))
        async with database.session() as session:
            await FigureRows(session).confirm(number, "shen", NOW + timedelta(hours=hours))
    async with database.view() as session:
        rows = await FigureRows(session).confirmed()
    assert confirmed_over(SHIPPED, rows)[NAME].shown(TODAY) == "2500"


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.lists(DAYS, unique=True, max_size=6), DAYS)
def test_on_no_day_do_two_figures_hold(days: list[date], on: date) -> None:
    rows = [FigureRow(name=NAME, value=str(at), valid_from=day, source="文件") for at, day in enumerate(days, 1)]
    found = confirmed_over(SHIPPED, rows)[NAME]
    assert sum(figure.holds(on) for figure in found.figures) <= 1
    newest = max((day for day in days if day <= on), default=None)
    if newest is not None and newest >= date(2025, 10, 1):
        assert found.shown(on) == str(days.index(newest) + 1)


def test_a_row_of_an_unknown_name_counts_for_nothing() -> None:
    row = FigureRow(name="没有", value="1", valid_from=TODAY, source="文件")
    assert dict(confirmed_over(SHIPPED, [row])) == dict(SHIPPED)


def test_what_rests_on_a_figure_is_read_off_the_calculators() -> None:
    on = {one.name for one in calculators_on(NAME)}
    assert {"overtime", "below_minimum", "severance"} <= on and "retirement" not in on
    assert {one.name for one in calculators_on("一次性工亡补助金")} == {"injury_death"}
    assert calculators_on("劳动监察电话") == [] and papers_on("劳动监察电话") == []
    assert "arbitration" in {one.name for one in papers_on(NAME)}
