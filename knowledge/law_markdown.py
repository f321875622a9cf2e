"""The Markdown layout of the public collection LawRefBook/Laws.

`# title` (a second one names a part), lines of 「2012年12月28日 … 修正」 or 「2008年1月1日 施行」,
`<!-- INFO END -->`, headings of chapters, and articles as paragraphs that begin 「第一条 」.
Source: the collection's own 法律法规模版.md, commit 2f4c5c2.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.law_names import number_of
from knowledge.statutes import Statute, StatuteError

END = "<!-- INFO END -->"

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DAY = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_DATED = re.compile(rf"[（(\s]*(?:根据)?\s*{_DAY.pattern}(?P<what>.*)")
_FROM = re.compile(rf"自{_DAY.pattern}起(?:施行|实施|生效)")
_FILE_DAY = re.compile(r"\((?P<day>\d{4}-\d{2}-\d{2})\)$")
_ARTICLE = re.compile(
    r"(?P<label>第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]+(?P<text>\S.*)"
)


def read_markdown(path: Path) -> Statute | None:
    """The statute of a file, its short title left empty; None where the file holds no articles.

    Raises:
        StatuteError: a statute without its title, day or END mark, or with an article twice.
        UnicodeDecodeError: not UTF-8.
    """
    text = _FRONT.sub("", path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    head, mark, body = text.partition(END)
    articles = _articles(path, _COMMENT.sub("", body if mark else text))
    if not articles:
        return None
    if not mark:
        raise StatuteError(f"{path.name}: {END}: missing between the dates and the articles")
    head = _COMMENT.sub("", head)
    title = re.search(r"^#\s+(?P<title>\S.*)$", head, re.MULTILINE)
    if title is None:
        raise StatuteError(f"{path.name}: title: want a line like # 中华人民共和国劳动法")
    version, effective = _days(path, head, articles)
    return Statute("", title["title"].strip(), version.isoformat(), "", articles, effective, source=path.name)


def _articles(path: Path, body: str) -> dict[str, str]:
    articles: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in (raw.strip() for raw in body.splitlines()):
        match = _ARTICLE.fullmatch(line)
        if match and (number := number_of(match["label"])):
            if number in articles:
                raise StatuteError(f"{path.name}: {match['label']}: stands twice")
            current = articles[number] = [match["text"]]
        elif line.startswith("#"):
            current = None  # what follows a heading and is no article (an annex, a remark) belongs to none
        elif line and current is not None:
            current.append(line)
    return {number: "\n".join(lines) for number, lines in articles.items()}


def _days(path: Path, head: str, articles: dict[str, str]) -> tuple[date, date]:
    """The day of this version, and its first day in force (the same where neither dates nor articles tell it)."""
    dated = list(_dated(path, head))
    made = [day for day, what in dated if not what.endswith("施行")] or [day for day, _ in dated]
    name = _FILE_DAY.search(path.stem)
    if name is None and not made:
        raise StatuteError(f"{path.name}: dates: want a line like 2018年12月29日 … 通过 before {END}")
    version = date.fromisoformat(name["day"]) if name else max(made)
    told = [day for day, what in dated if what.endswith("施行")]
    told += [_day(path, match) for text in articles.values() for match in _FROM.finditer(text)]
    return version, min((day for day in told if day >= version), default=version)


def _dated(path: Path, head: str) -> Iterator[tuple[date, str]]:
    for line in head.splitlines():
        if match := _DATED.match(line.replace("\xa0", " ")):
            yield _day(path, match), match["what"].strip(" 　）)")


def _day(path: Path, match: re.Match[str]) -> date:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise StatuteError(f"{path.name}: dates: no such day: {match[0]!r}") from None
