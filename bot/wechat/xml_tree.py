"""XML of a push read into a tree of text, by expat, with nothing allowed that the platform never sends."""

from typing import Any
from xml.parsers import expat

from bot.wechat.errors import Refused

DEPTH_LIMIT = 8  # elements within each other; the platform's deepest push has 5
ELEMENT_LIMIT = 512  # elements in all; the platform's largest push has about 60
REPEATED = frozenset({"item", "List"})
"""Elements the platform repeats within one parent; always a list in the tree. Any other repeat is refused."""


def read_xml(body: bytes) -> dict[str, Any]:
    """The tree below the root `<xml>`; `body` must be checked to be UTF-8.

    Attributes, comments and processing instructions carry nothing and are passed over.

    Raises: Refused for broken XML, a DTD, entities, another root, words between elements, duplicates, and size.
    """
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        raise Refused("xml-broken") from None
    if not isinstance(builder.root, dict):
        raise Refused("empty")
    return builder.root


def _refuse_doctype(*_: object) -> None:
    raise Refused("xml-doctype")


class _Builder:
    """Collects one document: `_open` holds, per open element, its children so far, None while there are none."""

    __slots__ = ("_count", "_open", "root", "words")

    def __init__(self) -> None:
        self._open: list[dict[str, Any] | None] = []
        self._count = 0
        self.words: list[str] = []
        self.root: Any = None

    def start(self, tag: str, _attributes: object) -> None:
        opened = self._open
        if not opened and tag != "xml":
            raise Refused("xml-root")
        self._count += 1
        if self._count > ELEMENT_LIMIT or len(opened) >= DEPTH_LIMIT:
            raise Refused("too-large")
        if self.words:
            self._drop_blanks()
        opened.append(None)

    def end(self, tag: str) -> None:
        value: Any = self._open.pop()
        if value is None:
            value = "".join(self.words)
            self.words.clear()
        elif self.words:
            self._drop_blanks()
        if self._open:
            self._add(tag, value)
        else:
            self.root = value

    def _add(self, tag: str, value: Any) -> None:
        siblings = self._open[-1]
        if siblings is None:
            siblings = self._open[-1] = {}
        if tag in REPEATED:
            siblings.setdefault(tag, []).append(value)
        elif tag in siblings:
            raise Refused("duplicate")
        else:
            siblings[tag] = value

    def _drop_blanks(self) -> None:
        if "".join(self.words).strip():
            raise Refused("xml-mixed")
        self.words.clear()
