"""Passwords: what is good enough, and argon2. Hashing takes some 50 ms and 64 MiB: call it off the loop."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 128
KNOWN = (
    "niangjia",
    "niangjia123",
    "admin",
    "admin123456",
    "admin@123456",
    "123456",
    "1234567890",
    "password",
    "password123",
    "qwertyuiop",
)
# The hash of a random text nobody kept: an unknown name costs as much time as a known one.
DECOY = "$argon2id$v=19$m=65536,t=3,p=4$3oc17Nuw4FdDiBKs2GcXAQ$qVBWexHTBb7PKHO9pWTh7bY/x5/MN8FRuRpx4LrDu/g"


class Unfit(ValueError):
    """Something given for an agent breaks a rule; the text names the field and the rule."""


def must_be_good(password: str, name: str) -> None:
    """Lets a password pass that is long enough and not the first to be guessed.

    Raises:
        Unfit: too short, too long, well known, made of the name, or of one or two characters.
    """
    folded = _fold(password)
    if not LEAST_CHARACTERS <= len(folded) <= MOST_CHARACTERS:
        raise Unfit(f"password: must be {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters long")
    plain = folded.lower()
    if plain in KNOWN or name in plain or len(set(plain)) < 3:
        raise Unfit("password: is among the first to be guessed; take several words that belong to nobody's name")


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    return PasswordHasher().hash(_fold(password))


def fits(kept: str, password: str) -> bool:
    """Whether `password` is the one `kept` was made from."""
    if len(password) > MOST_CHARACTERS:
        return False
    try:
        return PasswordHasher().verify(kept, _fold(password))
    except (VerificationError, InvalidHashError):
        return False


def is_stale(kept: str) -> bool:
    """Whether today's parameters of argon2 are stronger than those of `kept`."""
    return PasswordHasher().check_needs_rehash(kept)


def known_one(kept: str, name: str) -> bool:
    """Whether `kept` is the hash of a password everybody tries first."""
    return any(fits(kept, password) for password in (*KNOWN, name))


def _fold(password: str) -> str:
    """One width for every character: a Chinese keyboard types full-width letters without being asked."""
    return unicodedata.normalize("NFKC", password)
