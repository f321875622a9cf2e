"""kill -9 in the middle of 2,000 messages, restart, repeats: one row and one effect each, none lost, none twice."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner
from harness import AES_KEY, APPID, TOKEN

from bot.cli import main
from bot.core.crypt import new_key
from bot.wechat.crypto import Crypto

MESSAGES, AT_ONCE, KILLED_AFTER, TICKET_EVERY = 2000, 40, 700, 10
CONFIG = """
[server]
port = {port}
[wechat]
appid = "{appid}"
token = "{token}"
aes_key = "{aes_key}"
account = "unverified"
[database]
url = "sqlite+aiosqlite:///{folder}/niangjia.db"
[keys]
data = "{key}"
[answering]
lease_s = 2
[log]
level = "error"
"""
PUSH = (
    "<xml><ToUserName>gh_1</ToUserName><FromUserName>worker{at}</FromUserName><CreateTime>1700000000</CreateTime>"
    "<MsgType>text</MsgType><Content>{text}</Content><MsgId>{at}</MsgId></xml>"
)


COMMAND = Path(sys.executable).parent / "niangjia"
ASK, OPEN = "没签合同能要双倍工资吗", "转人工"


class Server:
    """`niangjia serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.config = folder / "config.toml"
        text = CONFIG.format(
            port=self.port, appid=APPID, token=TOKEN, aes_key=AES_KEY, folder=folder, key=new_key("test")
        )
        self.config.write_text(text, "utf-8")
        done = CliRunner().invoke(main, ["migrate", "--config", str(self.config)])
        assert done.exit_code == 0, done.output
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self.process = subprocess.Popen([COMMAND, "serve", "--config", str(self.config)])
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}/readyz") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)
        raise TimeoutError("the server did not come up")

    def end(self, how: signal.Signals) -> int:
        assert self.process
        os.kill(self.process.pid, how)
        return self.process.wait(30)


def pushes() -> list[tuple[str, dict[str, str]]]:
    now = str(int(time.time()))
    crypto = Crypto(TOKEN, AES_KEY, APPID)
    made = []
    for at in range(MESSAGES):
        encrypt = crypto.encrypt(PUSH.format(at=at, text=ASK if at % TICKET_EVERY else OPEN).encode())
        query = {"timestamp": now, "nonce": "n", "msg_signature": crypto.sign(now, "n", encrypt)}
        made.append((f"<xml><Encrypt>{encrypt}</Encrypt></xml>", query))
    return made


async def nothing_owed(session: aiohttp.ClientSession, url: str) -> None:
    """Waits until what was promised before the kill is answered, too: its lease runs out first."""
    for _ in range(200):
        async with session.get(url) as response:
            if await response.text() == "ok, 0 answers owed":
                return
        await asyncio.sleep(0.1)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


async def test_every_message_has_one_row_and_one_effect(server: Server, tmp_path: Path) -> None:
    await server.start()
    url, todo, answered = f"http://127.0.0.1:{server.port}/wechat", pushes(), set()
    gate = asyncio.Semaphore(AT_ONCE)

    async def send(session: aiohttp.ClientSession, at: int) -> None:
        async with gate:
            try:
                async with session.post(url, data=todo[at][0], params=todo[at][1]) as response:
                    body = await response.read()
            except aiohttp.ClientError:
                return
            assert response.status == 200 and body
            answered.add(at)
            if len(answered) == KILLED_AFTER and server.process and server.process.poll() is None:
                server.end(signal.SIGKILL)

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        await asyncio.gather(*(send(session, at) for at in range(MESSAGES)))
        assert KILLED_AFTER <= len(answered) < MESSAGES
        await server.start()
        repeated = [at for at in range(MESSAGES) if at not in answered] + sorted(answered)[:200]
        await asyncio.gather(*(send(session, at) for at in repeated))
        assert len(answered) == MESSAGES
        await nothing_owed(session, f"http://127.0.0.1:{server.port}/readyz")
        assert server.end(signal.SIGTERM) == 0
    with sqlite3.connect(tmp_path / "niangjia.db") as database:
        rows = database.execute("SELECT count(*), count(DISTINCT key), count(reply) FROM journal").fetchone()
        effects = database.execute("SELECT count(*), count(DISTINCT follower) FROM tickets").fetchone()
        owed = database.execute("SELECT count(*) FROM journal WHERE lease_until IS NOT NULL").fetchone()
    assert rows == (MESSAGES, MESSAGES, MESSAGES)
    assert effects == (MESSAGES // TICKET_EVERY, MESSAGES // TICKET_EVERY)
    assert owed == (0,)
