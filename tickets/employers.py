"""The firm, site and foreman a worker names, taken out of their words: 在金凤万达二期干活，宏达建筑的，老板姓马."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from knowledge.normal import fold
from knowledge.numerals import parse_number
from knowledge.places import DISTRICTS, find_district
from knowledge.sounds import Sounds
from knowledge.words import Phrases, arrows, character_map
from tickets import name_words as words

LONGEST_CHARACTERS = 120
MOST_PARTS = 4
MOST_MARKS = 24
HERE = "此地"
_SPLIT = re.compile(r"[,。;；、!?()\[\]【】《》“”\"'/|\n]+|\s+")
_SPACED = re.compile(r"(?<![一-鿿])(?:[一-鿿]\s+){2,}[一-鿿](?![一-鿿])")
_S = f"[{words.SURNAMES}]"
_FOREMAN = (
    re.compile(
        rf"(?:{words.TITLES})(?:名字|姓名)?(?:叫|是|姓|:)?(?P<name>{_S}(?!上)[一-鿿]{{0,2}}?)(?:的|师傅|总|老板)?$"
    ),
    re.compile(
        rf"(?:^|(?<=[的跟找是叫给着]))(?P<name>{_S}[一-鿿]{{0,2}}?)(?:{words.TITLES}|总(?!队|工|承|包|公|部))的?"
    ),
    re.compile(rf"(?P<name>{_S})(?:{words.TITLES}|总(?!队|工|承|包|公|部))的?"),
    re.compile(rf"(?:^|(?<=[的跟找是叫给着]))老(?P<name>{_S})(?=$|的|那|工地|家|带|包)的?"),
    re.compile(rf"姓(?P<name>{_S})的?"),
    re.compile(rf"(?:^|(?<=[的跟找是叫给着]))(?P<name>{_S}[一-鿿]{{1,2}})(?:包|带|领)(?:的活?|着干)"),
)
_FIRM_FIRST = re.compile(rf"(?P<firm>.{{2,}}?(?:{words.FIRM}))(?P<rest>.*)$")
_BUREAU_FIRST = re.compile(r"(?P<firm>(?:中建|中铁|水电|中交)\d+[公航]?局)(?P<rest>.*)$")
_TRADE_FIRST = re.compile(rf"(?P<firm>.{{2,}}?(?:建筑|建设|建工|劳务|装饰|装修))(?P<rest>.{{2,}}(?:{words.SITE}))$")
_BRANCH = re.compile(r"^(?:[一-鿿]{2,6})?分公司|^(?:集团|股份|建设|工程|有限|责任|公司)+")
_KINDS = re.compile(rf"(?:{words.FIRM}|{words.SITE}|{words.FILLER})$")
_IS_FIRM = re.compile(rf"(?:{words.FIRM}|{words.SHOP}|局)$")
_IS_SITE = re.compile(rf"(?:{words.SITE}|{words.PLACE_TAILS}|标段|[期标])$")
_SHOP = re.compile(rf"(?:{words.SHOP})$")
_TRADES = {name: re.compile(rf"(?:{each})$") for name, each in words.TRADES.items()}
_OWN_NAME = re.compile(words.OWN_NAMES)
_LEFT_OVER = re.compile(r"[a-z]+\d*|\d+[a-z]*")
_NOTHING = re.compile(
    r"[一-鿿]?|不知道|不清楚|没有|跳过|忘了|私人|个人|小|大|一家|单位|老板|公司|工地|包工头|工头|" + words.PLACE_TAILS
)


class Role(StrEnum):
    """What a name names, as far as its own words say."""

    FIRM = "firm"
    SITE = "site"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Part:
    """One name. `core` is what is its own (宏达); `apart` are numbers and letters that tell its like from it
    ((标, 1), (区, a)); `dropped` the words it was found by, which say nothing."""

    role: Role
    core: str
    apart: frozenset[tuple[str, str]] = frozenset()
    region: str = ""
    trades: frozenset[str] = frozenset()
    short: bool = field(default=False, compare=False)
    dropped: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """Everything somebody's words name; `foreman` is a surname, or a name in full."""

    parts: tuple[Part, ...]
    foreman: str = ""
    district: str = ""

    @property
    def tells(self) -> bool:
        """Whether it names something that can be met again: a surname alone does not."""
        return bool(self.parts) or len(self.foreman) > 1


class Employers:
    """Reads names as people write them; `known` are short names with what they stand for."""

    def __init__(self, sounds: Sounds, traditional: Mapping[int, str], known: Mapping[str, tuple[str, ...]]) -> None:
        self.sounds, self._traditional, self._known = sounds, traditional, Phrases(known)

    @classmethod
    def load(cls, folder: Path) -> "Employers":
        """From the dictionaries in knowledge/words."""
        sounds, traditional = Sounds.load(folder / "sounds.txt"), character_map(folder / "traditional.txt")
        return cls(sounds, traditional, dict(arrows(folder / "employers.txt")))

    def read(self, said: str, district: str | None = None) -> Named:
        """What `said` names; `district` is where it is known to be."""
        folded = fold(said[:LONGEST_CHARACTERS], self._traditional)
        folded = _SPACED.sub(lambda spaced: re.sub(r"\s", "", spaced[0]), folded)
        folded = words.BUREAU.sub(_bureau, folded)
        parts: list[Part] = []
        foreman = ""
        for piece in filter(None, _SPLIT.split(folded)):
            rest, where = _without_district(piece)
            rest, name = _without_foreman(rest)
            district, foreman = district or where, foreman or name
            for role, text in _named(_trimmed(rest)):
                _put(parts, self._part(role, text))
        return Named(tuple(dict.fromkeys(parts))[:MOST_PARTS], foreman, district or "")

    def marks(self, named: Named) -> Sequence[str]:
        """What names that may be alike have in common: the sounds of neighbouring characters; at most MOST_MARKS."""
        found: dict[str, None] = {}
        for part in named.parts:
            sounds = [self.sounds.key(char) for char in part.core]
            grams = [" ".join(sounds[at : at + 2]) for at in range(max(1, len(sounds) - 1))]
            found |= dict.fromkeys([" ".join(sounds), *grams])
        if len(named.foreman) > 1:
            found["老板 " + " ".join(map(self.sounds.key, named.foreman))] = None
        return list(found)[:MOST_MARKS]

    def _part(self, role: Role, text: str) -> Part:
        """The part that `text` names; without a core where only kinds, trades and numbers are left."""
        for _, phrase in self._known.find(text):
            if text.startswith(phrase):
                means = self._known.meanings[phrase][0]
                return Part(Role.FIRM, means, short=phrase != means, dropped=(phrase,))
        text, region = _without_region(words.TOWN.sub("", text, count=1))
        text, apart = _without_units(text)
        role = _role(role, text)
        text, dropped = _without(text, _KINDS)
        trades: frozenset[str] = frozenset()
        if region == HERE and _OWN_NAME.fullmatch(text):
            text = words.OURS + text
        elif role is not Role.SITE:
            text, trades, more = _without_trades(text)
            dropped, role = dropped + more, Role.FIRM if trades else role
        text, tokens = _without_tokens(text)
        units = {unit for unit, _ in apart}
        core = "" if _NOTHING.fullmatch(text) else text
        if not core and "建" in units:  # 宁夏二建
            role, core = Role.FIRM, words.OURS + "建筑"
        return Part(role, core, apart | tokens, "" if region == HERE else region, trades, "局" in units, dropped)


def _put(parts: list[Part], part: Part) -> None:
    """Adds a part; numbers alone (一标段) belong to the name before them."""
    if part.core:
        parts.append(part)
    elif parts and part.apart:
        parts[-1] = replace(parts[-1], apart=parts[-1].apart | part.apart)


def _bureau(found: re.Match[str]) -> str:
    """中国建筑第八工程局 as 中建8局."""
    kind = (found["kind"] or "")[:1]
    return f"{words.HOUSES.get(found['house'], found['house'])}{_number(found['number'])}{kind}局"


def _number(said: str) -> str:
    value = parse_number(said)
    return said if value is None else str(value)


def _without_district(piece: str) -> tuple[str, str]:
    found = find_district(piece)
    if found is None or piece[found.end() :][:1] in tuple("府苑城园"):
        head = piece.startswith("西夏") and len(piece) > len("西夏万达") - 1
        return (piece.removeprefix("西夏"), "西夏区") if head else (piece, "")
    after = re.sub(r"^[区县市]", "", piece[found.end() :])
    return piece[: found.start()] + after, DISTRICTS[found[0]]


def _without_foreman(piece: str) -> tuple[str, str]:
    for pattern in _FOREMAN:
        found = pattern.search(piece)
        if found:
            return piece[: found.start()] + piece[found.end() :], found["name"]
    return re.sub(rf"(?:{words.TITLES})(?:的|是|叫)?", "", piece), ""


def _trimmed(piece: str) -> str:
    """Without what leads up to a name and what follows it."""
    before = ""
    while piece != before:
        before = piece
        lead = words.LEAD.match(piece)
        piece = words.TAIL.sub("", piece[lead.end() :] if lead else piece)
    return piece


def _named(piece: str) -> Iterator[tuple[Role, str]]:
    """The names in a piece: a firm and the site after it, or one of whatever kind."""
    found = _BUREAU_FIRST.search(piece) or _FIRM_FIRST.search(piece) or _TRADE_FIRST.search(piece)
    if found is None:
        yield Role.ANY, piece
        return
    rest = _trimmed(found["rest"])
    if found["firm"].endswith("局") and (unit := words.UNIT.match(rest)):
        yield Role.FIRM, found["firm"] + unit[0]
        rest = rest[unit.end() :]
    else:
        yield Role.FIRM, found["firm"]
    rest = _trimmed(_BRANCH.sub("", rest))
    if rest and not _KINDS.fullmatch(rest):
        yield (Role.SITE if _IS_SITE.search(rest) else Role.ANY), rest


def _without_region(text: str) -> tuple[str, str]:
    """Without the city or province it begins with; HERE for ours."""
    for pattern, name in ((words.HERE, HERE), (words.REGION, "")):
        found = pattern.match(text)
        if found and len(text) - found.end() >= 2:
            return text[found.end() :], name or found["region"]
    return text, ""


def _without_units(text: str) -> tuple[str, frozenset[tuple[str, str]]]:
    apart: set[tuple[str, str]] = set()
    if bureau := re.match(r"(中建|中铁|水电|中交)(\d+)([公航]?)局", text):
        apart.add(("局", bureau[2] + bureau[3]))
        text = bureau[1] + "局" + text[bureau.end() :]
    for pattern in (words.UNIT, words.UNIT_FIRST):
        for found in pattern.finditer(text):
            apart |= {(unit, _number(found["number"])) for unit in words.UNITS if found[unit]}
        text = pattern.sub("", text)
    return text, frozenset(apart)


def _role(role: Role, text: str) -> Role:
    if role is not Role.ANY:
        return role
    return Role.SITE if _IS_SITE.search(text) else Role.FIRM if _IS_FIRM.search(text) else Role.ANY


def _without(text: str, kinds: re.Pattern[str]) -> tuple[str, tuple[str, ...]]:
    """Without the kinds at its end, one after the other."""
    dropped: list[str] = []
    while found := kinds.search(text):
        dropped.append(found[0])
        text = text[: found.start()]
    return text, tuple(dropped)


def _without_trades(text: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    trades: set[str] = set()
    dropped: list[str] = []
    if (shop := _SHOP.search(text)) and shop.start() >= 2:
        dropped.append(shop[0])
        text = text[: shop.start()]
    while found := next(((name, hit) for name, trade in _TRADES.items() if (hit := trade.search(text))), None):
        trades.add(found[0])
        dropped.append(found[1][0])
        text = text[: found[1].start()]
    return text, frozenset(trades), tuple(dropped)


def _without_tokens(text: str) -> tuple[str, frozenset[tuple[str, str]]]:
    """Letters and figures tell apart; where nothing else is left they are the name."""
    core = _LEFT_OVER.sub("", text)
    if len(core) < 2:
        return text, frozenset()
    return core, frozenset(("字", token) for token in _LEFT_OVER.findall(text))
