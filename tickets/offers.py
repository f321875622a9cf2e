"""A question with a few answers, sent to a follower: as a line to read, and as answers to tap where that can be."""

from collections.abc import Sequence

LEAD, BETWEEN = "回复 ", "　"
KEPT_APART = "|"


def line_of(choices: Sequence[str]) -> str:
    """回复 1 满意　2 一般　3 不满意."""
    return LEAD + BETWEEN.join(f"{at} {choice}" for at, choice in enumerate(choices, 1))


def kept(choices: Sequence[str]) -> str | None:
    """The choices as a row keeps them; nothing where there are none.

    Raises:
        ValueError: one is empty or holds the mark between them.
    """
    if any(not choice or KEPT_APART in choice for choice in choices):
        raise ValueError("a choice is words without a stroke")
    return KEPT_APART.join(choices) or None


def given(row: str | None) -> tuple[str, ...]:
    """The choices that a row keeps."""
    return tuple(row.split(KEPT_APART)) if row else ()
