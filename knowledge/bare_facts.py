"""Words that are nothing but facts: who one is, days, sums and how long, with no matter of their own."""

import re
from datetime import date

from knowledge.dates import DATE_BLANK, blank_dates, read_dates
from knowledge.given import read_given
from knowledge.money import read_money
from knowledge.oneself import without_oneself
from knowledge.prices import COINED
from knowledge.unit_rates import each_for_one, read_rates
from knowledge.units import DAY, PIECE, unit_of

_NUMERALS = "一二两三四五六七八九十百千万半"
_SUM = (
    rf"{COINED}|\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?|(?<!\d)\d{{1,7}}(?!\d)(?:\.\d+)?[百千万wk]*\d*"
    rf"|[{_NUMERALS}]{{2,}}"
)
_LENGTH = (
    rf"(?:(?<!\d)\d{{1,6}}(?:\.\d)?|[{_NUMERALS}]{{1,6}})(?:年|个?半?月|天|个?小时|个?钟头|个工|个班|{PIECE})[半多]?"
    rf"(?:零?[{_NUMERALS}\d]+个?半?月)?"
)
_GRADE = r"(?:十|[一二三四五六七八九]|10|(?<!\d)[1-9])级"
_KINDS = (_GRADE, _LENGTH, _SUM)
_EACH = re.compile(rf"[一1]个?(?:[年月天工班]|{PIECE})")  # of a rate, no length
_PAY_AFTER = re.compile(
    rf"[^，,。\d\n]{{0,5}}(?:\d{{2,}}|[{_NUMERALS}]{{2,}})|\s*[\d{_NUMERALS}]|[^，,。\d\n]{{0,4}}[\d{_NUMERALS}]+个?半?(?:小时|钟)"
)
_PAY_BEFORE = re.compile(r"\d(?:元|块钱?|块)?$")
OF_GIVEN = re.compile("[给付发结借]")  # a sum beside it is no wage
_GIVEN = re.compile(r"(?:给|发|付|结)[了过]?[^，,。\n\d]{0,4}(?:个?半?月|一半)的?(?:了|工资)?(?:$|[，,。\n])")
_FACT = re.compile(rf"{DATE_BLANK}+|{_GRADE}|{_LENGTH}|{_SUM}")
CORRECTS = re.compile(r"(?:不对|不是|错了|[说写记看]错了?|更正)[,，、。\s]*(?:应该|其实|实际)?[,，]?(?:是|改成)?")
_AROUND = re.compile(
    CORRECTS.pattern + rf"|[每一]个?{PIECE}|时薪|单价|工价|计件|按件"
    r"|伤残|鉴定|评定?|定|[在来](?:这|那[儿里边])(?:[儿里边]|个?厂里?|家?公司|家?单位|个?店里?)?|进[去来]"
    r"|工资|薪资|月薪|薪水|收入|底薪|日薪|自己|我|俺|本人|是|于|从|自|在|到|至今|至|现在|目前|每|一?个?[月天]|平均|平时"
    r"|税前|税后|应发|实发|大概|大约|差不多|左右|的|了|和|就|才|一共|总共|有|挣|发|拿|给|入职|进厂|进公司|上班|加班|开始|参加工作|到岗"
    r"|离职|最后|工作|[干做来走上跑送拉装卸搬贴刷铺缝砌]|元|块钱?|[\s,，。、;；:：~-]"
)
_NUMBER_BEFORE = re.compile(rf"^[\d.{_NUMERALS}]+个?半?(?=.)")
_SEVERAL_CLAUSES = re.compile(r"[,，。;；!?！？\s]")
_BARE = re.compile(rf"[\d.{_NUMERALS}]+")
_HAS_GIVEN = re.compile("(?:给|发|付|结|借|领|拿)[了过到]")
_NUMBER_OF = re.compile(r"[\d\s-]{7,}|11\d|12[02]|12333|12345|12348|12351")  # a telephone, a ticket: no fact
_LEAST_DIGITS = re.compile(r"\d{3}|[百千万年月天时级工块毛角]|" + DATE_BLANK)


def is_bare_facts(text: str, today: date) -> bool:
    """Whether a (half-width, lower-case) text states who one is, days, sums, how long, a payment, and nothing else.

    A lone choice (1, 12) is no fact.
    """
    if not _SEVERAL_CLAUSES.search(text) and read_given(text)[0] is not None:
        return True  # 老板上月给了2000
    left = without_oneself(text)
    return is_figures(left, today) if left else bool(text)


def is_figures(text: str, today: date) -> bool:
    """The same, of who one is nothing."""
    if "天天" in text or (_NUMBER_OF.fullmatch(text) and not read_dates(text, today)):
        return False
    blanked = blank_dates(text, read_dates(text, today))
    left = _FACT.sub("", blanked)
    is_told = CORRECTS.match(text) is not None or _LEAST_DIGITS.search(blanked) is not None
    return left != blanked and is_told and not _AROUND.sub("", left)


def corrected(text: str, today: date) -> str:
    """The text for reading: what a line (不对，是五年) corrects is as corrected, where it is plain what is meant.

    What was said stays as it is wherever it is kept.
    """
    lines: list[str] = []
    if _GIVEN.search(text):
        return text  # of what was owed, or of what was given?
    for line in text.splitlines():
        told = CORRECTS.match(line)
        if told is None or not is_figures(line, today) or not _put(lines, line[told.end() :], today):
            lines.append(line)
    return "\n".join(lines)


def _put(lines: list[str], told: str, today: date) -> bool:
    """Puts a grade, a length or a sum (or one of each) in the place of the last of its kind: of bare facts the last
    one, of other words the only one. False where it is none of these, is of what was given, or none was told.
    """
    if read_dates(told, today) or OF_GIVEN.search(told):
        return False
    anew = [(kind, found[-1]) for kind in _KINDS if (found := _told_of(kind, told, today))]
    of_rate = _rates(told)
    return bool(anew) and all(_put_one(lines, kind, new[0], today, new.start() in of_rate) for kind, new in anew)


def _put_one(lines: list[str], kind: str, new: str, today: date, of_rate: bool) -> bool:
    for at in reversed(range(len(lines))):
        old = _told_of(kind, lines[at], today)
        if kind is _SUM and of_rate:
            old = [one for one in old if one.start() in _rates(lines[at])]
        elif kind is _SUM and _BARE.fullmatch(new) and _rates(lines[at]) and _counts(lines, today):
            return False  # 18 yuan, or 126 hours?
        elif kind is _SUM and len(old) > 1 and _HAS_GIVEN.search(lines[at]):
            return False  # of what was given, or of the pay?
        if kind is _LENGTH:
            old = _of_its_unit(old, new)
        if old and (len(old) == 1 or is_figures(lines[at], today)):
            lines[at] = f"{lines[at][: old[-1].start()]}{new}{lines[at][old[-1].end() :]}"
            return True
    return False


def _rates(line: str) -> set[int]:
    """Where what is paid for one day, hour or piece stands."""
    return {one.at for one in read_rates(each_for_one(line))}


def _counts(lines: list[str], today: date) -> bool:
    return any(_told_of(_LENGTH, line, today) for line in lines)


def _of_its_unit(old: list[re.Match[str]], new: str) -> list[re.Match[str]]:
    """Those that count the same: days for days, hours for hours; a stretch of time for another one, where none does."""
    alike = [one for one in old if _unit(one[0]) == _unit(new)]
    return alike or [one for one in old if {_unit(one[0]), _unit(new)} <= {"月", DAY}]


def _unit(length: str) -> str:
    said = _NUMBER_BEFORE.sub("", length)
    return unit_of(said) or ("月" if said[:1] == "年" else said[:1])


def _told_of(kind: str, line: str, today: date) -> list[re.Match[str]]:
    """Every fact of a kind in a line: no dates, no rates (一个月5000), and of sums only money."""
    blanked = each_for_one(blank_dates(line, read_dates(line, today)))
    if kind is not _SUM:
        return [one for one in re.finditer(kind, blanked) if not _is_rate(blanked, one)]
    blanked = re.sub(rf"{_GRADE}|{_LENGTH}", lambda other: DATE_BLANK * len(other[0]), blanked)
    found = list(re.finditer(kind, blanked))
    money = {one.start for one in read_money(line)} | _rates(line)
    return found if is_figures(line, today) else [one for one in found if one.start() in money]


def _is_rate(line: str, found: re.Match[str]) -> bool:
    before, after = line[: found.start()], line[found.end() :]
    return bool(_EACH.fullmatch(found[0]) and (_PAY_AFTER.match(after) or _PAY_BEFORE.search(before)))
