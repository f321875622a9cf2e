"""The platform tells how a template message or a subscription notice ended: onto the proof of that attempt."""

from bot.context import Context
from bot.core.log import get
from bot.filters import Sends
from bot.router import Band, Router
from bot.wechat.message import SubscribeMsgSent, TemplateSent
from bot.wechat.reply import Reply, Silence
from tickets.proof import Outcome, Proofs, Via

SUCCESS = "success"

router = Router(Band.COMMAND)
_log = get("delivery")


@router.on(Sends(TemplateSent))
async def template_ended(context: Context) -> Reply:
    """`success`, or `failed:user block` and the like: then the follower was not reminded, and the words wait on."""
    message = context.message
    if isinstance(message, TemplateSent):
        arrived = message.status == SUCCESS
        await _report(context, message.msg_id or "", Via.TEMPLATE, arrived, message.status)
    return Silence()


@router.on(Sends(SubscribeMsgSent))
async def notice_ended(context: Context) -> Reply:
    """One row for each notice; its error code is 0 for success."""
    rows = context.message.rows if isinstance(context.message, SubscribeMsgSent) else ()
    for row in rows:
        code = row.error_status if row.error_code is None else str(row.error_code)
        await _report(context, row.msg_id or "", Via.NOTICE, row.error_code == 0, code)
    return Silence()


async def _report(context: Context, msgid: str, via: Via, arrived: bool, code: str) -> None:
    outcome = Outcome.ARRIVED if arrived else Outcome.REFUSED
    proofs = Proofs(await context.unit.session(), context.now)
    if not await proofs.report(context.follower, msgid, via, outcome, code):
        _log.info("report_of_nothing", via=via.value)
