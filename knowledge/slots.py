"""What a follower has already told: sums, months, people, phone, place, employer; so nobody is asked twice."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from knowledge.employer import read_employer
from knowledge.money import Money, read_money
from knowledge.numerals import NUMBER, parse_number
from knowledge.spans import Span, read_spans

LONGEST_CHARACTERS = 2_000
MOST_PEOPLE = 10_000
DISTRICTS = {
    "兴庆区": "兴庆区",
    "金凤区": "金凤区",
    "西夏区": "西夏区",
    "灵武": "灵武市",
    "永宁": "永宁县",
    "贺兰": "贺兰县",
    "经开区": "经开区",
    "经济技术开发区": "经开区",
    "综保区": "综保区",
    "综合保税区": "综保区",
    "滨河新区": "滨河新区",
    "宁东": "宁东",
}

_PHONE = re.compile(r"(?<![\d.])(?:1[3-9]\d(?:[ -]?\d{4}){2}|0951[- ]?[2-9]\d{6})(?!\d)")
_DISTRICT = re.compile(r"(?:" + "|".join(DISTRICTS) + r")(?!山|石|门|里)")
_BEFORE_DISTRICT = re.compile(r"[南济海辽]$")  # 南宁东站, 济宁东
_GRADE = re.compile(
    r"(?<![\d一二三四五六七八九十第几至到~-])(10|[1-9]|[一二三四五六七八九十])\s*级(?!建造|医院|企业|资质|技|工程|保护|市场|台|风|至|到)"
)
_GRADE_CUE = re.compile(r"残|工伤|公伤|鉴定|评|尘肺|劳动能力|职业病")
_CROWD = re.compile(
    rf"(?P<vague>[几数])?(?P<number>{NUMBER})[几多余来]?(?:个|名|位|号)?多?\s*"
    r"(?:农民工|民工|工友|工人|员工|同事|职工|兄弟|老乡|姐妹|学生|人(?![民均事社才家工力格生次造为]))"
)
_WE = re.compile(
    r"(?:我们|咱们|俺们|咱|俺)(?:一共|总共|共|有|这)*(?P<vague>[几数])?(?P<number>[两俩三仨四五六七八九十]|\d{1,3})个?+(?![月年天万千百块元小点\d])"
)
_STAFF_SIZE = re.compile(r"(?:公司|厂里?|单位|店里?|全厂|企业)[^，。！？；,;!?]{0,3}$|第$|每$")
_GRADES = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Slots:
    """What the text states; None where it states nothing. Money in fen."""

    amount_fen: int | None = None  # the sum owed or asked for
    wage_fen: int | None = None  # the wage of a month
    months: float | None = None  # how long wages are owed, or the only stretch of time told
    service_months: float | None = None  # how long the follower has worked there
    headcount: int | None = None  # the follower and their workmates, at least
    phone: str | None = None
    district: str | None = None
    employer: str | None = None
    grade: int | None = None  # of disability, 1 (worst) to 10

    def as_json(self) -> dict[str, int | float | str]:
        """Only what is stated, by field name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def read_slots(text: str) -> Slots:
    """Read what the text states; only its first 2,000 characters count."""
    as_written = unicodedata.normalize("NFKC", text[:LONGEST_CHARACTERS])
    text = as_written.lower()
    phone = _PHONE.search(text)
    text_without_phones = _PHONE.sub(" ", text)
    sums, spans = read_money(text_without_phones), read_spans(text_without_phones)
    return Slots(
        amount_fen=_amount(sums),
        wage_fen=next((money.fen for money in sums if money.role == "month"), None),
        months=_months(spans),
        service_months=_first(spans, "served"),
        headcount=_headcount(text_without_phones),
        phone=re.sub(r"[ -]", "", phone[0]) if phone else None,
        district=_district(text),
        employer=read_employer(as_written),
        grade=_grade(text),
    )


def _amount(sums: Sequence[Money]) -> int | None:
    for role in ("total", "owed", "other"):
        for money in sums:
            if money.role == role:
                return money.fen
    return None


def _first(spans: Sequence[Span], role: str) -> float | None:
    return next((float(span.months) for span in spans if span.role == role), None)


def _months(spans: Sequence[Span]) -> float | None:
    owed = _first(spans, "owed")
    if owed is None and len(spans) == 1:
        return _first(spans, "other")
    return owed


def _headcount(text: str) -> int | None:
    counts = []
    for pattern in (_CROWD, _WE):
        for match in pattern.finditer(text):
            number = parse_number(match["number"])
            if number is None or number % 1 or _STAFF_SIZE.search(text[max(0, match.start() - 6) : match.start()]):
                continue
            counts.append(int(number) * (2 if match["vague"] else 1))  # 几十 is twenty or more
    return max((count for count in counts if 1 < count <= MOST_PEOPLE), default=None)


def _district(text: str) -> str | None:
    for match in _DISTRICT.finditer(text):
        if not _BEFORE_DISTRICT.search(text[: match.start()]):
            return DISTRICTS[match[0]]
    return None


def _grade(text: str) -> int | None:
    """The one grade told; None if none or several different ones are."""
    if not _GRADE_CUE.search(text):
        return None
    grades = {_GRADES.get(sign) or int(sign) for sign in _GRADE.findall(text)}
    return grades.pop() if len(grades) == 1 else None
