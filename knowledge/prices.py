"""What one of something is paid with: 4块5, 三毛五, 15块8, 一毛二, 0.35元, 200."""

import re
from decimal import Decimal

from knowledge.numerals import NUMBER, parse_number
from knowledge.units import PIECE

_DIGIT = "[一二两三四五六七八九1-9]"
_COUNTED = rf"\s*(?:个|天|年|月|人|{PIECE}|[分厘毛角])"
_LAST = rf"(?:半|{_DIGIT})(?!(?<=一)[共直般律]|[\d.零十百千万二两三四五六七八九几]|{_COUNTED})"
_FEN = rf"零?{_DIGIT}\s*分钱?"
_JIAO = rf"[毛角]钱?(?:{_FEN}|{_LAST})?"
COINED = rf"{NUMBER}\s*(?:(?:元|块钱|块)(?:零?{_DIGIT}\s*{_JIAO}|{_FEN}|{_LAST})?|{_JIAO}|分钱?)"
PRICE = rf"{COINED}|{NUMBER}"
"""As a price is written; `read_price` tells how much."""
_PARTS = re.compile(
    rf"(?:(?P<yuan>{NUMBER})\s*(?:元|块钱|块|$))?(?:零?(?P<jiao>{NUMBER})\s*[毛角]钱?)?"
    rf"(?:零?(?P<fen>{NUMBER})\s*分钱?)?(?P<last>半|{_DIGIT})?"
)
_SIZES = {"yuan": Decimal(1), "jiao": Decimal("0.1"), "fen": Decimal("0.01")}
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}\D*")  # 1.200 may be 1,200
_GOES_ON = re.compile(
    rf"\s*厘|\s+[1-9二三四五六七八九](?![\d.零十百千万]|{_COUNTED})"
    r"|(?P<run>[\d零一二两三四五六七八九十百千万]+)(?P<own>天|年|个?半?月|个工|人)?"
)


def read_price(said: str) -> Decimal | None:
    """In yuan; a last digit counts in tenths of the part before it (4块5, 三毛五). None where it is no one price."""
    found = _PARTS.fullmatch(said.strip())
    if found is None or _THOUSANDS.fullmatch(said.strip()):
        return None
    told = {name: parse_number(found[name]) for name in _SIZES if found[name]}
    parts = {name: number for name, number in told.items() if number is not None}
    if not parts or parts.keys() != told.keys():
        return None
    *_, least = parts
    if any(number >= 10 for name, number in parts.items() if name != next(iter(parts))):
        return None
    price = sum((number * _SIZES[name] for name, number in parts.items()), Decimal(0))
    if not found["last"]:
        return price
    tenths = Decimal(5) if found["last"] == "半" else parse_number(found["last"])
    is_whole = parts[least] == int(parts[least])  # 4.5块5 is none
    return price + tenths * _SIZES[least] / 10 if tenths and least != "fen" and is_whole else None


def goes_on(text: str, end: int) -> bool:
    """Whether figures follow a price so closely that it is not plain where it ends: 4块51200单, 20块5小时."""
    found = _GOES_ON.match(text, end)
    if found is None or found["run"] == "一":
        return False
    run = found["run"] or ""
    return not (found["own"] and (run.isdecimal() or len(run) == 1 or "十" in run))
