"""How likely two workers name the same firm, site or foreman, and by what; no I/O, and sooner no than a wrong yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from knowledge.sounds import Sounds
from tickets.employers import Named, Part, Role
from tickets.name_words import PLACE_TAILS, SURNAMES

PROPOSE_AT = 0.6
SAME = "写的是同一个名字：{core}"
WITHOUT = "名字去掉“{dropped}”后相同：{core}"
SHORT = "简称和全称，是同一家：{core}"
SOUNDS = "同音字：{one}、{other}"
NEAR = "读音相近：{one}、{other}"
ONE_OFF = "只差一个字：{one}、{other}"
SWAPPED = "前后两个字颠倒：{one}、{other}"
PART_OF = "一个名字包含另一个：{one}、{other}"
SITE_AND_DISTRICT = "同一个工地名、同一个区"
SITE_ONLY = "同一个工地名，有一方没说在哪个区"
SAME_DISTRICT = "在同一个区"
FIRM_OTHER_SITE = "单位相同，说的工地不同"
SITE_OTHER_FIRM = "工地相同，说的单位不同（可能是总包和劳务）"
FOREMAN_TOO = "包工头或老板也都姓{name}"
FOREMAN = "包工头或老板是同一个名字：{name}"
_FIXED = frozenset("东西南北中上下前后左右内外新老旧大小一二三四五六七八九十零甲乙丙丁男女")
_NAMES = frozenset(SURNAMES)
_TAILS = frozenset(PLACE_TAILS.split("|"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 (no) to 1; `reasons` in the staff's language."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def proposed(self) -> bool:
        """Whether staff should be asked."""
        return self.score >= PROPOSE_AT


NO = Likeness(0.0)


class Comparison:
    """Compares what was read of two names."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds

    def likeness(self, one: Named, other: Named) -> Likeness:
        """How alike they are; the same whichever comes first."""
        if not (one.tells and other.tells):
            return NO
        one, other = sorted((one, other), key=repr)
        if _elsewhere(one, other) and (_has(one, Role.SITE) or _has(other, Role.SITE)):
            return NO
        pairs = list(product(one.parts, other.parts))
        both = {*one.parts} & {*other.parts}
        if any(self._clash(left, right) for left, right in pairs if not both & {left, right}):
            return NO
        found = max((self._parts(left, right) for left, right in pairs), key=_rank, default=None)
        if found is None or not found.score:
            return self._foremen(one, other)
        return self._whole(one, other, found)

    def _whole(self, one: Named, other: Named, best: Likeness) -> Likeness:
        """The best pair of names, weighed by everything else that is known."""
        matched = [
            (left, right) for left, right in product(one.parts, other.parts) if self._parts(left, right).score > 0
        ]
        roles = {role for pair in matched for role in (pair[0].role, pair[1].role)}
        score, reasons = best.score, list(best.reasons)
        for weight, reason in self._circumstances(one, other, roles):
            score *= weight
            reasons += [reason] if reason else []
        return Likeness(round(min(1.0, score), 3), tuple(dict.fromkeys(reasons)))

    def _circumstances(self, one: Named, other: Named, roles: set[Role]) -> Iterable[tuple[float, str]]:
        known, here = bool(one.district and other.district), one.district == other.district
        if Role.SITE in roles:
            yield (1.0, SITE_AND_DISTRICT) if known else (0.85, SITE_ONLY)
        elif known:
            yield (1.05, SAME_DISTRICT) if here else (0.75, "")
        if roles == {Role.FIRM} and _has(one, Role.SITE) and _has(other, Role.SITE):
            bureau = any(part.core.endswith("局") for part in one.parts)
            yield (0.5 if bureau else 0.72), FIRM_OTHER_SITE
        if Role.FIRM not in roles and _has(one, Role.FIRM) and _has(other, Role.FIRM):
            yield 0.8, SITE_OTHER_FIRM
        if one.foreman and other.foreman:
            yield (1.1, FOREMAN_TOO.format(name=one.foreman[0])) if self._one_foreman(one, other) else (0.85, "")

    def _foremen(self, one: Named, other: Named) -> Likeness:
        """Nothing but the foreman's full name in common."""
        full = min(len(one.foreman), len(other.foreman)) > 1
        if not full or _elsewhere(one, other) or not self._one_foreman(one, other) or (one.parts and other.parts):
            return NO
        same = one.foreman == other.foreman and one.district == other.district
        return Likeness(1.0 if one == other else 0.75 if same else 0.62, (FOREMAN.format(name=one.foreman),))

    def _one_foreman(self, one: Named, other: Named) -> bool:
        """The same surname, and where both are told in full, the same name."""
        left, right = one.foreman, other.foreman
        return all(map(self._sounds.same, left, right)) and (len(left) == len(right) or 1 in (len(left), len(right)))

    def _clash(self, one: Part, other: Part) -> bool:
        """Names alike but for a number or letter: 中建一局 and 中建八局, 万达A区 and 万达B区."""
        kinds = {unit for unit, _ in one.apart} & {unit for unit, _ in other.apart}
        differ = any(_of(one, kind).isdisjoint(_of(other, kind)) for kind in kinds)
        return differ and bool(self._cores(one.core, other.core)[0])

    def _parts(self, one: Part, other: Part) -> Likeness:
        if one == other:
            return Likeness(1.0, (_same(one, other),))
        if one.region != other.region and one.region and other.region:
            return NO
        if one.trades and other.trades and one.trades.isdisjoint(other.trades):
            return NO
        score, reason = self._cores(one.core, other.core)
        first, second = sorted((one.core, other.core))
        reason = _same(one, other) if first == second else reason.format(one=first, other=second)
        for applies, weight in (
            (one.apart != other.apart, 0.85),
            (one.region != other.region, 0.95),
            (one.role != other.role, 0.95 if Role.ANY in (one.role, other.role) else 0.72),
            (bool(one.trades) != bool(other.trades) and one.role == other.role, 0.95),
        ):
            score *= weight if applies else 1
        return Likeness(score, (reason,)) if score else NO

    def _cores(self, one: str, other: str) -> tuple[float, str]:
        """How alike two names are, and the reason with {one} and {other} to fill in."""
        if one == other:
            return 1.0, SAME
        differ = [(left, right) for left, right in zip(one, other, strict=False) if left != right]
        if any(left in _FIXED and right in _FIXED for left, right in differ) and len(one) == len(other):
            return 0.0, ""
        if len(one) == len(other):
            return self._as_long(one, other, differ)
        short, long = sorted((one, other), key=len)
        return self._shorter(short, long)

    def _as_long(self, one: str, other: str, differ: list[tuple[str, str]]) -> tuple[float, str]:
        if all(self._sounds.same(left, right) for left, right in differ):
            return 0.85, SOUNDS
        if all(self._sounds.close(left, right) for left, right in differ):
            return 0.78, NEAR
        if len(one) > 2 and any(_swapped(one, at) == other for at in range(len(one) - 1)):
            return 0.78, SWAPPED
        if len(one) > 3 and len(differ) == 1 and not (_FIXED & {*differ[0]} or {*differ[0]} <= _NAMES):
            return 0.75, ONE_OFF
        return 0.0, ""

    def _shorter(self, short: str, long: str) -> tuple[float, str]:
        rest = long.removeprefix(short) if long.startswith(short) else long.removesuffix(short)
        if rest != long and len(short) > 1:
            owner = len(short) > 2 and long.endswith(short)  # 建发大阅城
            if rest in _TAILS or ((owner or len(short) > 3) and not _FIXED & set(rest)):
                return 0.78, PART_OF
        if len(long) > 4 and len(long) - len(short) == 1 and _one_more(short, long):
            return 0.72, ONE_OFF
        return 0.0, ""


def _elsewhere(one: Named, other: Named) -> bool:
    return bool(one.district and other.district and one.district != other.district)


def _has(named: Named, role: Role) -> bool:
    return any(part.role is role for part in named.parts)


def _of(part: Part, kind: str) -> set[str]:
    return {value for unit, value in part.apart if unit == kind}


def _rank(likeness: Likeness) -> tuple[float, tuple[str, ...]]:
    return likeness.score, likeness.reasons


def _same(one: Part, other: Part) -> str:
    if one.short or other.short:
        return SHORT.format(core=_shown(one))
    dropped = sorted({*one.dropped} ^ {*other.dropped})
    return (WITHOUT if dropped else SAME).format(dropped="”“".join(dropped), core=_shown(one))


def _shown(part: Part) -> str:
    number = next((value for unit, value in part.apart if unit == "局"), "")
    return part.core.replace("局", f"{number}局") if number else part.core


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _one_more(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short and long[at] not in _FIXED for at in range(len(long)))
