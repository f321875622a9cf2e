"""What a follower has not been given: wages, or something else that no months of wages are owed for."""

import re

_OWABLE = (
    "社保|保险|公积金|养老|加班费?|年休?假|高温费?|双倍工资|补偿金|赔偿金"
    "|补贴|津贴|绩效|提成|奖金|全勤|[房餐]补|夜班费?|工资条|发票"
)
_ELSE = re.compile(f"{_OWABLE}|合同|排班|活干|休息")
_UNPAID = r"[欠拖]|[没未不]有?[发给结付]"
_PAY = "工资|工钱|薪"
_WAGES = re.compile(rf"(?:{_UNPAID})[^，。\d\s]{{0,4}}(?:{_PAY})|(?:{_PAY})[^，。\d\s]{{0,4}}(?:{_UNPAID})")
_NAMED_NEXT, _WAGES_NEXT = re.compile(f"的?(?:{_OWABLE})"), re.compile("的?(?:工资(?!条)|工钱|薪)")
_CLAUSE = re.compile("[，。！？；,;!?]")
_OWED_NEXT = re.compile(r"(?<![费金保假补贴成效])[欠拖]欠?[了着]?(?:我们?|俺)?有?$")


def lacks_something_else(before: str, after: str = "") -> bool:
    """Whether the words before a time or a sum, or right behind it, name something but wages that may not have been
    given: 加班费没给 干了(2年), 欠(三个月)社保.
    """
    if _NAMED_NEXT.match(after):
        return True
    if _WAGES_NEXT.match(after):
        return False
    before = _CLAUSE.split(before)[-1]
    return bool(_ELSE.search(before)) and not _WAGES.search(before) and not _OWED_NEXT.search(before)
