"""The bots that are measured: how each is started, known to be ready, and ended."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.corpus import AES_KEY, APPID, HERE, TOKEN, verification

PEERS = HERE / "peers"
BIN = Path(sys.executable).parent
READY_WITHIN_S = 30.0
ENDS_WITHIN_S = 12.0
SERVER_CORE, GENERATOR_CORE = 0, 1


class Texts(StrEnum):
    """What a server is asked: the same questions again and again that have an answer; those in words never seen;
    everything people write, in words never seen: also what begins a talk, opens a ticket or is not understood.
    """

    KNOWN = "known"
    NEW = "new"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Server:
    """One row of the table; `argv` may hold `{port}`, `texts` says what it is asked."""

    name: str
    title: str
    argv: tuple[str, ...]
    checks_address: bool = True
    texts: Texts = Texts.KNOWN


def peers() -> list[Server]:
    """Everybody but us; the first is the reference."""
    python, gunicorn = str(BIN / "python"), str(BIN / "gunicorn")
    flask = (gunicorn, "-w", "2", "-b", "127.0.0.1:{port}", "--chdir", str(PEERS), "wechatpy_flask:app")
    return [
        Server("reference", "wechatpy + aiohttp", (python, str(PEERS / "wechatpy_aiohttp.py"))),
        Server("uvloop", "wechatpy + aiohttp + uvloop", (python, str(PEERS / "wechatpy_aiohttp.py"), "uvloop")),
        Server("werobot", "WeRoBot as it comes", (python, str(PEERS / "werobot_own.py"))),
        Server("werobot-bare", "WeRoBot, sessions off", (python, str(PEERS / "werobot_own.py"), "no-session")),
        Server("flask", "wechatpy + Flask, gunicorn, 2 sync workers", flask),
        Server("node", "co-wechat + koa on node", (shutil.which("node") or "node", str(PEERS / "co_wechat.mjs"))),
    ]


def ceiling() -> Server:
    """No bot: tells what the generator can do."""
    argv = (str(BIN / "python"), str(PEERS / "ceiling.py"))
    return Server("ceiling", "(one fixed answer: the generator's own ceiling)", argv, checks_address=False)


def on_core(core: int) -> list[str]:
    """What to put before a command to keep it and its children on one core, where there are two."""
    cores, taskset = sorted(os.sched_getaffinity(0)), shutil.which("taskset")
    return [taskset, "-c", str(cores[core])] if taskset and len(cores) > 1 else []


@contextmanager
def running(server: Server, folder: Path, answers: Path) -> Iterator[tuple[int, int]]:
    """Starts a server in `folder`, gives its port and process number, and ends it.

    Raises:
        RuntimeError: it did not come up; the message has the end of its log.
    """
    port, log = _free_port(), folder / f"{server.name}.log"
    given = {"BENCH_APPID": APPID, "BENCH_TOKEN": TOKEN, "BENCH_AES_KEY": AES_KEY, "BENCH_ANSWERS": str(answers)}
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*on_core(SERVER_CORE), *(part.replace("{port}", str(port)) for part in server.argv)],
            cwd=folder,
            env={**os.environ, **given, "BENCH_PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _await_ready(server, process, port, log)
        yield port, process.pid
    finally:
        _end(process)


def _await_ready(server: Server, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until_s = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until_s and process.poll() is None:
        if _answers(server, port):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{server.name} did not come up:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _answers(server: Server, port: int) -> bool:
    """Whether the console's check of the address is answered with its echostr."""
    try:
        if not server.checks_address:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{verification()}", timeout=2) as answer:
            return bool(answer.read() == b"ready")
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{server.name} refuses the address check: {error}") from None
    except OSError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process we started and its children, which are in its session."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, kind)
        try:
            process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            continue
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
