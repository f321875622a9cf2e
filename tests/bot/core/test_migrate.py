"""Migrations: from nothing to exactly what the models say, and a start that refuses older tables."""

import importlib.resources
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.core.database import Base
from bot.core.errors import SettingsError
from bot.core.migrate import check, sync_url, upgrade

SCRIPTS = Path(str(importlib.resources.files("migrations")))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table, once of each kind; the SQLite file's folder is not there yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite+aiosqlite:///{tmp_path}/var/fresh.db"


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")  # looked at below
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_upgraded_from_nothing_the_tables_are_those_of_the_models(empty_url: str) -> None:
    upgrade(empty_url, SCRIPTS)
    engine = create_engine(sync_url(empty_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
        tables = set(inspect(connection).get_table_names())
    engine.dispose()
    assert differences == []
    assert tables == {*Base.metadata.tables, "alembic_version"}


def test_on_sqlite_the_indexes_are_written_as_in_the_models(tmp_path: Path) -> None:
    made = []
    for name, make in {"upgraded": upgrade, "created": created}.items():
        url = f"sqlite+aiosqlite:///{tmp_path}/{name}.db"
        make(url, SCRIPTS)
        engine = create_engine(sync_url(url))
        with engine.connect() as connection:
            made.append(set(connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'index'"))))
        engine.dispose()
    assert made[0] == made[1]


def created(url: str, _scripts: Path) -> None:
    engine = create_engine(sync_url(url))
    Base.metadata.create_all(engine)
    engine.dispose()


def test_a_start_on_older_tables_is_told_to_migrate(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    with pytest.raises(SettingsError, match="run `niangjia migrate`"):
        check(empty_url, SCRIPTS)
    upgrade(empty_url, SCRIPTS)
    check(empty_url, SCRIPTS)
    upgrade(empty_url, SCRIPTS)  # again is no harm
    check(empty_url, SCRIPTS)


def test_downgraded_to_nothing_no_table_stays(empty_url: str) -> None:
    upgrade(empty_url, SCRIPTS)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("sqlalchemy.url", sync_url(empty_url).replace("%", "%%"))
    command.downgrade(config, "base")
    engine = create_engine(sync_url(empty_url))
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("sqlite+aiosqlite:///var/x.db", "sqlite:///var/x.db"),
        ("postgresql+psycopg://u:p%40ss@h:5/d", "postgresql+psycopg://u:p%40ss@h:5/d"),
    ],
)
def test_sync_url_is_the_same_database(url: str, plain: str) -> None:
    assert sync_url(url) == plain
