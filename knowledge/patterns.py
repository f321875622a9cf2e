"""Patterns of speech in an editable file: sections of lines, where … stands for a few characters in between."""

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.words import WordsError, lines

GAP = "[^。！!？?；;\n]{0,10}"

_SECTION = re.compile(r"\[([a-z_]+)\]\Z")


def load_patterns(path: Path, sections: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    """One compiled alternation a section.

    Raises:
        WordsError: a section that is unknown, missing or empty, or a line that is no pattern.
    """
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in lines(path):
        if match := _SECTION.match(line):
            if match[1] not in sections or match[1] in found:
                raise WordsError(f"{path.name}:{number}: unknown or repeated section {match[1]}")
            current = found.setdefault(match[1], [])
        elif current is None:
            raise WordsError(f"{path.name}:{number}: a pattern before the first [section]")
        else:
            current.append(_checked(line.replace("…", GAP), f"{path.name}:{number}"))
    if empty := [section for section in sections if not found.get(section)]:
        raise WordsError(f"{path.name}: no patterns in [{empty[0]}]")
    return {section: re.compile("|".join(patterns)) for section, patterns in found.items()}


def _checked(pattern: str, place: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise WordsError(f"{place}: not a pattern: {error}") from error
    return f"(?:{pattern})"
