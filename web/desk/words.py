"""How the desk says in Chinese what the tables say in code."""

from datetime import datetime

from bot.core.clock import SHANGHAI, aware, chinese_day, today
from knowledge.money import yuan
from tickets.states import State

STATES = {
    State.NEW: "待受理",
    State.TAKEN: "办理中",
    State.WAITING: "等补充",
    State.CLOSED: "已办结",
    State.WITHDRAWN: "已撤回",
}
FOLLOWER = "职工"
SYSTEM = "系统"
AGENT = "agent:"
TYPED_IN = ("电话", "来访", "工会代表", "12351 热线", "上级转办")  # where a ticket comes from that staff typed in
BROKEN = "〔这一项打不开：密钥不在或数据损坏，请找管理员〕"
JUST_NOW = "刚刚"


def state(value: str) -> str:
    """A ticket's state as staff say it."""
    return STATES[State(value)]


def money(fen: int) -> str:
    """A sum: 18,000 元, with 角 and 分 only where there are any."""
    return yuan(fen).replace("元", " 元")


def moment(at: datetime, now: datetime) -> str:
    """The day and time in Asia/Shanghai; the year only where it is not this one."""
    local = aware(at).astimezone(SHANGHAI)
    year = "" if local.year == aware(now).astimezone(SHANGHAI).year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def clock_time(at: datetime) -> str:
    """15:04:05 in Asia/Shanghai."""
    return f"{aware(at).astimezone(SHANGHAI):%H:%M:%S}"


def ago(at: datetime, now: datetime) -> str:
    """How long since: 刚刚, 12 分钟前, 3 小时前, 5 天前."""
    seconds = (aware(now) - aware(at)).total_seconds()
    for size_s, unit in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= size_s:
            return f"{int(seconds // size_s)} {unit}前"
    return JUST_NOW


def day(at: datetime) -> str:
    """2027年3月1日 in Asia/Shanghai."""
    return chinese_day(today(at))


def days_left(at: datetime, now: datetime) -> int:
    """Whole days in Asia/Shanghai until that one; negative after it."""
    return (today(at) - today(now)).days


def left(at: datetime, now: datetime) -> str:
    """还剩 12 天, 今天截止, 已过 3 天."""
    days = days_left(at, now)
    return f"还剩 {days} 天" if days > 0 else "今天截止" if days == 0 else f"已过 {-days} 天"


def machine_time(at: datetime) -> str:
    """For the `datetime` attribute of a `time` element."""
    return aware(at).isoformat(timespec="seconds")
