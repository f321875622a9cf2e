"""Brings the database's tables to the shape this version of the code works with."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.core.database import sync_url
from bot.core.errors import SettingsError


def upgrade(url: str, scripts: Path) -> None:
    """Runs every migration that has not run."""
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(_config(url, scripts), "head")


def check(url: str, scripts: Path) -> None:
    """Passes if the tables are of this version.

    Raises:
        SettingsError: `niangjia migrate` has to run first.
    """
    head = ScriptDirectory.from_config(_config(url, scripts)).get_current_head()
    engine = create_engine(sync_url(url))
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise SettingsError(
            f"[database] url: the database cannot be opened ({error.orig}): `niangjia migrate`?"
        ) from None
    finally:
        engine.dispose()
    if current != head:
        raise SettingsError(f"the database is at version {current}, the code wants {head}: run `niangjia migrate`")


def _config(url: str, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("sqlalchemy.url", sync_url(url).replace("%", "%%"))
    return config
