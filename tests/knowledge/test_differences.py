"""What differs is told field by field, and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.differences import differences

TEXT = st.text("甲乙丙\n", max_size=30)


def test_only_what_differs_is_told_down_to_the_character() -> None:
    (found,) = differences(
        {"title": "同", "body": "第一行\n工资两千元\n末行"}, {"title": "同", "body": "第一行\n工资三千元\n末行"}
    )
    assert found.field == "body"
    assert [line.sign for line in found.lines] == [" ", "-", "+", " "]
    assert [part for part in found.lines[1].parts if part[1]] == [("两", True)]
    assert [part for part in found.lines[2].parts if part[1]] == [("三", True)]


def test_lines_with_hardly_anything_in_common_are_one_gone_and_one_new() -> None:
    (found,) = differences({"body": "甲乙丙丁戊"}, {"body": "一二三四五"})
    assert [line.parts for line in found.lines] == [(("甲乙丙丁戊", True),), (("一二三四五", True),)]


@given(TEXT, TEXT)
def test_both_sides_can_be_read_off_it(old: str, new: str) -> None:
    found = differences({"body": old}, {"body": new})
    if old == new:
        assert found == []
        return
    for sign, side in (("-", old), ("+", new)):
        lines = ["".join(text for text, _ in line.parts) for line in found[0].lines if line.sign in (" ", sign)]
        assert "\n".join(lines) == side
