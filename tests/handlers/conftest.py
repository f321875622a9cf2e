"""A talk with the real handlers, for every handler's tests."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from cheap import hash_receipts
from harness import create_tables
from rights_support import PARAMETERS
from talks import Talk, Told, entry, services_of

TOPICS = {
    "arrears": "拖欠工资",
    "injury": "工伤认定",
    "contract": "未签合同双倍工资",
    "pension": "退休与养老",
    "leave": "休息休假",
    "severance": "经济补偿与赔偿金",
    "jobless": "失业保险",
    "women": "女职工保护与生育",
}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts cost next to nothing."""
    hash_receipts(monkeypatch)


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "empty.db"
    asyncio.run(create_tables(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def talk(tmp_path: Path, empty_tables: Path) -> AsyncIterator[Talk]:
    """A talk of one follower on a fresh SQLite database."""
    shutil.copyfile(empty_tables, tmp_path / "talk.db")
    entries = [entry(slug, topic) for slug, topic in TOPICS.items()]
    services = services_of(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/talk.db", entries=entries)
    yield Talk(services, "o_worker")
    await services.database.close()


@pytest.fixture
def other(talk: Talk) -> Talk:
    """Somebody else, talking to the same product."""
    return Talk(talk.services, "o_other")


@pytest.fixture
def told(talk: Talk) -> Told:
    """The same in the journal, with the shipped figures."""
    talk.services = replace(talk.services, parameters=PARAMETERS)
    return Told.of(talk)
