"""How many different monthly wages a text tells: 合同写4000实发6500 are two, and which one counts has to be asked."""

import re
import unicodedata

from knowledge.money import read_money
from knowledge.numerals import NUMBER, parse_bounds

LEAST_YUAN, MOST_YUAN = 500, 300_000
_SAID_TO_BE = re.compile(
    r"(?:合同|约定|说好|讲好|谈好|招聘|原来|以前|现在|后来|大?前年|去年|今年|第[一二三四五]年|降到|降成|涨到|试用期?|转正|实发|实际|到手)"
    r"(?:后|上|里|写|签|是|的|每月|一个?月|月薪|工资|发|拿|给|只|才|到手)*"
    rf"(?P<sum>{NUMBER})(?![\d.]*\s*(?:年|个?月|天|号|日|岁|%|小时|期))"
)


def read_wages(text: str) -> list[int]:
    """Every different monthly wage that is told, in fen, in order."""
    folded = unicodedata.normalize("NFKC", text).lower()
    sums = read_money(folded)
    told = {one.start: one.fen for one in sums if one.role in ("month", "month_total")}
    with_coins = {one.start: one.fen for one in sums}
    for match in _SAID_TO_BE.finditer(folded):
        at, bounds = match.start("sum"), parse_bounds(match["sum"])
        if bounds and LEAST_YUAN <= bounds[0] <= MOST_YUAN:
            told[at] = with_coins.get(at, int(bounds[0] * 100))
    return list(dict.fromkeys(told[at] for at in sorted(told)))
