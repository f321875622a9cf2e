"""Chinese and mixed numbers as people write them: 一万八 is 18,000, 2万5 is 25,000."""

import re
from decimal import Decimal

DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "k": 1_000, "w": 10_000}
MYRIADS = {"亿": 100_000_000, "万": 10_000, "萬": 10_000, "w": 10_000}
DIGIT = "[一二三四五六七八九]"
NUMBER = r"(?>(?:[\d零〇一二三四五六七八九两俩仨壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿kw]|(?<=\d)\.(?=\d)"
NUMBER += r"|(?<=\d)(?<!\d{4}),(?=\d{3}(?!\d))"  # 18,000 is one number; 6000，3个月 are two
NUMBER += rf"|(?<={DIGIT})、(?={DIGIT}[十百千万]?[块元个多])"  # 一千七、八元
NUMBER += rf"|(?<={DIGIT}),(?={DIGIT}[十百千万]?(?:[块元多]|个(?!月)))){{1,24}})"  # the same; 两万六，五个月 are two
LONGEST = 24

_PAIR = re.compile(r"([一二两三四五六七八])[、,]?([二三四五六七八九])")
_UNITS_AT_END = re.compile(r"[百千万萬亿kw]+\Z", re.IGNORECASE)
_ANY_UNIT = re.compile(r"[十百千万萬亿kw]", re.IGNORECASE)
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|.")
_SHORT_TAIL = re.compile(r"[万萬千仟百佰wk](?P<digit>[一二三四五六七八九两壹贰叁肆伍陆柒捌玖]|\d(?![\d.]))$")


def parse_number(text: str) -> Decimal | None:
    """The value of a number in Chinese signs, digits or both; None if it is not one.

    A last digit without a unit counts in tenths of the unit before it (三千二百五 = 3,250, 2万5 = 25,000);
    after 零 it counts as itself (一万零五 = 10,005).
    """
    text = text.strip().lower()
    if not text or len(text) > LONGEST:
        return None
    tail = _tail(text)
    if tail is not None:
        text = text[:-1]
    total = _above(text)
    if total is None or tail is None:
        return total
    return total + tail


def parse_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The bounds of a number said with two neighbouring digits: 三四千 is 3,000 to 4,000."""
    text = text.strip().lower()
    pairs = [pair for pair in _PAIR.finditer(text[:LONGEST]) if DIGITS[pair[2]] - DIGITS[pair[1]] == 1]
    if len(pairs) != 1 or len(text) > LONGEST:
        return None
    before, after = text[: pairs[0].start()], text[pairs[0].end() :]
    low, high = (parse_number(f"{before}{digit}{after}") for digit in pairs[0].groups())
    return (low, high) if low is not None and high is not None and low < high else None


def parse_bounds(text: str, upper: str | None = None) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest value meant, alike if one is: `upper` is what stands after 到 in 三到五千, 3000到5000."""
    if upper is None:
        value = parse_number(text)
        return parse_range(text) if value is None else (value, value)
    unit = _UNITS_AT_END.search(upper)
    high = parse_number(upper)
    low = parse_number(text + unit[0] if unit and not _ANY_UNIT.search(text) else text)
    return (low, high) if low is not None and high is not None and low < high else None


def _tail(text: str) -> Decimal | None:
    match = _SHORT_TAIL.search(text)
    if match is None:
        return None
    unit = text[match.start()]
    size = MYRIADS.get(unit) or UNITS[unit]
    return Decimal(_digit(match["digit"]) * size) / 10


def _digit(sign: str) -> int:
    return DIGITS[sign] if sign in DIGITS else int(sign)


def _above(text: str) -> Decimal | None:
    """Split at 亿 and 万: what stands before counts that many times."""
    for sign, size in MYRIADS.items():
        before, found, after = text.partition(sign)
        if not found:
            continue
        head = Decimal(100) if before == "百" else _above(before) if before else None  # 百万
        rest = _above(after.lstrip("零〇")) if after.lstrip("零〇") else Decimal(0)
        if head is None or rest is None or rest >= size:
            return None
        return head * size + rest
    return _below(text)


def _below(text: str) -> Decimal | None:
    """A number under ten thousand, or plain digits of any length."""
    if not text:
        return None
    if all(sign in DIGITS for sign in text):
        return _read_off(text)
    total, pending = Decimal(0), None
    last_unit = 10_000
    for token in _TOKEN.findall(text):
        if token in UNITS:
            size = UNITS[token]
            if size >= last_unit or (pending is None and (size != 10 or total)):
                return None
            total, pending, last_unit = total + (1 if pending is None else pending) * size, None, size
        elif pending not in (None, 0):
            return None
        else:
            pending = _value(token)
            if pending is None:
                return None
    return total + (pending or 0)


def _read_off(text: str) -> Decimal | None:
    """Digits one by one (二零二四); a single digit is itself; 一二 and the like are guesses, not numbers."""
    if len(text) == 1:
        return Decimal(DIGITS[text])
    return Decimal("".join(str(DIGITS[sign]) for sign in text)) if len(text) >= 4 else None


def _value(token: str) -> Decimal | None:
    if token in DIGITS:
        return Decimal(DIGITS[token])
    cleaned = token.replace(",", "")
    return Decimal(cleaned) if re.fullmatch(r"\d+(\.\d+)?", cleaned) else None
