"""Staff put the facts right: the columns follow, the history says what stood there and why; faults name the field."""

import pytest
from desk_room import Room
from ticket_room import ACTOR, landed, refused

from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from web.desk.ticket.amending import AMENDED, NO_DISTRICT, NO_KIND, NO_MONTHS, NO_PHONE, NOTHING, WHY
from web.desk.ticket.telling import NO_SUM

FACTS = {"employer": "鼎元", "district": "金凤区", "phone": "13995001234", "amount_fen": 1_800_000, "months": 3}


async def facts_of(room: Room, number: str) -> dict[str, object]:
    found: dict[str, object] = {}

    async def read(tickets: Tickets, ticket: Ticket) -> None:
        claim = ticket.claims[0]
        found.update(tickets.facts(ticket), kind=ticket.kind, claim=(claim.kind, claim.amount_fen, claim.months))
        found.update(column=tickets.read(ticket, ticket.employer), where=ticket.district)

    await room.change(number, read)
    return found


async def test_what_was_put_right_counts_and_the_history_tells_before_and_after(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    given = {"employer": "宁夏鼎元建筑工程有限公司", "sum": "18500.50", "months": "3"}
    response = await room.act(ticket.number, "amend", text="和职工核对过", **given)
    page = await landed(room, response)
    assert AMENDED in page and "18,500.50 元" in page
    found = await facts_of(room, ticket.number)
    assert found["employer"] == found["column"] == given["employer"] and found["amount_fen"] == 1_850_050
    actor, what, _, body = (await room.history(ticket.number))[-1]
    assert (actor, what) == (ACTOR, Line.AMENDED)
    assert body.splitlines() == ["单位：鼎元 → 宁夏鼎元建筑工程有限公司", "金额：18000 → 18500.50", "和职工核对过"]


async def test_the_kind_moves_with_its_claim_and_the_rules_route_it_anew(room: Room) -> None:
    ticket = await room.open(facts=FACTS)

    async def routed(_tickets: Tickets, found: Ticket) -> None:
        found.team = "某科室"

    await room.change(ticket.number, routed)
    await room.act(ticket.number, "amend", text="其实是工程上的", kind="工程欠薪")
    assert (await facts_of(room, ticket.number))["claim"] == ("工程欠薪", 1_800_000, "3")

    async def anew(_tickets: Tickets, found: Ticket) -> None:
        assert found.team is None

    await room.change(ticket.number, anew)


async def test_what_is_emptied_is_known_no_more(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await room.act(ticket.number, "amend", text="都没说过", employer="", district="", phone="", sum="", months="")
    found = await facts_of(room, ticket.number)
    assert not {"employer", "district", "phone", "amount_fen", "months"} & found.keys()
    assert (found["column"], found["where"], found["claim"]) == ("", None, ("欠薪", None, None))


async def test_what_was_not_touched_stays_though_it_changed_meanwhile(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await room.act(ticket.number, "amend", "1" * 32, text="我", employer="新的")
    shown = {"employer": "鼎元", "was-employer": "鼎元", "months": "4", "was-months": "3"}
    await room.act(ticket.number, "amend", "2" * 32, text="同事", **shown)
    found = await facts_of(room, ticket.number)
    assert (found["employer"], found["months"]) == ("新的", 4)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "没有这种"}, NO_KIND),
        ({"district": "某区"}, NO_DISTRICT),
        ({"sum": "一万八"}, NO_SUM.format(label="金额")),
        ({"sum": "-3"}, NO_SUM.format(label="金额")),
        ({"months": "三"}, NO_MONTHS),
        ({"months": "nan"}, NO_MONTHS),
        ({"months": "0"}, NO_MONTHS),
        ({"months": "9999"}, NO_MONTHS),
        ({"phone": "12"}, NO_PHONE),
        ({"phone": "1399500<b>"}, NO_PHONE),
        ({"employer": "鼎元"}, NOTHING),
    ],
)
async def test_bad_values_are_refused_by_name_and_kept_in_the_form(
    room: Room, given: dict[str, str], said: str
) -> None:
    ticket = await room.open(facts=FACTS)
    response = await room.act(ticket.number, "amend", text="因为", **given)
    await refused(response, 422, said.replace("<", "&lt;"))
    assert (await facts_of(room, ticket.number))["employer"] == "鼎元"


async def test_a_reason_is_asked(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await refused(await room.act(ticket.number, "amend", text=" ", months="4"), 422, WHY)


async def test_an_agent_of_a_district_does_not_move_a_ticket_out_of_sight(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await room.become("agent", "金凤区")
    await refused(await room.act(ticket.number, "amend", text="搬", district="西夏区"), 422, NO_DISTRICT)
