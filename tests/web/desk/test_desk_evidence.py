"""Evidence on the desk: listed in order, shown without the camera's own words, never across tickets."""

import io
from datetime import timedelta

import pytest
from desk_room import Room
from PIL import Image

from tickets.evidence import Evidences, Kept, Piece, file_name
from tickets.models import Ticket
from tickets.pictures import LONGEST_SIDE, NoPicture, clean
from tickets.service import Opening, Tickets
from web.desk.ticket.evidence import LOST, NO_FILE, ON_THE_WAY

GPS_IFD, LATITUDE = 0x8825, 2


def picture(size: tuple[int, int] = (40, 30), orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(GPS_IFD)[LATITUDE] = (38.0, 28.0, 12.0)
    exif[0x010F] = "SecretCamera"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def new_ticket(room: Room) -> Ticket:
    async with room.database.session() as session:
        return await Tickets(session, room.services.keys, room.now(), room.services.rules).open(
            Opening("欠薪", "欠", None)
        )


async def put(room: Room, ticket: Ticket, content: bytes | None, kind: str = "Image", why: str = "") -> int:
    async with room.database.session() as session:
        evidence = Evidences(session, room.services.keys, room.now() - timedelta(minutes=1))
        row = await evidence.add(ticket, Piece(kind, "media"))
        if content is not None:
            await room.services.files.put(file_name(row), content)
            evidence.keep(row, "image/jpeg", "0" * 64, len(content))
        elif why:
            evidence.lose(row, why)
        return row.id


async def test_the_page_lists_what_came_and_what_did_not(room: Room) -> None:
    ticket = await new_ticket(room)
    kept = await put(room, ticket, picture())
    await put(room, ticket, None)
    await put(room, ticket, None, "Voice", "gone")
    _, text = await room.get(f"/desk/tickets/{ticket.number}")
    assert f"/evidence/{kept}" in text and ON_THE_WAY in text and LOST["gone"] in text and "（3件）" in text


async def test_a_picture_is_shown_without_what_the_camera_wrote(room: Room) -> None:
    ticket = await new_ticket(room)
    piece = await put(room, ticket, picture())
    response = await room.browser.get(f"/desk/tickets/{ticket.number}/evidence/{piece}")
    body = await response.read()
    assert response.status == 200 and response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"SecretCamera" not in body and not Image.open(io.BytesIO(body)).getexif()


@pytest.mark.parametrize("content", [None, b"\xff\xd8\xff damaged"])
async def test_what_is_not_there_or_does_not_open_says_so(room: Room, content: bytes | None) -> None:
    ticket = await new_ticket(room)
    piece = await put(room, ticket, content)
    status, text = await room.get(f"/desk/tickets/{ticket.number}/evidence/{piece}")
    assert status == 404 and NO_FILE in text


async def test_a_piece_is_not_found_under_another_ticket(room: Room) -> None:
    ticket, other = await new_ticket(room), await new_ticket(room)
    piece = await put(room, ticket, picture())
    status, _ = await room.get(f"/desk/tickets/{other.number}/evidence/{piece}")
    assert status == 404


async def test_nobody_sees_a_file_without_signing_in(room: Room) -> None:
    ticket = await new_ticket(room)
    piece = await put(room, ticket, picture())
    room.browser.session.cookie_jar.clear()
    response = await room.browser.get(f"/desk/tickets/{ticket.number}/evidence/{piece}", allow_redirects=False)
    assert response.status in (302, 303) and "sign-in" in response.headers["Location"]


def test_a_picture_is_turned_upright_and_made_smaller() -> None:
    with Image.open(io.BytesIO(clean(picture((3000, 1500), orientation=6)))) as shown:
        assert shown.height == LONGEST_SIDE and shown.width == LONGEST_SIDE // 2


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        clean(content)


async def test_a_waiting_row_is_waiting(room: Room) -> None:
    ticket = await new_ticket(room)
    await put(room, ticket, None)
    async with room.database.view() as session:
        [row] = await Evidences(session, room.services.keys, room.now()).of(ticket)
    assert row.state == Kept.WAITING
