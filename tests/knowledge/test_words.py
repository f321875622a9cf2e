"""Folding, the dictionaries and the cutter."""

import json
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cutter import DICTIONARY, frequencies
from knowledge.entry import Entry
from knowledge.words import Phrases, Words, WordsError

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
FILES = {
    "dictionary.txt": "停工留薪期\n骑手 500\n",
    "stopwords.txt": "的 了\n",
    "synonyms.txt": "# 说明\n炒鱿鱼, 开除 => 辞退\n开除 => 除名\n",
    "typos.txt": "公伤 => 工伤\n",
    "traditional.txt": "資錢 资钱\n",
    "off_topic.txt": "离婚, 房东\n",
    "other_matters.txt": "我想离婚\n",
}


def folder_of(tmp_path: Path, **changed: str) -> Path:
    for file, text in {**FILES, **{f"{name}.txt": text for name, text in changed.items()}}.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("拖欠工資，沒給錢", "拖欠工资,没给钱"),
        ("公伤赔多少", "工伤赔多少"),
        ("一\ud83d二\x00三", "一 二 三"),
    ],
)
def test_a_text_is_folded(words: Words, text: str, folded: str) -> None:
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("工伤10级", "工伤十级"),
        ("欠3个月", "欠三个月"),
        ("48小时", "四十八小时"),
        ("欠我18000元", "欠我 元"),
        ("2019年3月12日入职", " 入职"),
        ("5月份的工资", " 的工资"),
        ("[姓名]欠钱", " 欠钱"),
    ],
)
def test_numbers_are_spelled_and_dates_go(words: Words, text: str, clean: str) -> None:
    assert words.clean(text) == clean


def test_only_two_thousand_characters_count(words: Words) -> None:
    assert len(words.fold("工" * 5_000)) == 2_000
    assert len(words.fold("㍻" * 2_000)) == 2_000  # one sign that folds to two


def test_the_law_has_its_terms_for_what_workers_say(words: Words) -> None:
    assert words.concepts("老板把我炒鱿鱼了") == ("辞退",)
    assert words.concepts("包工头跑路，打了白条") == ("包工头", "欠薪逃匿", "工资欠条")
    assert words.concepts("今天天气不错") == ()


def test_a_saying_may_mean_two_things(tmp_path: Path) -> None:
    words = Words.load(folder_of(tmp_path))
    assert words.concepts("被开除") == ("辞退", "除名")
    assert words.cut("骑手的停工留薪期") == ("骑手", "停工留薪期")


def test_phrases_are_found_longest_first_and_each_place_once() -> None:
    phrases = Phrases({"工伤": (), "工伤认定": (), "认定书": ()})
    assert list(phrases.find("报工伤认定书和工伤")) == [(1, "工伤认定"), (7, "工伤")]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("synonyms", "炒鱿鱼\n", r"synonyms\.txt:1: want"),
        ("synonyms", "炒鱿鱼 =>\n", r"synonyms\.txt:1: want"),
        ("synonyms", "\n炒, 开除 => 辞退\n", r"synonyms\.txt:2: '炒' is shorter"),
        ("typos", "公 => 工伤\n", r"typos\.txt:1"),
        ("traditional", "資錢 资\n", r"traditional\.txt:1: want two strings"),
        ("dictionary", "骑手 很多\n", r"dictionary\.txt:1: want"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, file: str, text: str, message: str) -> None:
    with pytest.raises(WordsError, match=message):
        Words.load(folder_of(tmp_path, **{file: text}))


def test_the_cutter_cuts_as_jieba_does(words: Words, real_entries: list[Entry]) -> None:
    for entry in real_entries:
        text = "".join(sign for sign in entry.body if "一" <= sign <= "鿕")
        assert words.cutter.cut(text) == words.cutter.tokenizer.lcut(text, HMM=False)


@given(st.text(HAN, max_size=60))
def test_the_cutter_cuts_any_signs_as_jieba_does(words: Words, text: str) -> None:
    assert words.cutter.cut(text) == (words.cutter.tokenizer.lcut(text, HMM=False) if text else [])


@given(st.text(max_size=60))
def test_cutting_loses_no_chinese_sign(words: Words, text: str) -> None:
    assert "".join(words.cutter.cut(text)) == "".join(sign for sign in text if "一" <= sign <= "鿕")


def test_the_dictionary_is_read_as_jieba_reads_it() -> None:
    with DICTIONARY.open("rb") as file:
        assert frequencies(DICTIONARY) == jieba.Tokenizer().gen_pfdict(file)


def typos() -> list[str]:
    """What typos.txt takes for wrong."""
    lines = (ROOT / "knowledge" / "words" / "typos.txt").read_text("utf-8").splitlines()
    rules = [line for line in lines if "=>" in line and not line.startswith("#")]
    found = [wrong.strip() for rule in rules for wrong in rule.partition("=>")[0].split(",")]
    assert "公伤" in found
    return found


def test_no_typo_stands_in_an_answer(words: Words, real_entries: list[Entry]) -> None:
    texts = "".join(entry.title + entry.body for entry in real_entries)
    assert words.fold("公伤") == "工伤"
    assert [wrong for wrong in typos() if wrong in texts] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the statutes' text lies beside the project and is no part of it")
def test_no_typo_stands_in_the_law() -> None:
    statutes = [json.loads(path.read_text("utf-8")) for path in (SHARED / "law" / "statutes").glob("*.json")]
    assert statutes
    texts = "".join(article["text"] for statute in statutes for article in statute["articles"])
    assert [wrong for wrong in typos() if wrong in texts] == []
