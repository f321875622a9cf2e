"""A skeleton is the form of an entry, and is refused until somebody has finished it."""

from datetime import date

import pytest

from knowledge import entry
from knowledge.entry import EntryError
from knowledge.skeleton import MOST_ASKS, skeleton

DAY = date(2026, 11, 22)
ASKS = [f"骑摩托上班摔了咋办{at}" for at in range(8)]


def finished(text: str) -> str:
    return text.replace("reviewed:", f"reviewed: {DAY}")


def test_a_skeleton_is_refused_until_somebody_has_reviewed_it() -> None:
    with pytest.raises(EntryError, match="reviewed"):
        entry.parse("draft.md", skeleton(ASKS, "工伤认定", DAY))


def test_a_skeleton_has_the_form_of_an_entry() -> None:
    one = entry.parse("draft.md", finished(skeleton(ASKS, "工伤认定", DAY)))
    assert (one.topic, one.ask, one.valid_from, one.next) == ("工伤认定", tuple(ASKS), DAY, ("human",))
    assert one.title == ASKS[0]


def test_too_few_questions_are_refused_until_somebody_adds_to_them() -> None:
    with pytest.raises(EntryError, match="ways of asking"):
        entry.parse("draft.md", finished(skeleton(ASKS[:2], "工伤认定", DAY)))


def test_an_unknown_topic_is_the_rest_and_a_question_stands_once() -> None:
    one = entry.parse("draft.md", finished(skeleton([*ASKS, *ASKS], "", DAY)))
    assert (one.topic, one.ask) == ("其他", tuple(ASKS))


def test_not_more_questions_than_people_read() -> None:
    many = [f"问{at}" for at in range(3 * MOST_ASKS)]
    assert len(entry.parse("draft.md", finished(skeleton(many, "其他", DAY))).ask) == MOST_ASKS


@pytest.mark.parametrize("odd", ['他说"没有"', "a: b # c", "- [号码]", "{{x}}", "\\n", "'"])
def test_signs_that_mean_something_in_yaml_are_just_text(odd: str) -> None:
    assert entry.parse("draft.md", finished(skeleton([odd, *ASKS], "其他", DAY))).ask[0] == odd
