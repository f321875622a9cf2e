"""What is wrong with an entry, in Chinese and at its field: the rules are those of `entry.parse` and `Rules`."""

import re
from collections.abc import Iterable, Mapping

from knowledge.entry import Entry, EntryError, parse, problems
from knowledge.publisher import Rules

OTHER_FIELD = "body"
_FIELD = {"first screen": "body", "front matter": "body"}
_TOLD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rule), told)
    for rule, told in (
        (r"want lower-case letters.*", "只能用小写字母、数字和单个连字符，最多 80 个"),
        (r"want one line of text, got ''", "不能空着"),
        (r"want one line of text.*", "要写成一行字"),
        (r"a control character.*", "里面有看不见的控制字符，请删掉重打"),
        (r"want a list", "要一行一个"),
        (r"unknown topic (?:''|None)", "请选一个主题"),
        (r"unknown topic '(.*)'", "没有「{0}」这个主题，请从列表里选"),
        (r"want (\d+) ways of asking or more, got (\d+)", "至少要 {0} 句问法，现在有 {1} 句"),
        (r"not a citation .*: '(.*)'", "「{0}」不是法条，要写成「劳动合同法#82」这样"),
        (r"want a day like .*, got (?:None|'')", "要填日期"),
        (r"want a day like .*", "要写成 2026-11-22 这样的日期"),
        (r"lies before valid_from", "早于生效日"),
        (r"unknown step '(.*)'", "没有「{0}」这个下一步"),
        (r"empty", "不能空着"),
        (r"unknown parameter '(.*)'", "没有「{0}」这个参数"),
        (r"'(.*)' is already in (.*)\.md", "「{0}」已经是「{1}」的问法，一句话只能问到一条回答"),
        (r"(.*) does not exist or is not in force", "{0} 查不到，或者已经失效"),
        (r"missing", "缺这一项"),
        (r"unknown key", "不认识这一项"),
    )
)
_TOO_LONG = re.compile(r"(\d+) characters, at most (\d+)")
ADDRESSES = frozenset({"articles", "correct", "import", "missed", "new", "parameters", "runs", "together"})
"""Slugs whose answer nobody could open at the desk: its own pages stand at these addresses."""
IS_ADDRESS = "这个代号工作台自己的网页在用，请换一个"
FIRST_TOO_LONG = "第一段（空行以上）有 {0} 字，最多 {1} 字：先说现在该怎么办"
WHOLE_TOO_LONG = "有 {0} 字，最多 {1} 字"
UNREADABLE = "读不懂：{rule}"

Faults = dict[str, list[str]]


def told(error: EntryError, titles: Mapping[str, str] | None = None) -> str:
    """An error as staff read it; `titles` by slug, where another entry is named."""
    if found := _TOO_LONG.fullmatch(error.rule):
        return (FIRST_TOO_LONG if error.field == "first screen" else WHOLE_TOO_LONG).format(*found.groups())
    for rule, chinese in _TOLD:
        if found := rule.fullmatch(error.rule):
            return chinese.format(*((titles or {}).get(part, part) for part in found.groups()))
    return UNREADABLE.format(rule=error.rule)


def faults(slug: str, text: str, rules: Rules, among: Iterable[Entry]) -> Faults:
    """Every rule that a text breaks as the entry `slug` among the others, by field; empty where it may be published."""
    file, among = f"{slug}.md", list(among)
    errors = problems(file, text) or list(rules.problems(parse(file, text), among))
    titles = {entry.slug: entry.title for entry in among}
    found: Faults = {"slug": [IS_ADDRESS]} if slug in ADDRESSES else {}
    for error in errors:
        found.setdefault(_FIELD.get(error.field, error.field), []).append(told(error, titles))
    return found
