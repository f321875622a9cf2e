"""Danger told where nobody can know whether this follower just filed without a name: they are asked for it."""

import re

import pytest
from talks import Talk

from handlers.safety import FIND_ME, FOUND, UNNAMED_TICKET
from knowledge.danger import CALM
from tickets import number
from tickets.kind import URGENT

DANGER = "我站在楼顶上不想活了"


def restart(talk: Talk) -> None:
    """What the process remembers is gone."""
    talk.services.receipts.__init__(talk.services.database, talk.services.keys)  # type: ignore[misc]


async def danger(talk: Talk) -> str:
    return await talk.say(talk.means(DANGER, "other", danger="self_harm"))


async def filed(talk: Talk) -> None:
    for words in ("匿名", "宏达厂欠我们工资"):
        await talk.say(words)


async def test_after_a_restart_who_filed_without_a_name_is_not_named(talk: Talk) -> None:
    await filed(talk)
    restart(talk)
    said = await danger(talk)
    assert UNNAMED_TICKET.partition("\n")[0] in said and said.endswith(FIND_ME)
    assert [ticket.follower for ticket, _ in await talk.tickets()] == [None, None]
    assert (await talk.tickets())[-1][0].kind == URGENT


@pytest.mark.parametrize("words", ["找我", "找我 13995001234，宏达厂3号楼", "快来找我"])
async def test_who_wants_to_be_found_is_named_at_once(talk: Talk, words: str) -> None:
    await filed(talk)
    restart(talk)
    await danger(talk)
    said = await talk.say(words)
    ticket, _ = (await talk.tickets())[-1]
    assert (ticket.follower, ticket.urgent) == (talk.follower, True)
    assert said == FOUND.format(number=number.shown(ticket.number))


@pytest.mark.parametrize("words", ["找我", "找我老板要钱"])
async def test_words_like_it_are_nothing_else_at_other_times(talk: Talk, words: str) -> None:
    await talk.say(words)
    assert await talk.tickets() == []


async def test_where_all_anonymous_tickets_are_known_others_are_named_as_ever(talk: Talk, other: Talk) -> None:
    await filed(talk)
    said = await danger(other)
    [_, (ticket, _)] = await talk.tickets()
    assert (ticket.follower, said) == (other.follower, f"{CALM}\n\n{FOUND}".format(number=number.shown(ticket.number)))


async def test_half_an_hour_later_they_are_named_as_ever(talk: Talk) -> None:
    await filed(talk)
    restart(talk)
    talk.later(minutes=31)
    assert re.search("编号", await danger(talk))
    assert (await talk.tickets())[-1][0].follower == talk.follower
