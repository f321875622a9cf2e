"""Questions that ask the same come together; those that do not, do not."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.clusters import clusters
from knowledge.words import Words

MOTORBIKE = ["骑摩托上班摔了算工伤吗", "骑摩托车上班摔了算不算工伤", "上班骑摩托摔伤算工伤吗"]
NAPPING = ["午休趴桌子睡觉扣工资合法吗", "中午趴桌子睡觉被扣工资"]
ALONE = ["厂里不让带手机进车间"]


def test_questions_that_ask_the_same_come_together_the_largest_group_first(words: Words) -> None:
    texts = [MOTORBIKE[0], NAPPING[0], ALONE[0], MOTORBIKE[1], NAPPING[1], MOTORBIKE[2]]
    found = [{texts[place] for place in group} for group in clusters(texts, words)]
    assert found == [set(MOTORBIKE), set(NAPPING), set(ALONE)]


def test_the_same_words_are_one_group_however_many(words: Words) -> None:
    assert [sorted(group) for group in clusters([MOTORBIKE[0]] * 40, words)] == [list(range(40))]


def test_the_most_typical_question_stands_first(words: Words) -> None:
    texts = ["骑摩托上班摔了", "骑摩托上班摔了算工伤吗", "骑摩托上班摔了算工伤吗怎么认定"]
    assert clusters(texts, words)[0][0] == 1


def test_a_text_without_words_stays_alone_and_none_gives_none(words: Words) -> None:
    assert clusters([], words) == []
    assert sorted(clusters(["???", "…", ""], words)) == [[0], [1], [2]]


@given(st.lists(st.sampled_from([*MOTORBIKE, *NAPPING, *ALONE, "", "a"]), max_size=20))
def test_every_question_is_in_one_group(words: Words, texts: list[str]) -> None:
    found = clusters(texts, words)
    assert sorted(place for group in found for place in group) == list(range(len(texts)))
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)
