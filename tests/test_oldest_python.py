"""What the oldest Python we promise does otherwise than ours."""

import re
from pathlib import Path

HERE = Path(__file__).parent.parent
FILES = sorted(
    path
    for room in ("bot", "handlers", "knowledge", "rights", "simulator", "tickets", "union", "web")
    for path in (HERE / room).rglob("*.py")
)
POSSESSIVE_GROUP = re.compile(r"\)(?:\{\{?\d*,?\d*\}\}?|[*+?])\+")


def test_such_a_repeat_is_seen() -> None:
    assert POSSESSIVE_GROUP.search(r"(?:ab)*+") and POSSESSIVE_GROUP.search(r"(ab){{1,24}}+")


def test_no_group_is_repeated_possessively() -> None:
    """Before 3.11.5 such a pattern silently matches nothing, or too little: (?>(?:ab)*) matches alike everywhere."""
    assert FILES and not [path for path in FILES if POSSESSIVE_GROUP.search(path.read_text("utf-8"))]
