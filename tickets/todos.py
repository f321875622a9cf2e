"""What staff go through for a ticket of each kind, and who ticked it off and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from tickets.kind import URGENT
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do; `name` is kept with the tick and never changes, `label` is what staff read."""

    name: str
    label: str


TALKED = Todo("talked", "和职工本人说上话，核对事情经过")
FIRM = Todo("firm", "核对单位全称、地址和联系人")
WISH = Todo("wish", "问清职工想要什么结果")
DAYS = Todo("days", "把最晚哪天要办什么告诉职工")
PROOF = Todo("proof", "证据清单里缺的，告诉职工怎么补")
ASKED_FIRM = Todo("asked_firm", "和单位联系，听单位怎么说")
WRITTEN = Todo("written", "单位答应的事写成书面，记进分期付款")
RESULT = Todo("result", "结果告诉职工，问满不满意")
_FIRST, _LAST = (TALKED, FIRM, WISH, DAYS, PROOF), (ASKED_FIRM, WRITTEN, RESULT)
_SUM = Todo("sum", "核对欠哪几个月、每月多少、一共多少")
_MATES = Todo("mates", "问清还有没有一起被欠的工友")
TODOS: Mapping[str, tuple[Todo, ...]] = {
    "欠薪": (*_FIRST, _SUM, _MATES, *_LAST),
    "工程欠薪": (
        *_FIRST,
        _SUM,
        _MATES,
        Todo("board", "看工地的维权告示牌，记下总包、分包、劳资专管员"),
        Todo("chain", "理清谁招的人、谁派的活、谁发的钱"),
        *_LAST,
    ),
    "工伤": (
        *_FIRST,
        Todo("treated", "问清现在在哪治、钱谁出的"),
        Todo("applied", "问清工伤认定谁去申请、申请了没有"),
        Todo("insured", "问清单位给没给交工伤保险"),
        *_LAST,
    ),
    "辞退": (
        *_FIRST,
        Todo("paper", "看辞退通知、聊天记录里写的理由"),
        Todo("years", "核对干了多久、离开前的月工资"),
        *_LAST,
    ),
    "社保": (*_FIRST, Todo("record", "看社保缴费记录，缺哪几个月"), *_LAST),
    "加班": (*_FIRST, Todo("hours", "核对考勤：平时、休息日、法定节假日各多少"), *_LAST),
    "女职工": (*_FIRST, Todo("private", "问清职工愿不愿意让单位知道，怎么联系方便"), *_LAST),
    "求助": (TALKED, WISH, Todo("need", "核对家里困难和要交的材料"), Todo("handed", "转给管帮扶的科室"), RESULT),
    URGENT: (Todo("safe", "打电话确认人现在安全"), TALKED, Todo("police", "需要的，请职工报警或就医"), FIRM, RESULT),
}
OTHERWISE = (*_FIRST, *_LAST)


class Tick(Base):
    """One thing that was ticked off."""

    __tablename__ = "ticket_ticks"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)


class NoTodo(LookupError):
    """The ticket's kind has no such thing to do."""


def todos_of(ticket: Ticket) -> Sequence[Todo]:
    """What there is to do for it."""
    return TODOS.get(ticket.kind, OTHERWISE)


class Todos:
    """The ticks of one installation, over one session."""

    def __init__(self, session: AsyncSession, tickets: Tickets, now: datetime) -> None:
        self._session, self._tickets, self._now = session, tickets, now

    async def of(self, ticket: Ticket) -> Sequence[tuple[Todo, Tick | None]]:
        """Everything to do, with its tick where there is one."""
        ticks = await self._session.scalars(select(Tick).where(Tick.ticket_id == ticket.id))
        done = {tick.name: tick for tick in ticks}
        return [(todo, done.get(todo.name)) for todo in todos_of(ticket)]

    async def tick(self, ticket: Ticket, name: str, actor: str, done: bool) -> Todo:
        """Ticks something off, or takes the tick back; the history says so, once.

        Raises:
            NoTodo: as its name says.
        """
        todo = next((one for one in todos_of(ticket) if one.name == name), None)
        if todo is None:
            raise NoTodo(name)
        row = await self._session.get(Tick, (ticket.id, name))
        if done and row is None:
            self._session.add(Tick(ticket_id=ticket.id, name=name, actor=actor, at=self._now))
            await self._tickets.write(ticket, actor, Line.CHECKED, todo.label)
        elif not done and row is not None:
            await self._session.delete(row)
            await self._tickets.write(ticket, actor, Line.UNCHECKED, todo.label)
        return todo
