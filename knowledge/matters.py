"""A second matter in one message: "工伤怎么认定？还有加班费不给怎么办" asks twice."""

import re
from collections.abc import Callable, Sequence

from knowledge.features import asks
from knowledge.search import Found, Hit

# On the open questions 11 of the 136 with two labelled topics get a second so, and 4 of the 228 with one.
SECOND_AT = 0.7
LABOUR_AT = 0.5
SHORTEST_CHARACTERS, MOST_PARTS = 6, 8

_JOINED = re.compile(r"另外|还有|而且|再问|再就是|顺便|还想问|除此之外")
_PART = re.compile(rf"[。！？!?\n；;]|(?:{_JOINED.pattern})|(?:^|\s)[0-9一二三四五][、.)）]")


def second_matter(folded: str, hits: Sequence[Hit], find: Callable[[str], Found]) -> Hit | None:
    """The best hit of a part that is surely about another topic than the first hit; None if there is no such part.

    A part has to ask, unless the follower's own words join it to the rest.
    """
    parts = [part for part in map(str.strip, _PART.split(folded)) if len(part) >= SHORTEST_CHARACTERS]
    if len(parts) < 2:
        return None
    joined = _JOINED.search(folded) is not None
    found = [find(part) for part in parts[:MOST_PARTS] if joined or asks(part)]
    others = [
        one.hits[0]
        for one in found
        if one.hits
        and one.labour >= LABOUR_AT
        and one.hits[0].score >= SECOND_AT
        and one.hits[0].topic != hits[0].topic
    ]
    return max(others, key=lambda hit: hit.score, default=None)
