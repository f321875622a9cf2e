"""Statutes are read from both layouts, and whatever is damaged is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_law import LAW, MARKDOWN, RULES, folder_of

from knowledge.law_files import order, read_folder
from knowledge.law_import import digest
from knowledge.law_names import key
from knowledge.statutes import StatuteError


def markdown(folder: Path, text: str, name: str = "试验法(2018-06-30).md") -> Path:
    (folder / "社会法").mkdir(exist_ok=True)
    (folder / "社会法" / name).write_text(text, encoding="utf-8")
    return folder


def test_json_is_read(tmp_path: Path) -> None:
    law, rules = read_folder(folder_of(tmp_path, LAW, RULES)).statutes
    assert (law.short, law.effective, law.until) == ("试验法", date(2018, 9, 1), None)
    assert law.articles["276-1"] == "拿走苹果的，还百分之八十。"
    assert (rules.effective, rules.is_excerpt) == (date(2021, 1, 1), True)


@pytest.mark.parametrize(
    ("version", "effective", "first"),
    [
        ("2018-06-30修正（2018-09-01施行）", "2012-05-01", date(2018, 9, 1)),
        ("2018-06-30修正", "2012-05-01", date(2018, 6, 30)),
        ("2018-06-30修正", "2019-01-01", date(2019, 1, 1)),
        ("令第1号", "2012-05-01", date(2012, 5, 1)),
        ("令第1号", None, None),
    ],
)
def test_the_first_day_of_a_version(tmp_path: Path, version: str, effective: str | None, first: date | None) -> None:
    [law] = read_folder(folder_of(tmp_path, LAW | {"version": version, "effective": effective})).statutes
    assert law.effective == first


def test_markdown_is_read_and_is_the_same_text(tmp_path: Path) -> None:
    [law] = read_folder(markdown(tmp_path, MARKDOWN)).statutes
    assert (law.short, law.title, law.version) == ("试验法", "中华人民共和国试验法", "2018-06-30")
    assert (law.effective, law.status) == (date(2018, 9, 1), "")
    assert list(law.articles) == ["1", "2", "276-1"]
    assert law.articles["2"] == "有下列情形之一的：\n（一）下雨的；\n（二）刮风超过一年的。"
    [same] = read_folder(folder_of(tmp_path / "json", LAW)).statutes
    assert digest(law) == digest(same)


def test_a_known_title_keeps_its_short_title(tmp_path: Path) -> None:
    [law] = read_folder(markdown(tmp_path, MARKDOWN), {key("试验法"): "试法"}).statutes
    assert law.short == "试法"


def test_days_from_the_head_and_from_the_text(tmp_path: Path) -> None:
    text = MARKDOWN.replace("2018年9月1日 施行\n", "") + "\n本法自2018年10月1日起施行。\n"
    [law] = read_folder(markdown(tmp_path, text, "试验法.md")).statutes
    assert (law.version, law.effective) == ("2018-06-30", date(2018, 10, 1))


def test_parts_in_several_files_are_one_statute(tmp_path: Path) -> None:
    part = MARKDOWN.partition("## 第二章")[0]
    rest = (
        MARKDOWN.replace("第一条 ", "第三条 ").replace("第二条 ", "第十条 ").replace("第二百七十六条之一 ", "第四条 ")
    )
    [law] = read_folder(markdown(markdown(tmp_path, rest, "乙(2018-06-30).md"), part, "甲(2018-06-30).md")).statutes
    assert list(law.articles) == ["1", "2", "3", "4", "10"]


def test_files_that_hold_no_statute_are_passed_over(tmp_path: Path) -> None:
    markdown(tmp_path, "---\ndraft: true\n---\n# 目录\n", "_index.md")
    folder = read_folder(markdown(tmp_path, MARKDOWN))
    assert (len(folder.statutes), folder.passed_over) == (1, ("_index.md",))


BROKEN: list[tuple[Any, str]] = [
    ([], r"0\.json: want an object"),
    ({**LAW, "status": None}, r"0\.json: status: want one line"),
    ({**LAW, "short": "试 法"}, r"0\.json: short: want no blank"),
    ({**LAW, "effective": "2018-13-01"}, r"0\.json: effective: want a day"),
    ({**LAW, "until": "x"}, r"0\.json: until: want a day"),
    ({**LAW, "articles": []}, r"0\.json: articles: want a list"),
    ({**LAW, "articles": ["甲"]}, r"0\.json: articles\[0\]\.label"),
    ({**LAW, "articles": [{"label": "第一章", "text": "甲"}]}, r"0\.json: articles\[0\]\.label: no article label"),
    ({**LAW, "articles": [{"label": "第一条", "text": " "}]}, r"0\.json: articles\[0\]\.text: want the text"),
    (
        {**LAW, "articles": [{"label": "第一条", "text": "甲"}] * 2},
        r"0\.json: articles\[1\]\.label: 第一条 stands twice",
    ),
]


@pytest.mark.parametrize(("law", "message"), BROKEN)
def test_a_damaged_json_is_refused_with_its_field(tmp_path: Path, law: Any, message: str) -> None:
    with pytest.raises(StatuteError, match=message):
        read_folder(folder_of(tmp_path, law, LAW))
    folder = read_folder(tmp_path, lenient=True)
    assert (len(folder.statutes), len(folder.damaged)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MARKDOWN.replace("<!-- INFO END -->", ""), "INFO END -->: missing"),
        (MARKDOWN.replace("# 中华人民共和国试验法", ""), "title: want a line"),
        (MARKDOWN.replace("第二条 ", "第一条 "), "第一条: stands twice"),
        (MARKDOWN.replace("2018年9月1日", "2018年13月1日"), "dates: no such day"),
    ],
)
def test_a_damaged_markdown_is_refused_with_its_field(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(StatuteError, match=message):
        read_folder(markdown(tmp_path, text))


def test_a_markdown_without_any_day_is_refused(tmp_path: Path) -> None:
    head, mark, body = MARKDOWN.partition("<!--")
    with pytest.raises(StatuteError, match=r"试验法\.md: dates: want a line"):
        read_folder(markdown(tmp_path, f"{head.splitlines()[0]}\n{mark}{body}", "试验法.md"))


def test_the_same_article_told_twice_differently_is_refused(tmp_path: Path) -> None:
    markdown(tmp_path, MARKDOWN, "1(2018-06-30).md")
    with pytest.raises(StatuteError, match=r"2\(2018-06-30\)\.md: article 1: told otherwise in 1\("):
        read_folder(markdown(tmp_path, MARKDOWN.replace("苹果", "梨"), "2(2018-06-30).md"))


def test_what_is_not_utf_8_and_what_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StatuteError, match="holds no statute"):
        read_folder(tmp_path)
    (tmp_path / "x.md").write_bytes("第一条 试".encode("gbk"))
    with pytest.raises(StatuteError, match=r"x\.md: not UTF-8"):
        read_folder(tmp_path)
    (tmp_path / "x.md").rename(tmp_path / "x.json")
    with pytest.raises(StatuteError, match=r"x\.json: not"):
        read_folder(tmp_path)


def test_branches_stand_behind_their_article() -> None:
    assert sorted(["277", "276-2", "276", "3", "276-1"], key=order) == ["3", "276", "276-1", "276-2", "277"]
