"""Proves the figures of the answers: each stands in an article the answer cites, is a parameter, or is explained."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.entry import Citation, Entry
from knowledge.law_explained import EVERY, Explained, Same
from knowledge.law_figures import Said, figures, grades
from knowledge.library import BASIS
from knowledge.statutes import Statutes

AROUND = 12
WORKDAYS = "指工作日"  # 「本规则规定的"三日""五日""十日"指工作日」

_PARAMETER = re.compile(r"\{\{[^{}]*\}\}")
_LIST_MARK = re.compile(r"^\d+\. ", re.MULTILINE)
# What is made up for an example (to the end of the line after 「例：」, of the sentence after 「比如」), and what
# stands in quotes: somebody says it, or is to write it.
_MADE_UP = re.compile(
    r"(?<!条)例[一二三四]?[：:，][^\n]*|(?:算账|算一下|算个账|举个例子)[：:，][^\n]*"
    r"|(?:比如|例如|打个比方|假如|假设)[^\n。]*|“[^”\n]*”"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Unproved:
    """A figure of an answer that nothing proves; `around` is where it stands."""

    slug: str
    figure: Said
    around: str

    def __str__(self) -> str:
        return f"{self.slug}.md: {self.figure.words}: in no cited article, no parameter, not explained: …{self.around}…"


def unproved(
    entries: Iterable[Entry], statutes: Statutes, parameters: Iterable[str], explained: Explained, on: date
) -> list[Unproved]:
    """Every figure that nothing proves; `parameters` are the dated figures' values. Needs the statutes' text."""
    given = {number for value in parameters for number in _NUMBER.findall(value)}
    return [one for entry in entries for one in _unproved(entry, statutes, given, explained, on)]


def idle(entries: Iterable[Entry], explained: Explained) -> list[str]:
    """Explanations of a figure that no longer stands there: `SLUG: FIGURE`."""
    said = {entry.slug: {_same(one) for one in figures(claims(entry), measures=False)} for entry in entries}
    return [
        f"{slug}: {one.figures}"
        for one in explained.all
        for slug in one.slugs
        if slug != EVERY and not one.same <= said.get(slug, set())
    ]


def claims(entry: Entry) -> str:
    """What an answer says itself: without its 依据, list marks, parameters, examples and quotes."""
    body = entry.body.rpartition(BASIS)[0] or entry.body
    return _MADE_UP.sub("", _PARAMETER.sub("", _LIST_MARK.sub("", body)))


def _unproved(entry: Entry, statutes: Statutes, given: set[str], explained: Explained, on: date) -> Iterator[Unproved]:
    text, on = claims(entry), max(on, entry.valid_from)
    proved = stated(entry.citations, statutes, on)
    for one in explained.of(entry.slug):
        proved |= one.same & stated(one.citations, statutes, on) if one.citations else one.same
    days = {value for kind, value in proved if kind == "date"}
    seen: set[Same] = set()
    for said in figures(text, measures=False):
        same = _same(said)
        if same in seen or same in proved or said.value in given or (said.kind == "date" and _dated(said, days)):
            continue
        seen.add(same)
        at = text.find(said.words)
        yield Unproved(entry.slug, said, text[max(0, at - AROUND) : at + len(said.words) + AROUND].replace("\n", " "))


def stated(citations: Iterable[Citation], statutes: Statutes, on: date) -> set[Same]:
    """Every figure that stands in the articles, or in when their statutes came into force."""
    found: set[Same] = set()
    workdays = False
    for citation in citations:
        text = statutes.text(citation, on) or ""
        found.update(_same(one) for one in (*figures(text), *grades(text)))
        workdays = workdays or WORKDAYS in text
        statute = statutes.get(citation.statute, on)
        if statute and statute.effective:
            found.add(("date", statute.effective.isoformat()))
    if workdays:
        found.update([("workday", value) for kind, value in found if kind == "day"])
    return found


def _same(said: Said) -> Same:
    return said.kind, said.value


def _dated(said: Said, days: Iterable[str]) -> bool:
    """Whether a known day is (in) the one that was said: 2025年9月 and 9月1日 are both of 2025-09-01."""
    return any(day.startswith(f"{said.value}-") or day.endswith(f"-{said.value}") for day in days)
