"""How people name statutes and articles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.law_names import LONGEST, Asked, asked, chinese, cited, key, label_of, number_of, read_names, usual
from knowledge.numerals import parse_number
from knowledge.words import WordsError

NAMES = Path(__file__).resolve().parents[2] / "knowledge" / "words" / "statute_names.txt"


@pytest.mark.parametrize(
    ("text", "article", "item"),
    [
        ("劳动合同法第82条", "82", None),
        ("劳动合同法82", "82", None),
        ("劳动合同法 ８２", "82", None),
        ("劳动合同法第八十二条", "82", None),
        ("《中华人民共和国劳动合同法》第八十二条第一款", "82", None),
        ("请问劳动合同法第82条是怎么规定的？", "82", None),
        ("查一下劳动合同法第82条的内容", "82", None),
        ("劳动合同法第四十六条第（五）项", "46", 5),
        ("劳动合同法46条5项", "46", 5),
        ("劳动合同法276条之一", "276-1", None),
        ("劳动合同法第二百七十六条之一", "276-1", None),
        ("劳动合同法276-1", "276-1", None),
    ],
)
def test_an_article_is_understood(text: str, article: str, item: int | None) -> None:
    assert asked(text) == (Asked("劳动合同法", article, item),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第82条",
        "劳动合同法",
        "劳动合同法第零条",
        "老板欠我3条工资",
        "老板不签合同，劳动合同法第82条能赔多少",
        "劳动合同法第82条；老板跑了",
        "劳动合同法第82条经济补偿",
        "劳动合同法八十二",
        "劳动合同法第82条" + "。" * LONGEST,
    ],
)
def test_anything_else_names_no_article(text: str) -> None:
    assert asked(text) == ()


def test_several_articles_of_several_statutes() -> None:
    line = "依据：《工伤保险条例》第十四条、第十七条；最高法院《劳动争议司法解释（一）》第三条。"
    assert asked(line) == (Asked("工伤保险条例", "14"), Asked("工伤保险条例", "17"), Asked("劳动争议解释一", "3"))
    assert asked("劳动合同法第38条和第46条，第38条") == (Asked("劳动合同法", "38"), Asked("劳动合同法", "46"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国劳动法", "《劳动法》"),
        ("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", "最高法审理劳动争议案件适用法律问题的解释一"),
        ("劳动人事争议仲裁办案规则（节选）", "劳动人事争议仲裁办案规则"),
        ("劳动争议司法解释(一)", "劳动争议解释（一）"),
    ],
)
def test_one_statute_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert key("劳动法") != key("劳动合同法")


def test_the_usual_title_is_the_plain_one() -> None:
    assert usual("中华人民共和国民法典（劳动相关条文节选）") == "民法典"
    assert usual("最高人民法院关于苹果的解释（一）") == "最高人民法院关于苹果的解释（一）"


@given(st.integers(1, 9_999))
def test_numbers_are_written_as_they_are_read(number: int) -> None:
    assert parse_number(chinese(number)) == number
    assert number_of(label_of(f"{number}")) == f"{number}"
    assert number_of(label_of(f"{number}-3")) == f"{number}-3"
    assert asked(f"试验法{label_of(str(number))}") == (Asked("试验法", str(number)),)


@pytest.mark.parametrize("label", ["第一章", "第条", "一条", "第一条 ", "第零条", "第82条"])
def test_what_is_no_label_has_no_number(label: str) -> None:
    assert number_of(label) is None


@given(st.text(alphabet="劳动合同法条例第章之一二十百0123456789 、；《》（）。", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for one in asked(text):
        assert number_of(label_of(one.article)) == one.article


def test_further_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("# 说明\n年假条例 → 带薪年休假条例\n", "utf-8")
    assert read_names(path) == {"年假条例": "带薪年休假条例"}
    assert "社保法" in read_names(NAMES)


@pytest.mark.parametrize("line", ["年假条例", "→ 带薪年休假条例", "年假条例 →"])
def test_a_name_without_its_statute_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(line, "utf-8")
    with pytest.raises(WordsError, match=r"names\.txt:1: want NAME → SHORT TITLE"):
        read_names(path)


def test_articles_of_one_statute_are_named_together() -> None:
    told = cited(("劳动合同法#46", "工伤保险条例#14", "劳动合同法#47", "刑法#276-1"))
    assert told == "《劳动合同法》第四十六条、第四十七条；《工伤保险条例》第十四条；《刑法》第二百七十六条之一"
    assert cited(()) == ""
