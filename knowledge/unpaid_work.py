"""Work that was not paid at all, told without the word 工资: 干了三个月 一个月5000 没给; 活干完了 8000块没给."""

import re
from collections.abc import Sequence

from knowledge.given import read_given
from knowledge.money import Money, read_money

LONGEST, LONGEST_CLAUSE = 80, 30
_CLAUSE = re.compile(r"[，。！？；,;!?\s]+")
_FIGURE = r"[\d.零一二两三四五六七八九十百千万几半]"
_N = rf"{_FIGURE}{{1,8}}"
_SUM = rf"(?<!{_FIGURE})(?!一[分毛块厘]){_N}(?!{_FIGURE})[元块]?"
_LENGTH = (
    rf"(?:{_N}个?[半多]?月半?(?:零{_N}天)?|[俩仨]月|半个?多?月|{_N}年半?|半年|{_N}多?[天日]半?"
    rf"|{_N}个(?:工|班)|{_N}多?个?小时)"
)
_ME = r"(?:我们?|俺们?|俄们?|咱们?)"
_WHO = r"(?:老板娘?|包工头|工头|公司|单位|厂里|厂子|店里|他们?|人家|对方|领导|经理)"
_PLACE = r"(?:[给跟在][一-鿿]{1,8}?|这[儿里]|那[儿里]|工地上?|厂里)"
_FIRST = rf"(?:{_ME}|总共|一共|都|已经|整整|辛辛苦苦|前后|今年|去年)*"
_WORKED = (
    rf"{_FIRST}(?:{_FIGURE}{{1,3}}个?人|[我俺][和跟][一-鿿]{{1,4}}?)?{_PLACE}?{_FIRST}"
    rf"(?:[干做忙](?:了|满|够)?(?:{_ME}|他)?(?:快|整整|差不多|大概|一共|总共)?{_LENGTH}的?(?:活|工|小?班)?了?"
    rf"|(?:上|打)了{_LENGTH}的?(?:班|工)|(?:活|工|工程)?(?:都|也|早|早就|已经)?(?:干|做)(?:完|好)了?(?:活|工)?了?|干了活|活(?:都|也)?干了"
    rf"|[一-鿿]?[砌贴抹刷铺搬装卸绑码摘缝]了{_N}(?:块|平方?米?|方|件|个|吨|车|箱|袋|亩|斤|趟)[砖墙板货]?)"
)
_PLAIN_LENGTH = re.compile(rf"{_N}个?半?月半?|[俩仨]月|半个?月|半年|一年")
_WORKED_SO_LONG = re.compile(
    rf"{_FIRST}{_PLACE}?{_FIRST}[干做](?:了|满|够)?(?:整整|一共|总共)?(?P<long>{_LENGTH})的?(?:活|工)?了?"
)
_SAYS_NONE = r"(?:一分|一毛|一块|分文|一厘)"  # no word may be read in two ways: a repeat of them is tried in all
_PAY = r"(?:工资|工钱|钱|账|报酬)"
_YET = r"到现在|至今|到今天|一直|结果|最后|可|但是?|就是|愣是|硬是|也|还|都|就|竟然"
_WAY = rf"(?:{_WHO}|{_YET}|{_SAYS_NONE}|{_PAY}|{_ME}|{_SUM})*"
_NOT = rf"(?:没有?|未|不)(?:给|发|结|付|开)(?:{_ME}|过|一分|一毛|了|呢|啊|呀|咧|呐|{_PAY})*"
_UNPAID = re.compile(rf"{_WAY}{_NOT}")
_BARE = re.compile(r"(?P<none>(?:没有?|未|不)(?:给|发|结|付)(?:我们?|俺们?|过)?)(?P<end>[了呢啊呀咧呐]*)$")
_TELLS_WORK = re.compile(rf"{_WORKED}(?=$|{_WAY}{_NOT}$)")
_OF_PAY = re.compile(
    rf"(?:说好的?|讲好|谈好|约定|{_ME}|老板说)*(?:每个?月|一个?月|月薪|月?工资|[每一]天|日薪|[每一]个工|[每一]小时)(?:是|有|给|讲好|说好|的)?(?:我们?)?[\d一二两三四五六七八九][\d.零一二两三四五六七八九十百千万kw]*(?:元|块钱?)?"
)
_BESIDE = re.compile(
    rf"{_WHO}(?:人)?(?:跑了|跑路了?|不见了|失联了?|电话不接|不接电话|不认|把我拉黑了?)|(?:要|催|找)了?[好几多]次?|能要多少|能要回来吗|怎么办|咋办|咋整|登记"
    r"|我是[一-鿿]{1,4}工|在[一-鿿]{1,8}(?:干活|上班|打工)?|找不到人|电话不接|没签合同|没合同|有记工本"
)
_ELSE = re.compile(
    r"合同|协议|社保|保险|公积金|证|工伤|受伤|摔|辞退|开除|裁|赔|补|押金|加班|奖金|提成|年终|假|罚|租|贷|借|装修|买|卖|货|定金|学费|工龄|离职|辞职|最后|第|上个?月|有[一1半]"
)


def told_out(text: str) -> str:
    """The text with 工资 put behind what was not given, where work was told and nothing else that can be given:
    干了一个半月没给 as 干了一个半月没给工资; else as it is.
    """
    if len(text) > LONGEST or _ELSE.search(text):
        return text
    clauses = _CLAUSE.split(text)
    if not any(_works(one) for one in clauses):
        return text
    for one in clauses:
        bare = _BARE.search(one)
        if bare and len(one) <= LONGEST_CLAUSE and _is_unpaid(one):
            return text.replace(one, f"{one[: bare.end('none')]}工资{bare['end']}", 1)
    return text


def is_all_unpaid(text: str) -> bool:
    """Whether one line tells plainly that the work of so many months was not paid, and nothing that leaves it open
    which of them: 干了三个月 一个月5000 没给, not 干了三个月 最后一个月没给.
    """
    told = [one for one in text.splitlines() if len(one) <= LONGEST and _tells_all(one)]
    return len(told) == 1


def given_since(sums: Sequence[Money], text: str) -> int | None:
    """The fen that were paid since, where only the wage and these are told and the work was not paid before; None where
    other sums are told: 欠我三个月工资，给了2000 may be what is left of it.
    """
    if len(sums) == 1:
        return 0
    others = [one for one in sums if one.role != "month"]
    if len(sums) - len(others) != 1 or any(one.role != "paid" for one in others) or not is_all_unpaid(text):
        return None
    given = read_given(text)[0]
    return round(given * 100) if given and given * 100 == sum(one.fen for one in others) else None


def _tells_all(line: str) -> bool:
    clauses = [one for one in _CLAUSE.split(line) if one]
    if max(map(len, clauses), default=0) > LONGEST_CLAUSE:
        return False
    worked = [found for one in clauses if (found := _WORKED_SO_LONG.match(one)) and _follows(one[found.end() :])]
    unpaid = [
        one for one in clauses if _UNPAID.fullmatch(one) or any(one == w.string and w.end() < len(one) for w in worked)
    ]
    plain = len(worked) == 1 and _PLAIN_LENGTH.fullmatch(worked[0]["long"]) is not None
    is_wage = all(
        one.role in ("month", "rate", "paid") for one in read_money(line)
    )  # 干了三个月 5000没给 is owed of it
    return plain and is_wage and bool(unpaid) and all(_is_plain(one, worked[0].string, unpaid) for one in clauses)


def _follows(rest: str) -> bool:
    return not rest or _UNPAID.fullmatch(rest) is not None


def _is_plain(one: str, worked: str, unpaid: list[str]) -> bool:
    is_known = one == worked or one in unpaid or _OF_PAY.fullmatch(one) or _BESIDE.fullmatch(one)
    return bool(is_known) or ({money.role for money in read_money(one)} == {"paid"} and read_given(one)[0] is not None)


def _works(clause: str) -> bool:
    return len(clause) <= LONGEST_CLAUSE and _TELLS_WORK.match(clause) is not None


def _is_unpaid(clause: str) -> bool:
    worked = re.match(_WORKED, clause)
    return _UNPAID.fullmatch(clause) is not None or bool(worked and _UNPAID.fullmatch(clause[worked.end() :]))
