"""What a follower may still be sent: read from what they did (the journal) and what went to them (the proofs)."""

from datetime import datetime, timedelta

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.settings import Settings
from bot.journal_rows import JournalRow, received_since, written_by
from bot.wechat.limits import Limits
from bot.wechat.message import ALL_EVENTS, MESSAGES, UnknownMessage
from bot.wechat.quota import Allowance, Trigger, TriggerKind, allowance, trigger_of
from tickets.proof import Proofs

WROTE = frozenset({*(kind.__name__ for kind in MESSAGES.values()), UnknownMessage.__name__})
TAPPED = {
    kind.__name__: trigger
    for name, kind in ALL_EVENTS.items()
    if (trigger := trigger_of(name)) not in (None, TriggerKind.UNSUBSCRIBE)
}


def limits_of(settings: Settings) -> Limits:
    """The platform's numbers, with those of the settings."""
    return Limits(**settings.quota.model_dump())


async def allowance_of(session: AsyncSession, follower: str, now: datetime, limits: Limits) -> Allowance | None:
    """How many customer messages the follower may still be sent, and until when.

    None where the journal has nothing of them (it was blanked, or they never wrote): then nobody knows.
    """
    triggers = await _triggers(session, follower)
    if not triggers:
        return None
    sends = await Proofs(session, now).sends(follower, now - timedelta(seconds=limits.message_window_s))
    return allowance(triggers, sends, now, limits)


def writers(among: Select[str], since: datetime) -> Select[int]:
    """How many of these followers wrote since then."""
    wrote = received_since(since), JournalRow.kind.in_(sorted(WROTE)), JournalRow.follower.in_(among)
    return select(func.count(distinct(JournalRow.follower))).where(*wrote)


async def _triggers(session: AsyncSession, follower: str) -> list[Trigger]:
    """The newest of each kind: an older one leaves no more than they do."""
    mine = written_by(follower), JournalRow.kind.in_(sorted({*WROTE, *TAPPED}))
    newest = select(JournalRow.kind, func.max(JournalRow.received_at)).where(*mine).group_by(JournalRow.kind)
    rows = await session.execute(newest)
    return [Trigger(TAPPED.get(kind) or TriggerKind.MESSAGE, at) for kind, at in rows]
