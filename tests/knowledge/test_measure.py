"""Figures are counted from labelled questions, by hand here."""

from itertools import count

import pytest

from knowledge.cases import Case, CaseError, read_cases
from knowledge.entry import Citation, Entry
from knowledge.intent import Intent
from knowledge.measure import measure, report
from knowledge.reading import Reading
from knowledge.search import Hit
from knowledge.slots import Slots
from knowledge.statutes import Statute, Statutes

WAGES = Hit("wages-unpaid", "拖欠工资", 0.95)
INJURY = Hit("injury-recognition", "工伤认定", 0.75)
QUITTING = Hit("quitting", "辞职与离职手续", 0.1)
LAW = Statute("劳动法", "中华人民共和国劳动法", "2018", "现行有效", {"50": ""})


def case(question: str, *topics: str, intent: str = "faq", cited: str = "") -> Case:
    citations = frozenset({Citation.parse(cited)} if cited else ())
    return Case(question, frozenset(topics), frozenset({intent}), citations)


def reading(intent: Intent, *hits: Hit) -> Reading:
    return Reading(intent, hits, Slots(), None)


READINGS = {
    "right": reading("faq", WAGES, QUITTING),
    "third": reading("complaint", INJURY, QUITTING, WAGES),
    "refused": reading("other", QUITTING),
    "nothing": reading("other"),
    "greeting": reading("other"),
    "loan": reading("faq", INJURY),
}
CASES = [
    case("right", "拖欠工资", cited="劳动法#50"),
    case("third", "拖欠工资", "加班工资与工时", cited="劳动法#50"),
    case("refused", "拖欠工资"),
    case("nothing", "拖欠工资", intent="other"),
    case("greeting", intent="other"),
    case("loan", intent="other"),
]


def test_figures_are_counted(entries: list[Entry]) -> None:
    ticks = count()
    measured = measure(READINGS.__getitem__, CASES, entries, lambda: next(ticks) / 1_000)
    assert (measured.labour, measured.other) == (4, 2)
    assert (measured.first, measured.in_three) == (0.25, 0.5)
    assert measured.intent == 3 / 6
    assert (measured.cited_first, measured.cited_in_three) == (0.5, 1.0)
    assert measured.refused == 0.5
    assert (measured.other_answered, measured.other_offered) == (0.5, 0.5)
    assert (measured.median_us, measured.slowest_us) == (pytest.approx(1_000), pytest.approx(1_000))
    assert [(tenth.count, round(tenth.said, 2), tenth.right) for tenth in measured.tenths if tenth.count] == [
        (2, 0.0, 0.0),
        (1, 0.1, 0.0),
        (2, 0.75, 0.0),
        (1, 0.95, 1.0),
    ]
    assert measured.confusions[0] == ("加班工资与工时/拖欠工资", "工伤认定", 1)
    assert [miss.question for miss in measured.worst] == ["third", "loan", "refused", "nothing"]


def test_the_report_shows_the_figures(entries: list[Entry]) -> None:
    text = report(measure(READINGS.__getitem__, CASES, entries))
    assert "topic right first 25.0%, in the first three 50.0%" in text
    assert "0.9-1.0        1  0.95  1.00" in text


def test_a_share_of_nothing_is_a_dash(entries: list[Entry]) -> None:
    text = report(measure(READINGS.__getitem__, [case("greeting", intent="other")], entries))
    assert "topic right first -, in the first three -" in text


def test_nothing_to_measure_is_refused(entries: list[Entry]) -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        measure(READINGS.__getitem__, [], entries)


def test_cases_are_read_from_lines() -> None:
    lines = [
        '{"question": "问", "topic": "拖欠工资", "second_topic": null, "intent": "faq", "intent_alt": "complaint",'
        ' "law_refs": ["《中华人民共和国劳动法》第五十条", "《劳动法》第五十条", "《无法》第一条", "民法"]}',
        "",
        '{"question": "嗨"}',
    ]
    cases = read_cases(lines, Statutes([LAW]))
    assert cases == [
        Case("问", frozenset({"拖欠工资"}), frozenset({"faq", "complaint"}), frozenset({Citation("劳动法", "50")})),
        Case("嗨", frozenset(), frozenset(), frozenset()),
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"question": 3}', '{"question": " "}', '{"question": "问", "law_refs": 3}']
)
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(CaseError, match="line 2: want an object with a question"):
        read_cases(['{"question": "问"}', line], Statutes([LAW]))
