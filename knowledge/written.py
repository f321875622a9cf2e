"""An entry's text as the fields of a form, also where it is not finished yet: nothing that was written is lost."""

from collections.abc import Mapping
from datetime import date

import yaml

from knowledge.entry import LOADER, EntryError, parse
from knowledge.sheets import HEADINGS, LISTS, Row, markdown, row_of

LONGEST = 20_000  # characters of a field; the rules allow far less


def row_of_text(slug: str, text: str) -> Row:
    """The fields of a text; of one that breaks rules, what can be made out."""
    try:
        return row_of(parse(f"{slug}.md", text), "")
    except EntryError:
        return blank(slug) | _made_out(text)


def text_of(row: Mapping[str, str]) -> str:
    """The text that a form's fields make; lists one item a line."""
    clean = {name: row.get(name, "").replace("\r\n", "\n")[:LONGEST] for name in HEADINGS}
    return markdown(clean)


def blank(slug: str, on: date | None = None) -> Row:
    """The fields of an entry that nobody has written yet; with a day, it is valid from it."""
    row = dict.fromkeys(HEADINGS, "") | {"slug": slug}
    return row | {"valid_from": on.isoformat(), "next": "human"} if on else row


def _made_out(text: str) -> Row:
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    try:
        front = yaml.load(head, Loader=LOADER)  # noqa: S506 (the safe loader, in C where it is built)
    except yaml.YAMLError:
        return {"body": text}
    if not isinstance(front, dict):
        return {"body": text}
    row = {name: _shown(front[name], name in LISTS) for name in HEADINGS if name in front}
    return row | {"body": body.strip()}


def _shown(value: object, is_list: bool) -> str:
    if is_list and isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)
