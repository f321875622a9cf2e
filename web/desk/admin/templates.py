"""「模板消息」: which template is used for what, whether each field fits what WeChat allows, and how it will look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import live
from bot.wechat.account import Capability
from bot.wechat.errors import BadField
from bot.wechat.template_fields import check_template_field, cut
from tickets import number as numbers
from web.desk.access import May, needs
from web.desk.admin import changing
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.form import number as form_number
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do
from web.desk.outside import NO_RIGHT

PATH = f"{ROOT}/admin/templates"
MOST_FIELDS, SPARE = 8, 2
EXAMPLE = {"number": numbers.shown("261122345"), "time": "2026年11月22日 15:04"}
NO_KEY = "第 {row} 栏写了内容，没写栏目名（例如 thing1）。"
BAD_KEY = "第 {row} 栏的栏目名不对：要和公众平台上的一样，是种类加数字，例如 thing1、time4。"
TWICE = "栏目「{key}」写了两次。"
BAD_PATTERN = "「{key}」里只能用 {{number}}、{{union}}、{{time}} 这三个变量。"
BAD_FIT = "「{key}」填上以后是「{value}」，不合微信的规则：{rule}。"
NO_FIELDS = "填了模板编号，就要写清每一栏放什么。"
BAD_ID = "模板编号最多 64 个字母、数字、横线，从公众平台复制。"
RULES = {
    "thing": "最多 20 个字",
    "short_thing": "最多 5 个字",
    "number": "数字，最多 32 位",
    "letter": "字母，最多 32 个",
    "symbol": "符号，最多 5 个",
    "character_string": "数字、字母、符号，最多 32 个，不能有汉字",
    "time": "24 小时制的时间，可以带年月日",
    "date": "日期，可以带时间",
    "amount": "金额，最多 10 位数字，可以带小数和「元」",
    "phone_number": "电话，最多 17 位",
    "car_number": "车牌，最多 8 位",
    "name": "姓名，最多 10 个汉字或 20 个字母",
    "phrase": "最多 5 个汉字",
    "const": "模板里定好的值",
    "enum": "模板里定好的值",
}
_KEY = re.compile(rf"({'|'.join(RULES)})\d{{1,2}}")
_ID = re.compile(r"[\w-]{0,64}", re.ASCII)

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Field:
    """One field on the page: its name, what is put there, how that will look, what its kind allows."""

    key: str
    pattern: str
    value: str
    rule: str
    wrong: str


@routes.get("/admin/templates")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request)


@routes.post("/admin/templates")
@needs(May.ADMIN)
async def change(request: web.Request) -> web.Response:
    """The template's number and its fields."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    given = {name: str(form.get(name, "")).strip() for name in ("template_id", "subscription_id")}
    seen = str(form.get("seen", ""))
    rows = [(str(form.get(f"key-{row}", "")).strip(), str(form.get(f"text-{row}", "")).strip()) for row in range(12)]

    async def doing(session: AsyncSession) -> str:
        if not all(_ID.fullmatch(one) for one in given.values()):
            raise NotDone(BAD_ID)
        fields = _fields(rows, desk.services.settings.union.name)
        if any(given.values()) and not fields:
            raise NotDone(NO_FIELDS)
        number = form_number(seen, OVERTAKEN)
        return await changing.save(desk, session, agent, "notices", {**given, "fields": fields}, number)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, refused, {**given, "rows": rows})
    await changing.in_force(desk)
    raise web.HTTPSeeOther(PATH)


def _fields(rows: list[tuple[str, str]], union: str) -> dict[str, str]:
    """The fields as the settings keep them. Raises NotDone."""
    found: dict[str, str] = {}
    for row, (key, pattern) in enumerate(rows, 1):
        if not key and not pattern:
            continue
        if not key:
            raise NotDone(NO_KEY.format(row=row))
        if not _KEY.fullmatch(key):
            raise NotDone(BAD_KEY.format(row=row))
        if key in found:
            raise NotDone(TWICE.format(key=key))
        _, wrong = _filled(key, pattern, union)
        if wrong:
            raise NotDone(wrong)
        found[key] = pattern
    return found


def _filled(key: str, pattern: str, union: str) -> tuple[str, str]:
    """(the field as it will look, what is wrong with it)."""
    try:
        value = cut(key, pattern.format(union=union, **EXAMPLE))
    except (KeyError, IndexError, ValueError, AttributeError):
        return "", BAD_PATTERN.format(key=key)
    kind = key.rstrip("0123456789")
    try:
        check_template_field(key, value)
    except BadField:
        return value, BAD_FIT.format(key=key, value=value[:40], rule=RULES.get(kind, "没有这种栏目"))
    return value, ""


async def _page(
    request: web.Request, refused: NotDone | None = None, given: Mapping[str, Any] | None = None
) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        standing = await live.standing_of(session)
        seen = await live.newest(session, "notices")
    settings = live.laid_over(desk.services.live.given, standing)
    notices, may = settings.notices, desk.services.account.may
    rows = given["rows"] if given else list(notices.fields.items())
    written = [row for row in rows if any(row)]
    fields = [_field(key, pattern, settings.union.name) for key, pattern in written]
    return await page(
        request,
        "admin/templates.html",
        refused.status if refused else 200,
        template_id=given["template_id"] if given else notices.template_id,
        subscription_id=given["subscription_id"] if given else notices.subscription_id,
        fields=fields,
        rows=[*fields, *[Field("", "", "", "", "")] * max(SPARE, MOST_FIELDS - len(fields))][:MOST_FIELDS],
        error=refused.errors.get("", "") if refused else "",
        seen=seen,
        no_template="" if may(Capability.TEMPLATE) else NO_RIGHT.format(right=Capability.TEMPLATE.label),
        no_notice="" if may(Capability.SUBSCRIPTION_NOTICE) else NO_RIGHT.format(right="订阅通知"),
        rules=RULES,
    )


def _field(key: str, pattern: str, union: str) -> Field:
    value, wrong = _filled(key, pattern, union)
    return Field(key, pattern, value, RULES.get(key.rstrip("0123456789"), ""), wrong)
