"""Settings that admins change while everything runs: kept in the database over the file's values, with history.

Every process looks for changes now and then; a value taken back leaves the file's in force again.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Index, String, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.compact import compact
from bot.core.database import Base, Database, Instant
from bot.core.log import get
from bot.core.sections import Section
from bot.core.settings import Settings

LOOK_EVERY_S = 2.0
SAFE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "union": ("name",),
        "clocks": (
            "hours",
            "first_days",
            "step_days",
            "closing_days",
            "closing_days_hard",
            "closing_days_special",
            "own_days",
        ),
        "reminders": ("days", "hours"),
        "alarm": ("workers", "yuan"),
        "routing": ("otherwise", "rules"),
        "notices": ("template_id", "subscription_id", "fields", "per_minute"),
        "staff": ("robot_tells",),
        "desk": ("undo_s",),
        "knowledge": ("missed_days",),
    }
)
"""The settings that may change while messages are being answered, by section."""
Standing = Mapping[tuple[str, str], str]
_log = get("settings")


class SettingChange(Base):
    """One change; `value` is JSON, None where the file's value was put in force again. The newest of a name counts."""

    __tablename__ = "setting_changes"
    __table_args__ = (Index("ix_setting_changes_name", "section", "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(32))
    value: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)


class Live:
    """The settings in force in this process: `given` are those of the file, `now` those with what admins changed."""

    def __init__(self, given: Settings) -> None:
        self.given = given
        self.now = given
        self._seen = (0, 0)

    async def look(self, database: Database) -> None:
        """Takes up what was changed since."""
        async with database.view() as session:
            seen = await _seen(session)
            if seen == self._seen:
                return
            standing = await standing_of(session)
        self.now, self._seen = laid_over(self.given, standing), seen


async def standing_of(session: AsyncSession) -> Standing:
    """What admins changed and did not take back, as JSON by section and name."""
    newest = select(func.max(SettingChange.id)).group_by(SettingChange.section, SettingChange.name)
    rows = await session.scalars(select(SettingChange).where(SettingChange.id.in_(newest)))
    return {(row.section, row.name): row.value for row in rows.all() if row.value is not None}


async def history(session: AsyncSession, sections: Sequence[str], most: int) -> Sequence[SettingChange]:
    """The newest changes of some sections, the newest first."""
    statement = select(SettingChange).where(SettingChange.section.in_(sections))
    return (await session.scalars(statement.order_by(SettingChange.id.desc()).limit(most))).all()


async def newest(session: AsyncSession, section: str) -> int:
    """The number of a section's newest change: two admins at one form can be told apart by it."""
    return int(await session.scalar(select(func.max(SettingChange.id)).where(SettingChange.section == section)) or 0)


def laid_over(given: Settings, standing: Standing) -> Settings:
    """The settings with what was changed, as far as this release takes it; the rest stays as the file has it."""
    sections: dict[str, Section] = {}
    for section in {section for section, _ in standing}:
        kept = sound(given, section, standing) if section in SAFE else {}
        if left := sorted(name for of, name in standing if of == section and (of, name) not in kept):
            _log.warning("setting_left_out", section=section, names=left)
        if kept:
            sections[section] = _section(given, section, kept)
    return given.model_copy(update=sections)


def sound(given: Settings, section: str, standing: Standing) -> Standing:
    """Of a section's changes those that this release takes: all together, or else those it takes each by itself."""
    mine = {key: value for key, value in standing.items() if key[0] == section and key[1] in SAFE.get(section, ())}
    alone = {key: value for key, value in mine.items() if _takes(given, section, {key: value})}
    return next((kept for kept in (mine, alone) if _takes(given, section, kept)), {})


def _takes(given: Settings, section: str, standing: Standing) -> bool:
    try:
        _section(given, section, standing)
    except ValueError:
        return False
    return True


def checked(given: Settings, section: str, standing: Standing, values: Mapping[str, Any]) -> Section:
    """The section as it would be with these values.

    Raises:
        ValidationError: the section's own class refuses one.
        KeyError: one of them must not change while everything runs.
    """
    if unsafe := values.keys() - set(SAFE.get(section, ())):
        raise KeyError(*sorted(unsafe))
    return _section(given, section, standing, values)


def put(session: AsyncSession, section: str, name: str, value: Any, actor: str, now: datetime) -> None:
    """Writes one change down, in the caller's transaction; None puts the file's value in force again."""
    text = None if value is None else compact(value)
    session.add(SettingChange(section=section, name=name, value=text, actor=actor, at=now))


def _section(given: Settings, section: str, standing: Standing, values: Mapping[str, Any] | None = None) -> Section:
    base: Section = getattr(given, section)
    kept = {
        name: json.loads(value)
        for (of, name), value in standing.items()
        if of == section and name in SAFE.get(section, ())
    }
    return type(base).model_validate({**base.model_dump(), **kept, **(values or {})})


async def _seen(session: AsyncSession) -> tuple[int, int]:
    """The newest number and the count: a change that commits late has an older number, but one more row."""
    row = (await session.execute(select(func.max(SettingChange.id), func.count()))).one()
    return row[0] or 0, row[1]
