"""Brings what happened before those it is for: once each, in one transaction, whatever is killed in between."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Services
from bot.core.clock import Clock
from bot.core.database import ignoring
from bot.core.jobs import Jobs
from bot.core.log import get
from bot.wechat.account import Capability
from bot.working import DELIVER
from tickets import number as numbers
from tickets.binding import Binding
from tickets.models import Ticket
from tickets.news import News, What, tell
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.states import OPEN
from web.desk.access import May, may, sees_district
from web.desk.models import Agent
from web.desk.notices import wishes
from web.desk.notices.models import StaffNotice
from web.desk.notices.robot import Robot
from web.desk.ticket.models import Mention

EVERY_S = 5.0
AT_ONCE = 50
NEAR_DAYS = (2, 7)
MENTIONED_WITHIN, NEWEST_MENTIONS = timedelta(days=1), 500
KEPT = timedelta(days=180)
TOLD = "【工作台提醒】\n{lines}\n请打开工作台看。不想收，在工作台「提醒」里改。"
LINE = "{what} {number}"
MOST_LINES, MORE = 5, "……还有 {count} 件"
KEY = "staff {agent}"
STILL_WAITS = (Waiting.HELD, Waiting.WAITING, Waiting.SENDING)

_log = get("notices")


class Spreading:
    """Each round does a bounded part; several processes do nothing twice."""

    def __init__(self, services: Services, jobs: Jobs, clock: Clock, robot: Robot) -> None:
        self._services, self._jobs, self._clock, self._robot = services, jobs, clock, robot

    async def round(self) -> None:
        """Finds what is near or was said, spreads what waits, tells the group chat; one that fails stops no other."""
        for step in (self._find, self._spread, self._robot.round):
            try:
                await step()
            except Exception:
                _log.exception("notices_failed", step=step.__name__)

    async def sweep(self) -> None:
        """Lets go of what is half a year old."""
        async with self._services.database.session() as session:
            await session.execute(delete(News).where(News.at < self._clock() - KEPT))

    async def _find(self) -> None:
        """Days on which a right is lost that came near, and mentions."""
        now, database = self._clock(), self._services.database
        if await database.finds(near(now)) or await database.finds(mentioned(now)):
            async with database.session() as session:
                for since, until, days in _windows(now):
                    for ticket in (await session.scalars(_near(since, until, days).limit(AT_ONCE))).all():
                        at = ticket.lapses_at or now
                        await tell(session, What.DEADLINE, ticket.number, ticket.district, at, now, days=days)
                for mention, ticket in (await session.execute(mentioned(now).limit(AT_ONCE))).all():
                    await tell(
                        session,
                        What.MENTION,
                        ticket.number,
                        ticket.district,
                        mention.at,
                        now,
                        agent=mention.agent_id,
                    )

    async def _spread(self) -> None:
        if not await self._services.database.finds(unspread()):
            return
        now = self._clock()
        async with self._services.database.session() as session:
            first = unspread().order_by(News.id).limit(AT_ONCE).with_for_update(skip_locked=True)
            news = (await session.scalars(first)).all()
            agents = (await session.scalars(select(Agent).where(Agent.active))).all()
            assignees = await _assignees(session, news)
            chosen = await wishes.of(session, [agent.id for agent in agents])
            phones: dict[int, list[News]] = {}
            put: list[dict[str, int]] = []
            for one in news:
                for agent in _for_whom(one, agents, assignees):
                    ways = chosen.get((agent.id, one.what)) or wishes.USUAL[What(one.what)]
                    if ways.desk:
                        put.append({"agent_id": agent.id, "news_id": one.id})
                    if ways.wechat:
                        phones.setdefault(agent.id, []).append(one)
                one.spread_at = now
            if put:
                await session.execute(ignoring(session.get_bind().dialect, StaffNotice), put)
            await self._phone(session, phones, now)
        _log.info("news_spread", news=len(news))

    async def _phone(self, session: AsyncSession, phones: Mapping[int, Sequence[News]], now: datetime) -> None:
        """One message to each bound agent; to whom an earlier one still waits, none: the desk has all of it."""
        if not phones or not self._services.account.may(Capability.CUSTOMER_MESSAGE):
            return
        keys = {KEY.format(agent=agent): agent for agent in phones}
        bound = (await session.scalars(select(Binding).where(Binding.agent.in_(phones)).order_by(Binding.agent))).all()
        theirs = (OutboxMessage.follower.in_([one.follower for one in bound]), OutboxMessage.key.in_(keys))
        earlier = select(OutboxMessage.follower, OutboxMessage.key).where(*theirs, OutboxMessage.state.in_(STILL_WAITS))
        waits = {(follower, keys[key]) for follower, key in await session.execute(earlier) if key}
        outbox = Outbox(session, self._services.keys, now)
        for one in bound:
            if (one.follower, one.agent) in waits:
                continue
            key = KEY.format(agent=one.agent)
            message = await outbox.put(one.follower, _text(phones[one.agent]), Kind.STATUS, key=key)
            await self._jobs.enqueue(session, DELIVER, str(message))


def unspread() -> Select[News]:
    """What nobody was told of yet."""
    return select(News).where(News.spread_at.is_(None))


def near(now: datetime) -> Select[Ticket]:
    """Open tickets whose right is lost soon, which staff were not told of so near to it."""
    return _where(or_(*(_is_near(*window) for window in _windows(now))))


def mentioned(now: datetime) -> Select[Mention, Ticket]:
    """Mentions of the last day that were neither read nor told."""
    told = (News.about == Ticket.number, News.what == What.MENTION, News.agent == Mention.agent_id)
    is_told = select(News.id).where(*told, News.moment == Mention.at).exists()
    newest = Mention.id > select(func.max(Mention.id)).scalar_subquery() - NEWEST_MENTIONS
    fresh = (newest, Mention.read_at.is_(None), Mention.at > now - MENTIONED_WITHIN)
    return select(Mention, Ticket).join(Ticket, Ticket.id == Mention.ticket_id).where(*fresh, ~is_told)


def _windows(now: datetime) -> Iterable[tuple[datetime, datetime, int]]:
    since = now
    for days in NEAR_DAYS:
        yield since, now + timedelta(days=days), days
        since = now + timedelta(days=days)


def _near(since: datetime, until: datetime, days: int) -> Select[Ticket]:
    return _where(_is_near(since, until, days)).order_by(Ticket.lapses_at, Ticket.id)


def _is_near(since: datetime, until: datetime, days: int) -> ColumnElement[bool]:
    told = (News.about == Ticket.number, News.what == What.DEADLINE, News.moment == Ticket.lapses_at)
    is_told = select(News.id).where(*told, News.days <= days).exists()
    return and_(Ticket.lapses_at > since, Ticket.lapses_at <= until, ~is_told)


def _where(is_near: ColumnElement[bool]) -> Select[Ticket]:
    return select(Ticket).where(Ticket.state.in_(sorted(OPEN)), is_near)


async def _assignees(session: AsyncSession, news: Sequence[News]) -> Mapping[str, int | None]:
    rows = await session.execute(
        select(Ticket.number, Ticket.assignee).where(Ticket.number.in_(one.about for one in news))
    )
    return {row.number: row.assignee for row in rows}


def _for_whom(one: News, agents: Sequence[Agent], assignees: Mapping[str, int | None]) -> list[Agent]:
    """Of its own agent; of whoever works on the ticket, with those who oversee; else of all who see it."""
    if one.agent:
        return [agent for agent in agents if agent.id == one.agent]
    seen = [agent for agent in agents if may(agent, May.WORK) and sees_district(agent, one.district)]
    mine = assignees.get(one.about)
    if mine is None or one.what in (What.URGENT, What.GROUP):
        return seen
    return [agent for agent in seen if agent.id == mine or may(agent, May.OVERSEE)]


def _text(news: Sequence[News]) -> str:
    """Numbers only, nothing personal."""
    lines = [LINE.format(what=wishes.LABELS[What(one.what)], number=numbers.shown(one.about)) for one in news]
    more = [MORE.format(count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return TOLD.format(lines="\n".join([*lines[:MOST_LINES], *more]))
