"""Months told one by one: 7月8月9月都没发, 3月欠2800 4月欠3100."""

import re
from decimal import Decimal

from knowledge.numerals import NUMBER, parse_number

LEAST, MOST = 2, 12
_MONTH = r"(?:1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])"
_NAMED = re.compile(rf"{_MONTH}(?=月份?)|{_MONTH}(?=[、,，和跟及\s]{_MONTH})")
_UNPAID = r"(?:没|未|不)有?(?:发|给|结|付)"
_LIST = re.compile(
    rf"(?:{_MONTH}(?:月份?[、,，和跟及\s]*|[、,，和跟及\s]+)){{1,11}}{_MONTH}月份?(?:的|工资|工钱|钱|都|全|也|一直|还|到现在)*{_UNPAID}"
    r"(?:我|我们|了|过|清)*(?:工资|工钱|钱)?(?=$|[，,。;；！？!?\s])"
    rf"|欠[了着]?(?:我们?|俺)?(?:{_MONTH}(?:月份?[、,，和跟及\s]*|[、,，和跟及\s]+)){{1,11}}{_MONTH}月份?(?:的|份)*(?:工资|工钱|钱)"
)
_SUM = re.compile(
    rf"(?P<month>{_MONTH})月份?(?:的|工资|工钱)*(?:还|又)?(?:[欠差]|{_UNPAID}(?=[我俺们了着]*{NUMBER}\s*(?:元|块)))[了着]?(?:我们?|俺)?"
    rf"\s*(?P<yuan>{NUMBER})(?!\s*[个天月年号日次人])"
)
_MORE = re.compile(  # 9月10月也没发, behind others; one is enough
    rf"(?:{_MONTH}(?:月份?[、,，和跟及\s]*|[、,，和跟及\s]+)){{0,11}}{_MONTH}月份?(?:的|工资|工钱|钱|都|全|一直|还|到现在)*(?:也|又)(?:都|全|还|一直)*{_UNPAID}"
    r"(?:我|我们|了|过)*(?:工资|工钱|钱)?(?=$|[，,。;；！？!?\s])"
)
_OPEN = re.compile("没[发给结付]完|到现在没|至今|多人|个人|我们")
_TOLD_ELSE = (
    r"总共|一共|共计|合计|总计|[给付还发补结拿收借转打支领抵清](?:了|过|来|到|清|给我)|[给还]我[^，。,;\d]{0,3}[打转]|到账|[预借]支|剩|包括|截[止至]"
    r"|[去今前]年|押金|奖金|社保|保险|公积金|加班|年假|高温|补贴|绩效|提成|发票|工资条|扣"
)
_ELSE = re.compile(rf"{_TOLD_ELSE}|没[发给结付](?!我?\d)")  # a total that was told, something that was paid, or no wage
_EACH = rf"{_MONTH}月份?(?:的|工资|工钱|是)*\s*(?:{NUMBER})(?:元|块钱?)?(?!\s*[个天月年号日次人])"
_TABLE = re.compile(  # 工资没发，7月3200，8月3500; 7月3200，8月3500都没发: what was not paid stands right at it
    rf"(?P<before>(?:{_UNPAID}|欠)[了的]?(?:我们?|俺)?(?:(?P<count>{NUMBER})个月的?)?(?:工资|工钱|钱)?[，,：:\s]*)?(?P<each>{_EACH}(?:[，,、;；和\s]+{_EACH}){{1,11}})"
    rf"(?P<after>[，,\s]*(?:都|全|全部|一直|还|工资|的)*{_UNPAID}(?:我们?|俺)?(?:工资|工钱|钱)?(?=$|[，,。;；！？!?\s]))?"
)
_ROW = re.compile(rf"(?P<month>{_MONTH})月份?(?:的|工资|工钱|是)*\s*(?P<yuan>{NUMBER})")
LEAST_YUAN = 100


def months_listed(text: str) -> tuple[int, str] | None:
    """(how many months are named as unpaid, the words); None where fewer than two are, or one twice."""
    first = _LIST.search(text)
    if first is None or _OPEN.search(text):
        return None
    found = [first, *(one for one in _MORE.finditer(text, first.end()))]
    named = [parse_number(one[0]) for part in found for one in _NAMED.finditer(part[0])]
    is_all = len(_NAMED.findall(text)) == len(named) and len(set(named)) == len(named)
    return (len(named), "，".join(one[0] for one in found)) if is_all and LEAST <= len(named) <= MOST else None


def months_named(text: str) -> frozenset[int]:
    """Every month that is named in the text."""
    return frozenset(int(value) for one in _NAMED.finditer(text) if (value := parse_number(one[0])))


def more_months(text: str) -> frozenset[int]:
    """The months that the whole text tells to be unpaid besides others: 9月10月也没发."""
    return months_named(text) if _MORE.fullmatch(text) else frozenset()


def sums_by_month(text: str) -> tuple[Decimal, str] | None:
    """(what is owed for several months together in yuan, how it is added); None where fewer than two are told."""
    found = _table(text) or ([] if _ELSE.search(text) else list(_SUM.finditer(text)))
    sums = [parse_number(one["yuan"]) for one in found]
    months = {parse_number(one["month"]) for one in found}
    if not LEAST <= len(found) <= MOST or len(months) != len(found) or None in sums:
        return None
    known = [one for one in sums if one is not None]
    return sum(known, Decimal(0)), "+".join(f"{one.normalize():f}" for one in known)


def rows_by_month(text: str) -> frozenset[Decimal]:
    """The yuan that stand behind months named one by one, whatever is said of them: none alone is what is owed."""
    rows = [row for one in _TABLE.finditer(text) for row in _ROW.finditer(one["each"])]
    return frozenset(value for row in rows if (value := parse_number(row["yuan"])))


def _table(text: str) -> list[re.Match[str]]:
    """Months one behind the other with a sum each, where all are plainly unpaid and no other month is told."""
    told = next((one for one in _TABLE.finditer(text) if one["before"] or one["after"]), None)
    if told is None or re.search(_TOLD_ELSE, text):
        return []
    rows = list(_ROW.finditer(told["each"]))
    named = {f"{parse_number(row['month'])}" for row in rows}
    rest = text[: told.start("each")] + text[told.end("each") :]
    stated = {f"{parse_number(month)}" for month in _NAMED.findall(rest)}
    least = min((parse_number(row["yuan"]) or Decimal(0) for row in rows), default=Decimal(0))
    is_all = not told["count"] or parse_number(told["count"]) == len(rows)
    return rows if is_all and stated in (set(), named) and least >= LEAST_YUAN else []
