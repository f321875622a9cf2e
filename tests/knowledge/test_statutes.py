"""Citations are proved against the index that is shipped, and against the text where it is held."""

from datetime import date
from pathlib import Path

import pytest
from small_law import statute

from knowledge.entry import Citation, Entry
from knowledge.statutes import StatuteError, Statutes, read_json

INDEX = Path(__file__).resolve().parents[2] / "knowledge" / "statutes_index.json"
TODAY = date(2026, 11, 22)


def test_articles_are_found_with_their_text() -> None:
    statutes = Statutes([statute("试法", articles={"1": "甲", "276-1": "乙"})])
    assert statutes.exists(Citation("试法", "276-1"))
    assert statutes.text(Citation("试法", "276-1")) == "乙"
    assert not statutes.exists(Citation("试法", "276"))
    assert statutes.text(Citation("试法", "2")) is None
    assert statutes.text(Citation("无法", "1")) is None


def test_the_index_tells_articles_without_text(tmp_path: Path) -> None:
    index = tmp_path / "index"
    held = [statute("试法", articles={"1": "甲", "276-1": "乙"}), statute("别法", effective=None)]
    index.write_text(Statutes(held).index_text(), encoding="utf-8")
    statutes = Statutes.from_index(index)
    assert statutes.exists(Citation("试法", "276-1"))
    assert statutes.text(Citation("试法", "276-1")) is None
    law = statutes.get("试法")
    assert law is not None
    assert (law.title, law.version, law.status) == ("中华人民共和国试法", "2018-09-01", "现行有效")
    assert [one.effective for one in statutes] == [None, date(2018, 9, 1)]


@pytest.mark.parametrize(
    ("status", "in_force"),
    [
        ("现行有效", True),
        ("", True),
        ("部分失效（第三十二条第一款）", True),
        ("已被取代：第三次修订", False),
        ("失效", False),
        ("已废止", False),
    ],
)
def test_a_repealed_statute_proves_nothing(status: str, in_force: bool) -> None:
    statutes = Statutes([statute("试法", status=status)])
    assert statutes.exists(Citation("试法", "1"))
    assert statutes.in_force(Citation("试法", "1")) is in_force
    assert statutes.in_force(Citation("试法", "1"), TODAY) is in_force


def test_the_version_of_the_day_counts() -> None:
    old = statute("试法", articles={"1": "旧"}, until=date(2026, 11, 22))
    new = statute("试法", articles={"2": "新"}, effective=date(2026, 11, 23))
    statutes = Statutes([new, old])
    assert statutes.text(Citation("试法", "1"), TODAY) == "旧"
    assert not statutes.in_force(Citation("试法", "2"), TODAY)
    assert statutes.text(Citation("试法", "2"), date(2026, 11, 23)) == "新"
    assert not statutes.in_force(Citation("试法", "1"), date(2026, 11, 23))
    assert [one.articles for one in statutes] == [{"2": "新"}]


def test_before_its_first_day_it_is_not_in_force() -> None:
    statutes = Statutes([statute("试法", effective=date(2027, 1, 1))])
    assert statutes.in_force(Citation("试法", "1"))
    assert not statutes.in_force(Citation("试法", "1"), TODAY)


def test_one_version_twice_is_refused() -> None:
    with pytest.raises(StatuteError, match="试法 is used twice"):
        Statutes([statute("试法"), statute("试法")])


@pytest.mark.parametrize(
    ("text", "rule"), [("{", "not JSON"), pytest.param("[" * 100_000, "not JSON", id="deep"), ("[]", "want an object")]
)
def test_what_is_no_object_is_refused(tmp_path: Path, text: str, rule: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(StatuteError, match=rf"x\.json: {rule}"):
        read_json(tmp_path / "x.json")


def test_every_citation_of_every_answer_is_proved(real_entries: list[Entry]) -> None:
    assert Statutes.from_index(INDEX).unproved(real_entries, TODAY) == []


def test_an_unproved_citation_is_named(entries: list[Entry]) -> None:
    statutes = Statutes([statute("刑法", articles={"276-1": "甲"}, effective=date(2020, 5, 2))])
    unproved = [
        ("wages-unpaid", Citation("劳动法", "50")),
        ("injury-recognition", Citation("工伤保险条例", "17")),
        ("quitting", Citation("劳动合同法", "37")),
    ]
    assert statutes.unproved(entries, TODAY) == statutes.unproved(entries) == unproved


def test_an_answer_that_begins_later_may_cite_what_begins_with_it(entries: list[Entry]) -> None:
    statutes = Statutes([statute("刑法", articles={"276-1": "甲"}, effective=date(2020, 5, 1))])
    named = [cited for _, cited in statutes.unproved(entries, date(2020, 4, 1))]
    assert Citation("刑法", "276-1") not in named
