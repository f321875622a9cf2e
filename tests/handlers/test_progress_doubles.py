"""What a worker sees of two of their tickets that were made one."""

from talks import Talk

from handlers.adding import WRITTEN
from handlers.progress import MERGED
from tickets import number
from tickets.doubles import Doubles
from tickets.models import Ticket
from tickets.service import Opening, Tickets
from tickets.states import State


async def opened(talk: Talk) -> tuple[Ticket, Ticket]:
    """Two tickets of the follower, the older first."""
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        older, newer = [await tickets.open(Opening("欠薪", "老板欠我工资", talk.follower)) for _ in range(2)]
        return older, newer


async def merge(talk: Talk, older: Ticket, newer: Ticket) -> None:
    async with talk.services.database.session() as session:
        pair = [await session.get_one(Ticket, one.id) for one in (newer, older)]
        await Doubles(session, talk.services.keys, talk.now, talk.services.rules).merge(*pair, "agent:li")


async def test_the_merged_number_says_where_it_went(talk: Talk) -> None:
    older, newer = await opened(talk)
    await merge(talk, older, newer)
    reply = await talk.say("查进度")
    assert number.shown(newer.number) in reply and MERGED.format(number=number.shown(older.number)) in reply


async def test_words_for_the_merged_one_go_onto_the_other(talk: Talk) -> None:
    older, newer = await opened(talk)
    await talk.say("查进度")
    await merge(talk, older, newer)
    assert WRITTEN.format(number=number.shown(older.number)) == await talk.say("补一句")
    history = (await talk.tickets())[0][1]
    assert history[-1] == ("said", "补一句")


async def test_taken_up_again_it_stands_for_itself(talk: Talk) -> None:
    older, newer = await opened(talk)
    await merge(talk, older, newer)
    async with talk.services.database.session() as session:
        (await session.get_one(Ticket, newer.id)).state = State.TAKEN
    assert "合在那张上" not in await talk.say("查进度")
