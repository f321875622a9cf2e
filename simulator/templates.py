"""Templates of the account and the limits of each kind of field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import ApiError

FIELD = re.compile(r"\{\{([a-z_]+\d*)\.DATA\}\}")
KEY = re.compile(r"([a-z_]+?)(\d*)")


@dataclass(frozen=True, slots=True)
class Template:
    """One template as picked in the console; `content` holds lines like `受理部门{{thing1.DATA}}`."""

    template_id: str
    title: str
    content: str
    enums: Mapping[str, tuple[str, ...]] | None = None

    def names(self) -> list[str]:
        """The fields that must be filled, in order."""
        return FIELD.findall(self.content)

    def lines(self, values: Mapping[str, str]) -> list[tuple[str, str]]:
        """What the follower sees: label and value, line by line."""
        shown = []
        for line in self.content.splitlines():
            found = FIELD.search(line)
            if found:
                shown.append((line[: found.start()].rstrip(":： "), values.get(found.group(1), "")))
        return shown


SAMPLE_TEMPLATES = (
    Template(
        "sim_ticket_progress_000000000000000000000000",
        "诉求办理进度通知",
        "诉求编号{{character_string1.DATA}}\n办理状态{{phrase2.DATA}}\n受理单位{{thing3.DATA}}\n更新时间{{time4.DATA}}",
    ),
    Template(
        "sim_event_reminder_0000000000000000000000000",
        "活动提醒",
        "活动名称{{thing1.DATA}}\n活动时间{{time2.DATA}}\n活动地点{{thing3.DATA}}",
    ),
)

# Source: protocol.md §2.4, limits by field kind; short_thing is remembered only (5).
RULES: Mapping[str, re.Pattern[str]] = {
    "thing": re.compile(r".{1,20}", re.S),
    "short_thing": re.compile(r".{1,5}", re.S),
    "number": re.compile(r"(?=.{1,33}$)-?\d{1,32}(\.\d+)?"),
    "letter": re.compile(r"[A-Za-z]{1,32}"),
    "symbol": re.compile(r"[^\w\s]{1,5}"),
    "character_string": re.compile(r"[\x20-\x7e]{1,32}"),
    "time": re.compile(r"(?=.*\d)[\d年月日号时分秒\s:：/.\-~]{1,41}"),
    "date": re.compile(r"(?=.*\d)[\d年月日号时分秒\s:：/.\-~]{1,41}"),
    "amount": re.compile(r"[¥￥$€£]?\d{1,10}(\.\d+)?元?"),
    "phone_number": re.compile(r"[\d+\-() ]{1,17}"),
    "car_number": re.compile(r"[\w\-]{1,8}"),
    "name": re.compile(r"([一-鿿·]{1,10}|[A-Za-z .'·]{1,20})"),
    "phrase": re.compile(r"[一-鿿]{1,5}"),
}


def kind_of(key: str) -> str:
    """`character_string12` is of kind `character_string`."""
    found = KEY.fullmatch(key)
    return found.group(1) if found else key


def fill(template: Template, given: Any, *, empty_errcode: int = 47003) -> dict[str, str]:
    """The values to show, each checked against its kind.

    Raises `ApiError` 47003 naming the field. Source: protocol.md §2.2, §2.4.
    """
    values = {}
    for key in template.names():
        holder = given.get(key) if isinstance(given, Mapping) else None
        value = holder.get("value") if isinstance(holder, Mapping) else None
        if value is None or not str(value).strip():
            raise ApiError(empty_errcode, errmsg=f"argument invalid! data.{key}.value is empty")
        values[key] = str(value)
        if not _fits(template, key, str(value)):
            raise ApiError(47003, errmsg=f"argument invalid! data.{key}.value invalid")
    return values


def _fits(template: Template, key: str, value: str) -> bool:
    kind = kind_of(key)
    if kind in ("const", "enum"):
        return value in (template.enums or {}).get(key, ())
    rule = RULES.get(kind)
    return rule is None or bool(rule.fullmatch(value))
