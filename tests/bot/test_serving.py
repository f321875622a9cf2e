"""Serving the real product: told to stop, or left by a sender, in the middle of an answer."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from doors import PATH, SOON_S, told
from harness import NoJobs, Product, create_tables, knowledge, settings_of
from sqlalchemy import func, select
from test_webhook import XML, sealed

from bot.app import PARTS, Parts, make_app
from bot.core.clock import utc_now
from bot.journal_rows import JournalRow
from bot.serving import serve


def request(head: str = "") -> bytes:
    """An encrypted push, as it goes over the wire."""
    body, query = sealed(XML)
    target = f"{PATH}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
    return f"POST {target} HTTP/1.1\r\nHost: a\r\n{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


@asynccontextmanager
async def slow(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[asyncio.Event]:
    """Every answer waits to be let go; gives what tells that one is under way."""
    begun, go, answer = asyncio.Event(), asyncio.Event(), parts.answering.answer

    async def waiting(*given: Any) -> Any:
        begun.set()
        await go.wait()
        return await answer(*given)

    monkeypatch.setattr(parts.answering, "answer", lambda *given: asyncio.ensure_future(waiting(*given)))
    yield begun
    go.set()


async def rows(parts: Parts) -> int:
    async with parts.services.database.view() as session:
        return int(await session.scalar(select(func.count()).select_from(JournalRow)) or 0)


@pytest.mark.parametrize("leave", [asyncio.StreamWriter.close, asyncio.StreamWriter.write_eof], ids=["all", "half"])
async def test_a_message_counts_once_though_its_sender_left(
    running: Product, monkeypatch: pytest.MonkeyPatch, leave: Callable[[asyncio.StreamWriter], None]
) -> None:
    port, push = int(running.base.rpartition(":")[2]), request()
    async with slow(running.parts, monkeypatch) as begun:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(push)
        await begun.wait()
        leave(writer)
        await asyncio.sleep(0.05)
    async with asyncio.timeout(SOON_S):
        reader, again = await asyncio.open_connection("127.0.0.1", port)
        again.write(push)
        assert b"<Encrypt>" in await reader.readuntil(b"</xml>")
        again.close()
    assert await rows(running.parts) == 1


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[Parts, int, asyncio.Task[None]]]:
    """The product as the command runs it, until it is told to stop; with the port it listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = settings_of(folder, server={"port": port, "stop_within_s": 8})
    await create_tables(settings.database.url)
    app, ready = make_app(settings, utc_now, NoJobs(), knowledge()), asyncio.Event()
    serving = asyncio.create_task(serve(app, ready.set))
    async with asyncio.timeout(SOON_S):
        await ready.wait()
        yield app[PARTS], port, serving
        await serving


def stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


async def test_told_to_stop_it_answers_what_is_under_way_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(tmp_path) as (parts, port, serving):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        idle, _ = await asyncio.open_connection("127.0.0.1", port)
        async with slow(parts, monkeypatch) as begun:
            writer.write(request())
            await begun.wait()
            stop()
            assert await idle.read() == b""
            assert not serving.done()
        [answer] = told(last := await reader.read())
    assert answer.status == 200 and b"<Encrypt>" in answer.body and b"Connection: close" in last


async def test_one_who_never_ends_a_request_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serving.IDLE_S", 0.1)
    async with served(tmp_path) as (_, port, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request()[:50])
        assert await reader.read() == b""
        stop()
