"""The day on which a contract was signed after all, or somebody died, as it is told; where it is unclear, that."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.dates import When, read_dates
from knowledge.deaths import plainly

NEAR = 14  # so close before the word, or behind it, must the date stand

_SIGNED = re.compile(
    r"(?:(?:才|补|后来|后面|后|现在|又|刚刚?|终于|最近)(?:来|又|才|给|跟|和|与|同|让|叫|我们?|公司|单位|老板|补|重新)*签|签(?=订?[了上的好过]))"
    r"(?P<thing>[^，。；;,!?！？\s]{0,10})"
)
_SIGNED_ON = re.compile(r"签(?:订|署)?(?:了|的|上)?(?:书面|劳动|的|了)*合同")
_NOT_SIGNED = re.compile(
    r"(?:没|未|不|拒绝?|无法)(?:有|曾|给|跟|和|与|同|肯|愿意?|想|再|让|绝|来|过|得|我们?|他们?|公司|单位|老板|人|补|重新)*$"
)
_NO_CONTRACT = re.compile(
    r"[^合]{0,8}(?:离职|辞职|自愿|解除|字(?!样)|承诺|保证|名(?!义)|单(?!位)|申请|通知|证明|收据|保密|竞业|调解|和解)"
)
_DIED = re.compile(r"死(?!活|板|心|者|命)|去世|过世|离世|身亡|工亡|遇难|没了命")
_BEFORE_DEATH = re.compile(r"伤|出事|事故|住院|抢救|后来|后面|入职|上班|进厂|干活|送")
_ANOTHER = re.compile(r"入职|进厂|上班|开始|离职|辞退|开除|走的|受伤|[。！？!?；;\n]")
_IS_ON = re.compile(r"[^，。；;,!?！？\s]{0,8}(?:(?:时间|日期|日子)[是在为：:]*|是|[：:])")


@dataclass(frozen=True, slots=True)
class Happened:
    """What was told to have happened, and when: None where no one day, month or year is surely meant."""

    said: str
    when: When | None


def read_signed(text: str, today: date) -> Happened | None:
    """The day on which a contract was signed late: 「3月31日才签」; None where nobody says that one was."""
    text, dates = _folded(text, today)
    words = [match for match in _SIGNED.finditer(text) if not _is_no_signing(text, match)]
    words += [match for match in _SIGNED_ON.finditer(text) if _is_dated(text, dates, match)]
    return _happened(text, dates, words, _ANOTHER)


def read_died(text: str, today: date) -> Happened | None:
    """The day of a death, or the month or year that is told of it; None where no death is told."""
    text, dates = _folded(text, today)
    return _happened(text, dates, list(_DIED.finditer(text)), _BEFORE_DEATH)


def _folded(text: str, today: date) -> tuple[str, list[When]]:
    text = plainly(unicodedata.normalize("NFKC", text).lower())
    return text, [one for one in read_dates(text, today) if one.precision != "between"]


def _is_no_signing(text: str, match: re.Match[str]) -> bool:
    """A contract that was not signed, or something else that was."""
    return _NOT_SIGNED.search(text, 0, match.start()) is not None or _NO_CONTRACT.match(match["thing"]) is not None


def _is_dated(text: str, dates: Sequence[When], match: re.Match[str]) -> bool:
    """签合同 alone tells that one was signed only where the day stands before it."""
    no = _NOT_SIGNED.search(text, 0, match.start())
    return no is None and _before(text, dates, match.start(), _ANOTHER) is not None


def _happened(
    text: str, dates: Sequence[When], words: Sequence[re.Match[str]], another: re.Pattern[str]
) -> Happened | None:
    if not words:
        return None
    found = {when.iso: when for word in words for when in _dates_of(text, dates, word, another)}
    return Happened(words[0][0], next(iter(found.values())) if len(found) == 1 else None)


def _dates_of(text: str, dates: Sequence[When], word: re.Match[str], another: re.Pattern[str]) -> Iterator[When]:
    """The date next before the word, else that which follows it: 补签的日期是12月1日."""
    if before := _before(text, dates, word.start(), another):
        yield before
        return
    for when in dates:
        if word.start() < when.start <= word.end() + NEAR and _IS_ON.fullmatch(text, word.start() + 1, when.start):
            yield when
            return


def _before(text: str, dates: Sequence[When], at: int, another: re.Pattern[str]) -> When | None:
    """The last date that ends near before this place, with nothing else said to have happened in between."""
    near = [when for when in dates if at - NEAR <= when.end <= at]
    return near[-1] if near and not another.search(text, near[-1].end, at) else None
