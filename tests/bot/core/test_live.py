"""Settings that change while everything runs: in every process, checked, with history and a way back."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import settings_of
from pydantic import ValidationError
from structlog.testing import capture_logs

from bot.core import live
from bot.core.database import Database
from bot.core.live import SAFE, Live, SettingChange
from bot.core.settings import Settings

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


async def change(database: Database, section: str, name: str, value: object) -> None:
    async with database.session() as session:
        live.put(session, section, name, value, "admin", NOW)


async def test_every_process_takes_it_up_and_lets_it_go(database: Database, tmp_path: Path) -> None:
    given = settings_of(tmp_path)
    one, other = Live(given), Live(given)
    await change(database, "clocks", "first_days", 4)
    for process in (one, other):
        await process.look(database)
        assert process.now.clocks.first_days == 4
        assert process.given.clocks.first_days == 2
    await change(database, "clocks", "first_days", None)
    await one.look(database)
    assert one.now.clocks == given.clocks


async def test_the_newest_counts_and_all_stay_in_the_history(database: Database, tmp_path: Path) -> None:
    for days in (3, 5, 4):
        await change(database, "clocks", "first_days", days)
    async with database.view() as session:
        assert await live.standing_of(session) == {("clocks", "first_days"): "4"}
        past = await live.history(session, ("clocks",), 10)
        assert [json.loads(row.value or "") for row in past] == [4, 5, 3]
        assert await live.newest(session, "clocks") == past[0].id
        assert await live.newest(session, "union") == 0


async def test_a_change_with_an_older_number_is_not_missed(database: Database, tmp_path: Path) -> None:
    process = Live(settings_of(tmp_path))
    for number, name in ((7, "workers"), (3, "yuan")):
        async with database.session() as session:
            session.add(SettingChange(id=number, section="alarm", name=name, value="50", actor="a", at=NOW))
        await process.look(database)
    assert (process.now.alarm.workers, process.now.alarm.yuan) == (50, 50)


async def test_what_a_release_no_longer_takes_stays_as_the_file_has_it(database: Database, tmp_path: Path) -> None:
    await change(database, "clocks", "first_days", 99)
    await change(database, "alarm", "workers", 20)
    await change(database, "gone", "with_the_wind", 1)
    process = Live(settings_of(tmp_path))
    with capture_logs() as logs:
        await process.look(database)
    assert (process.now.clocks.first_days, process.now.alarm.workers) == (2, 20)
    assert {line["section"] for line in logs} == {"clocks", "gone"}


def test_the_sections_own_class_checks_it(tmp_path: Path) -> None:
    given = settings_of(tmp_path)
    for section, values in (("clocks", {"first_days": 0}), ("clocks", {"hours": ["9-5"]}), ("alarm", {"yuan": "x"})):
        with pytest.raises(ValidationError):
            live.checked(given, section, {}, values)
    with pytest.raises(KeyError):
        live.checked(given, "wechat", {}, {"secret": "x"})
    with pytest.raises(KeyError):
        live.checked(given, "staff", {}, {"robot_url": "https://evil.example"})


def test_what_is_safe_is_there_and_no_secret() -> None:
    for section, names in SAFE.items():
        kind = Settings.model_fields[section].annotation
        fields = kind.model_fields  # type: ignore[union-attr]
        assert not set(names) - fields.keys()
        assert not [name for name in names if "Secret" in str(fields[name].annotation)]
