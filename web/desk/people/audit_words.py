"""What the audit's lines say of their details: put down in code, shown in Chinese."""

import re
from collections.abc import Callable, Mapping

from web.desk.audit import Act
from web.desk.people.naming import ROLES

AS_WRITTEN = frozenset({Act.REPLY_DELETED, Act.SETTING, Act.MISSED_SETTLED, Act.SIGNED_IN})  # people's own words
NOBODY, TO, GONE = "放回，没有人办", "交给 {name}", "第 {id} 号账号"
WHOLE = {
    "common": "公用的",
    "own": "自己的",
    "for all": "给所有人用的",
    "file": "办案档案",
    "menu": "菜单",
    **ROLES,
}
_Told = Callable[[re.Match[str]], str]
PATTERNS: tuple[tuple[re.Pattern[str], _Told], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (rf"({'|'.join(ROLES)})；(.*)", lambda one: f"{ROLES[one[1]]}；链接是 {one[2]} 发的"),
        (r"version (\d+) as (\d+)", lambda one: f"第 {one[1]} 版，写成第 {one[2]} 版"),
        (r"version (\d+), out of a correction", lambda one: f"第 {one[1]} 版，从更正来"),
        (r"version (\d+)(?:: (.*))?", lambda one: "：".join(filter(None, (f"第 {one[1]} 版", one[2])))),
        (r"run (\d+): (.*)", lambda one: f"第 {one[1]} 次：{one[2]}"),
        (r"out of (\d+) missed questions", lambda one: f"从 {one[1]} 句没答上的话来"),
        (r"(\d+) rows", lambda one: f"{one[1]} 行"),
        (r"(\d+) drafts", lambda one: f"{one[1]} 条草稿"),
        (r"(\S+) from (\d{4}-\d\d-\d\d)(?:: (.*?))?(?:, row \d+)?", lambda one: _figure(one[1], one[2], one[3])),
        (r"from=([\d-]+)&to=([\d-]+)", lambda one: f"{one[1]} 到 {one[2]}"),
    )
)


def detail(act: str, said: str, names: Mapping[str, str]) -> str:
    """How staff read a line's detail, `names` those of agents by id; what nobody foresaw stays as it is."""
    if act in AS_WRITTEN:
        return said
    if act == Act.ASSIGNED and said.startswith("to "):
        to = said.removeprefix("to ")
        return NOBODY if to == "nobody" else TO.format(name=names.get(to) or GONE.format(id=to))
    if said in WHOLE:
        return WHOLE[said]
    found = ((pattern.fullmatch(said), told) for pattern, told in PATTERNS)
    return next((told(match) for match, told in found if match), said)


def _figure(value: str, since: str, source: str | None) -> str:
    return "：".join(filter(None, (f"{since} 起 {value}", source)))
