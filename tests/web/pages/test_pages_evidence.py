"""Evidence from a page: looked at by content, hashed, sealed, bounded, and nobody else's to see."""

import io
from pathlib import Path

import pytest
from pages_room import JPEG, Room
from PIL import Image
from sqlalchemy import select

from bot.core.crypt import digest
from tickets import evidence as rows
from tickets.evidence import Evidence, Evidences, Kept, file_name
from web.pages import evidence
from web.pages.evidence import FULL, MOST_FILES, NO_FILES, NOT_TAKEN, TOO_LARGE, TOO_MUCH

MP4, AMR = b"\0\0\0\x18ftypmp42" + bytes(50), b"#!AMR\n" + bytes(50)


def picture() -> bytes:
    """A JPEG that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "GPS 38.5N 106.3E"
    Image.new("RGB", (60, 40), "#369").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def kept(room: Room) -> list[Evidence]:
    async with room.database.view() as session:
        return list(await session.scalars(select(Evidence).order_by(Evidence.id)))


async def test_several_files_are_kept_like_those_from_the_chat(room: Room, tmp_path: Path) -> None:
    ticket, browser, contents = await room.ticket("o1"), await room.inside("o1"), (picture(), MP4, AMR)
    response = await browser.send(ticket.number, *contents)
    assert response.status == 303
    pieces = await kept(room)
    assert [one.kind for one in pieces] == ["Image", "Video", "Voice"]
    assert [one.sha256 for one in pieces] == [digest(one) for one in contents]
    assert {one.state for one in pieces} == {Kept.KEPT}
    assert {one.source for one in pieces} == {None}
    for row, content in zip(pieces, contents, strict=True):
        assert await room.services.files.get(file_name(row)) == content
        assert content not in (tmp_path / "files" / file_name(row)).read_bytes()
    assert [what for _, what, _ in await room.history(ticket.number)] == ["opened", "evidence", "evidence", "evidence"]
    assert "材料（3 件）" in (await browser.get(response.headers["Location"]))[1]


async def test_a_picture_is_shown_without_what_the_camera_wrote(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    await browser.send(ticket.number, picture(), AMR)
    response = await browser.open(f"/my/tickets/{ticket.number}/evidence/1")
    shown = await response.read()
    assert response.content_type == "image/jpeg"
    assert b"GPS" not in shown
    response = await browser.open(f"/my/tickets/{ticket.number}/evidence/2")
    assert (response.content_type, await response.read()) == ("audio/amr", AMR)


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04", b"\0\0\0\x18ftypheic" + bytes(50)]
)
async def test_what_is_none_of_the_three_is_refused_whatever_it_is_called(room: Room, content: bytes) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    response = await browser.send(ticket.number, content)
    assert response.status == 422
    assert NOT_TAKEN in await response.text()
    assert await kept(room) == []


async def test_what_came_before_a_refused_file_is_kept(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    assert (await browser.send(ticket.number, JPEG, b"%PDF-1.7", JPEG)).status == 422
    assert len(await kept(room)) == 1


async def test_bounds(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    response = await browser.send(ticket.number, *([JPEG] * (MOST_FILES + 1)))
    assert TOO_MUCH in await response.text()
    assert len(await kept(room)) == MOST_FILES
    monkeypatch.setattr(evidence, "MOST_BYTES", 200)
    response = await browser.send(ticket.number, JPEG + bytes(200))
    assert TOO_LARGE in await response.text()
    monkeypatch.setattr(rows, "MOST_EACH", MOST_FILES)
    response = await browser.send(ticket.number, JPEG)
    assert FULL in await response.text()
    assert len(await kept(room)) == MOST_FILES


async def test_nothing_chosen_is_told(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    response = await browser.send(ticket.number, b"")
    assert response.status == 422
    assert NO_FILES in await response.text()


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--\r\n", b"\0" * 500]
)
async def test_a_broken_form_is_refused(room: Room, body: bytes) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    response = await browser.http.post(f"/my/tickets/{ticket.number}/evidence", data=body, headers=kind)
    assert response.status in (400, 403)
    assert await kept(room) == []


async def test_a_piece_is_named_by_its_owner_only(room: Room) -> None:
    ticket, browser, other = await room.ticket("o1"), await room.inside("o1"), await room.inside("o2")
    theirs = await room.ticket("o2")
    await browser.send(ticket.number, JPEG)
    assert (await browser.post(f"/my/tickets/{ticket.number}/evidence/1", name="九月考勤" * 20)).status == 303
    assert (await other.post(f"/my/tickets/{theirs.number}/evidence/1", name="坏名")).status == 404
    assert (await other.open(f"/my/tickets/{theirs.number}/evidence/1")).status == 404
    (row,) = await kept(room)
    async with room.database.view() as session:
        assert (
            Evidences(session, room.services.keys, room.now()).note(row) == ("九月考勤" * 20)[: evidence.MOST_OF_A_NAME]
        )


async def test_pieces_are_put_in_another_order(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    await browser.send(ticket.number, JPEG, MP4, AMR)
    path = f"/my/tickets/{ticket.number}/evidence"
    for piece, order in ((3, [1, 3, 2]), (3, [3, 1, 2]), (3, [3, 1, 2]), (2, [3, 2, 1]), (99, [3, 2, 1])):
        assert (await browser.post(f"{path}/{piece}/forward")).status == 303
        async with room.database.view() as session:
            rows = await Evidences(session, room.services.keys, room.now()).of(ticket)
            assert [row.id for row in rows] == order
    await browser.send(ticket.number, JPEG)
    assert "4. 照片" in (await browser.get(f"/my/tickets/{ticket.number}"))[1]


async def test_a_file_that_is_gone_is_told(room: Room, tmp_path: Path) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    await browser.send(ticket.number, JPEG)
    (tmp_path / "files" / "evidence" / "1").unlink()
    status, text = await browser.get(f"/my/tickets/{ticket.number}/evidence/1")
    assert status == 404
    assert evidence.NO_FILE in text
