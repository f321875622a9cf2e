"""`niangjia papers`: the list, what a paper asks, the files it writes, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from paper_answers import FORMS, FULL

from bot.cli import main
from bot.commands.papers import LOOK, OPEN, WRITTEN


def asked(*args: str, given: Any = None) -> Result:
    text = given if isinstance(given, str) else json.dumps(given)
    return CliRunner().invoke(main, ["papers", *args], input=text)


def test_they_are_listed_with_who_takes_them() -> None:
    told = asked().output
    assert [line.split()[0] for line in told.splitlines()] == list(FORMS)
    assert "劳动保障监察投诉书　交给：用工所在地的人力资源和社会保障局" in told


@pytest.mark.parametrize("name", FORMS)
def test_what_a_paper_asks(name: str) -> None:
    told = asked(name).output
    assert all(f"  {one.name} " in told for one in FORMS[name].fields)


@pytest.mark.parametrize("name", FORMS)
def test_a_word_file_and_a_page_are_written(name: str, tmp_path: Path) -> None:
    word, page, answers = tmp_path / "paper.docx", tmp_path / "paper.html", tmp_path / "answers.json"
    answers.write_text(json.dumps(FULL[name], ensure_ascii=False), "utf-8")
    for out in (word, page):
        done = asked(name, "--json", str(answers), "--out", str(out))
        assert (done.exit_code, WRITTEN.format(out) in done.output) == (0, True)
    assert Document(str(word)).paragraphs[0].text == FORMS[name].title
    assert f"<h1>{FORMS[name].title}</h1>" in page.read_text("utf-8")


def test_numbers_yes_and_nothing_may_stand_as_json(tmp_path: Path) -> None:
    given = {
        "wage": 6500.10,
        "contract": False,
        "job": None,
        "claims": [{"calculator": "arrears", "wage": 6500, "months": 4}],
    }
    done = asked("arbitration", "--json", "-", "--out", str(tmp_path / "paper.html"), given=given)
    page = (tmp_path / "paper.html").read_text("utf-8")
    assert done.exit_code == 0 and "6,500.10元" in page and "没有签订书面劳动合同" in page and "26,000.00元" in page
    assert OPEN.partition("{")[0] in done.output and LOOK in done.output


@pytest.mark.parametrize(
    ("args", "given", "said"),
    [
        (("lottery",), {}, "no paper 'lottery'"),
        (("arbitration", "--json", "-"), {}, "--out: want FILE.docx or FILE.html"),
        (("arbitration", "--json", "-", "--out", "paper.pdf"), {}, "--out: want FILE.docx or FILE.html"),
        (("arbitration", "--json", "-", "--out", "nowhere/paper.docx"), {}, "--out: "),
        (("arbitration", "--json", "-", "--out", "paper.docx"), "{", "--json: not JSON"),
        (("arbitration", "--json", "-", "--out", "paper.docx"), "[" * 100_000, "--json: not JSON"),
        (("arbitration", "--json", "-", "--out", "paper.docx"), [], "--json: want an object"),
        (("arbitration", "--json", "-", "--out", "paper.docx"), {"wage": "很多"}, "wage: 月工资：要写成数字"),
        (("arbitration", "--json", "-", "--out", "paper.docx"), {"claims": [{}]}, "claims.1.request: 请求事项第1项"),
    ],
)
def test_what_it_refuses(
    args: tuple[str, ...], given: Any, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = asked(*args, given=given)
    assert refused.exit_code == 2 and said in refused.output
    assert list(tmp_path.iterdir()) == []
