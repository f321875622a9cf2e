"""「设置」: what may change while everything runs, each with its explanation, its history, and the way back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import live
from bot.core.settings import Settings
from web.desk.access import May, needs
from web.desk.admin import changing, items
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.form import number as form_number
from web.desk.admin.items import Item
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do

PATH = f"{ROOT}/admin/settings"
SECTION = "/admin/settings/{section:[a-z]+}"
NEWEST = 30
BACK_TO_FILE = "配置文件里的值"
COUNTED = "{count} 条"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Row:
    """One setting on the page: `value` as written into the form, `file` that of the file, `error` what is wrong;
    `left_out` is what was stored and this release refuses.
    """

    item: Item
    value: Any
    shown: str
    file: str
    is_changed: bool
    error: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Card:
    """A section with its settings; `seen` tells two admins' forms apart."""

    section: str
    name: str
    rows: list[Row]
    seen: int
    error: str


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    at: datetime
    actor: str
    name: str
    value: str


@routes.get("/admin/settings")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request)


@routes.get(SECTION)
@needs(May.ADMIN)
async def refused_before(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(PATH)


@routes.post(SECTION)
@needs(May.ADMIN)
async def change(request: web.Request) -> web.Response:
    """One section's form, or the button at one setting that puts the file's value in force again."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    section = request.match_info["section"]
    own = items.of(section)
    if not own:
        raise web.HTTPNotFound
    given = {item.name: [str(one) for one in form.getall(item.name, [])] for item in own}
    back, seen = str(form.get("back", "")), str(form.get("seen", ""))

    async def doing(session: AsyncSession) -> str:
        if back:
            file = items.values(desk.services.live.given, section)
            wanted = {back: file[back]} if back in given else {}
        else:
            wanted = _read(own, given)
        return await changing.save(desk, session, agent, section, wanted, form_number(seen, OVERTAKEN), own)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, refused, section, given)
    await changing.in_force(desk)
    raise web.HTTPSeeOther(f"{PATH}#{section}")


def _read(own: tuple[Item, ...], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Raises NotDone where a value cannot be read."""
    found, errors = {}, {}
    for item in own:
        try:
            found[item.name] = item.read(given[item.name])
        except ValueError as error:
            errors[item.name] = str(error)
    if errors:
        raise NotDone(errors)
    return found


async def _page(
    request: web.Request,
    refused: NotDone | None = None,
    section: str = "",
    given: Mapping[str, list[str]] | None = None,
) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        standing = await live.standing_of(session)
        past = [_past(one) for one in await live.history(session, tuple(live.SAFE), NEWEST)]
        seen = {name: await live.newest(session, name) for name in items.NAMES}
    now = live.laid_over(desk.services.live.given, standing)
    cards = []
    for name, told in items.NAMES.items():
        errors = dict(refused.errors) if refused and name == section else {}
        written = given or {} if errors else {}
        left_out = _left_out(desk.services.live.given, name, standing)
        rows = [_row(item, desk.services.live.given, now, errors, written, left_out) for item in items.of(name)]
        cards.append(Card(name, told, rows, seen[name], errors.get("", "")))
    status = refused.status if refused else 200
    return await page(request, "admin/settings.html", status, cards=cards, past=past, tells=items.TELLS)


def _left_out(given: Settings, section: str, standing: live.Standing) -> Mapping[str, str]:
    """What is stored of a section and refused by this release, as it is stored, by name."""
    kept = live.sound(given, section, standing)
    return {name: value for (of, name), value in standing.items() if of == section and (of, name) not in kept}


def _row(
    item: Item,
    file: Any,
    now: Any,
    errors: Mapping[str, str],
    written: Mapping[str, list[str]],
    left_out: Mapping[str, str],
) -> Row:
    is_value, file_value = items.values(now, item.section)[item.name], items.values(file, item.section)[item.name]
    shown = _told(item, is_value)
    value: Any = is_value if item.shape is items.Shape.CHOICES else shown
    if item.name in written:
        value = written[item.name] if item.shape is items.Shape.CHOICES else "".join(written[item.name][:1])
    error, left = errors.get(item.name, ""), left_out.get(item.name, "")
    return Row(item, value, shown, _told(item, file_value), is_value != file_value, error, left)


def _told(item: Item, value: Any) -> str:
    """A value as a person reads it; of one that another release kept, what stands there."""
    try:
        return item.written(value)
    except (KeyError, TypeError, ValueError):
        return str(value)


def _past(one: live.SettingChange) -> Past:
    item, name = items.find(one.section, one.name), items.called(one.section, one.name)
    if one.value is None:
        return Past(one.at, one.actor, name, BACK_TO_FILE)
    try:
        value = json.loads(one.value)
    except ValueError:
        return Past(one.at, one.actor, name, one.value)
    text = _told(item, value) if item else COUNTED.format(count=len(value)) if isinstance(value, list) else str(value)
    return Past(one.at, one.actor, name, text)
