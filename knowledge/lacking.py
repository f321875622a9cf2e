"""What a follower has not been given: wages, or something else that no months of wages are owed for."""

import re

_ELSE = re.compile(r"社保|保险|公积金|养老|加班|年休?假|高温|双倍|补偿金|赔偿金|合同")
_UNPAID = r"[欠拖]|[没未不]有?[发给结付]"
_PAY = "工资|工钱|薪"
_WAGES = re.compile(rf"(?:{_UNPAID})[^，。\d\s]{{0,4}}(?:{_PAY})|(?:{_PAY})[^，。\d\s]{{0,4}}(?:{_UNPAID})")
_CLAUSE = re.compile("[，。！？；,;!?]")
_OWED_NEXT = re.compile(r"[欠拖]欠?[了着]?(?:我们?|俺)?有?$")


def lacks_no_wages(before: str) -> bool:
    """Whether the words up to a time or a sum tell of something else that was not given: 加班费没给 干了(2年)."""
    before = _CLAUSE.split(before)[-1]
    return bool(_ELSE.search(before)) and not _WAGES.search(before) and not _OWED_NEXT.search(before)
