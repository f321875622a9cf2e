"""The settings an admin changes on a page: how each is called, explained, shown and read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from bot.core.settings import Settings

NO_NUMBER, EMPTY, TOO_LONG = "请填整数。", "不能空着。", "太长了，最多 {most} 字。"
AT_LEAST, AT_MOST, WRONG = "不能小于 {least}。", "不能大于 {most}。", "这个值用不了，请照说明填。"
_SPLIT = re.compile(r"[\s,，、;；]+")
TELLS = {
    "urgent": "新的加急诉求",
    "deadline": "职工的权利快到期",
    "overdue": "办理超时",
    "promise": "答应职工的没做到",
    "group": "集体诉求到了提醒线",
}


class Shape(StrEnum):
    """How a value is written in a form."""

    TEXT = "text"
    NUMBER = "number"
    SPANS = "spans"
    NUMBERS = "numbers"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Item:
    """One setting: `told` is its line in config.example.toml, `wrong` what to say where its own class refuses it."""

    section: str
    name: str
    label: str
    told: str
    shape: Shape = Shape.NUMBER
    unit: str = ""
    wrong: str = WRONG

    def written(self, value: Any) -> str:
        """The value as a person writes and reads it."""
        if self.shape is Shape.CHOICES:
            return "、".join(TELLS[one] for one in value) or "都不提醒"
        return "、".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)

    def read(self, given: Sequence[str]) -> Any:
        """What a person wrote, for the setting's class to check.

        Raises:
            ValueError: it cannot be read at all; the text is for that person.
        """
        text = given[0].strip() if given else ""
        if self.shape is Shape.CHOICES:
            return [one for one in TELLS if one in given]
        parts = [one for one in _SPLIT.split(text.replace("：", ":").replace("—", "-").replace("－", "-")) if one]
        if self.shape is Shape.SPANS:
            return parts
        if self.shape is Shape.TEXT:
            return text
        if not parts or not all(one.isascii() and one.isdigit() and len(one) < 12 for one in parts):
            raise ValueError(NO_NUMBER)
        numbers = [int(one) for one in parts]
        if self.shape is Shape.NUMBERS:
            return numbers
        if len(numbers) != 1:
            raise ValueError(NO_NUMBER)
        return numbers[0]


HOURS_WRONG = "请写成 08:30-12:00、14:00-18:00 这样，一段接一段，不要重叠。"
DAYS_WRONG = "请写 1 到 5 个不同的天数，每个 1 到 365，例如 30、7、2。"
SPAN_WRONG = "请写成 09:00-20:00 这样，前面的早于后面的。"
NAMES = {
    "union": "工会",
    "clocks": "办事时限",
    "reminders": "权利到期的提醒",
    "alarm": "集体诉求的提醒线",
    "desk": "工作台",
    "notices": "群发通知",
    "staff": "工作群机器人",
    "knowledge": "答不上来的问题",
}
ELSEWHERE = {"rules": "分办规则", "otherwise": "其余的给谁", "own_days": "另外放假、上班的日子", "fields": "模板的栏目"}
ELSEWHERE |= {"template_id": "模板消息", "subscription_id": "订阅通知"}
DAYS = "个工作日"
ITEMS = (
    Item("union", "name", "工会名称", "职工在公众号里看到的名称", Shape.TEXT),
    Item("clocks", "hours", "上班时间", "上班时间，只有这段时间才走钟", Shape.SPANS, wrong=HOURS_WRONG),
    Item("clocks", "first_days", "第一次答复", "登记后几个工作日内第一次答复", unit=DAYS),
    Item("clocks", "step_days", "新动静", "答复以后，每几个工作日要有一次新动静", unit=DAYS),
    Item("clocks", "closing_days", "办结（一般）", "一般的几个工作日内办结", unit=DAYS),
    Item("clocks", "closing_days_hard", "办结（难点）", "难点的", unit=DAYS),
    Item("clocks", "closing_days_special", "办结（特别复杂）", "特别复杂的", unit=DAYS),
    Item("reminders", "days", "提前几天", "提前几天各提醒一次", Shape.NUMBERS, "天", DAYS_WRONG),
    Item("reminders", "hours", "提醒的时段", "只在这段时间提醒，夜里不打扰", Shape.TEXT, wrong=SPAN_WRONG),
    Item("alarm", "workers", "人数", "多少位职工（法释〔2013〕3号第三条：十名以上）", unit="人"),
    Item("alarm", "yuan", "金额", "一共欠多少元（同上：累计三万元至十万元以上，本地标准请核实）", unit="元"),
    Item("desk", "undo_s", "撤销的时间", "答复发出后几秒内可以撤销，0 是立刻就发", unit="秒"),
    Item("notices", "per_minute", "群发的快慢", "给很多人发通知时，每分钟最多多少人", unit="人"),
    Item(
        "staff",
        "robot_tells",
        "哪些事在群里提醒",
        "哪些事在群里提醒：加急、权利快到期、超时、承诺没做到、集体诉求到提醒线",
        Shape.CHOICES,
    ),
    Item("knowledge", "missed_days", "保留多久", "答不上来的问题（已去掉姓名、号码）保留多少天", unit="天"),
)


def of(section: str) -> tuple[Item, ...]:
    """The items of a section."""
    return tuple(item for item in ITEMS if item.section == section)


def find(section: str, name: str) -> Item | None:
    """The item of this name; None where another page has the setting."""
    return next((item for item in of(section) if item.name == name), None)


def called(section: str, name: str) -> str:
    """How staff read a setting's name."""
    item = find(section, name)
    return f"{NAMES[section]}：{item.label}" if item else ELSEWHERE.get(name, name)


def values(settings: Settings, section: str) -> Mapping[str, Any]:
    """The values of a section, as they are kept."""
    found: dict[str, Any] = getattr(settings, section).model_dump(mode="json")
    return found


def faults(error: ValidationError, items: Sequence[Item]) -> dict[str, str]:
    """What the section's class says, in Chinese, by name; "" where it is about the whole section."""
    by_name = {item.name: item for item in items}
    found: dict[str, str] = {}
    for one in error.errors(include_url=False):
        name = str(one["loc"][0]) if one["loc"] else ""
        found[name] = _said(one["type"], one.get("ctx") or {}, by_name.get(name))
    return found


def _said(kind: str, about: Mapping[str, Any], item: Item | None) -> str:
    match kind:
        case "greater_than_equal":
            return AT_LEAST.format(least=about["ge"])
        case "less_than_equal":
            return AT_MOST.format(most=about["le"])
        case "string_too_short":
            return EMPTY
        case "string_too_long":
            return TOO_LONG.format(most=about["max_length"])
    return item.wrong if item else WRONG
