"""What no column of PostgreSQL holds, in every form for workers: refused with a face, or of no account."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pages_room import JPEG, Room, build

from web import refusals
from web.pages.door import STALE

UPLOAD = """--b\r
Content-Disposition: form-data; name="csrf"\r
\r
{csrf}\r
--b\r
Content-Disposition: form-data; name="note"\r
\r
\x00\r
--b\r
Content-Disposition: form-data; name="files"; filename*=utf-8''%00.jpg\r
Content-Type: image/jpeg\r
\r
"""


@pytest.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Room]:
    """The pages over each kind of database."""
    one = await build(tmp_path, database_url, wechat={"account": "unverified"})
    yield one
    await one.close()


async def test_a_form_with_a_nul_is_refused_with_a_face(town: Room) -> None:
    ticket, browser = await town.ticket("o1"), await town.inside("o1")
    for path in ("/say", "/phone", "/evidence/1", "/papers/arbitration"):
        answer = await browser.post(f"/my/tickets/{ticket.number}{path}", words="\x00")
        assert (answer.status, refusals.NO_NUL in await answer.text()) == (400, True), path
    for body in ("wage=6000%00", "%00=6000"):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await browser.http.post("/rights/arrears", data=body, headers=form)
        assert (answer.status, refusals.NO_NUL in await answer.text()) == (400, True), body


@pytest.mark.parametrize(("nul", "status"), [("", 303), ("\x00", 403)])
async def test_a_nul_beside_a_file_is_of_no_account_and_none_is_in_the_token(town: Room, nul: str, status: int) -> None:
    ticket, browser = await town.ticket("o1"), await town.inside("o1")
    body = UPLOAD.format(csrf=await browser.token() + nul).encode() + JPEG + b"\r\n--b--\r\n"
    answer = await browser.http.post(
        f"/my/tickets/{ticket.number}/evidence",
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=b"},
        allow_redirects=False,
    )
    assert (answer.status, STALE in await answer.text()) == (status, bool(nul))
    assert len(await town.history(ticket.number)) == (1 if nul else 2)
