"""Text on its way out: made safe for XML, and cut into pages no part of which vanishes."""

import re
import unicodedata
from collections.abc import Iterator

from bot.wechat.errors import BadField

PAGE_LIMIT_BYTES = 2000  # Source: protocol notes 1.3, texts over 2,048 bytes vanish without an error; 2,047 measured
NEXT_PAGE_HINT = "回复 继续 看下一段"

_GAP = "\n\n"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_WHOLE = re.compile(r"<a\b[^<>]*>[^<]*</a>|https?://[!-;=?-~]+", re.IGNORECASE)
_TAG = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_BORDERS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?；…][”’」』）)]*"),
    re.compile(r"[，、：, ]"),
)
_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST_CLUSTER = 32  # characters; a longer heap of accents is no word and may be cut


def clean(text: str) -> str:
    """Text without what XML 1.0 forbids or a phone cannot show; line ends become \\n, `]]>` stays (see `cdata`)."""
    if not _UNCLEAN.search(text):
        return text
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))


def cdata(text: str) -> str:
    """Cleaned text as CDATA that no text can break out of.

    Source: XML 1.0 section 2.7; `]]>` ends a section, so it is split over two.
    """
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def pages(text: str, limit_bytes: int = PAGE_LIMIT_BYTES, hint: str = NEXT_PAGE_HINT) -> list[str]:
    """The text in pages of at most `limit_bytes` UTF-8 bytes, all but the last ending with the hint.

    Cut at the end of a paragraph, a line, a sentence, a clause, or at last a character; never inside a link,
    a tag or what a reader sees as one character, unless that alone exceeds a page. Only white space is lost.

    Raises: BadField when not even one character fits beside the hint.
    """
    rest = clean(text).strip(" \n\t")
    room_bytes = limit_bytes - len((_GAP + hint).encode())
    if room_bytes < 4:
        raise BadField("limit_bytes", "must leave room for the hint and one character")
    bodies: list[str] = []
    while len(rest) * 4 > limit_bytes and len(rest.encode()) > limit_bytes:
        cut = _cut(rest, room_bytes)
        bodies.append(rest[:cut].rstrip(" \n\t"))
        rest = rest[cut:].lstrip(" \n\t")
    return [*(body + _GAP + hint for body in bodies), rest]


def _cut(text: str, room_bytes: int) -> int:
    """Where the page that `text` begins with ends: 1 or more characters, at most `room_bytes` bytes."""
    window = text[:room_bytes].encode()[:room_bytes].decode(errors="ignore")
    end = len(window)
    for whole in (_WHOLE, _TAG):
        kept = [span for span in _spans(text, end, whole) if len(text[slice(*span)].encode()) <= room_bytes]
        if cut := _best(text, end, kept):
            return cut
    return end


def _spans(text: str, end: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Links or tags of `text` that begin before `end`."""
    for match in pattern.finditer(text):
        if match.start() >= end:
            return
        yield match.span()


def _best(text: str, end: int, kept: list[tuple[int, int]]) -> int:
    """The best border in the later half of the window, else the last one that breaks nothing; 0 if there is none."""
    for border in _BORDERS:
        ends = [match.end() for match in border.finditer(text, end // 2, end)]
        for cut in reversed(ends):
            if _allowed(text, cut, kept):
                return cut
    for cut in range(end, 0, -1):
        if _allowed(text, cut, kept):
            return cut
    return 0


def _allowed(text: str, cut: int, kept: list[tuple[int, int]]) -> bool:
    return not any(start < cut < end for start, end in kept) and not _splits_cluster(text, cut)


def _splits_cluster(text: str, cut: int) -> bool:
    """Whether a cut before text[cut] parts what is seen as one character.

    Covers accents, variation selectors, emoji joined by ZWJ, skin tones, flags. Source: Unicode UAX #29, less Hangul.
    """
    if cut >= len(text):
        return False
    after = text[cut]
    if _extends(after) or text[cut - 1] == _ZERO_WIDTH_JOINER:
        return any(not _extends(c) and c != _ZERO_WIDTH_JOINER for c in text[max(0, cut - _LONGEST_CLUSTER) : cut])
    return _is_flag_half(after) and _flag_halves_before(text, cut) % 2 == 1


def _extends(char: str) -> bool:
    return (
        char == _ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, cut: int) -> int:
    begin = cut
    while begin > 0 and _is_flag_half(text[begin - 1]):
        begin -= 1
    return cut - begin
