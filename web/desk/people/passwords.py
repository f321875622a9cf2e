"""Passwords: what is good enough, and argon2. Hashing takes some 50 ms and 64 MiB: call it off the loop."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 128
LEAST_DIGITS = 20  # a telephone has 11, an identity card 18
LENGTH = f"密码要 {LEAST_CHARACTERS} 到 {MOST_CHARACTERS} 个字符，现在是 {{now}} 个。"
GUESSED = "这个密码太容易被猜到。请用几个不相干的词连起来，不要用账号、连续重复的字或常见密码。"
ONLY_DIGITS = "只有数字的密码（电话、生日、证件号）太容易被猜到。请加上字母或汉字。"
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
    """Something given for an agent breaks a rule; the text is for whoever gave it, `field` says which it was."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def must_be_good(password: str, name: str) -> None:
    """Lets a password pass that is long enough and not the first to be guessed.

    Raises:
        Unfit: too short, too long, well known, made of the name, of one or two characters, or a mere number.
    """
    folded = _fold(password)
    if not LEAST_CHARACTERS <= len(folded) <= MOST_CHARACTERS:
        raise Unfit("password", LENGTH.format(now=len(folded)))
    plain = folded.lower()
    if plain in KNOWN or (name and name in plain) or len(set(plain)) < 3:
        raise Unfit("password", GUESSED)
    if plain.isdigit() and len(plain) < LEAST_DIGITS:
        raise Unfit("password", ONLY_DIGITS)


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
