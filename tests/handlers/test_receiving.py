"""Whether an agreed payment came, as the worker says."""

from datetime import date

from talks import SURE, Talk

from handlers.receiving import ALL_PAID, LEFT, UNPAID
from tickets.instalments import Instalments
from tickets.models import Ticket


async def planned(talk: Talk, *sums_fen: int) -> int:
    """A ticket with these instalments, the first of them asked for; gives its id."""
    await talk.say(talk.means("老板不给我结账", "complaint", ("arrears", SURE)))
    await talk.say("1")
    await talk.say("退出")
    [(ticket, _)] = await talk.tickets()
    async with talk.services.database.session() as session:
        instalments = Instalments(session, talk.services.keys, talk.now, talk.services.rules)
        rows = [await instalments.plan(ticket, "agent:a", date(2026, 11, 22), fen) for fen in sums_fen]
    await talk.expects("instalment", number=ticket.number, instalment=rows[0].id)
    return ticket.id


async def recovered(talk: Talk, ticket: int) -> int | None:
    async with talk.services.database.view() as session:
        return (await session.get_one(Ticket, ticket)).recovered_fen


async def test_what_came_is_counted_and_the_rest_said(talk: Talk) -> None:
    ticket = await planned(talk, 500_000, 300_000)
    assert LEFT.format(count=1) in await talk.say("1")
    assert await recovered(talk, ticket) == 500_000


async def test_the_last_one_ends_it(talk: Talk) -> None:
    await planned(talk, 500_000)
    assert ALL_PAID in await talk.say("到账了")


async def test_what_did_not_come_is_put_down_for_staff(talk: Talk) -> None:
    ticket = await planned(talk, 500_000)
    assert await talk.say("2") == UNPAID
    assert await recovered(talk, ticket) == 0
    [(_, history)] = await talk.tickets()
    assert history[-1] == ("instalment", "没到账：2026年11月22日的 5,000元")


async def test_a_question_instead_goes_its_usual_way(talk: Talk) -> None:
    await planned(talk, 500_000)
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
