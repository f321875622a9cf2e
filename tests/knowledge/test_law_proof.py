"""Each figure of an answer stands in a cited article, is a parameter, or is explained."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_knowledge import QUITTING
from small_law import statute

from knowledge.entry import Citation, Entry, parse
from knowledge.law_explained import Explained
from knowledge.law_proof import claims, idle, unproved
from knowledge.statutes import Statutes
from knowledge.words import WordsError

ON = date(2026, 11, 22)
FILE = Path(__file__).resolve().parents[2] / "knowledge" / "words" / "explained_figures.txt"
LAW = statute(
    "劳动合同法",
    articles={
        "37": "提前三十日，支付二倍；一级至四级除外；五日内。",
        "68": "平均每日不超过四小时。",
        "80": "“五日”指工作日。",
    },
    effective=date(2013, 7, 1),
)


def answer(body: str, *articles: str) -> Entry:
    cited = tuple(Citation("劳动合同法", one) for one in articles or ("37",))
    return replace(parse("quitting.md", QUITTING), body=f"{body}\n依据：《劳动合同法》第三百条", citations=cited)


def found(entry: Entry, explained: Explained = Explained(), values: tuple[str, ...] = ()) -> list[str]:  # noqa: B008
    return [one.figure.words for one in unproved([entry], Statutes([LAW]), values, explained, ON)]


def explaining(folder: Path, text: str) -> Explained:
    (folder / "explained.txt").write_text(text, "utf-8")
    return Explained.read(folder / "explained.txt")


@pytest.mark.parametrize(
    "body",
    [
        "提前30天说。",
        "双倍。",
        "200%。",
        "3级也一样。",
        "2013年7月起。",
        "7月1日起。",
        "打{{电话}}30天内。",
        "1. 不用给钱。",
    ],
)
def test_what_the_article_says_is_proved(body: str) -> None:
    assert found(answer(body)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("提前31天说。", "31天"),
        ("三倍。", "三倍"),
        ("5级。", "5级"),
        ("2014年7月起。", "2014年7月"),
        ("5个工作日内。", "5个工作日"),
        ("每天4小时。", "4小时"),
    ],
)
def test_what_it_does_not_say_is_named(body: str, words: str) -> None:
    assert found(answer(body)) == [words]


def test_the_line_tells_where() -> None:
    [one] = unproved([answer("先这样，再提前31天说。")], Statutes([LAW]), (), Explained(), ON)
    assert str(one).startswith("quitting.md: 31天: in no cited article")
    assert "再提前31天说" in str(one)


def test_a_figure_is_named_once() -> None:
    assert found(answer("31天，三十一日，31天。")) == ["31天"]


def test_days_may_be_workdays_where_an_article_says_so() -> None:
    assert found(answer("5个工作日内。", "37", "80")) == []


def test_examples_quotes_and_parameters_are_no_claims() -> None:
    body = "条例写的。\n例：月薪4800元，干3年。\n比如差了99天。写“欠我77天”。{{最低工资}}"
    assert claims(answer(body)) == "条例写的。\n\n。写。"
    assert found(answer(body)) == []
    assert found(answer("条例：99天。")) == ["99天"]


def test_a_parameter_proves_its_value() -> None:
    assert found(answer("最低2235元。")) == ["2235元"]
    assert found(answer("最低2235元。"), values=("2235", "（数额请打12333问）")) == []


@pytest.mark.parametrize(
    "line",
    ["quitting: 31天: 建议", "other, quitting: 30天, 三十一日: 建议", "*: 31天: 建议", "# 说明\nquitting: 31天: 建议"],
)
def test_an_explained_figure_is_proved(tmp_path: Path, line: str) -> None:
    explained = explaining(tmp_path, line)
    assert found(answer("提前31天说。"), explained) == []
    assert found(answer("提前32天说。"), explained) == ["32天"]


def test_an_explanation_that_names_an_article_is_proved_itself(tmp_path: Path) -> None:
    explained = explaining(tmp_path, "quitting: 4小时, 5小时: 劳动合同法#68 非全日制")
    assert found(answer("每天4小时。"), explained) == []
    assert found(answer("每天5小时。"), explained) == ["5小时"]


@pytest.mark.parametrize("line", ["quitting", "quitting: 31天", "quitting: 31天: ", "quitting: 很久: 建议"])
def test_a_line_that_explains_nothing_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(WordsError, match=r"explained\.txt:2: want SLUG"):
        explaining(tmp_path, f"# 说明\n{line}\n")


def test_an_explanation_nobody_needs_is_told(tmp_path: Path) -> None:
    explained = explaining(tmp_path, "quitting: 31天, 三倍: 建议\n*: 99天: 建议\ngone: 1年: 建议")
    assert idle([answer("31天，三倍。")], explained) == ["gone: 1年"]
    assert idle([answer("31天。")], explained) == ["quitting: 31天, 三倍", "gone: 1年"]


def test_the_shipped_file_explains_answers_that_are_there(real_entries: list[Entry]) -> None:
    explained = Explained.read(FILE)
    slugs = {slug for one in explained.all for slug in one.slugs}
    assert len(slugs) > 50
    assert slugs - {entry.slug for entry in real_entries} - {"*"} == set()
