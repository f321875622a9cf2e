"""Which kind a story of several matters is."""

import pytest

from tickets.first_matter import kind_for, named


@pytest.mark.parametrize(
    ("story", "kinds"),
    [
        ("干了半年 三个月不发工资还把我开了 社保也没交 我要告你们", ["欠薪", "辞退", "社保"]),
        ("把我开除了，工资也拖着", ["辞退", "欠薪"]),
        ("老板拖欠我们工资", ["欠薪"]),
        ("加班费一直没给", ["加班"]),
        ("我要告你们", []),
        ("工资发了，保险交了", []),
    ],
)
def test_the_matters_are_named_in_the_order_of_the_story(story: str, kinds: list[str]) -> None:
    assert named(story) == kinds


def test_the_topic_decides_where_it_has_a_kind_else_the_first_matter() -> None:
    story = "三个月不发工资还把我开了"
    assert [kind_for(topic, story) for topic in ("工伤认定", "劳动仲裁", "", None)] == ["工伤", "欠薪", "欠薪", "欠薪"]
    assert kind_for("", "我要告你们") == "其他"
