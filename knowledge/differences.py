"""What differs between two versions of an entry, field by field, down to the characters of a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.sheets import HEADINGS

ALIKE = 0.4  # two lines less alike than this are told as one gone and one new


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `sign` is '-', '+' or ' '; `parts` are its pieces, each with whether it is what differs."""

    sign: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one field."""

    field: str
    lines: tuple[Line, ...]


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """The fields that differ, in their order."""
    fields = [name for name in HEADINGS if name not in ("slug", "version")]
    pairs = [(name, old.get(name, "").split("\n"), new.get(name, "").split("\n")) for name in fields]
    return [Difference(name, tuple(_lines(one, other))) for name, one, other in pairs if one != other]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(" ", ((text, False),)) for text in old[a:b])
        else:
            yield from _changed(old[a:b], new[c:d])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    paired = min(len(old), len(new))
    for one, other in zip(old[:paired], new[:paired], strict=True):
        yield from _pair(one, other)
    yield from (Line("-", ((text, True),)) for text in old[paired:])
    yield from (Line("+", ((text, True),)) for text in new[paired:])


def _pair(old: str, new: str) -> Iterator[Line]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    if matcher.ratio() < ALIKE:
        codes = [("replace", 0, len(old), 0, len(new))]
    yield Line("-", tuple((old[a:b], tag != "equal") for tag, a, b, _, _ in codes if a < b))
    yield Line("+", tuple((new[c:d], tag != "equal") for tag, _, _, c, d in codes if c < d))
