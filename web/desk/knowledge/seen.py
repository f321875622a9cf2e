"""Who decides on an answer decides on the version they saw: where another stands by now, nothing is done."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing import Versions, open_of
from knowledge.published import lock
from knowledge.versions import EntryVersion, State
from web.desk.deed import NotDone
from web.desk.knowledge.posted import names
from web.desk.knowledge.words import STATES

CHANGED = "您打开以后，「{slug}」变了：{what}。这次什么都没有做，请先看看现在的，再决定。"
SAVED_BY = "{by} 存了第 {number} 版"
NOW, GONE = "第 {number} 版现在是「{state}」", "没有了"


async def must_stand(session: AsyncSession, versions: Versions, seen: Mapping[str, int]) -> None:
    """Looks whether the versions seen, by slug, are still those in work; nobody saves another until the transaction
    ends.

    Raises:
        NotDone: one is not; it says what became of it.
    """
    await lock(session)
    found = await versions.of_all(seen)
    for slug, number in seen.items():
        open_ = open_of(found.get(slug, ()))
        if open_ is None or open_.number != number:
            what = await _what(session, open_, found.get(slug, ()), number)
            raise NotDone(CHANGED.format(slug=slug, what=what), 409)


async def _what(
    session: AsyncSession, open_: EntryVersion | None, versions: Sequence[EntryVersion], number: int
) -> str:
    """What became of a version that is not in work any more."""
    if open_ is not None:
        who = await names(session)
        return SAVED_BY.format(by=who.get(open_.made_by, open_.made_by), number=open_.number)
    states = [STATES[State(one.state)] for one in versions if one.number == number]
    return NOW.format(number=number, state="".join(states) or GONE)
