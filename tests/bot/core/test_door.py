"""The door over real connections, on both event loops, beside the web framework's own server for the same bytes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from time import monotonic

import pytest
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_parser import HttpRequestParser
from doors import A_PUSH, HELLO, MOST_BYTES, NOT_A_PUSH, PAGE, PATH, SOON_S, Heard, Place, Told, place, push, told
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core import door
from bot.core.door import Push, read_push

BEGIN = f"POST {PATH}?".encode()
ANSWERED = Told(200, b"heard 5")


@pytest.fixture
async def here() -> AsyncIterator[Place]:
    async with place() as one:
        yield one


async def until(holds: Callable[[], bool]) -> None:
    """Waits for it."""
    async with asyncio.timeout(SOON_S):
        while not holds():  # noqa: ASYNC110 (there is no event to wait for)
            await asyncio.sleep(0.005)


# ---- the reader


@pytest.mark.parametrize("name", A_PUSH)
def test_a_plain_push_is_read(name: str) -> None:
    data = A_PUSH[name]
    assert read_push(data, BEGIN, MOST_BYTES) == read_by_the_framework(data)


@pytest.mark.parametrize("name", NOT_A_PUSH)
def test_what_is_no_plain_push_is_left_to_the_framework(name: str) -> None:
    assert read_push(NOT_A_PUSH[name], BEGIN, MOST_BYTES) is None


def read_by_the_framework(data: bytes) -> Push:
    """What aiohttp reads, which has to be one whole request after which the connection goes on."""
    loop = asyncio.new_event_loop()
    try:
        parser = HttpRequestParser(
            BaseProtocol(loop), loop, 2**16, max_line_size=8190, max_field_size=8190, max_headers=128
        )
        [(message, payload)], upgraded, tail = parser.feed_data(data)
        assert (message.method, message.url.path) == ("POST", PATH)
        assert not (upgraded or tail or message.should_close or message.chunked or message.compression)
        assert payload.is_eof() and len(message.url.query) == len(set(message.url.query))
        return Push(dict(message.url.query), payload.read_nowait(-1))
    finally:
        loop.close()


NAMES = st.sampled_from(
    "Host host Content-Length content-length Connection Proxy-Connection Transfer-Encoding TE Trailer Expect Upgrade "
    "Content-Encoding Sec-WebSocket-Key1 HTTP2-Settings Keep-Alive Cookie X-A x-a".split()
)
VALUES = st.sampled_from(
    ["", "x", "5", "05", "5 ", "0x5", "5, 5", "chunked", "keep-alive", "close", "upgrade", "gzip", "\t\xff", "\0"]
)
LINES = st.builds(
    "{}{}{}{}".format, NAMES, st.sampled_from([":", ": ", " :", ":\t"]), VALUES, st.sampled_from(["\r\n"] * 9 + ["\n"])
)
QUERIES = st.sampled_from(
    ["a=1", "a=1&b=2", "a=", "a=~._-&B=2", "a=1&a=2", "a=%41", "a=1&", "=1", "a==1", "a=1;b=2", "a=1#b"]
)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Bytes that are a push or nearly one."""
    body = draw(st.binary(max_size=8) | st.just(HELLO))
    head = "".join(draw(st.lists(LINES | st.just(""), max_size=3)))
    data = push(body, draw(QUERIES), head, draw(st.sampled_from(["1.1"] * 4 + ["1.0"])))
    at = draw(st.integers(0, len(data) - 1) | st.none())
    if at is None:
        return data
    return data[:at] + draw(st.binary(max_size=2)) + data[at + draw(st.integers(0, 1)) :]


@given(requests())
@example(HELLO)
def test_whatever_the_door_reads_the_framework_reads_alike(data: bytes) -> None:
    found = read_push(data, BEGIN, MOST_BYTES)
    assert found is None or found == read_by_the_framework(data)


# ---- the connection


async def test_each_request_ends_as_at_the_frameworks_own_server(here: Place) -> None:
    whole = {**A_PUSH, **NOT_A_PUSH, "twice refused": push(query="do=refuse") * 2}

    async def compared(name: str) -> None:
        ours, theirs = [
            await here.talk(port, whole[name], PAGE, in_turns=True) for port in (here.door_port, here.plain_port)
        ]
        statuses = [one.status for one in told(ours)]
        assert statuses and statuses == [one.status for one in told(theirs)], name
        assert statuses[0] != 200 or told(ours) == told(theirs), name

    for name in ("less than the length", "one who waits for leave"):  # one has no answer, one a 100 without length
        del whole[name]
    await asyncio.gather(*[compared(name) for name in whole])
    assert all(here.heard.count(one) % 2 == 0 for one in here.heard)


async def test_a_push_may_come_in_two_pieces_or_byte_by_byte(here: Place) -> None:
    cut = [(HELLO[:at], HELLO[at:] + PAGE) for at in range(len(HELLO))]
    single = [bytes([byte]) for byte in HELLO + PAGE]
    talks = [here.talk(here.door_port, *pieces) for pieces in cut] + [here.talk(here.door_port, *single, pause_s=0.001)]
    for answer in await asyncio.gather(*talks):
        assert told(answer) == [ANSWERED, Told(200, b"page")]
    assert here.heard == [Heard({"a": "1", "b": "2"}, b"hello")] * len(talks)


async def test_pushes_and_pages_share_a_connection_in_order(here: Place) -> None:
    page = PAGE.replace(b"Connection: close\r\n", b"")
    pieces = [push(b"1"), push(b"22"), page, push(b"333"), PAGE]
    answers = [Told(200, b"heard 1"), Told(200, b"heard 2"), Told(200, b"page"), Told(200, b"heard 3")]
    for sent in (pieces, [b"".join(pieces)], [pieces[0], b"".join(pieces[1:])]):
        assert told(await here.talk(here.door_port, *sent)) == [*answers, Told(200, b"page")]


async def test_what_comes_during_an_answer_waits_its_turn(here: Place) -> None:
    talk = asyncio.create_task(here.talk(here.door_port, push(query="do=wait"), HELLO[:9], HELLO[9:] + HELLO, PAGE))
    await here.begun.wait()
    await asyncio.sleep(0.1)
    assert len(here.heard) == 1
    here.go.set()
    assert told(await talk) == [ANSWERED] * 3 + [Told(200, b"page")]


async def test_one_who_sends_without_end_is_not_listened_to_meanwhile(here: Place) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", here.door_port)
    writer.write(push(query="do=wait"))
    await here.begun.wait()
    writer.write(HELLO * 400_000)
    [visit] = here.door.visits
    await until(lambda: not visit.transport.is_reading())
    await asyncio.sleep(0.05)
    assert len(visit._held) < 10 * MOST_BYTES
    here.go.set()
    async with asyncio.timeout(SOON_S):
        for _ in range(20):
            await reader.readuntil(b"heard 5")
    writer.transport.abort()


async def test_one_who_never_reads_is_left(here: Place) -> None:
    with socket.create_connection(("127.0.0.1", here.door_port)) as connected:
        await until(lambda: bool(here.door.visits))
        for count in range(1, 2_000):
            connected.sendall(push(query="do=long"))
            await until(lambda: not here.door.visits or len(here.heard) == count)  # noqa: B023 (it waits here)
            if not here.door.visits:
                break
    assert 0 < len(here.heard) < 1_000 and not here.server.connections


@pytest.mark.parametrize("leaves", ["closes", "half-closes", "resets"])
async def test_a_push_counts_though_its_sender_left(here: Place, leaves: str) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", here.door_port)
    writer.write(push(query="do=wait"))
    await here.begun.wait()
    {"closes": writer.close, "half-closes": writer.write_eof, "resets": writer.transport.abort}[leaves]()
    await until(lambda: not here.door.visits)
    here.go.set()
    await until(lambda: here.ended == 1)
    assert len(here.heard) == 1


async def test_a_fault_is_answered_and_ends_the_connection(here: Place) -> None:
    answer = await here.talk(here.door_port, push(query="do=fail"), PAGE)
    assert told(answer) == [Told(500, b"")] and b"Connection: close" in answer
    await until(lambda: not here.door.visits)


async def test_a_cancelled_push_ends_the_connection_without_an_answer(here: Place) -> None:
    assert await here.talk(here.door_port, push(query="do=cancel")) == b""
    await until(lambda: not here.door.visits)


async def test_idle_connections_end(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "IDLE_S", 0.2)
    silent = [asyncio.create_task(here.talk(here.door_port)) for _ in range(200)]
    busy = asyncio.create_task(here.talk(here.door_port, push(query="do=wait")))
    assert await asyncio.gather(*silent) == [b""] * len(silent)
    await until(lambda: len(here.door.visits) == 1)
    here.go.set()
    assert told(await busy) == [ANSWERED]  # and then it was idle too
    await until(lambda: not here.door.visits)


# ---- the end


async def test_at_the_end_answers_under_way_are_sent_and_idle_connections_close(here: Place) -> None:
    waiting = [asyncio.create_task(here.talk(here.door_port, push(query="do=wait"), HELLO)) for _ in range(5)]
    idle = asyncio.create_task(here.talk(here.door_port))
    await until(lambda: len(here.heard) == 5 and len(here.door.visits) == 6)
    ending = asyncio.create_task(here.site.stop())
    assert await idle == b""
    with pytest.raises(ConnectionError):
        await asyncio.open_connection("127.0.0.1", here.door_port)
    here.go.set()
    await ending
    for answer in await asyncio.gather(*waiting):
        assert told(answer) == [ANSWERED] and b"Connection: close" in answer
    assert len(here.heard) == 5


async def test_the_end_does_not_wait_for_ever() -> None:
    async with place(within_s=0.1) as here:
        waiting = asyncio.create_task(here.talk(here.door_port, push(query="do=wait")))
        await here.begun.wait()
        began_s = monotonic()
        await here.site.stop()
        assert 0.09 <= monotonic() - began_s < SOON_S / 2
        assert await waiting == b""
