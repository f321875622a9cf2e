"""Changing settings while everything runs: checked by their own classes, written down with who and when."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import live
from bot.core.compact import compact
from web.desk import audit
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.items import Item, called, faults
from web.desk.deed import NotDone
from web.desk.desk import Desk
from web.desk.models import Agent

SAVED, SAME = "改好了，几秒钟内处处生效，不用重启。", "没有要改的。"
DETAIL_MOST = 200


async def save(
    desk: Desk,
    session: AsyncSession,
    agent: Agent,
    section: str,
    values: Mapping[str, Any],
    seen: int,
    items: Sequence[Item] = (),
) -> str:
    """Puts these values of a section in force; one that is the file's again follows the file from now on. What was
    stored before and this release refuses counts as the file's.

    `seen` is the number of the section's newest change when the form was made. Gives what to tell.

    Raises:
        NotDone: its class refuses a value, or somebody else changed the section meanwhile.
    """
    if await live.newest(session, section) != seen:
        raise NotDone(OVERTAKEN, 409)
    given, stored = desk.services.live.given, await live.standing_of(session)
    standing = live.sound(given, section, stored)
    try:
        after = live.checked(given, section, standing, values).model_dump(mode="json")
    except ValidationError as error:
        raise NotDone(faults(error, items)) from None
    before = live.checked(given, section, standing, {}).model_dump(mode="json")
    file, now = getattr(given, section).model_dump(mode="json"), desk.clock()
    refused = {name for of, name in stored if of == section and (of, name) not in standing}
    changed = [name for name in values if after[name] != before[name] or name in refused]
    for name in changed:
        value = None if after[name] == file[name] else after[name]
        live.put(session, section, name, value, agent.name, now)
        audit.put(session, agent, now, audit.Act.SETTING, called(section, name), compact(after[name])[:DETAIL_MOST])
    return SAVED if changed else SAME


async def in_force(desk: Desk) -> None:
    """Has this process see the change at once; the others look every two seconds."""
    await desk.services.live.look(desk.services.database)
