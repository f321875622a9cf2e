"""Short questions behind a story: the answer that helps comes first, by the story where the words alone do not tell.

The follow-ups were written apart from the ways of asking; the weights of `Index.follow` are fitted on them.
"""

from pathlib import Path

import pytest

from knowledge.reading import FOLLOWS_AT, Reader

FOLLOW_UPS = [line.split("\t") for line in Path(__file__).with_name("follow_ups.tsv").read_text().splitlines()]
ANSWERED = [(story, said, right.split(" ")) for story, said, right in FOLLOW_UPS if right]
RIGHT_FIRST, AMONG_THREE, RIGHT_IF_SURE = 0.62, 0.72, 0.82


def test_the_story_tells_what_a_short_question_means(reader: Reader) -> None:
    found = [([hit.slug for hit in reader.follow(said, story)], right) for story, said, right in ANSWERED]
    assert sum(slugs[:1] in [[one] for one in right] for slugs, right in found) >= RIGHT_FIRST * len(ANSWERED)
    assert sum(not set(slugs[:3]).isdisjoint(right) for slugs, right in found) >= AMONG_THREE * len(ANSWERED)


def test_what_is_sure_mostly_helps(reader: Reader) -> None:
    found = [(reader.follow(said, story)[:1], right.split(" ")) for story, said, right in FOLLOW_UPS]
    sure = [hit.slug in right for hits, right in found for hit in hits if hit.score >= FOLLOWS_AT]
    assert len(sure) >= 0.4 * len(FOLLOW_UPS) and sum(sure) >= RIGHT_IF_SURE * len(sure)


def test_the_same_words_mean_what_the_story_is_about(reader: Reader) -> None:
    pregnant, cheated = reader.follow("工资怎么发", "我怀孕要休产假了"), reader.follow("工资怎么发", "老板欠我工资跑了")
    assert (pregnant[0].topic, cheated[0].topic) == ("女职工保护与生育", "拖欠工资")


@pytest.mark.parametrize("said", ["❤", "", "今天天气咋样", "你是机器人吗", "网购退货咋弄"])
def test_what_is_about_something_else_follows_from_no_story(reader: Reader, said: str) -> None:
    assert reader.follow(said, "老板欠我工资") == ()


def test_without_a_story_the_words_alone_count(reader: Reader) -> None:
    assert reader.follow("要不要请律师", "")[0].slug == reader.read("要不要请律师").hits[0].slug


def test_each_follow_up_names_answers_that_are_there(reader: Reader) -> None:
    slugs = {hit.slug for hit in reader._index.search("工资", limit=10_000)}
    assert {slug for _, _, right in ANSWERED for slug in right} <= slugs
