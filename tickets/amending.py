"""Words that put another answer right while something else is asked: 「金额不对 是18500」."""

import re
from collections.abc import Sequence

from tickets.question import Question

_WRONG = re.compile(r"更正|不对|错了?|不是|改(?:成|为|一下)?|应该是")
_ANSWER = re.compile(
    r"(?:.*(?:更正|不对|错了?|改(?:成|为|一下)?|应该是))?[\s，,。：:;；是成为应该]*(?P<answer>.*)", re.DOTALL
)
_CALLED = {  # how people call what a question is about, besides its label
    "amount_fen": ("金额", "钱数", "数目", "欠的钱", "欠款", "总数"),
    "employer": ("单位", "公司", "厂名", "工地", "老板名"),
    "months": ("月份", "几个月", "月数"),
    "ended": ("离职", "离开", "走的日子"),
    "began": ("入职", "开始干"),
    "wage_fen": ("月工资", "工资数"),
    "phone": ("电话", "手机", "号码"),
    "injured_on": ("受伤",),
}


def amends(folded: str) -> bool:
    """Whether words say that something is not right."""
    return _WRONG.search(folded) is not None


def which(questions: Sequence[Question], said: str) -> Question | None:
    """The question whose answer is called wrong; None where none is named, or several are."""
    named = [one for one in questions if any(name in said for name in (one.label, *_CALLED.get(one.name, ())))]
    return named[0] if len(named) == 1 else None


def after(said: str) -> str:
    """What it should be: the words after 不对, 是 and the like."""
    found = _ANSWER.fullmatch(said)
    return found["answer"].strip() if found else said
