"""Whether a sum is what somebody was paid: 只给了2000, 今天打给我2800, 打了2000过来; not what they ask for."""

import re
from decimal import Decimal

from knowledge.dates import DATE_BLANK

_PAID = re.compile(
    r"(?:(?:只|才|就|先|已经?|又)(?:是|肯|能|愿意|同意|答应)?(?:给|发|付|赔偿?|补偿?|结|拿|开|打|转|还)"
    r"|(?:给|发|付|结清?|拿|领|打|转|垫|还|赔偿?|补偿?|支|借)(?:到手|过|了|到)|(?<![扣掉了除])[预借]支|到手|收到了?|转账|转来|调解给|发的是|实发|愿意赔偿?|支付了)"
    r"(?:了|过|的|是|我|我们|咱们?|俺们?|他|每人|生活费|钱|[^，。！？；,;]{0,2}(?:工资|费)){0,3}$"
)
_NOT_PAID = re.compile(r"没|未|欠|应|该|要求|说好|承诺|说给")
EMERGENCY = frozenset({110, 119, 120, 122})  # 打了120过来 is a call
LONGEST_CLAUSE = 40
_CLAUSE = re.compile(r"[，。！？；,;!?\n]|\s+(?=\S{2})")
_SPACE = re.compile(r"\s+(?=\S{3})")  # 4个月没发 老板上月给了2000: the 没 is of another clause
_ME = r"(?:[我俺俄]们?|咱们?)"
_TO_ME = rf"{_ME}(?:的?(?:微信|支付宝|银行卡|工资卡|卡|账户?|账号)[上里]?)?了?"
_ON_CARD = rf"[往朝给]?{_ME}的?(?:微信|支付宝|银行卡|工资卡|卡|账户?|账号)[上里]?(?:打|转|汇|存)了?"
_AROUND = (  # when, who, and by what way
    r"(?:老板娘?|包工头|工头|公司|单位|厂里|他们?|对方|今[天儿早]|昨[天儿晚个]|前[天儿]|刚|上午|下午|早上|晚上|中午"
    rf"|[上这]个?月|{DATE_BLANK}|后来|现在|已经?|也|又|再|就|才|只|先|一共|总共|通过|用|微信|支付宝|银行卡|现金|[给跟]我们?)"
)
_HANDED = re.compile(
    rf"{_AROUND}*(?:(?:打|转|发|付|还|结|汇|补|退)(?:了|过)?(?:给|到)|转){_TO_ME}$|{_AROUND}*[打转汇]过来了?$|{_AROUND}*{_ON_CARD}$"
)
_SENT_PLAINLY = re.compile(rf"{_AROUND}*[打转汇]了")
_ENDS = re.compile(
    r"\s*(?:元|块钱?)?的?(?:工资|工钱|生活费|钱|现金)?(?:过来|给我们?|到我?[卡账][上里])?了?(?:$|[，。！；,;!\n]|\s+(?!就[行可好]|也行|我就|才))"
)
_BARE_BEFORE = re.compile(
    rf"(?<![一-鿿])转{_ME}$|(?:老板|微信|支付宝|又|他)转{_ME}$|[转发付还汇补退结](?:了|过){_ME}$|[打转发付还汇补退](?:了|过)?(?:给|到){_ME}$|[打转汇]过来了?$|{_ON_CARD}$"
)
_PROMISED = re.compile(
    r"(?:说|只|才|先|愿意|同意|答应|准备|打算|肯)(?:下个?月|先|再|只|一次性)*(?:[给付发转打]|[赔补]偿?)(?:我们?|俺们?|我家|家里)?$"
    r"|(?:让|叫|催)(?:老板娘?|包工头|工头|公司|单位|他们?|对方)(?:先|赶紧|快点?)?[给付发转打](?:我们?|俺们?)?$"
    r"|[要让叫逼](?:我们?|俺们?)(?:赔|出|付|掏|退)偿?$"  # 培训费要我赔8000; 让我赔了800 was taken
)
_SENT = re.compile(r"[打转汇]了?$")
_SENT_AFTER = re.compile(rf"\s*(?:元|块钱?)?\s*(?:过来|给{_ME}|到{_ME})")


def is_promised(before: str) -> bool:
    """Whether a sum is offered, asked for, or demanded of the worker, by the words right before it: 同意给, 让老板转,
    要我赔; it is neither paid nor owed.
    """
    return _PROMISED.search(before) is not None


def is_paid(text: str, start: int, end: int, before: str) -> bool:
    """Whether the sum that stands there was paid; `before` is what stands before it in its clause."""
    if _PAID.search(before):
        return _NOT_PAID.search(_SPACE.split(before)[-1]) is None
    clause = _CLAUSE.split(text[max(0, start - LONGEST_CLAUSE) : start])[-1]
    if _ENDS.match(text, end) is None:
        return False
    return bool(_HANDED.fullmatch(clause) or (_SENT_PLAINLY.fullmatch(clause) and _SENT_AFTER.match(text, end)))


def is_handed(text: str, start: int, end: int, yuan: Decimal) -> bool:
    """Whether a number without 元 is of money that was sent: 转了我2000, 打了2000过来."""
    before = text[max(0, start - LONGEST_CLAUSE) : start]
    is_sent = _SENT.search(before) is not None and _SENT_AFTER.match(text, end) is not None
    return yuan not in EMERGENCY and (is_sent or _BARE_BEFORE.search(before) is not None)
