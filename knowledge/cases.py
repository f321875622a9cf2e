"""Labelled questions to measure the answers with: JSON lines, from a file that is no part of the project."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.entry import Citation
from knowledge.numerals import parse_number
from knowledge.statutes import Statutes

_LAW = re.compile(r"《(?P<title>[^》]+)》第(?P<number>[^条]+)条(?:之(?P<branch>[一二三四五六七八九十]))?")


class CaseError(ValueError):
    """A line of the file that cannot be measured; the message names line and field."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its labels; without topics it is no labour question."""

    question: str
    topics: frozenset[str]
    intents: frozenset[str]
    citations: frozenset[Citation]


def read_cases(lines: Iterable[str], statutes: Statutes) -> list[Case]:
    """Cases from JSON lines: question, and if known topic, second_topic, intent, intent_alt, law_refs.

    Raises:
        CaseError: a line that is no such object.
    """
    titles = {title: statute.short for statute in statutes for title in (statute.title, statute.short)}
    cases = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            cases.append(_case(row, titles))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CaseError(f"line {number}: want an object with a question: {error!r}") from error
    return cases


def _case(row: Mapping[str, Any], titles: Mapping[str, str]) -> Case:
    question = row["question"]
    if not isinstance(question, str) or not question.strip():
        raise CaseError("question is empty")
    return Case(
        question=question,
        topics=frozenset(topic for topic in (row.get("topic"), row.get("second_topic")) if topic),
        intents=frozenset(intent for intent in (row.get("intent"), row.get("intent_alt")) if intent),
        citations=frozenset(cited for text in row.get("law_refs") or () if (cited := _cited(text, titles))),
    )


def _cited(text: str, titles: Mapping[str, str]) -> Citation | None:
    match = _LAW.match(text)
    if match is None:
        return None
    title = match["title"]
    short = titles.get(title) or titles.get(f"中华人民共和国{title}")
    number = parse_number(match["number"])
    if short is None or number is None:
        return None
    branch = parse_number(match["branch"]) if match["branch"] else None
    return Citation(short, f"{number}" if branch is None else f"{number}-{branch}")
