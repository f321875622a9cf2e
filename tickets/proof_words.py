"""How followers ask which evidence they need: short words alone, never a whole question the knowledge answers."""

import re
from dataclasses import dataclass
from functools import lru_cache

REMEMBERED = 512
LIST = "证据清单"
CHECK = (
    "缺什么证据", "还缺什么证据", "还差什么证据", "缺啥证据", "还缺啥证据", "缺什么材料", "还缺什么材料",
    "要什么证据", "需要什么证据", "要啥证据", "还要什么证据", "要哪些证据", "需要哪些证据",
    LIST, "我的证据", "证据够不够", "证据够吗", "证据够了吗",
)  # fmt: skip
KEEP = ("怎么取证", "咋取证", "如何取证", "怎么留证据", "证据怎么留", "怎么存证据", "证据怎么存", "证据咋留")
_WHAT = r"(?:什么|啥|哪些|哪样)"
_LACKS = re.compile(rf"(?:缺|差|少){_WHAT}?(?:证据|凭据|材料)|(?:证据|凭据|材料).{{0,4}}(?:缺|差|少|够)")
_ASKS = re.compile(
    rf"(?P<about>.{{1,8}}?)的?(?:还|都|得)?(?:"
    rf"(?:缺|差|少|要|需要|准备){_WHAT}(?:证据|凭据|材料)|证据(?:清单|够不够|够了?吗|还?[缺差少]{_WHAT})"
    rf"|(?P<keep>(?:怎么|咋|如何)(?:取证|留证据|存证据)|证据(?:怎么|咋)[留存]))"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: `about` are the words before it, `keep` how to keep evidence, `lacks` what is still missing."""

    about: str
    keep: bool
    lacks: bool


@lru_cache(maxsize=REMEMBERED)
def asked(text: str) -> Asked | None:
    """What a folded text asks of evidence; None where it asks something else, or more."""
    lacks = bool(_LACKS.search(text))
    if text in CHECK or text in KEEP:
        return Asked("", text in KEEP, lacks)
    found = _ASKS.fullmatch(text)
    return Asked(found["about"], bool(found["keep"]), lacks) if found else None
