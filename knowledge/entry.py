"""One answer of the knowledge base: a Markdown file with front matter, read strictly."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

TOPICS = tuple(
    "拖欠工资 最低工资 加班工资与工时 休息休假 劳动合同订立 未签合同双倍工资 试用期 劳动关系认定 "
    "解除与辞退 经济补偿与赔偿金 辞职与离职手续 社会保险 工伤认定 工伤待遇 职业病 女职工保护与生育 "
    "未成年工 竞业限制与违约金培训费 劳务派遣与外包 劳动仲裁程序 劳动监察投诉 诉讼与执行 法律援助 "
    "退休与养老 失业保险 公积金 工会与入会 困难帮扶 农民工工程欠薪 超龄与劳务关系 新业态与灵活就业 "
    "押金扣证 规章制度与罚款 调岗降薪 其他".split()
)
NEXT_STEPS = frozenset({"ticket", "calculator", "paper", "office", "human"})
REQUIRED = frozenset({"title", "topic", "ask", "citations", "valid_from", "reviewed", "next"})
OPTIONAL = frozenset({"also", "valid_until"})
FIRST_SCREEN_CHARACTERS = 300
WHOLE_CHARACTERS = 1_200
FEWEST_ASKS = 8

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")
_UNSPEAKABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CITATION = re.compile(r"(?P<statute>[^#\s]+)#(?P<article>[1-9]\d*(-[1-9]\d*)?)\Z")
_PARAMETER = re.compile(r"\{\{([^{}]*)\}\}")


class EntryError(ValueError):
    """An entry that breaks the rules; the message names file, field and rule."""

    def __init__(self, file: str, field: str, rule: str) -> None:
        super().__init__(f"{file}: {field}: {rule}")
        self.file, self.field, self.rule = file, field, rule


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A statute by its short title and an article: 劳动合同法#82, 刑法#276-1 (第二百七十六条之一)."""

    statute: str
    article: str

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read 劳动合同法#82. Raises ValueError if it is anything else."""
        match = _CITATION.match(text)
        if match is None:
            raise ValueError(f"not a citation (want STATUTE#ARTICLE): {text!r}")
        return cls(match["statute"], match["article"])

    def __str__(self) -> str:
        return f"{self.statute}#{self.article}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: how workers ask for it, what to do now, why, and on what law it rests."""

    slug: str
    title: str
    topic: str
    also: tuple[str, ...]
    ask: tuple[str, ...]
    citations: tuple[Citation, ...]
    valid_from: date
    valid_until: date | None
    reviewed: date
    next: tuple[str, ...]
    body: str

    @property
    def topics(self) -> tuple[str, ...]:
        """The main topic, then the further ones."""
        return (self.topic, *self.also)

    @property
    def first_screen(self) -> str:
        """What to do now: the text up to the first blank line."""
        return self.body.partition("\n\n")[0]

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the dated figures the text refers to as {{name}}."""
        return parameters_in(self.body)

    def is_live(self, on: date) -> bool:
        """Whether the answer may be given on that day (both ends count)."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def meets(self, other: "Entry") -> bool:
        """Whether there is a day on which both may be given."""
        return self.is_live(max(self.valid_from, other.valid_from)) and other.is_live(
            max(self.valid_from, other.valid_from)
        )


def parameters_in(text: str) -> frozenset[str]:
    """Names of the dated figures a text refers to as {{name}}."""
    return frozenset(name.strip() for name in _PARAMETER.findall(text))


def render(text: str | Entry, parameters: Mapping[str, str]) -> str:
    """Put the dated figures into an entry's body (or a part of it). Raises KeyError on an unknown name."""
    body = text.body if isinstance(text, Entry) else text
    return _PARAMETER.sub(lambda match: parameters[match[1].strip()], body)


def load(folder: Path, parameters: Collection[str] | None = None) -> list[Entry]:
    """Read every *.md of the folder, by slug; with `parameters`, also refuse unknown {{names}}.

    Raises:
        EntryError: on the first entry that breaks a rule.
    """
    entries = [parse(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]
    refuse_double(entries)
    if parameters is not None:
        refuse_unknown(entries, parameters)
    return entries


def parse(file: str, text: str) -> Entry:
    """Read one entry; the slug is the file's stem. Raises EntryError."""
    slug, front, body = _opened(file, text)
    return Entry(slug=slug, **{name: read(file, front, body) for name, read in _READERS.items()})


def problems(file: str, text: str) -> list[EntryError]:
    """Every rule that a text breaks, at most one a field; none where `parse` reads it."""
    try:
        _, front, body = _opened(file, text)
    except EntryError as error:
        return [error]
    found: dict[str, EntryError] = {}
    for read in _READERS.values():
        try:
            read(file, front, body)
        except EntryError as error:
            found.setdefault(error.field, error)
    return list(found.values())


def _opened(file: str, text: str) -> tuple[str, dict[str, Any], str]:
    """Slug, front matter and body. Raises EntryError."""
    slug = file.removesuffix(".md")
    if not _SLUG.match(slug):
        raise EntryError(file, "slug", "want lower-case letters, digits and single hyphens, 80 at most")
    front, body = _split(file, text.replace("\r\n", "\n"))
    _check_keys(file, front)
    return slug, front, body


def _split(file: str, text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text)
    if match is None:
        raise EntryError(file, "front matter", "want a block between two lines of ---")
    try:
        front = yaml.load(match["front"], Loader=LOADER)  # noqa: S506 (the safe loader, in C where it is built)
    except (yaml.YAMLError, ValueError) as error:  # a ValueError for a day that no calendar has, like 2026-13-45
        raise EntryError(file, "front matter", f"not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(front, dict):
        raise EntryError(file, "front matter", "want a mapping")
    return front, match["body"]


def _check_keys(file: str, front: Mapping[str, Any]) -> None:
    if unknown := sorted(str(key) for key in front.keys() - REQUIRED - OPTIONAL):
        raise EntryError(file, unknown[0], "unknown key")
    if missing := sorted(REQUIRED - front.keys()):
        raise EntryError(file, missing[0], "missing")


def _line(file: str, field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise EntryError(file, field, f"want one line of text, got {value!r}")
    _refuse_unspeakable(file, field, value.strip())
    return value.strip()


def _refuse_unspeakable(file: str, field: str, text: str) -> None:
    if found := _UNSPEAKABLE.search(text):
        raise EntryError(file, field, f"a control character: {found[0]!r}")


def _list(file: str, field: str, value: object) -> list[str]:
    if not isinstance(value, list):
        raise EntryError(file, field, "want a list")
    return [_line(file, field, item) for item in value]


def _topic(file: str, field: str, value: object) -> str:
    if value not in TOPICS:
        raise EntryError(file, field, f"unknown topic {value!r}")
    return str(value)


def _asks(file: str, value: object) -> tuple[str, ...]:
    asks = _list(file, "ask", value)
    if len(asks) < FEWEST_ASKS:
        raise EntryError(file, "ask", f"want {FEWEST_ASKS} ways of asking or more, got {len(asks)}")
    return tuple(asks)


def _citations(file: str, value: object) -> tuple[Citation, ...]:
    try:
        return tuple(Citation.parse(text) for text in _list(file, "citations", value))
    except ValueError as error:
        if isinstance(error, EntryError):
            raise
        raise EntryError(file, "citations", str(error)) from error


def _day(file: str, field: str, value: object) -> date:
    if type(value) is not date:  # a datetime is a date, too, and is not meant
        raise EntryError(file, field, f"want a day like 2026-11-22, got {value!r}")
    return value


def _optional_day(file: str, value: object, start: object) -> date | None:
    if value is None:
        return None
    end = _day(file, "valid_until", value)
    if end < _day(file, "valid_from", start):
        raise EntryError(file, "valid_until", "lies before valid_from")
    return end


def _next(file: str, value: object) -> tuple[str, ...]:
    steps = _list(file, "next", value)
    if unknown := [step for step in steps if step not in NEXT_STEPS]:
        raise EntryError(file, "next", f"unknown step {unknown[0]!r}")
    return tuple(steps)


def _body(file: str, text: str) -> str:
    body = text.strip()
    if not body:
        raise EntryError(file, "body", "empty")
    _refuse_unspeakable(file, "body", body)
    if len(body) > WHOLE_CHARACTERS:
        raise EntryError(file, "body", f"{len(body)} characters, at most {WHOLE_CHARACTERS}")
    if (length := len(body.partition("\n\n")[0])) > FIRST_SCREEN_CHARACTERS:
        raise EntryError(file, "first screen", f"{length} characters, at most {FIRST_SCREEN_CHARACTERS}")
    return body


_READERS: Mapping[str, Callable[[str, Mapping[str, Any], str], Any]] = {
    "title": lambda file, front, _: _line(file, "title", front["title"]),
    "topic": lambda file, front, _: _topic(file, "topic", front["topic"]),
    "also": lambda file, front, _: tuple(
        _topic(file, "also", one) for one in _list(file, "also", front.get("also") or [])
    ),
    "ask": lambda file, front, _: _asks(file, front["ask"]),
    "citations": lambda file, front, _: _citations(file, front["citations"]),
    "valid_from": lambda file, front, _: _day(file, "valid_from", front["valid_from"]),
    "valid_until": lambda file, front, _: _optional_day(file, front.get("valid_until"), front["valid_from"]),
    "reviewed": lambda file, front, _: _day(file, "reviewed", front["reviewed"]),
    "next": lambda file, front, _: _next(file, front["next"]),
    "body": lambda file, _, body: _body(file, body),
}


def refuse_double(entries: Iterable[Entry]) -> None:
    """One way of asking leads to one answer, on any day. Raises EntryError."""
    owners: dict[str, list[Entry]] = {}
    for entry in entries:
        for ask in entry.ask:
            for owner in owners.setdefault(ask, []):
                if owner.meets(entry):
                    raise EntryError(f"{entry.slug}.md", "ask", f"{ask!r} is already in {owner.slug}.md")
            owners[ask].append(entry)


def refuse_unknown(entries: Iterable[Entry], parameters: Collection[str]) -> None:
    """Every {{name}} is one of the parameters. Raises EntryError."""
    for entry in entries:
        if unknown := sorted(entry.parameters - frozenset(parameters)):
            raise EntryError(f"{entry.slug}.md", "body", f"unknown parameter {unknown[0]!r}")
