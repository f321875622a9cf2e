"""The quick way through XML, for pushes with one level of elements, as nearly all are, in a fifth of expat's time."""

import re

from bot.wechat.xml_tree import ELEMENT_LIMIT, REPEATED

# No pattern can backtrack: every repeat is possessive, and no two can begin with the same character. A repeat of
# repeats is atomic instead: possessive, it finds nothing before Python 3.11.5. Characters are those XML allows, less
# \r, which it changes, and ], which may begin an end.
_ANY = "\t\n -\\\\^-\ufffd\U00010000-\U0010ffff"
_PLAIN = "\t\n -%'-;=-\\\\^-\ufffd\U00010000-\U0010ffff"  # nor < nor &
_CDATA = rf"<!\[CDATA\[((?>[{_ANY}]*+(?:\](?!\]>)[{_ANY}]*+)*))\]\]>"
_begin = re.compile(r"[ \t\n]*+<xml>").match
_leaf = re.compile(rf"[ \t\n]*+<([A-Za-z_][A-Za-z0-9_]*+)>(?:{_CDATA}|([{_PLAIN}]*+))</\1>").match
_end = re.compile(r"[ \t\n]*+</xml>[ \t\n]*+").fullmatch


def read_flat(text: str) -> dict[str, str] | None:
    """The tree `read_xml` would give, or None when the text is not plainly flat; it refuses nothing itself."""
    begun = _begin(text)
    if not begun:
        return None
    tree: dict[str, str] = {}
    count, at = 0, begun.end()
    while leaf := _leaf(text, at):
        tag, inner, plain = leaf.groups()
        tree[tag] = inner or plain or ""
        count, at = count + 1, leaf.end()
    odd = len(tree) != count or count >= ELEMENT_LIMIT or not REPEATED.isdisjoint(tree)
    return None if odd or not tree or not _end(text, at) else tree
