"""What an answer to 「which firm」 names beside the firm: its district; and words that name none."""

import re
from datetime import date

from knowledge.phones import blank_phones
from knowledge.slots import read_slots

_BETWEEN = re.compile(r"[，,。；;、\s]+")
_DISTRICT = re.compile(r"(?:就?在|位于)?(?:宁夏)?(?:银川市?)?[一-鿿]{2,4}[区县市]?(?:的|这边|那边)?[.！!]?")
_KINDS = re.compile(r"[厂店院校部队局所馆场城园]|公司|集团|工地|超市|中心|建筑|建设|劳务")
# A sum, a length or a word that answers another question: 两万四, 18000元, 三个月, 还在.
_NO_NAME = re.compile(
    r"(?=.*[\d万千百元块月天])[\d.,，零〇一二两三四五六七八九十百千万亿半多块元钱]+(?:个?月|年|天|人|个)?[。.]?"
    r"|还?在|不?是的?|有|嗯+|(?:我也?)?(?:不知道|不清楚|不晓得|不想说|忘了|记不清)[了。.]*"
)
# Words that answer another question, or ask for what is wanted.
_NO_FIRM = re.compile(
    r"(?:我|人)?还?(?:一直)?在(?:干|职|做|上班|岗|那儿?|这儿?|里面)(?:着|呢|活|的|干|上班)*|(?:还)?没有?(?:走|离职|离开|辞职?)呢?"
    r"|(?:我们?)?(?:就|只)?(?:想?要|想|求|希望)(?:要|让)?(?:回|拿回|他们?|老板)?(?:赔偿?|补偿|工资|工钱|钱|仲裁|起诉|告|投诉|维权|讨薪|说法)"
    r"[^，,。]{0,8}|我(?:的?名字)?(?:叫|姓)[一-鿿]{1,4}|(?:姓名|名字)(?:是|叫|:|：)?[一-鿿]{2,4}"
)


def names_nobody(text: str) -> bool:
    """Whether the words are no name, of a firm or of anybody: 两万四, 还在, 不知道."""
    return _NO_NAME.fullmatch(text.strip()) is not None


def names_no_firm(text: str) -> bool:
    """Whether the words answer something else: 还在干, 我要赔偿, 我叫李强."""
    plain = text.strip().rstrip("。.，,！!了")
    return _NO_FIRM.fullmatch(plain) is not None and _KINDS.search(plain) is None


def without_district(text: str, today: date) -> str:
    """The words without clauses of the district alone: 宏远建筑 of 「宏远建筑，金凤区」; all where nothing else is."""
    clauses = [one for one in _BETWEEN.split(blank_phones(text)) if one]
    left = [one for one in clauses if not (_DISTRICT.fullmatch(one) and read_slots(one, today).district)]
    return text if not left or len(left) == len(clauses) else "，".join(left)
