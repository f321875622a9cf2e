"""`niangjia reindex`: makes the tickets' search index whole."""

import asyncio
from pathlib import Path

import click
from sqlalchemy import update

from bot.commands.options import CONFIG, plainly, read, with_database
from bot.core.clock import utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from tickets.models import Ticket
from tickets.words import BETWEEN_S, Words


@click.command("reindex")
@click.option("--all", "everything", is_flag=True, help="Index every ticket anew, not only those that are not indexed.")
@CONFIG
@plainly
def reindex(everything: bool, config: Path) -> None:
    """Index the tickets that cannot be searched yet; can be stopped and begun again, also while everything runs."""
    settings = read(config)
    keys = Keyring.parse(settings.keys.data.get_secret_value())
    count = asyncio.run(with_database(settings, lambda database: _all(database, keys, everything)))
    click.echo(f"{count} tickets are indexed")


async def _all(database: Database, keys: Keyring, everything: bool) -> int:
    if everything:
        async with database.session() as session:
            await session.execute(update(Ticket).values(worded_at=None))
    count = 0
    while True:
        async with database.session() as session:
            done = await Words(session, keys).catch_up(utc_now())
        count += done
        if not done:
            return count
        await asyncio.sleep(BETWEEN_S)
