"""A publication is tried first: questions that would become wrong are found and named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from shelved import INJURY, QUITTING, TEXTS_BY_SLUG, TODAY, WAGES, reworded, small

from knowledge.entry import Entry
from knowledge.publish_gate import Gate, Question, Trial, asks_of
from knowledge.search import Index
from knowledge.words import Words

BEFORE = {slug: small(slug) for slug in TEXTS_BY_SLUG}
RIVAL = "quitting-rival"


def with_(*entries: Entry) -> dict[str, Entry]:
    return BEFORE | {entry.slug: entry for entry in entries}


def thief(topic: str = "拖欠工资", start: str = "2008-01-01") -> Entry:
    """An entry that asks just as `quitting` does, in nearly its words."""
    text = TEXTS_BY_SLUG[QUITTING].replace("topic: 辞职与离职手续", f"topic: {topic}").replace("2008-01-01", start)
    asks = [line for line in text.splitlines() if line.startswith("  - ")]
    twice = "\n".join(f"{line}，{line[4:]}" for line in asks)
    return small(RIVAL, text.replace("\n".join(asks), twice))


@pytest.fixture(scope="module")
def gate(words: Words) -> Gate:
    return Gate(words)


def flipped(trial: Trial) -> set[str]:
    assert all(flip.instead == RIVAL for flip in trial.flips)
    return {flip.question.text for flip in trial.flips}


def test_a_harmless_change_flips_nothing(gate: Gate) -> None:
    trial = gate.trial(BEFORE, with_(small(WAGES, reworded(WAGES))), (), TODAY)
    assert (trial.asked, trial.flips, trial.new_asked) == (24, (), 0)


def test_an_entry_that_takes_the_questions_of_another_is_found_out(gate: Gate) -> None:
    found = flipped(gate.trial(BEFORE, with_(thief()), (), TODAY))
    assert found and found <= set(BEFORE[QUITTING].ask)


def test_a_neighbour_of_the_same_topic_may_come_first(gate: Gate) -> None:
    assert gate.trial(BEFORE, with_(thief("辞职与离职手续")), (), TODAY).flips == ()


def test_a_corrected_question_wants_the_very_entry_that_staff_named(gate: Gate) -> None:
    question = Question("辞职老板不批，想走人咋办", QUITTING, corrected=True)
    asks = [f"辞职老板不批，想走人咋办{mark}" for mark in "啊呀呢吧嘛哦哟哇"]
    rival = replace(BEFORE[QUITTING], slug=RIVAL, ask=tuple(asks))
    taken = gate.trial(BEFORE, with_(rival), [question], TODAY)
    assert [(flip.question, flip.instead) for flip in taken.flips] == [(question, RIVAL)]


def test_a_corrected_question_that_stands_in_its_entry_word_by_word_is_right_as_the_bot_answers_it(gate: Gate) -> None:
    question = Question("辞职老板不批，想走人咋办", QUITTING, corrected=True)
    asks = [f"辞职老板不批，想走人咋办{mark}" for mark in "啊呀呢吧嘛哦哟哇"]
    before = with_(replace(BEFORE[QUITTING], slug=RIVAL, ask=tuple(asks)))
    mended = replace(BEFORE[QUITTING], ask=(*BEFORE[QUITTING].ask, question.text))
    trial = gate.trial(before, before | {QUITTING: mended}, [question], TODAY)
    assert (trial.corrected, trial.still_wrong) == (1, ())
    other = replace(BEFORE[QUITTING], title="换个标题")
    still = gate.trial(before, before | {QUITTING: other}, [question], TODAY).still_wrong
    assert [(one.question, one.instead) for one in still] == [(question, RIVAL)]


def test_a_corrected_question_that_was_wrong_before_stops_nothing(gate: Gate) -> None:
    question = Question("辞职要提前几天", INJURY, corrected=True)
    assert gate.trial(BEFORE, with_(small(WAGES, reworded(WAGES))), [question], TODAY).flips == ()


def test_questions_of_what_is_retired_or_asked_no_more_are_left_out(gate: Gate) -> None:
    gone = {slug: entry for slug, entry in BEFORE.items() if slug != INJURY}
    trial = gate.trial(BEFORE, gone, [Question("公伤咋认定", INJURY, corrected=True)], TODAY)
    assert (trial.asked, trial.flips) == (16, ())


def test_new_ways_of_asking_that_do_not_lead_to_their_entry_are_counted(gate: Gate) -> None:
    odd = reworded(
        INJURY, lambda text: text.replace("  - 下班路上被车撞了", "  - 辞职要提前几天呀\n  - 上班受的伤咋认定")
    )
    trial = gate.trial(BEFORE, with_(small(INJURY, odd)), (), TODAY)
    assert (trial.new_asked, trial.new_wrong) == (2, 1)


def test_an_entry_that_begins_later_is_tried_on_its_first_day(gate: Gate) -> None:
    later = thief(start=str(TODAY + timedelta(days=30)))
    assert flipped(gate.trial(BEFORE, with_(later), (), TODAY))
    assert gate.trial(with_(later), with_(later), (), TODAY).flips == ()


def test_the_last_entry_cannot_be_taken_away(gate: Gate) -> None:
    with pytest.raises(ValueError, match="nothing would be left"):
        gate.trial(BEFORE, {}, (), TODAY)


def test_the_very_words_of_an_entry_do_not_hide_a_flip(gate: Gate, words: Words) -> None:
    stolen = next(iter(flipped(gate.trial(BEFORE, with_(thief()), (), TODAY))))
    assert Index(list(with_(thief()).values()), words).search(stolen)[0].slug == QUITTING


def test_every_way_of_asking_is_a_question() -> None:
    assert {question.text for question in asks_of(BEFORE.values()) if question.slug == WAGES} == set(BEFORE[WAGES].ask)
