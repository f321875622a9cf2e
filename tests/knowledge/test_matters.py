"""A second matter in one message is seen, and none is made up."""

import pytest

from knowledge.matters import second_matter
from knowledge.reading import Reader
from knowledge.search import Found, Hit

INJURY = Hit("injury", "工伤认定", 0.9)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("工伤怎么认定？加班费不给怎么办？", {"工伤认定", "加班工资与工时"}),
        ("老板拖欠工资三个月，还有没签合同能要双倍工资吗", {"拖欠工资", "未签合同双倍工资"}),
        ("怀孕被辞退怎么办，另外公积金怎么取", {"女职工保护与生育", "公积金"}),
    ],
)
def test_two_matters_are_both_read(reader: Reader, text: str, topics: set[str]) -> None:
    reading = reader.read(text)
    assert reading.second is not None
    assert {reading.hits[0].topic, reading.second.topic} == topics


@pytest.mark.parametrize(
    "text",
    ["工伤怎么认定", "我在厂里上班。手被机器压了。工伤怎么认定？", "你好。在吗？", "天气怎么样？还有什么好吃的？"],
)
def test_one_matter_stays_one(reader: Reader, text: str) -> None:
    assert reader.read(text).second is None


@pytest.mark.parametrize(
    "other",
    [
        Found((Hit("wages", "拖欠工资", 0.6),), 0.9),  # not sure
        Found((Hit("wages", "拖欠工资", 0.9),), 0.4),  # no labour matter
        Found((Hit("grading", "工伤认定", 0.9),), 0.9),  # the same topic
        Found((), 0.0),
    ],
)
def test_a_doubtful_part_is_no_second_matter(other: Found) -> None:
    assert second_matter("工伤怎么认定？工资怎么要？", [INJURY], lambda _part: other) is None


def test_a_part_that_only_tells_counts_when_it_is_joined() -> None:
    wages = Found((Hit("wages", "拖欠工资", 0.9),), 0.9)
    assert second_matter("工伤怎么认定。工资没有发下来", [INJURY], lambda part: _if(part, wages)) is None
    assert second_matter("工伤怎么认定。另外工资没有发下来", [INJURY], lambda part: _if(part, wages)) == wages.hits[0]


def _if(part: str, found: Found) -> Found:
    return found if "工资" in part else Found((), 0.0)
