"""How people name statutes and articles: 「《工伤保险条例》第十四条第六项」, 劳动合同法82, 刑法276条之一."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.numerals import parse_number
from knowledge.words import WordsError, lines

LONGEST = 400
MOST_PIECES = 12

_CHINESE = "零〇一二三四五六七八九十百千"
# What a name may lack without naming another statute: who made it, marks, remarks on the version.
_DROPPED = re.compile(
    r"中华人民共和国|最高人民法院|最高法院|最高法|人力资源社会保障部|人力资源和社会保障部|人社部|国家统计局"
    r"|全国人民代表大会常务委员会|全国人大常委会|国务院|司法(?=解释)|关于|[《》〈〉<>“”「」\"\s]"
    r"|\([^()]*(?:节选|修订|修正|文本)[^()]*\)|[()]"
)
_LABEL = re.compile(rf"第(?P<number>[{_CHINESE}]+)条(?:之(?P<branch>[{_CHINESE}]+))?")
_NUMBER = rf"(?:\d{{1,4}}|[{_CHINESE}]{{1,9}})"
_PART = rf"(?:第?{_NUMBER}款)?(?:第?\(?{_NUMBER}\)?项)?"
_BRANCH = rf"(?:之{_NUMBER}|-\d{{1,2}})"
_ARTICLE = rf"(?:第{_NUMBER}条{_BRANCH}?|{_NUMBER}条{_BRANCH}?|\d{{1,4}}{_BRANCH}?){_PART}"
_ENDING = r"(?:》|法|条例|规定|办法|规则|决定|通知|法典|解释(?:\([一二三四五]\)|[一二三四五](?=第|\d))?)"
_PIECE = re.compile(
    rf"(?P<name>[^;。!?,、第]{{1,60}}?{_ENDING})的?(?P<articles>{_ARTICLE}(?:(?:[、,和及与]|以及){_ARTICLE})*)"
)
_ONE = re.compile(
    rf"第?(?P<number>{_NUMBER})条?(?:之(?P<branch>{_NUMBER})|-(?P<dash>\d{{1,2}}))?"
    rf"(?:第?{_NUMBER}款)?(?:第?\(?(?P<item>{_NUMBER})\)?项)?"
)
_COULD_BE = re.compile(r"[法例定则释知》].*[\d０-９条]", re.DOTALL)  # most messages end here, in 1 µs
_BEFORE = re.compile(
    r"^(?:依据|法律依据|根据|依照|按照|请问|帮我|我想|麻烦)*[::]?(?:查一下|查查|查询|查|看一下|看看|看)?"
)
_AFTER = re.compile(
    r"(?:的?(?:内容|原文|全文|规定))?是?(?:(?:什么|啥)|(?:怎么|咋)(?:说|写|规定)的?|(?:说|写|讲|规定)[的了]?(?:什么|啥))?$"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One article somebody names: `name` as `key` makes it, the number as citations have it, the item if any."""

    name: str
    article: str
    item: int | None = None


def key(name: str) -> str:
    """A statute's name without who made it, marks and remarks: the same for its full and its usual title."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name)).lower()


def usual(title: str) -> str:
    """The title a statute goes by where no short one is given: without the country, blanks and remarks."""
    plain = re.sub(r"[（(][^（）()]*(?:节选|修订|修正)[^（）()]*[）)]|\s|#", "", title)
    return plain.removeprefix("中华人民共和国")


def asked(text: str) -> tuple[Asked, ...]:
    """The articles a text names, if it names articles and says nothing else; a 依据 line or a part of one too."""
    if len(text) > LONGEST or not _COULD_BE.search(text):
        return ()
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。.!?;~,")
    plain = _AFTER.sub("", _BEFORE.sub("", plain, count=1), count=1)
    found = [_PIECE.fullmatch(piece) for piece in plain.split(";")[:MOST_PIECES]]
    pieces = [match for match in found if match]
    if len(pieces) < len(found):
        return ()
    return tuple(dict.fromkeys(one for match in pieces for one in _articles(match)))


def _articles(match: re.Match[str]) -> list[Asked]:
    name = key(match["name"])
    found = (_asked(name, one) for one in _ONE.finditer(match["articles"]))
    return [one for one in found if one]


def _asked(name: str, match: re.Match[str]) -> Asked | None:
    number, branch = _value(match["number"]), _value(match["branch"] or match["dash"])
    if not number:
        return None
    return Asked(name, f"{number}-{branch}" if branch else f"{number}", _value(match["item"]))


def number_of(label: str) -> str | None:
    """82 for 第八十二条, 276-1 for 第二百七十六条之一; None for anything else."""
    match = _LABEL.fullmatch(label)
    number = _value(match["number"]) if match else None
    if match is None or not number:
        return None
    branch = _value(match["branch"])
    return f"{number}-{branch}" if branch else f"{number}"


def label_of(number: str) -> str:
    """第八十二条 for 82, 第二百七十六条之一 for 276-1."""
    whole, _, branch = number.partition("-")
    return f"第{chinese(int(whole))}条" + (f"之{chinese(int(branch))}" if branch else "")


def cited(citations: Iterable[str]) -> str:
    """劳动合同法#46, 劳动合同法#47 as 《劳动合同法》第四十六条、第四十七条; of several statutes with ； between."""
    articles: dict[str, list[str]] = {}
    for citation in citations:
        statute, _, number = citation.partition("#")
        articles.setdefault(statute, []).append(label_of(number))
    return "；".join(f"《{statute}》{'、'.join(labels)}" for statute, labels in articles.items())


def chinese(number: int) -> str:
    """A number from 1 to 9999 as statutes write it: 一千零一十, 十二."""
    digits, out, gap = "零一二三四五六七八九", "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + unit
        gap = not digit
    return out[1:] if out.startswith("一十") else out


def read_names(path: Path) -> dict[str, str]:
    """Further names people use, as keys, each with the short title: lines of 「年假条例 → 带薪年休假条例」.

    Raises:
        WordsError: a line without an arrow.
    """
    names = {}
    for number, line in lines(path):
        name, arrow, short = line.partition("→")
        if not arrow or not name.strip() or not short.strip():
            raise WordsError(f"{path.name}:{number}: want NAME → SHORT TITLE")
        names[key(name)] = short.strip()
    return names


def _value(sign: str | None) -> int | None:
    value = parse_number(sign) if sign else None
    return int(value) if value is not None else None
