"""A telephone number to reach the follower at, and whether their WeChat goes by the same number."""

import re
from collections.abc import Iterator

# Source: the Ministry of Industry and Information Technology's plan of mobile numbers; 0951 is Yinchuan.
_MOBILE = r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])(?:[ -]?\d{4}){2}"
_PHONE = re.compile(rf"(?<![\d.])(?:\+?86[ -]?)?(?P<number>{_MOBILE}|0951[- ]?[2-9]\d{{6}})(?!\d)")
_SAME_WECHAT = re.compile(
    r"微信(?:号)?(?:也是|同|就是|一样|跟.{0,3}一样)(?:号|这个|手机|电话|步)?|(?:微信|v|vx)同(?:号|步)|加微信也行"
)


_DENIED = re.compile(r"(?:不是|不用|别打|莫打|不要打|不要再打|(?<!没)错的?是)[^\d，。,;；]{0,6}$")
_OTHERS = re.compile(r"老板|工头|班长|经理|领导|负责人|公司|单位|[厂店]|主管|工友|同事|人事|[他她]")
_NOT, _CALL, _END = r"不|不想|不要|不愿意?|不用|不方便|[别莫甭]", r"电话|手机号?|号码|联系方式", r"[了吧啦啊的呢]*"
_NO_CALL = re.compile(
    rf"(?:我|就|先|那)*(?:{_NOT})留[了个]?(?:我的)?(?P<named>{_CALL})?{_END}"
    rf"|(?P<named_first>{_CALL})(?:就|我)?(?:{_NOT})(?:留|填|说|给){_END}"
    rf"|(?P<not_rung>(?:请|你们)*(?:{_NOT})再?(?:给我打|打我的?|打)(?:电话|手机)(?:给我)?{_END}|我?没有?(?:电话|手机))"
)
MOST_AROUND_A_NUMBER = 6  # characters: 我的电话是
MOST_AROUND = 24  # characters: more is a story, whose number may be anybody's


def find_phone(text: str) -> re.Match[str] | None:
    """Where the first valid mobile number, or one of Yinchuan's lines, stands that is not denied (不是…，是…); group
    `number` as it was written.
    """
    return next(_given(text), None)


def own_phone(text: str) -> str | None:
    """The number at which the follower is to be called, of short words about nobody else; the last one given."""
    if _OTHERS.search(text) or len(_PHONE.sub("", text)) > MOST_AROUND:
        return None
    found = list(_given(text))
    return plain(found[-1]["number"]) if found else None


def _given(text: str) -> Iterator[re.Match[str]]:
    return (one for one in _PHONE.finditer(text) if not _DENIED.search(text[: one.start()]))


def wants_no_call(text: str, asked: bool = False) -> bool:
    """Whether the words say that no number is to be left, and nothing else: 电话不想留; 不留了 where it is asked."""
    found = _NO_CALL.fullmatch(re.sub(r"\s", "", text).rstrip("。.！!~"))
    return found is not None and (asked or any(found.groupdict().values()))


def plain(number: str) -> str:
    """A number without blanks and strokes."""
    return re.sub(r"[ -]", "", number)


def blank_phones(text: str) -> str:
    """The text with blanks for its phones, so that they are not taken for sums."""
    return _PHONE.sub(lambda match: " " * len(match[0]), text)


def has_wechat_by_it(text: str) -> bool:
    """Whether 微信同号 or the like is said."""
    return _SAME_WECHAT.search(text) is not None
