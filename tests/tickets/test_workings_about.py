"""Which calculations belong to a ticket: those of its matter, made shortly before it or later."""

from datetime import timedelta

import pytest
from talks import START

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.service import Opening, Tickets
from tickets.workings import NEAR, Said, Workings


@pytest.mark.parametrize(
    ("calculator", "before", "count"),
    [("arrears", timedelta(0), 1), ("arrears", NEAR + timedelta(minutes=1), 0), ("injury", timedelta(0), 0)],
)
async def test_only_those_of_its_matter_and_time(
    database_url: str, calculator: str, before: timedelta, count: int
) -> None:
    database, keys = Database(database_url), Keyring.parse(new_key("test"))
    async with database.session() as session:
        await Workings(session, keys, START - before).keep("f", Said(calculator, {"total": "8000"}, ()))
        ticket = await Tickets(session, keys, START, Rules()).open(Opening("欠薪", "欠我工资", "f"))
        assert len(await Workings(session, keys, START).about(ticket)) == count
    await database.close()
