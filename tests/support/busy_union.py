"""People who keep a union busy, drawn by a seed: complaints, photos and words through the real webhook, staff, days."""

import asyncio
import io
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from harness import Product
from PIL import Image as Pictures
from posting import SEND, Turning
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.working import DELIVER
from simulator.faults import Fault
from tickets.instalments import Instalments
from tickets.lapsing import Lapse
from tickets.models import Ticket
from tickets.states import OPEN
from tickets.withdrawals import Paid, Withdrawals
from web.desk.deed import Deed
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket.acting import answer

CALL = "转人工"
SHED = 0.35
LAPSES_IN_DAYS = (3, 8, 20)
PROMISE = "，3天内答复您"
TROUBLE = (
    Fault(SEND, errcode=-1, times=3),
    Fault(SEND, errcode=45015),
    Fault(SEND, errcode=45047),
    Fault(SEND, hang_up=True),
    Fault(SEND, delay_s=0.6),
    Fault("cgi-bin/media/get", errcode=-1, times=3),
    Fault("cgi-bin/media/get", hang_up=True, times=3),
    Fault("cgi-bin/stable_token", hang_up=True, times=3),
)


def picture() -> bytes:
    """A small photo."""
    out = io.BytesIO()
    Pictures.new("RGB", (8, 6), "red").save(out, "JPEG")
    return out.getvalue()


@dataclass(slots=True)
class BusyUnion:
    """What was done so far. `crowded` says that the server puts the next message off."""

    one: Product
    turning: Turning
    chance: random.Random
    crowded: bool = False
    workers: list[str] = field(default_factory=list)
    photos: dict[str, list[bytes]] = field(default_factory=dict)
    pushed: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    _picture: bytes = field(default_factory=picture)

    async def stir(self, at: int) -> None:
        """Round `at`: a few things happen, time goes by, and the platform may have a bad moment."""
        if not self.workers:
            await self._complain(at)
        for _ in range(self.chance.randint(1, 2)):
            happens: list[Callable[[int], Awaitable[None]]] = self.chance.choices(
                [self._complain, self._photo, self._word, self._answer, self._on_a_day], [1, 4, 4, 6, 2]
            )
            await happens[0](at)
        self.turning.on(self.one, minutes=self.chance.choice([1, 6, 30, 90]))
        self.one.platform.faults.clear()
        if self.chance.random() < 0.4:
            self.one.platform.faults.add(self.chance.choice(TROUBLE))

    async def _complain(self, _at: int) -> None:
        self.workers.append(self.one.follower())
        await self.push("complaint", self.workers[-1], CALL)

    async def _photo(self, at: int) -> None:
        worker = await self._with_ticket()
        if worker:
            content = self._picture + f"〔{at}-{self.pushed['photo']}〕".encode()
            self.photos.setdefault(worker, []).append(content)
            await self.push("photo", worker, content)

    async def _word(self, at: int) -> None:
        worker = await self._with_ticket()
        if worker:
            await self.push("word", worker, f"我再说一句〔{at}-{self.pushed['word']}〕")

    async def push(self, what: str, worker: str, content: str | bytes) -> str:
        """The worker sends something, now and then at a moment when the server puts it off; what they see."""
        self.pushed[what] += 1
        self.crowded = what != "last" and self.chance.random() < SHED
        self.pushed["shed"] += self.crowded
        platform = self.one.platform
        sent = (
            platform.push_image(worker, content) if isinstance(content, bytes) else platform.push_text(worker, content)
        )
        seen = (await sent).text
        self.crowded = False
        return seen

    async def _with_ticket(self) -> str | None:
        keys = self.one.parts.services.keys
        async with self.one.parts.services.database.view() as session:
            having = set((await session.scalars(select(Ticket.follower).where(Ticket.state.in_(sorted(OPEN))))).all())
        found = [worker for worker in self.workers if keys.index(worker) in having]
        return self.chance.choice(found) if found else None

    async def _ticket(self, session: AsyncSession) -> Ticket | None:
        rows = await session.scalars(select(Ticket).where(Ticket.state.in_(sorted(OPEN))).order_by(Ticket.id))
        found = rows.all()
        return self.chance.choice(found) if found else None

    async def _answer(self, at: int) -> None:
        """Staff write, and now and then promise something."""
        services, clock = self.one.parts.services, self.one.parts.answering.clock

        async def deliver(session: AsyncSession, message: int) -> None:
            await self.one.jobs.enqueue(session, DELIVER, str(message))

        async with services.database.session() as session:
            if ticket := await self._ticket(session):
                text = f"单位说〔{at}-{self.pushed['staff']}〕{PROMISE if self.chance.random() < 0.3 else ''}"
                deed = Deed(Agent(id=1, name="li"), ticket.number, text)
                await answer(
                    Desk(services, deliver, deliver, clock, asyncio.Semaphore()), session, deed, then_wait=False
                )
                self.pushed["staff"] += 1

    async def _on_a_day(self, _at: int) -> None:
        """Something that has to be seen to on a later day is put on a ticket that has none yet."""
        services, now = self.one.parts.services, self.turning()
        async with services.database.session() as session:
            ticket = await self._ticket(session)
            if ticket is None or self.days[ticket.number]:
                return
            self.days[ticket.number] += 1
            what = self.chance.choice(["withdrawal", "instalment", "limit"])
            self.days[what] += 1
            if what == "withdrawal":
                await Withdrawals(session, services.keys, now, services.rules).ask(
                    ticket, Paid.ALL, None, pressed=False
                )
            elif what == "instalment":
                due_on = today(now) + timedelta(days=self.chance.randint(0, 2))
                await Instalments(session, services.keys, now, services.rules).plan(ticket, "agent:li", due_on, 100_000)
            else:
                lapse = Lapse("申请劳动仲裁", today(now) + timedelta(days=self.chance.choice(LAPSES_IN_DAYS)))
                ticket.lapses_at, ticket.lapses_right = lapse.at, lapse.right
