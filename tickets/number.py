"""Ticket numbers: nine digits in threes, easy to read out, with a check digit that catches a slip.

The number says the year and nothing else: it does not count tickets, and it cannot be guessed on from another one.
"""

import re
import secrets
from datetime import datetime

from bot.core.clock import SHANGHAI

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def check_digit(digits: str) -> int:
    """ISO 7064 mod 11,10: every single wrong digit and nearly every swap of neighbours is seen."""
    rest = 10
    for digit in digits:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return (11 - rest) % 10


def new(now: datetime) -> str:
    """A number for a ticket opened `now`: two digits of the year, six at random, one to check."""
    body = f"{now.astimezone(SHANGHAI):%y}{secrets.randbelow(10**6):06d}"
    return f"{body}{check_digit(body)}"


def shown(number: str) -> str:
    """As a person reads it: 261 047 398."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def read(text: str) -> str | None:
    """The ticket number in what somebody typed; nothing if there is none or its check digit is off."""
    found = re.search(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{3})(?!\d)", text.translate(_DIGITS))
    if not found:
        return None
    number = "".join(found.groups())
    return number if check_digit(number[:-1]) == int(number[-1]) else None
