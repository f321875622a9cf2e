"""Sums and months that are owed beside the one sum that was read, so that it is not all: 欠我1500，押金500也不退."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.dates import DATE_BLANK
from knowledge.money import Money

BEFORE, AFTER = 12, 8
_THING = (
    r"(?:(?:押|保证|订|奖)金|全勤奖?|加班费?|(?:加班|节假日)工资|提成|年终奖|绩效|[补津]贴|[车房餐话高夜][补温班]费?|[车路]费|差旅费?|报销款?|服装费|工具费|材料费"
    r"|医药费|双倍工资|补偿金?|赔偿金?|社保|(?:我)?垫(?:付|支)?的?(?:钱|款|材料款?)?)"
)
_OF_A_THING = re.compile(rf"{_THING}(?:一共|总共|大概|差不多|还|有|是|的|我|了|欠|[:：])*$")
_THING_AFTER = re.compile(rf"\s*(?:元|块钱?)?的?{_THING}")
_AS_WELL = re.compile(r"还有|还欠|还差|以及|加上|外加|另外|再加|和|也欠")
_NOT_GIVEN = re.compile(
    rf"\s*(?:元|块钱?)?[^，。！？；,;\d{DATE_BLANK}]{{0,5}}(?:[没未不](?:有|肯|愿意?|想)?[退还给发结付报算]|扣着)"
)
_MONTH = rf"(?:{DATE_BLANK}+|上上?个?月|这个?月|本月|当月|\d{{1,2}}月份?)"
_OF_A_MONTH = re.compile(rf"{_MONTH}(?:份)?(?:的|工资|工钱|才|还|欠|我|是|老板|公司|差|了)*$")
_MONTH_AS_WELL = re.compile(
    rf"{_MONTH}(?:份)?(?:的|工资|工钱|老板|公司|又|都)*(?:也|又|还)(?:还|都|一直|一分)*[没未不]有?[给发结付]"
)
_CLAUSE = re.compile(r"[，。！？；,;!?\n\s]")


def with_further(amount: Money, sums: Sequence[Money], text: str) -> Money:
    """The sum, or where something else is owed too, one that lies between it and all of them together: to be asked."""
    if amount.precision != "exact" or amount.role == "total":
        return amount
    further = [one for one in sums if one is not amount and (_is_owed_too(one, text) or _of_months(amount, one, text))]
    if further:
        told = sorted([amount, *further], key=lambda one: one.start)
        start, end = told[0].start, told[-1].start + len(told[-1].said)
        high = amount.fen + sum(one.high_fen for one in further)
    elif months := _month_as_well(amount, text):
        (start, end), high = months, 2 * amount.fen
    else:
        return amount
    return replace(amount, precision="between", high_fen=high, said=text[start:end], start=start)


def names_a_thing(one: Money, text: str) -> bool:
    """Whether the sum is of something owable that is no wage: 押金500, 600加班费."""
    before = text[max(0, one.start - BEFORE) : one.start]
    is_named = _OF_A_THING.search(_CLAUSE.split(before)[-1]) or _THING_AFTER.match(text, one.start + len(one.said))
    return is_named is not None


def _is_owed_too(one: Money, text: str) -> bool:
    """Whether it is of something owable that was not given, or comes on top."""
    before, end = text[max(0, one.start - BEFORE) : one.start], one.start + len(one.said)
    says_so = _AS_WELL.search(before) or _NOT_GIVEN.match(text, end)
    return one.role in ("other", "owed", "month") and says_so is not None and names_a_thing(one, text)


def _of_months(amount: Money, one: Money, text: str) -> bool:
    """Whether each is of a month of its own, and neither was given: 9月4300没发，10月4300没发."""
    return all(
        _OF_A_MONTH.search(text, max(0, of.start - BEFORE), of.start)
        and _NOT_GIVEN.match(text, of.start + len(of.said))
        for of in (amount, one)
    )


def _month_as_well(amount: Money, text: str) -> tuple[int, int] | None:
    """Where the words stand that tell of another month besides the sum's: 上个月4300没发，这个月也没发."""
    first = _OF_A_MONTH.search(text, max(0, amount.start - BEFORE), amount.start)
    other = _MONTH_AS_WELL.search(text, amount.start + len(amount.said)) if first else None
    return (first.start(), other.end()) if first and other else None
