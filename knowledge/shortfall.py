"""Pay that came short: 月薪6000但只发了4000, 说好7500每个月只给5000, 应发5800实发3000."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.money import Money, read_money
from knowledge.wages import read_wages

# So soon it is told that no shortfall of wages is meant: another payment, or a month not worked.
_ELSE = re.compile(r"补偿|赔|辞退|开除|裁|生活费|押金|奖|加班|年假|年休|工伤|伤残|产假|停工|待岗|放假|停产")
# What may lawfully be taken off, and days that were not worked: so much less may be no arrears.
_MAY_BE_LAWFUL = re.compile(
    r"社保|医保|养老|保险|公积金|个税|税|[五三]险|(?<!克)扣|罚款?|迟到|早退|[病事婚丧]假|[请休]了?[^，,。]{0,3}假|旷工|缺勤|试用期?"
    r"|半个?月|[没未不](?:有)?(?:干|上|做|出)?满|(?:干|上|做|来|出勤)了?(?:班|工)?[\d一二两三四五六七八九十]{1,3}多?[天日]"
)
_EACH_MONTH = r"(?:我们?|每个?月|一个?月|这个月|上个?月|到手|工资|的|了|过|到)*"
_ONLY = re.compile(rf"(?:[只才就](?:肯|能|有|是)?(?:给|发|付|结|拿|领|打|开){_EACH_MONTH}|只有{_EACH_MONTH})$")
_DUE = re.compile(r"(?:应该?|该)(?:发|给|付|得|拿)(?:工资|的|是|我|每个?月)*$")
_CAME = re.compile(r"(?:实际?|到手)(?:发|给|付|得|拿|到手|到账)*(?:了|工资|的|是|只|我)*$")
BEFORE = 16


@dataclass(frozen=True, slots=True)
class Short:
    """What a month should have brought, and what came, in fen."""

    wage_fen: int
    paid_fen: int

    @property
    def lacks_fen(self) -> int:
        """What each month lacks."""
        return self.wage_fen - self.paid_fen


def read_short(text: str) -> Short | None:
    """The one wage and the one lower sum that came instead of it; None where anything else is told beside them."""
    text = unicodedata.normalize("NFKC", text).lower()
    if _ELSE.search(text) or _MAY_BE_LAWFUL.search(text):
        return None
    sums = read_money(text)
    if any(one.precision != "exact" for one in sums):
        return None
    due, came = _due_and_came(text, sums)
    if len(came) != 1:
        return None
    wages = {one.fen for one in due} or set(read_wages(text)) - {came[0].fen}
    if len(wages) != 1 or any(one.fen not in wages for one in sums if one is not came[0]):
        return None
    short = Short(wages.pop(), came[0].fen)
    return short if short.lacks_fen > 0 else None


def maybe_lawful(text: str) -> str:
    """The word for what was taken off or not worked where pay came short, so that it may be no arrears; else empty."""
    text = unicodedata.normalize("NFKC", text).lower()
    word = _MAY_BE_LAWFUL.search(text)
    return word[0] if word and not _ELSE.search(text) and _due_and_came(text, read_money(text))[1] else ""


def _due_and_came(text: str, sums: Sequence[Money]) -> tuple[list[Money], list[Money]]:
    """The sums that should have come, and those that came."""
    due = [one for one in sums if _ends(_DUE, text, one)]
    return due, [one for one in sums if _ends(_ONLY, text, one) or (due and _ends(_CAME, text, one))]


def _ends(pattern: re.Pattern[str], text: str, one: Money) -> bool:
    return pattern.search(text, max(0, one.start - BEFORE), one.start) is not None
