"""The same done to several tickets of a list: each in a transaction of its own, each once, refusals told one by one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets.routing import every_team
from web.desk import audit
from web.desk.deed import Deed, NotDone, NoTicket
from web.desk.desk import Desk
from web.desk.doing import done_once
from web.desk.given import number_of
from web.desk.models import Agent
from web.desk.ticket import assigning, handing, presence
from web.desk.ticket.acting import hold

MOST = 100
SURE_FROM = 11  # more than ten are asked about once more
MOST_TOLD = 8
TAKE, FREE, SHARE, GIVE, HAND, SEEN = "take", "free", "share", "give", "hand", "seen"
ACTS = {
    TAKE: "由我来办",
    SHARE: "按忙闲分给同事",
    GIVE: "交给{to}",
    FREE: "放回，等人来办",
    HAND: "转到{team}",
    SEEN: "标为看过",
}
NOTHING = "还没有选单子。勾上要办的，再点按钮。"
NO_ACT = "请选要做什么。"
TOO_MANY = f"一次最多 {MOST} 件。"
NO_TEAM = "请选要转到的科室。"
DONE, REFUSED, MORE = "{count} 件：{says}。", "{number} 没有改：{why}", "还有 {count} 件没有改。"
GONE = "没有这张单子，或者不在您的地区。"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done to which tickets; `to` is an agent's id, `team` and `why` go with HAND."""

    agent: Agent
    numbers: Sequence[str]
    act: str
    once: str
    to: str = ""
    team: str = ""
    why: str = ""

    def checked(self, desk: Desk) -> "Wish":
        """The same.

        Raises:
            NotDone: nothing to do, or too much.
        """
        if self.act not in ACTS:
            raise NotDone(NO_ACT)
        if not self.numbers:
            raise NotDone(NOTHING)
        if len(self.numbers) > MOST:
            raise NotDone(TOO_MANY)
        if self.act == GIVE and not self.to:
            raise NotDone(assigning.NO_COLLEAGUE)
        if self.act == HAND and self.team not in every_team(desk.services.settings.routing):
            raise NotDone(NO_TEAM)
        if self.act == HAND and not self.why.strip():
            raise NotDone(handing.WHY)
        return self

    def says(self, everybody: assigning.Staff) -> str:
        """What is to be done, in words."""
        name = everybody.named(number_of(self.to))
        return ACTS[self.act].format(to=name, team=self.team)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: the numbers done, and why others were not."""

    done: Sequence[str]
    refused: Sequence[tuple[str, str]]

    def told(self, says: str) -> str:
        """As the next page says it, a line each."""
        lines = [DONE.format(count=len(self.done), says=says)] if self.done else []
        lines += [REFUSED.format(number=numbers.shown(number), why=why) for number, why in self.refused[:MOST_TOLD]]
        rest = len(self.refused) - MOST_TOLD
        return "\n".join([*lines, MORE.format(count=rest)] if rest > 0 else lines)


async def do(desk: Desk, wish: Wish, everybody: assigning.Staff) -> Report:
    """Does it to one ticket after the other; `everybody` as they were loaded before."""
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    for number in wish.numbers:
        once = hashlib.sha256(f"{wish.once} {number}".encode()).hexdigest()[:32]
        try:
            deed = Deed(wish.agent, number, wish.why)
            after = await done_once(desk, wish.agent, once, partial(_one, desk, deed, wish, everybody))
            everybody = after or everybody  # only what is kept counts
            done.append(number)
        except NotDone as why:
            refused.append((number, why.text))
        except NoTicket:
            refused.append((number, GONE))
    return Report(done, refused)


async def _one(
    desk: Desk, deed: Deed, wish: Wish, everybody: assigning.Staff, session: AsyncSession
) -> assigning.Staff:
    """Gives the staff as they are loaded then."""
    if wish.act == HAND:
        await handing.hand(desk, session, deed, wish.team)
    elif wish.act == SEEN:
        _, ticket = await hold(desk, session, deed)
        await presence.looked(session, wish.agent, ticket, desk.clock())
    else:
        to = {TAKE: assigning.ME, FREE: assigning.NOBODY, SHARE: assigning.SHARED}.get(wish.act, wish.to)
        after, _ = await assigning.assign(desk, session, deed, to, everybody)
        return after
    act = audit.Act.BULK_HANDED if wish.act == HAND else audit.Act.BULK_SEEN
    audit.put(session, wish.agent, desk.clock(), act, deed.number)
    return everybody
