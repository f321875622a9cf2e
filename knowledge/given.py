"""What was paid so far, in a follower's words: 中间给过2000. Only the plain is read; the rest has to be asked."""

import re
from decimal import Decimal

from knowledge.dates import DATE_BLANK
from knowledge.money import OF_OTHERS, read_money

LEAST_FEN = 50_00
_VERB = "(?:给|付|发|结|支|打|转|拿|领|[还借](?=[了过])|预支|借支|收到|到手|要回来?)"
_CLAUSE = re.compile(
    r"[，。,;；！？!?\n]|(?<=[\d万千百元块])\s+(?=[一-鿿])"
    rf"|(?<![没未不别\s])\s+(?=[^\s，。,;；！？!?]{{0,10}}{_VERB}[了过])"
)
_AGREED = re.compile(  # what is due, not what came
    rf"(?:每个?月|一个?月|月薪|工资|[每一]天|日薪|个工|小时|每人)[^\d]{{0,4}}{_VERB}(?![了过])|(?:说好|约定|应该?|该|要求)[^\d]{{0,3}}{_VERB}"
)
_REFUSED = re.compile(r"[没未不别](?![^\d]{0,2}过去)")
_SPEAKS = re.compile(
    rf"{_VERB}[了过]|[只才就先](?:肯|愿意)?{_VERB}|(?:给|付|发(?!现)|预支|借支|收到|到手|要回来)[^\d，,]{{0,4}}[\d一二两三四五六七八九半]"
    r"|(?:转|[补汇退][了过给]+)[我俺]?们?\s*(?:\d{2}|[\d.一二两三四五六七八九]{1,4}[百千万])"
)
_PLAIN = re.compile(
    r"(?:老板娘?|包工头|工头|公司|单位|厂里|他们?|对方|中间|期间|先前?|前面|之前|后来|现在|已经?|就|只|才|又|再|总共|一共|到现在|目前|也"
    rf"|{DATE_BLANK}|[上这]个?月|昨[天儿个]|前[天儿个]|今[天儿个]|刚|\d{{1,2}}月份?的?|给我们?|[我俺俄]们?|跟他|生活费|工钱|通过|用?(?:微信|支付宝|银行卡)|[往给]我们?的?(?:银行|工资)?卡[上里])*(?!借[了过])(?:{_VERB}|[补汇退](?=[了过给]))(?:过来|[了过到给])*(?:[我俺俄]们?)?(?:一共|总共|才|只)?\s*$"
)
_LENT = re.compile(  # by the employer on account of wages; what is 借 otherwise may be a loan of either's
    r"(?:中间|期间|先前?|前面|之前|后来|就|只|才|总共|一共|[我俺俄]|[跟找向]老板)*借[了过](?:一共|总共)?\s*$"
)
_OF_LIVING = re.compile(r"\s*(?:元|块钱?)?的?(?:生活费|工钱|工资)了?$")
_PLAIN_AFTER = re.compile(r"\s*的?(?:生活费|工资|工钱|钱|现金)?(?:过来|给我们?|到我?[卡账]上)?了?$")


def read_given(text: str) -> tuple[Decimal | None, bool]:
    """(what was paid so far in yuan, None where nothing is told or not plainly; whether it has to be asked)."""
    sums: list[Decimal] = []
    for clause in map(str.strip, _CLAUSE.split(text)):
        if not _SPEAKS.search(clause) or any(one.search(clause) for one in (_AGREED, _REFUSED, OF_OTHERS)):
            continue
        found = read_money(clause)
        one = found[0] if len(found) == 1 and found[0].precision == "exact" else None
        if one is None or one.fen < LEAST_FEN:
            return None, True
        before, after = clause[: one.start], clause[one.start + len(one.said) :]
        is_lent = _LENT.fullmatch(before) and _OF_LIVING.fullmatch(after)
        if not is_lent and not (_PLAIN.fullmatch(before) and _PLAIN_AFTER.fullmatch(after)):
            return None, True
        sums.append(Decimal(one.fen) / 100)
    return (sums[0], False) if len(sums) == 1 else (None, bool(sums))


def is_of_given(text: str) -> bool:
    """Whether every sum is of what was paid, which is neither owed nor a wage: 又给了1000."""
    return {one.role for one in read_money(text)} == {"paid"}
