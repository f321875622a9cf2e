"""Words with the number of an anonymous ticket, or a receipt code, are told about 「查单」 and kept with nobody."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.context import Context
from bot.filters import OfWords
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.anonymous import BIND, LOOK, page
from tickets import number, receipts

HOW = """匿名登记的，不记是谁，光有编号看不到。要看答复、补充材料，把编号和回执码发在一起，要补的话写在后面：
查单 261 047 398 ABCD-EFGH-JKMN-PQRS
或者<a href="{url}">点这里输</a>。这句没有记。"""
_APART = r"[^0-9A-Za-z\u4e00-\u9fff]{0,3}"
_NUMBER = re.compile(rf"(?<!\d)\d{{3}}{_APART}\d{{3}}{_APART}\d{{3}}(?!\d)")

router = Router(Band.SAFETY)


@dataclass(frozen=True, slots=True)
class ShowsReceipt(OfWords):
    """The words have a receipt code in them, or what may be the number of a ticket."""

    def matches(self, context: Context) -> bool:
        """Whether they have."""
        return any(_numbers(context.said)) or receipts.has_code(context.said)

    def __str__(self) -> str:
        return "shows a receipt code or the number of a ticket"


@router.on(ShowsReceipt())
async def spoken_of(context: Context) -> Reply | None:
    """Says how to look into it; 「查单」 and 「补充身份」, and the numbers of other tickets, go their usual way."""
    if context.text.startswith((LOOK, BIND)):
        return None
    if not receipts.has_code(context.said) and not await _is_unnamed(context):
        return None
    context.unit.unlinked = True
    return Text(HOW.format(url=page(context)), action="intake")


async def _is_unnamed(context: Context) -> bool:
    for one in _numbers(context.said):
        if await context.services.receipts.has(one):
            return True
    return False


def _numbers(said: str) -> Iterator[str]:
    """Whatever in the words may be the number of a ticket."""
    found = (re.sub(r"\D", "", one) for one in _NUMBER.findall(unicodedata.normalize("NFKC", said)))
    return (one for digits in found if (one := number.read(digits)))
