"""「跳过」「上一步」「不知道」 while nothing is asked: after the summary, or days later."""

from bot.context import Context
from bot.filters import OfWords
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number

PASSES = frozenset({"跳过", "上一步", "上一题", "返回", "退回"})
UNKNOWN = frozenset({"不知道", "不清楚", "不晓得", "不想说", "忘了", "记不清"})

ON_TICKET = """现在没有要您答的问题，没说的空着也行。单子在办（编号 {number}）。
要改说过的，发「补充」；看办到哪一步，发「查进度」；还有要说的，直接说。"""
NO_TICKET = "现在没有要您答的问题。有什么事直接说；要登记，发「登记」；想找人，发「人工」。"

router = Router(Band.COMMAND)


class Strays(OfWords):
    """Words that answer a question of ours; not `Says`, so that a dialogue that asks one is asked first."""

    def matches(self, context: Context) -> bool:
        """Whether they are."""
        return context.text in PASSES or context.text in UNKNOWN

    def __str__(self) -> str:
        return f"strays {' / '.join(sorted(PASSES | UNKNOWN))}"


@router.on(Strays())
async def nothing_asked(context: Context) -> Reply | None:
    """Says that nothing is asked, and what can be done; without a ticket a 「不知道」 goes its usual way."""
    if context.is_asked:
        return None
    opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
    if opened:
        return Text(ON_TICKET.format(number=number.shown(opened[0].number)), action="intake")
    return Text(NO_TICKET) if context.text in PASSES else None
