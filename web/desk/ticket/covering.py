"""Covers in a text what tells who a worker is: their name, and numbers, cards and accounts however they are written."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

COVER = "〔已盖住〕"
_GAP = r"[ .\-·•_\u2010-\u2015\u200b-\u200d\ufe0f\u20e3]{0,2}"  # what is written between two digits of a number
_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
_ACCOUNT = r"(?P<account>[a-z0-9][\w-]{4,})"
_CALLED = r"(?:号码|号|id|是|为|叫|[ :=\"“「『(]){0,6}"


def _spaced(*parts: str) -> str:
    return _GAP.join(parts)


_SEVEN = _spaced(*[r"\d"] * 7)
_CARD = _spaced("[1-9]", *[r"\d"] * 5, "(?:1" + _GAP + "9|2" + _GAP + "0)", *[r"\d"] * 9, r"[\dx]")
_MOBILE = _spaced("1", "[3-9]", *[r"\d"] * 9) + r"\d*"
_LANDLINE = rf"(?<!\d)0\d{{2,3}}[ )\-.\u2010-\u2015]{{0,3}}{_SEVEN}\d?(?!\d)"
_AFTER_WORD = rf"(?:电话|手机|座机|联系方式){_CALLED}(?P<number>{_SEVEN}\d*)"
_NUMBERS = re.compile("|".join((_CARD, _MOBILE, _LANDLINE, _AFTER_WORD)), re.ASCII)
_ACCOUNTS = re.compile(
    rf"(?:微信|薇信|威信|扣扣|(?<![a-z0-9])(?:wechat|weixin|vx|wx|qq)(?![a-z])){_CALLED}{_ACCOUNT}"
    r"|(?P<bare>(?<![a-z0-9])wxid_\w+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
    re.ASCII,
)


def names(worker: str) -> set[str]:
    """A worker's name and the given names in it; a single character would cover too much else."""
    own = [one for one in re.split(r"[·•・．.\s]+", worker.strip()) if one]
    whole = worker.strip() if len(own) > 1 else "".join(own)
    given = {whole[1:]} if len(whole) == 3 else {whole[1:], whole[2:]} if len(whole) == 4 else set()
    return {one for one in (whole, *own, *(given if len(own) == 1 else ())) if len(one) > 1}


def cover(shown: Any, secrets: Iterable[str]) -> Any:
    """The same with the cover over every text in it that tells who it is; rows of tables stay as they are."""
    return _over(shown, _pattern(secrets))


def _pattern(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """Finds the secrets in a folded text, with or without gaps in them."""
    bare = {re.sub(r"[\s.\-·•_()]", "", _folded(one)) for one in secrets}
    each = (_GAP.join(map(re.escape, one)) for one in sorted(bare, key=len, reverse=True) if len(one) > 1)
    found = "|".join(each)
    return re.compile(found) if found else None


def _over(shown: Any, pattern: re.Pattern[str] | None) -> Any:
    if isinstance(shown, str):
        return _text(shown, pattern)
    if is_dataclass(shown) and not isinstance(shown, type):
        changes = {one.name: _over(getattr(shown, one.name), pattern) for one in fields(shown) if one.init}
        return replace(shown, **changes)
    if isinstance(shown, Mapping):
        return {name: _over(value, pattern) for name, value in shown.items()}
    if isinstance(shown, list):
        return [_over(value, pattern) for value in shown]
    if type(shown) is tuple:
        return tuple(_over(value, pattern) for value in shown)
    return shown


def _text(shown: str, pattern: re.Pattern[str] | None) -> str:
    """A text with the cover over what is found in it folded; all else stays as it was written."""
    folded = _folded(shown)
    spans = [one.span() for one in pattern.finditer(folded)] if pattern else []
    spans += [one.span("number" if one["number"] else 0) for one in _NUMBERS.finditer(folded)]
    spans += [one.span("account" if one["account"] else 0) for one in _ACCOUNTS.finditer(_narrow(shown))]
    if not spans:
        return shown
    text, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            text += [shown[end:start], COVER]
        end = max(end, stop)
    return "".join([*text, shown[end:]])


def _folded(text: str) -> str:
    """The text, character by character, with one way of writing digits and letters; as long as it was."""
    return _narrow(text).translate(_DIGITS)


def _narrow(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        text = "".join(_same_length(one, unicodedata.normalize("NFKC", one)) for one in text)
    return "".join(_same_length(one, one.lower()) for one in text)


def _same_length(one: str, other: str) -> str:
    return other if len(other) == 1 else one
