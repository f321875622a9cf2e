"""How many they are, and how old the worker is."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from knowledge.numerals import NUMBER, parse_bounds

MOST_PEOPLE = 10_000
YOUNGEST, OLDEST = 10, 90

_CROWD = re.compile(
    rf"(?P<vague>[几数])?(?P<number>{NUMBER})(?P<more>[几多余来])?(?:个|名|位|号)?(?P<still_more>多)?\s*"
    r"(?:农民工|民工|工友|工人|员工|同事|职工|兄弟|老乡|姐妹|学生|人(?![民均事社才家工力格生次造为]))"
)
_WE = re.compile(
    r"(?:我们|咱们|俺们|咱|俺)(?:一共|总共|共|有|这)*(?P<vague>[几数])?"
    r"(?P<number>[两俩三仨四五六七八九十]|\d{1,3})(?P<more>来)?(?P<still_more>多)?个?+(?![月年天万千百块元小点\d])"
)
_STAFF_SIZE = re.compile(r"(?:公司|厂里?|单位|店里?|全厂|企业|每)[^，。！？；,;!?]{0,3}$|第$")
_AGE = re.compile(
    rf"(?P<number>\d{{2}}|{NUMBER})\s*(?:多)?周?岁(?!以[上下内前后]|[前之]|退休|的?孩|的?娃|的?儿|的?女儿|才能|可以|就|或|到|至|、)"
)
_AGE_OF_YEAR = re.compile(rf"今年(?:已经|都|刚)?(?P<number>\d{{2}}|{NUMBER})(?=了|\s*$|[，,。])")
_RULE_BEFORE = re.compile(r"(?:未满|不满|年满|满|到|至|从|超过|收到|或|孩子|儿子|女儿|娃|双方|都)$")
_OWN_BEFORE = re.compile(r"(?:我|俺|本人|今年|年龄|已经?|现在|虚岁|周岁|刚)[^，,。！？!?；;]{0,6}$")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or years; `about` where it is a least or a guess: 二十来个, 几十个."""

    value: int
    about: bool
    said: str
    start: int


def read_headcount(text: str) -> Count | None:
    """The largest crowd that is told of, at least; not how many the firm employs."""
    found = [count for pattern in (_CROWD, _WE) for match in pattern.finditer(text) if (count := _crowd(text, match))]
    return max(found, key=lambda count: count.value, default=None)


def _crowd(text: str, match: re.Match[str]) -> Count | None:
    bounds = parse_bounds(match["number"])
    if bounds is None or bounds[0] % 1 or _STAFF_SIZE.search(text[max(0, match.start() - 6) : match.start()]):
        return None
    people = int(bounds[0]) * (2 if match["vague"] else 1)  # 几十 is twenty or more
    if not 1 < people <= MOST_PEOPLE:
        return None
    about = bool(match["vague"] or match["more"] or match["still_more"]) or bounds[0] < bounds[1]
    return Count(people, about, match[0], match.start())


def read_age(text: str) -> Count | None:
    """The age of the worker: one told as their own, else the only one told; limits of age are none."""
    found: dict[Literal["own", "any"], list[Count]] = {"own": [], "any": []}
    for match in chain(_AGE.finditer(text), _AGE_OF_YEAR.finditer(text)):
        bounds = parse_bounds(match["number"])
        before = text[max(0, match.start() - 10) : match.start()]
        own = match[0].startswith("今年") or _OWN_BEFORE.search(before) is not None
        if bounds is None or not YOUNGEST <= bounds[0] <= OLDEST or bounds[0] % 1:
            continue
        if _RULE_BEFORE.search(before) and not (
            own and before.endswith("满") and not before.endswith(("未满", "年满"))
        ):
            continue
        count = Count(int(bounds[0]), bounds[0] < bounds[1] or "多" in match[0], match[0], match.start())
        found["own" if own else "any"].append(count)
    if found["own"]:
        return found["own"][0]
    return found["any"][0] if len({count.value for count in found["any"]}) == 1 else None
