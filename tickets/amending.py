"""Words about another answer while something else is asked: 「金额不对 是18500」, a bare sum for a name."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from tickets.question import Question, slots_after

LEAST_FEN, MOST_FEN = 100_00, 10_000_000_00  # of a sum that was not asked for
_SUM = re.compile(r"(?!20(?!00)[0-2]\d$)[\d.,，零〇一二两三四五六七八九十百千万]+(?:元|块)?钱?[。.]?")  # no year
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


def bare_sum(said: str, today: date) -> dict[str, Any]:
    """What is owed, where a figure alone is said while a name was asked for; nothing of a tap, a year or a number."""
    told = slots_after("欠", "amount_fen")(said, today) if _SUM.fullmatch(said.strip()) else {}
    return told if LEAST_FEN <= told.get("amount_fen", 0) <= MOST_FEN else {}
