"""What staff read about writing to a worker: until when and how many more messages the platform lets through."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.allowance import allowance_of, limits_of
from bot.core.clock import SHANGHAI, aware
from bot.wechat.quota import Allowance
from tickets.models import Ticket
from web.desk.desk import Desk
from web.desk.ticket.telling import may_send

WEEKDAYS = "周一 周二 周三 周四 周五 周六 周日".split()
LEFT = "{until}前还可发{left}条，发出马上送到。"
NONE_LEFT = "现在不能马上发到：随下一次职工发消息时送达。急事请打电话。"
UNKNOWN = "马上发给职工；他超过 48 小时没来说话的，微信不让发，会随职工下一次发消息时送达。"
MAY_NOT = "本公众号不能主动发消息：会随职工下一次发消息时送达。急事请打电话。"


async def line(desk: Desk, session: AsyncSession, ticket: Ticket) -> str:
    """One sentence under the field for words to the worker."""
    if not may_send(desk):
        return MAY_NOT
    limits = limits_of(desk.services.settings)
    allowed = await allowance_of(session, ticket.follower, desk.clock(), limits) if ticket.follower else None
    return UNKNOWN if allowed is None else told(allowed)


def told(allowed: Allowance) -> str:
    """「周四14:20前还可发2条」, or what happens instead."""
    if allowed.until is None:
        return NONE_LEFT
    return LEFT.format(until=moment(allowed.until), left=allowed.left)


def moment(at: datetime) -> str:
    """周四14:20 in Asia/Shanghai: never more than two days from now."""
    local = aware(at).astimezone(SHANGHAI)
    return f"{WEEKDAYS[local.weekday()]}{local:%H:%M}"
