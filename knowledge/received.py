"""How much a follower says that they were paid: 给了5000，剩下13000没给 is 5,000 yuan."""

import re
import unicodedata
from datetime import date

from knowledge.dates import blank_dates, read_dates
from knowledge.money import Money, read_money
from knowledge.phones import blank_phones

_CUE = "收到"  # so that a bare 5000 is read as paid
_NONE_CAME = re.compile(r"[没未][^，。！？；,;!?]*$")
_NOT_YET = re.compile(r"[^，。！？；,;!?]{0,4}[没未不](?:有)?[给发结付拿收打转]")


def read_received(text: str, today: date) -> int | None:
    """The fen in all; None where it is not told plainly. What is still owed does not count, payments add up."""
    text = blank_phones(f"{_CUE}{unicodedata.normalize('NFKC', text).lower()}")
    text = blank_dates(text, read_dates(text, today))
    told = [one for one in read_money(text) if one.role != "owed" and not _is_out(text, one)]
    sums = [one for one in told if one.role == "total"] or told
    is_plain = len(sums) == 1 or all(one.role == "paid" for one in sums)
    return sum(one.fen for one in sums) or None if is_plain and all(_came(text, one) for one in sums) else None


def _is_out(text: str, one: Money) -> bool:
    return _NOT_YET.match(text, one.start + len(one.said)) is not None


def _came(text: str, one: Money) -> bool:
    return one.precision in ("exact", "about") and _NONE_CAME.search(text, 0, one.start) is None
