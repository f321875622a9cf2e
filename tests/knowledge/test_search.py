"""The right answer first, an honest score, and bounded work."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.reading import ANSWER_AT, SUGGEST_AT
from knowledge.search import DIVERSE_BELOW, Index
from knowledge.words import Words


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("工钱要不回来", "wages-unpaid"),
        ("拖欠工資不給", "wages-unpaid"),
        ("克扣拖欠工资不给，厂里不发", "wages-unpaid"),
        ("公伤怎么认定", "injury-recognition"),
        ("我不想干了，几天前要说", "quitting"),
    ],
)
def test_the_right_entry_comes_first(index: Index, text: str, slug: str) -> None:
    assert index.search(text)[0].slug == slug


def test_hits_come_best_first_each_once_and_no_more_than_asked(index: Index) -> None:
    hits = index.search("辞职老板拖欠工资，工伤也不认定")
    assert len({hit.slug for hit in hits}) == len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(index.search("辞职老板拖欠工资，工伤也不认定", limit=1)) == 1


@pytest.mark.parametrize("text", ["", " ", "!!!", "😀", "xyzzy", "㊙️"])
def test_nothing_known_gives_nothing(index: Index, text: str) -> None:
    assert index.search(text) == []


def test_an_index_needs_entries(words: Words) -> None:
    with pytest.raises(ValueError, match="needs entries"):
        Index([], words)


def test_every_way_of_asking_finds_its_entry_surely(real_entries: list[Entry], real_index: Index) -> None:
    lost = [
        (ask, hits[0].slug)
        for entry in real_entries
        for ask in entry.ask
        if (hits := real_index.search(ask))[0].slug != entry.slug or hits[0].score < ANSWER_AT
    ]
    assert lost == []


def test_words_of_other_matters_lower_the_score(real_index: Index) -> None:
    ours, others = real_index.search("工资的事，法院会怎么判")[0], real_index.search("离婚和彩礼的事，法院会怎么判")[0]
    assert others.score < ours.score
    assert others.score < SUGGEST_AT


def test_when_unsure_the_third_hit_is_of_another_topic(real_entries: list[Entry], real_index: Index) -> None:
    unsure = [hits for entry in real_entries if (hits := real_index.search(entry.body[:12]))[0].score < DIVERSE_BELOW]
    assert unsure
    assert all(hits[2].topic not in {hits[0].topic, hits[1].topic} for hits in unsure)


def test_the_same_from_every_thread(real_entries: list[Entry], real_index: Index) -> None:
    asks = [entry.ask[0] for entry in real_entries]
    alone = [real_index.search(ask) for ask in asks]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(real_index.search, asks)) == alone


@given(st.text(max_size=300))
def test_any_text_gives_scores_between_0_and_1(index: Index, text: str) -> None:
    assert all(0 <= hit.score <= 1 for hit in index.search(text))


@pytest.mark.parametrize("text", ["工资", "工伤赔偿多少钱，", "资遣薪酬", "一", "12", "a b "])
def test_long_monotony_stays_quick(index: Index, text: str) -> None:
    start = time.process_time()
    index.search(text * 2_000)
    assert time.process_time() - start < 0.3


def test_what_speaks_for_an_entry_adds_up_to_its_place(index: Index, entries: list[Entry], words: Words) -> None:
    clean = words.clean("老板拖着不给办离职手续")
    shares = index.shares(clean, [entry.slug for entry in entries])
    found = [hit.slug for hit in index.find(clean, by_same_words=False).hits]
    assert sorted(shares, key=lambda slug: -shares[slug].total) == found
    strongest = max(shares["quitting"].features, key=shares["quitting"].features.__getitem__)
    assert strongest[0] in "wbc" and "职" in strongest
    assert index.shares(words.clean("zzzz"), ["quitting"])["quitting"].features == {}
