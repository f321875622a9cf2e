"""Whether a value fits its template field, before WeChat says 47003 at the moment of sending.

Source: the table of field kinds on the subscription-message page (subscribeMessage.send); the same kinds and the
same 47003 hold for category templates.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from bot.wechat.errors import BadField

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DATE = (
    r"(?:[0-9]{4}年(?:0?[1-9]|1[0-2])月(?:(?:0?[1-9]|[12][0-9]|3[01])日)?|(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12][0-9]|3[01])日"
    r"|[0-9]{4}[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12][0-9]|3[01]))?)"
)
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_SPAN = r"(?:{one})(?:\s?~\s?(?:{one}))?"

_PATTERNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "thing": (r"[^\x00-\x1f\x7f]{1,20}", "1 to 20 characters"),
        # Source: none; about 5 by report.
        "short_thing": (r"[^\x00-\x1f\x7f]{1,5}", "1 to 5 characters"),
        "number": (r"(?=[^0-9]*(?:[0-9][^0-9]*){1,32}$)[+-]?[0-9]+(?:\.[0-9]+)?", "a number of up to 32 digits"),
        "letter": (r"[A-Za-z]{1,32}", "up to 32 letters"),
        "symbol": (rf"[^\s\w{_HAN}\x00-\x1f]{{1,5}}", "up to 5 symbols"),
        "character_string": (r"[\x20-\x7e]{1,32}", "up to 32 digits, letters or symbols, no Chinese"),
        "time": (
            _SPAN.format(one=rf"(?:{_DATE}\s?)?{_CLOCK}"),
            "24-hour time, with a date if wanted, two joined by ~",
        ),
        "date": (_SPAN.format(one=rf"{_DATE}(?:\s?{_CLOCK})?"), "a date, with a time if wanted, two joined by ~"),
        "amount": (r"[¥￥$€£]?[0-9]{1,10}(?:\.[0-9]{1,2})?元?", "one currency sign, up to 10 digits, decimals, 元"),
        "phone_number": (r"(?=.*[0-9])[0-9+\-() ]{1,17}", "up to 17 digits and symbols"),
        "car_number": (rf"[{_HAN}A-Za-z0-9][A-Za-z0-9]{{0,6}}[{_HAN}A-Za-z0-9]?", "up to 8 characters of a plate"),
        "name": (
            rf"(?=.*[{_HAN}])[^0-9\x00-\x1f]{{1,10}}|[^0-9{_HAN}\x00-\x1f]{{1,20}}",
            "up to 10 Chinese characters or 20 letters, no digits",
        ),
        "phrase": (rf"[{_HAN}]{{1,5}}", "up to 5 Chinese characters"),
    }
)
_LISTED = frozenset({"const", "enum"})
_CUT: Mapping[str, int] = MappingProxyType({"thing": 20, "short_thing": 5, "name": 10})
_MARK = "…"


def check_template_field(kind: str, value: str, listed: Collection[str] = ()) -> None:
    """Passes when `value` fits a field of `kind`: "thing", or with its number "thing1".

    `listed` are the values registered for a const or enum field.

    Raises:
        BadField: no such kind, or the value does not fit.
    """
    plain = kind.rstrip("0123456789")
    if plain in _LISTED:
        fits, rule = bool(value) and (not listed or value in listed), "one of the values registered"
    elif plain in _PATTERNS:
        pattern, rule = _PATTERNS[plain]
        fits = re.fullmatch(pattern, value, re.DOTALL) is not None
    else:
        fits, rule = False, "no such kind of field"
    if not fits:
        raise BadField(kind, rule)


def check_template(fields: Mapping[str, str]) -> None:
    """Passes when every value fits the field it is for, named by kind and number: {"thing1": …}.

    Raises:
        BadField: the first that does not.
    """
    if not fields:
        raise BadField("fields", "at least one")
    for key, value in fields.items():
        check_template_field(key, value)


def cut(kind: str, value: str) -> str:
    """`value` on one line and short enough for a text field of `kind`, ending in … where it was cut."""
    limit = _CUT.get(kind.rstrip("0123456789"))
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1] + _MARK
