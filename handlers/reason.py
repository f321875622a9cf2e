"""Why an answer was of no use: the number that 「没用」 asked for. Anything else goes its usual way."""

from datetime import date, timedelta

from bot.context import Context
from bot.core.log import get
from bot.dialogues import FEEDBACK
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.missed import Reason

LASTS = timedelta(minutes=10)
NOTED = "谢谢，记下了。换个说法再问，或者回复「人工」找工会的人，都行。"
WRONG_NOTED = "谢谢，已经标出来让工作人员核对。这期间要用到这个数字或条文，请回复「人工」或打 12351 问清楚。"
REASONS = {
    Reason.OFF_THE_POINT: Says("1", "一", "答非所问", "1答非所问", "1 答非所问"),
    Reason.UNCLEAR: Says("2", "二", "看不懂", "2看不懂", "2 看不懂"),
    Reason.OTHER_CASE: Says("3", "三", "情况不一样", "和我的情况不一样", "3和我的情况不一样", "3 和我的情况不一样"),
    Reason.WRONG: Says("4", "四", "数字不对", "条文不对", "数字或条文不对", "4数字或条文不对", "4 数字或条文不对"),
}

_log = get("reason")
router = Router(Band.DIALOGUE)


@router.on(Talking(FEEDBACK, LASTS))
async def reason(context: Context) -> Reply | None:
    """Puts the reason to the kept question; a wrong figure or article is marked for the admin."""
    why = next((one for one, says in REASONS.items() if says.matches(context)), None)
    if why is None or context.dialogue is None:
        return None
    known = context.dialogue.known
    missed = await context.unit.missed()
    await missed.explain(known["missed"], why)
    await context.unit.talk(None)
    if why is not Reason.WRONG:
        return Text(NOTED)
    await missed.count(known["slug"], date.fromisoformat(known["day"]), wrong=1)
    _log.warning("answer_called_wrong", slug=known["slug"])
    return Text(WRONG_NOTED)
