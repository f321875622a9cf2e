"""The lines of a ticket's history by name: what staff and the worker read, and which of them clocks read."""

from enum import StrEnum

UNKNOWN = "有新动静"  # a line of another version


class Line(StrEnum):
    """What a line tells: `label` to staff, `told` to the worker (empty: never shown to them).

    `by_clocks`: service clocks and promises look at it.
    """

    label: str
    told: str
    by_clocks: bool

    def __new__(cls, name: str, label: str = UNKNOWN, told: str = "", by_clocks: bool = True) -> "Line":
        line = str.__new__(cls, name)
        line._value_, line.label, line.told, line.by_clocks = name, label, told, by_clocks
        return line

    OPENED = "opened", "登记了诉求", "您登记了诉求"
    STATE = "state", "改了状态", "单子转了状态"
    CONSENTED = "consented", "同意登记", "您同意登记"
    SAID = "said", "补充情况", "您补充了情况"
    CORRECTED = "corrected", "改了说法", "您改了说法"
    DIFFERS = "differs", "说的和核对过的不一样，请再核对", "您说的和核对过的不一样"
    PHONE = "phone", "留了电话", "您留了电话"
    EVIDENCE = "evidence", "发来了材料", "您传了材料"
    IDENTIFIED = "identified", "补充了身份", "您补充了身份"
    WITHDRAWING = "withdrawing", "想撤回，三天内可以反悔", "您提出撤回"
    KEPT = "kept", "不撤了", "您说不撤了"
    RATED = "rated", "评价", "您评价了"
    ANSWERED = "answered", "答复了职工", "工会答复您"
    CALLED = "called", "和职工通了电话", "工会和您通了电话"
    ASKED = "asked", "还在等职工补充", "工会在等您补充"
    RECOVERED = "recovered", "记了要回的钱", "追回了钱"
    INSTALMENT = "instalment", "分期付款", "分期付款"

    # Among staff:
    NOTE = "note", "记了内部备注"
    UNSENT = "unsent", "撤销了答复，没有发出", "", False
    AMENDED = "amended", "改了情况"
    CHECKED = "checked", "勾了要办的事"
    UNCHECKED = "unchecked", "去掉了一个勾"
    PHONED = "phoned", "打了电话"
    LINKED = "linked", "关联了另一张单子"
    UNLINKED = "unlinked", "取消了关联"
    ARRANGED = "arranged", "整理了材料"
    WEIGHED = "weighed", "改了难易"
    LABELLED = "labelled", "说明了材料是什么"
    FILED = "filed", "代职工登记"
    ROUTED = "routed", "分办"
    ASSIGNED = "assigned", "分到人"
    PROMISED = "promised", "答应了职工一个日子"
    UNPROMISED = "unpromised", "去掉了一个读错的承诺"
    GROUPED = "grouped", "并入集体诉求"
    UNGROUPED = "ungrouped", "从集体诉求分出"
    SPEAKS = "speaks", "定为集体诉求的代表"
    SPEAKS_NO_MORE = "speaks no more", "不再是集体诉求的代表"
    MERGED = "merged", "并到了另一张单子"
    MERGED_IN = "merged in", "收进了重复的单子"

    # Of themselves:
    READ = "read", "从职工的话里读到"
    REMINDED = "reminded", "提醒了职工法定期限"
    LATE_FIRST = "overdue:first", "第一次答复超时"
    LATE_STEP = "overdue:step", "太久没有新动静"
    LATE_CLOSING = "overdue:closing", "办结超时"
    LATE_PROMISE = "overdue:promise", "答应职工的事过期没做"
    DETACHED = "detached", "职工取消了关注，单子保留，只能打电话联系"

    # Of a ticket that was merged in, at the time they happened there:
    SAID_THERE = "said there", "在并进来的单子里说", "您在并进来的单子里说", False
    SENT_THERE = "sent there", "在并进来的单子里发来了材料", "您在并进来的单子里传了材料", False
    ANSWERED_THERE = "answered there", "在并进来的单子里答复了职工", "工会在并进来的单子里答复您", False
    NOTE_THERE = "note there", "在并进来的单子里记了内部备注", "", False

    @classmethod
    def of(cls, name: str) -> "Line | None":
        """The line of this name; None for one of another version."""
        return next((line for line in cls if line == name), None)


SEEN = frozenset(line for line in Line if line.told)
WORDLESS = frozenset(
    {Line.OPENED, Line.STATE, Line.CONSENTED, Line.PHONE, Line.EVIDENCE, Line.SENT_THERE, Line.ASKED, Line.CALLED}
)
"""Shown to the worker without what is written in them."""
BY_STAFF = frozenset(
    {Line.STATE, Line.ANSWERED, Line.CALLED, Line.ASKED, Line.RECOVERED, Line.INSTALMENT, Line.ANSWERED_THERE}
)
"""Shown to the worker also where staff did it; the others only where the worker did."""
FOR_STAFF = frozenset({Line.NOTE, Line.NOTE_THERE})


def seen(what: str, actor: str) -> bool:
    """Whether the worker sees a line that `actor` wrote."""
    return what in SEEN and (actor == "follower" or what in BY_STAFF)
