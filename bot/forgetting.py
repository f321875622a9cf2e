"""Letting go of what ties words to a follower: all when they leave or ask for it, an hour for an anonymous ticket."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.context import Services
from bot.core.database import changed
from bot.journal_rows import BLANK, UNLINKED, JournalRow, written_by
from tickets import binding, receipts
from tickets.answers import Answers
from tickets.entering import Entrance
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.service import Tickets
from tickets.workings import LASTS as SHOWN_FOR
from tickets.workings import KeptWorking, Workings

REPEATED_WITHIN = timedelta(minutes=15)  # the platform repeats a message within seconds; a stopped process comes back
FADED_AT_ONCE = 200
ANSWERS = (Kind.LATE, Kind.PAGE)
STILL_WAITS = (Waiting.HELD, Waiting.WAITING, Waiting.SENDING)


async def forget(services: Services, session: AsyncSession, follower: str, now: datetime) -> None:
    """Deletes what we keep of a follower. Their tickets stay, detached, and their history says so.

    Source: platform rule on unsubscribe (protocol 0, point 10); 个人信息保护法 47.
    """
    await Tickets(session, services.keys, now, services.rules).detach(follower)
    await Outbox(session, services.keys, now).forget(follower)
    for own in (Entrance, Answers, Workings):
        await own(session, services.keys, now).forget(follower)
    await binding.forget(session, follower)
    await services.journal.forget(session, follower)


async def unlink(session: AsyncSession, follower: str, since: datetime) -> None:
    """Blanks what a follower wrote since then and was answered; only the once-keys stay, and nobody's. What was counted
    from it goes.
    """
    mine = update(JournalRow).where(written_by(follower), JournalRow.received_at >= since)
    await changed(session, mine.where(JournalRow.reply.is_not(None)).values(**BLANK))
    answers = (OutboxMessage.follower == follower, OutboxMessage.made_at >= since, OutboxMessage.kind.in_(ANSWERS))
    await session.execute(delete(OutboxMessage).where(*answers, OutboxMessage.state.not_in(STILL_WAITS)))
    counted = (KeptWorking.follower == follower, KeptWorking.until >= since + SHOWN_FOR)
    await session.execute(delete(KeptWorking).where(*counted))


async def fade(services: Services, now: datetime) -> None:
    """Blanks the answers to messages that are nobody's any more, kept till now for repeats of them, and lets go of
    old tries at receipts, papers and workings. An answer that still waits in the outbox stays until it has gone out.
    """
    sent = aliased(OutboxMessage)
    waits = exists().where(sent.key == JournalRow.key, sent.state.in_(STILL_WAITS))
    old = select(JournalRow.key).where(UNLINKED, JournalRow.received_at < now - REPEATED_WITHIN, ~waits)
    async with services.database.session() as session:
        keys = (await session.scalars(old.order_by(JournalRow.received_at).limit(FADED_AT_ONCE))).all()
        await session.execute(delete(OutboxMessage).where(OutboxMessage.key.in_(keys)))
        await changed(session, update(JournalRow).where(JournalRow.key.in_(keys)).values(reply=None))
        await receipts.sweep(session, now)
        for own in (Answers, Workings):
            await own(session, services.keys, now).sweep()
