"""What a piece of evidence is, said on the desk; and how far the ticket is proved."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk_room import NAME, Room, build

from rights.elements import Proof, State
from rights.proof_pieces import PIECES
from tickets.evidence import Evidences, Piece
from tickets.models import Ticket
from web.desk.doing import NO_FORM, TAKEN_ALREADY
from web.desk.ticket.proving import CLEARED, LABELLED, NO_KIND, NO_PIECE

ACTOR = f"agent:{NAME}"


@pytest.fixture
async def either(tmp_path: Path, kept: str, database_url: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, with the agent signed in."""
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    yield room
    await room.close()


async def arrived(room: Room, ticket: Ticket, proof: Proof | None = None) -> int:
    """A picture on the ticket; gives its id."""
    async with room.database.session() as session:
        evidence = Evidences(session, room.services.keys, room.now())
        row = await evidence.add(ticket, Piece("Image", "media"))
        await evidence.label([row.id], ticket, proof)
        return row.id


async def say(room: Room, ticket: Ticket, piece: int, proof: str, once: str = "a" * 32) -> tuple[int, str]:
    """Status, and the page that follows."""
    response = await room.act(ticket.number, f"evidence/{piece}/proof", once, proof=proof)
    if response.status != 303:
        return response.status, await response.text()
    return 303, (await room.get(response.headers["Location"]))[1]


async def test_an_agent_says_what_a_piece_is(either: Room) -> None:
    ticket = await either.open()
    await arrived(either, ticket)
    second = await arrived(either, ticket)
    status, text = await say(either, ticket, second, "bank")
    name = PIECES[Proof.BANK].name
    assert status == 303 and LABELLED.format(place=2, name=name) in text
    assert f'<option value="bank" selected>{name}</option>' in text
    assert (ACTOR, "labelled", None, f"第2件：{name}") in await either.history(ticket.number)
    _, text = await say(either, ticket, second, "", "b" * 32)
    assert CLEARED.format(place=2) in text and f"selected>{name}" not in text


async def test_the_list_ticks_itself_off(either: Room) -> None:
    ticket = await either.open()
    _, before = await either.get(f"/desk/tickets/{ticket.number}")
    assert f"{State.MISSING.mark}</span> 职工在那儿上班" in before and PIECES[Proof.BANK].bring in before
    await arrived(either, ticket, Proof.CONTRACT)
    _, after = await either.get(f"/desk/tickets/{ticket.number}")
    assert f"{State.PROVED.mark}</span> 职工在那儿上班" in after and "《劳动争议调解仲裁法》第六条" in after


async def test_a_closed_ticket_still_shows_it_and_an_unknown_kind_of_ticket_too(room: Room) -> None:
    ticket = await room.open(kind="紧急")
    status, text = await room.get(f"/desk/tickets/{ticket.number}")
    assert status == 200 and "证据清单" in text and "单位的全称" in text


async def test_a_kind_that_is_none_is_refused(room: Room) -> None:
    ticket = await room.open()
    piece = await arrived(room, ticket)
    status, text = await say(room, ticket, piece, "gold")
    assert status == 422 and NO_KIND in text
    assert [what for _, what, _, _ in await room.history(ticket.number)] == ["opened"]


async def test_another_tickets_piece_is_refused(room: Room) -> None:
    ticket, other = await room.open(), await room.open(openid="o2")
    piece = await arrived(room, other)
    status, text = await say(room, ticket, piece, "bank")
    assert status == 404 and NO_PIECE in text
    assert f"selected>{PIECES[Proof.BANK].name}" not in (await room.get(f"/desk/tickets/{other.number}"))[1]


async def test_the_form_counts_once_and_only_if_it_is_ours(room: Room) -> None:
    ticket = await room.open()
    piece = await arrived(room, ticket)
    await say(room, ticket, piece, "bank")
    lines = await room.history(ticket.number)
    assert TAKEN_ALREADY in (await say(room, ticket, piece, "chat"))[1] and await room.history(ticket.number) == lines
    status, text = await say(room, ticket, piece, "chat", "short")
    assert status == 400 and NO_FORM in text


async def test_coming_back_to_its_address_leads_to_the_ticket(room: Room) -> None:
    response = await room.browser.get("/desk/tickets/261047398/evidence/1/proof", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, "/desk/tickets/261047398")


async def test_facts_that_do_not_open_leave_the_rest_of_the_page(room: Room) -> None:
    ticket = await room.open()

    async def spoil(_tickets: object, found: Ticket) -> None:
        found.story = b"broken"

    await room.change(ticket.number, spoil)
    status, text = await room.get(f"/desk/tickets/{ticket.number}")
    assert status == 200 and "清单算不出来" in text
