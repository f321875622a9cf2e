"""Take out of a text what tells who wrote it: numbers, names, employers, addresses.

What is left serves to learn what people ask. Numbers go in every form; names as far as rules can see them.
"""

import re
import unicodedata

from knowledge.anonymous_employers import without_employers
from knowledge.anonymous_names import without_names

LONGEST_CHARACTERS = 2_000
NUMBER, PLACE = "[号码]", "[住址]"  # marks in brackets are not searched (knowledge/normal.py)
FEWEST_DIGITS = 7  # a local telephone number; sums of money have fewer

# Digits as written, as spoken over the telephone (幺, 洞, 拐, 勾), in capitals and in traditional characters.
_DIGIT = r"[\d零〇○一二三四五六七八九壹壱贰貳弐叁參叄肆伍陆陸柒捌玖幺两兩洞拐勾]"
_BETWEEN = r"(?:[\W_]|[杠横点转再]|后面)"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_NUMBERS = re.compile(
    rf"(?:{_DIGIT}和){{{FEWEST_DIGITS - 1},}}{_DIGIT}|(?<!\d)1[3-9]\d\D{{0,3}}\d{{4}}\D{{0,3}}\d{{4}}(?!\d)"
    rf"|{_DIGIT}(?:{_BETWEEN}{{0,12}}{_DIGIT}){{{FEWEST_DIGITS - 1},}}(?:{_BETWEEN}{{0,3}}x(?![a-z]))?",
    re.IGNORECASE,
)
_ACCOUNTS = re.compile(  # after the numbers, which would else lose only a part here
    r"\S{1,64}@[A-Za-z0-9.。-]{3,64}"
    r"|(?:https?://|www\.)(?:[!-~]|\[号码\])+"
    rf"|[{_PROVINCE}]\s?[A-Za-z]{_BETWEEN}{{0,3}}(?:(?:[A-Za-z]|{_DIGIT}){_BETWEEN}{{0,3}}){{4,5}}"
    rf"(?:[A-Za-z]|{_DIGIT}|[学警挂港澳])"
    r"|(?:微信号?|[wv]x号?|v信|qq号?|扣扣号?)\s{0,3}[:是为]?\s{0,3}"
    r"(?:[A-Za-z0-9_-]{1,40}(?: [A-Za-z0-9_-]{1,40}){0,3}|[零〇一二三四五六七八九]{5,12})"
    r"|(?<![A-Za-z0-9_-])(?=[A-Za-z0-9-]{0,40}[A-Za-z_])(?=[A-Za-z-]{0,40}[0-9_])[A-Za-z0-9_-]{6,}",
    re.IGNORECASE,
)
_HOUSE = rf"{_DIGIT}{{1,5}}\s?(?:-\s?\d{{1,5}}\s?)?(?:号楼|号院|号|栋|幢|单元|弄|室|户|组|队)"
_STREET = r"[^\W\d_A-Za-z在住到是于区县市旗]"
_PLACES = re.compile(
    rf"(?:{_STREET}{{1,6}}(?:大街|大道|路|街|巷|胡同|小区|花园|家园|公寓|大厦|新村|苑|村|社区)){{1,2}}\s?(?:{_HOUSE}\s?)+"
    rf"|(?:家住|住在|住址是?|地址是?|户籍在|老家在)\s?[:]?\s?[一-鿿]{{2,12}}?(?:路|街|巷|小区|花园|家园|公寓|苑|村|社区|镇|乡)\s?(?:{_HOUSE}\s?)*"
    rf"|(?:{_DIGIT}{{1,4}}\s?(?:号楼|栋|幢|单元)\s?)+(?:{_DIGIT}{{1,5}}\s?(?:室|户|号)?)?"
)


def anonymous(text: str) -> str:
    """The text with marks like [号码] in place of telephone, identity, card and plate numbers, accounts, employers,
    addresses and names; at most its first 2,000 characters, on one line, in half width.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_CHARACTERS])[:LONGEST_CHARACTERS]
    text = "".join(sign if sign.isascii() else _plain(sign) for sign in text)
    text = _ACCOUNTS.sub(NUMBER, _NUMBERS.sub(NUMBER, " ".join(text.split())))
    return without_names(without_employers(_PLACES.sub(PLACE, text)))


def _plain(sign: str) -> str:
    """A digit in whatever form (❶, ٣) as 0 to 9; anything else as it is."""
    value = unicodedata.digit(sign, -1)
    return sign if value < 0 else str(value)
