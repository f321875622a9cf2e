"""What every command shares: the configuration file, and errors told as one sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from errno import EADDRINUSE
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import log
from bot.core.database import Database
from bot.core.errors import NiangjiaError
from bot.core.settings import Settings, load

T = TypeVar("T")
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.toml"),
    envvar="NIANGJIA_CONFIG",
    show_default=True,
    help="The configuration file; every setting also as NIANGJIA_SECTION__KEY in the environment.",
)


class Plainly(click.ClickException):
    """One sentence and status 2."""

    exit_code = 2


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Our own errors, and a port that is taken, end a command with a sentence and status 2, without a trace."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (NiangjiaError, ValueError) as error:
            raise Plainly(str(error)) from None
        except OperationalError as error:
            raise Plainly(f"[database] url: the database does not answer ({error.orig}); `niangjia migrate`?") from None
        except OSError as error:
            if error.errno != EADDRINUSE:
                raise
            raise Plainly(
                "[server] port: another program listens there; end it, or choose another: make run PORT=8090"
            ) from None

    return run


def read(config: Path) -> Settings:
    """The settings, with the log set up by them."""
    settings = load(config)
    log.configure(settings.log.level, settings.log.json_lines)
    return settings


async def with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Does some work over the settings' database and closes it."""
    database = Database(settings.database.url)
    try:
        return await work(database)
    finally:
        await database.close()


def in_session(settings: Settings, work: Callable[[AsyncSession], Awaitable[T]], *, write: bool = False) -> T:
    """What comes of some work over the settings' database: reading, or with `write` in one transaction."""

    async def run(database: Database) -> T:
        async with database.session() if write else database.view() as session:
            return await work(session)

    return asyncio.run(with_database(settings, run))
