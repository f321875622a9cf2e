"""What the audit's lines say of what they are about and of details: put down in code, shown in Chinese."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tickets import number as numbers
from web.desk.access import May, may
from web.desk.audit import Act
from web.desk.desk import ROOT
from web.desk.models import Agent
from web.desk.people.naming import ROLES

AS_WRITTEN = frozenset({Act.REPLY_DELETED, Act.SETTING, Act.MISSED_SETTLED, Act.SIGNED_IN})  # people's own words
NOBODY, TO, GONE = "放回，没有人办", "交给 {name}", "第 {id} 号账号"
WHOLE = {
    "common": "公用的",
    "own": "自己的",
    "for all": "给所有人用的",
    "file": "办案档案",
    "menu": "菜单",
    "retired": "停用",
    "back": "重新启用",
    "password": "重设密码的链接",
    "password，telephone": "重设密码的链接，并关掉动态码",
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


ANSWERS = frozenset(act for act in Act if act.startswith("answer_")) | {Act.CORRECTION_TAKEN_BACK}
FIGURES = frozenset({Act.FIGURE_PROPOSED, Act.FIGURE_CONFIRMED, Act.FIGURE_DROPPED})
SHEETS = frozenset({Act.SHEET_UPLOADED, Act.SHEET_BROUGHT_IN})
AREAS = {
    "tickets": "诉求",
    "groups": "集体诉求",
    "reports": "报表",
    "rates": "办理情况",
    "knowledge": "知识库",
    "replies": "常用语",
    "notices": "提醒",
    "people": "人员",
    "audit": "审计记录",
    "admin": "管理",
}
ROWS, ADDRESS = "{since} 到 {until} 报表里的诉求", "{area}（{path}）"


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about: the words for it, where it is to be seen, and what one must be trusted with to go there."""

    words: str
    path: str = ""
    needs: May = May.ENTER

    def leads(self, agent: Agent) -> bool:
        """Whether there is a page of it for this agent."""
        return bool(self.path) and may(agent, self.needs)


_Seen = Callable[[re.Match[str]], About]
THINGS: tuple[tuple[re.Pattern[str], _Seen], ...] = tuple(
    (re.compile(pattern), seen)
    for pattern, seen in (
        (r"\d{9}", lambda one: About(numbers.shown(one[0]), f"{ROOT}/find?q={one[0]}", May.READ)),
        (r"reply (\d+)", lambda one: About(f"第 {one[1]} 条常用语", f"{ROOT}/replies?edit={one[1]}", May.WORK)),
        (r"filter (\d+)", lambda one: About(f"第 {one[1]} 个筛选", ROOT, May.READ)),
        (r"report (\d+)", lambda one: About(f"第 {one[1]} 份汇报材料", f"{ROOT}/reports/papers", May.REPORT)),
        (r"notice (\d+)", lambda one: About(f"第 {one[1]} 次群发", f"{ROOT}/admin/mass", May.ADMIN)),
        (r"menu (\d+)", lambda one: About(f"第 {one[1]} 份菜单", f"{ROOT}/admin/menu", May.ADMIN)),
        (r"menu", lambda _: About("菜单", f"{ROOT}/admin/menu", May.ADMIN)),
        (r"health", lambda _: About("运行状况", f"{ROOT}/admin/health", May.ADMIN)),
        (r"reports/\w+ (\S+)\.\.(\S+)", lambda one: About(ROWS.format(since=one[1], until=one[2]))),
        (rf"{ROOT}/(\w+)\b.*", lambda one: _address(one[0], one[1])),
    )
)


def about(act: str, said: str) -> About:
    """What staff read of what a line is about; what nobody foresaw stays as it is."""
    if act in SHEETS:
        return About(f"第 {said} 张表格", f"{ROOT}/knowledge/import/{said}", May.DRAFT)
    if act == Act.SETTING:
        return About(said, f"{ROOT}/admin/settings", May.ADMIN)
    if act in ANSWERS:
        return About(said, f"{ROOT}/knowledge/{said}" if "、" not in said else "", May.DRAFT)
    if act in FIGURES:
        return About(said, f"{ROOT}/knowledge/parameters/{said}", May.DRAFT)
    found = ((pattern.fullmatch(said), seen) for pattern, seen in THINGS)
    return next((seen(match) for match, seen in found if match), About(said))


def _address(path: str, area: str) -> About:
    """An address of the desk: a file that left it, or where somebody was held back."""
    return About(ADDRESS.format(area=AREAS[area], path=path) if area in AREAS else path)


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
