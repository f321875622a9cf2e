"""A menu as rows of a form, and back; what WeChat would refuse is said in Chinese, at its place."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.wechat.errors import BadField
from bot.wechat.limits import Limits
from bot.wechat.menu import Button, check_menu

VIEW, MINI, ARTICLE, RAW, CLICK = "view", "miniprogram", "article_id", "raw", "click"
ASKS = {
    "pic_photo_or_album": ("让他拍照或选图发来", "photo"),
    "location_select": ("让他发位置", "place"),
    "scancode_waitmsg": ("让他扫一扫", "scan"),
}
KINDS = {
    VIEW: "打开网页（右边填网址）",
    MINI: "打开小程序（右边填：appid 页面路径 备用网址）",
    ARTICLE: "打开一篇已发表的文章（右边填文章编号）",
    RAW: "其他类型（右边是微信的 JSON，看不懂就别改）",
}
DOES = "功能：{name}"
NAME_TOP = "名字要有，最多 16 个字节（5 个汉字）；手机上一般只显示得下 4 个汉字。"
NAME_SUB = "名字要有，最多 60 个字节（20 个汉字）；手机上一般只显示得下 8 个汉字。"
NO_DOES, NO_NAME_FOR_SUBS = "请选点了以后做什么。", "有下一级的，上面这一级也要有名字。"
BAD_URL = "网址要以 https:// 或 http:// 开头，最多 1024 个字节。"
BAD_MINI = "请填三样，用空格隔开：appid 页面路径 备用网址。"
BAD_RAW = "这里要是微信的 JSON。"
BAD_VALUE = "右边这一格不能空着，也不能太长。"
NO_BUTTONS = "一个按钮也没有。至少要有一列。"
_PLACE = re.compile(r"button\[(\d)\](?:\.sub_button\[(\d)\])?(?:\.(\w+))?")
_SHOWN = {"name", "type", "sub_button"}


@dataclass(frozen=True, slots=True)
class Row:
    """One button of the form: what it is called, what it does, and with which value."""

    name: str = ""
    does: str = ""
    value: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.name or self.does or self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A button of the first level and those below it."""

    top: Row
    subs: tuple[Row, ...]

    @property
    def has_subs(self) -> bool:
        """Whether it opens a list."""
        return any(not one.is_blank for one in self.subs)


class Wrong(ValueError):
    """Where the form is wrong, and how: by the field's place such as 0 or 0-2."""

    def __init__(self, place: str, text: str) -> None:
        super().__init__(text)
        self.place, self.text = place, text


def columns(buttons: Sequence[Button], limits: Limits) -> list[Column]:
    """A menu as the form shows it, with blank rows up to WeChat's numbers."""
    found = [Column(_row(one), _filled([_row(sub) for sub in one.get("sub_button") or ()], limits)) for one in buttons]
    return [*found, *[Column(Row(), _filled([], limits))] * (limits.menu_buttons - len(found))]


def written(form: Mapping[str, Any], limits: Limits) -> list[Column]:
    """What was written into the form."""

    def row(place: str) -> Row:
        return Row(*(str(form.get(f"{name}-{place}", "")).strip()[:3000] for name in ("name", "does", "value")))

    return [
        Column(row(f"{at}"), tuple(row(f"{at}-{below}") for below in range(limits.menu_sub_buttons)))
        for at in range(limits.menu_buttons)
    ]


def buttons(form: Sequence[Column], limits: Limits) -> list[dict[str, Any]]:
    """The menu as WeChat takes it.

    Raises:
        Wrong: it would not.
    """
    made, places = [], list[str]()
    for at, column in enumerate(form):
        if column.top.is_blank and not column.has_subs:
            continue
        made.append(_top(str(at), column))
        places.append(str(at))
    if not made:
        raise Wrong("", NO_BUTTONS)
    try:
        check_menu(made, limits)
    except BadField as error:
        raise _where(error, places, form) from None
    return made


def choices(starter: Sequence[Button]) -> dict[str, str]:
    """What a button can do: the account's own functions by the names they came with, then the rest."""
    own = {f"{CLICK}:{one['key']}": DOES.format(name=one["name"]) for one in _leaves(starter) if one.get("key")}
    return own | {kind: told for kind, (told, _key) in ASKS.items()} | KINDS


def _leaves(menu: Sequence[Button]) -> Iterator[Button]:
    for one in menu:
        yield from one.get("sub_button") or (one,)


def _top(place: str, column: Column) -> dict[str, Any]:
    if not column.has_subs:
        return _leaf(place, column.top)
    if not column.top.name:
        raise Wrong(place, NO_NAME_FOR_SUBS)
    below = [_leaf(f"{place}-{at}", row) for at, row in enumerate(column.subs) if not row.is_blank]
    return {"name": column.top.name, "sub_button": below}


def _leaf(place: str, row: Row) -> dict[str, Any]:
    kind, _, key = row.does.partition(":")
    if kind == CLICK and key:
        return {"type": CLICK, "name": row.name, "key": key}
    if kind in ASKS:
        return {"type": kind, "name": row.name, "key": ASKS[kind][1]}
    if kind not in KINDS:
        raise Wrong(place, NO_DOES)
    return {"name": row.name, **_with_value(place, kind, row.value)}


def _with_value(place: str, kind: str, value: str) -> dict[str, Any]:
    match kind:
        case "view":
            if not re.match(r"https?://[^\s/]", value):
                raise Wrong(place, BAD_URL)
            return {"type": VIEW, "url": value}
        case "miniprogram":
            parts = value.split()
            if len(parts) != 3:
                raise Wrong(place, BAD_MINI)
            return {"type": MINI, "appid": parts[0], "pagepath": parts[1], "url": parts[2]}
        case "article_id":
            return {"type": ARTICLE, "article_id": value}
    try:
        raw = json.loads(value)
    except ValueError:
        raise Wrong(place, BAD_RAW) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
        raise Wrong(place, BAD_RAW)
    return {name: one for name, one in raw.items() if name not in ("name", "sub_button")}


def _row(button: Button) -> Row:
    name, kind = str(button.get("name", "")), str(button.get("type", ""))
    if button.get("sub_button"):
        return Row(name)
    match kind:
        case "click":
            return Row(name, f"{CLICK}:{button.get('key', '')}")
        case "view":
            return Row(name, VIEW, str(button.get("url", "")))
        case "miniprogram":
            return Row(name, MINI, " ".join(str(button.get(one, "")) for one in ("appid", "pagepath", "url")))
        case "article_id":
            return Row(name, ARTICLE, str(button.get("article_id", "")))
    if kind in ASKS and button.get("key") == ASKS[kind][1]:
        return Row(name, kind)
    rest = {one: value for one, value in button.items() if one not in _SHOWN and value not in ("", [], None)}
    return Row(name, RAW, json.dumps({"type": kind, **rest}, ensure_ascii=False))


def _filled(rows: list[Row], limits: Limits) -> tuple[Row, ...]:
    return (*rows, *[Row()] * (limits.menu_sub_buttons - len(rows)))


def _where(error: BadField, places: Sequence[str], form: Sequence[Column]) -> Wrong:
    """The place in the form of what `check_menu` found: blank rows were left out of the menu."""
    found = _PLACE.match(error.field)
    if found is None or not places:
        return Wrong("", NO_BUTTONS)
    place = places[min(int(found[1]), len(places) - 1)]
    if found[2] is None:
        return Wrong(place, {"name": NAME_TOP, "url": BAD_URL}.get(found[3] or "", BAD_VALUE))
    below = [at for at, row in enumerate(form[int(place)].subs) if not row.is_blank]
    text = {"name": NAME_SUB, "url": BAD_URL}.get(found[3] or "", BAD_VALUE)
    return Wrong(f"{place}-{below[int(found[2])]}", text)
