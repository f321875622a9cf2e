"""Citations are proved against the index that is shipped, and against the text where it is held."""

import json
from pathlib import Path

import pytest

from knowledge.entry import Citation, Entry
from knowledge.statutes import StatuteError, Statutes

ROOT = Path(__file__).resolve().parents[2]
INDEX = ROOT / "knowledge" / "statutes_index.json"
SHARED = ROOT.parent / "shared" / "law" / "statutes"
LAW = {
    "title": "中华人民共和国试法",
    "short": "试法",
    "version": "2020-01-01",
    "status": "现行有效",
    "articles": [{"label": "第一条", "text": "甲"}, {"label": "第二百七十六条之一", "text": "乙"}],
}


def folder_of(tmp_path: Path, *laws: object) -> Path:
    for number, law in enumerate(laws):
        (tmp_path / f"{number}.json").write_text(json.dumps(law, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_articles_are_found_with_their_text(tmp_path: Path) -> None:
    statutes = Statutes.load(folder_of(tmp_path, LAW))
    assert statutes.exists(Citation("试法", "276-1"))
    assert statutes.text(Citation("试法", "276-1")) == "乙"
    assert not statutes.exists(Citation("试法", "276"))
    assert statutes.text(Citation("试法", "2")) is None
    assert statutes.text(Citation("无法", "1")) is None


def test_the_index_tells_articles_without_text(tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.write_text(Statutes.load(folder_of(tmp_path, LAW)).index_text(), encoding="utf-8")
    statutes = Statutes.from_index(index)
    assert statutes.exists(Citation("试法", "276-1"))
    assert statutes.text(Citation("试法", "276-1")) is None
    law = statutes.get("试法")
    assert law is not None
    assert (law.title, law.version, law.status) == ("中华人民共和国试法", "2020-01-01", "现行有效")


@pytest.mark.parametrize(
    ("status", "in_force"),
    [
        ("现行有效", True),
        ("部分失效（第三十二条第一款）", True),
        ("已被取代：第三次修订", False),
        ("失效", False),
        ("已废止", False),
    ],
)
def test_a_repealed_statute_proves_nothing(tmp_path: Path, status: str, in_force: bool) -> None:
    statutes = Statutes.load(folder_of(tmp_path, {**LAW, "status": status}))
    assert statutes.exists(Citation("试法", "1"))
    assert statutes.in_force(Citation("试法", "1")) is in_force


@pytest.mark.parametrize(
    ("laws", "message"),
    [
        (([],), "want an object"),
        (({**LAW, "articles": [{"label": "第一章", "text": ""}]},), "no article label"),
        (({**LAW, "articles": [{"label": "第一条", "text": ""}, {"label": "第一条", "text": ""}]},), "stands twice"),
        (({key: value for key, value in LAW.items() if key != "status"},), "missing 'status'"),
        ((LAW, LAW), "used twice"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, laws: tuple[object, ...], message: str) -> None:
    with pytest.raises(StatuteError, match=message):
        Statutes.load(folder_of(tmp_path, *laws))


def test_what_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(StatuteError, match=r"x\.json: not JSON"):
        Statutes.load(tmp_path)


def test_every_citation_of_every_answer_is_proved(real_entries: list[Entry]) -> None:
    assert Statutes.from_index(INDEX).unproved(real_entries) == []


def test_an_unproved_citation_is_named(entries: list[Entry], tmp_path: Path) -> None:
    statutes = Statutes.load(folder_of(tmp_path, {**LAW, "short": "刑法"}))
    assert statutes.unproved(entries) == [
        ("wages-unpaid", Citation("劳动法", "50")),
        ("injury-recognition", Citation("工伤保险条例", "17")),
        ("quitting", Citation("劳动合同法", "37")),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the statutes are not beside this checkout")
def test_the_shipped_index_is_what_the_statutes_give() -> None:
    assert Statutes.load(SHARED).index_text() == INDEX.read_text("utf-8")
