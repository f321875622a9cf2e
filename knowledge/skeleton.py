"""The beginning of a new entry: the questions that missed one, for somebody to finish."""

import json
from collections.abc import Sequence
from datetime import date

from knowledge.entry import TOPICS

MOST_ASKS = 20
TITLE_CHARACTERS = 30
BODY = """【先写：现在该怎么办，{first}字以内，头一句就说清楚。】

【再写：为什么，有什么要注意的。】
依据：《【法律名称】》第【】条
"""


def skeleton(questions: Sequence[str], topic: str, on: date) -> str:
    """An entry file with these questions as its ways of asking; `knowledge check` refuses it until it is finished."""
    asks = list(dict.fromkeys(questions))[:MOST_ASKS]
    lines = [
        "---",
        f"title: {_quoted(asks[0][:TITLE_CHARACTERS])}  # 改成一句话的题目",
        f"topic: {topic if topic in TOPICS else '其他'}",
        "ask:  # 职工的原话，去掉了姓名、号码；写通顺，凑够八句，去掉方括号",
        *(f"  - {_quoted(ask)}" for ask in asks),
        "citations: []  # 例如 [劳动合同法#82]",
        f"valid_from: {on.isoformat()}",
        "reviewed:  # 写完、核对过的那天；不填就收不进去",
        "next: [human]",
        "---",
    ]
    return "\n".join(lines) + "\n" + BODY.format(first=300)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
