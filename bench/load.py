"""The load generator, a process of its own: sends the pushes of a file to a server on this machine and counts.

Closed loop: a bounded number of connections, each sending its next push when the last was answered.
Open loop (`--new-connections RATE`): a new connection for each push, started by the clock however slow the server is;
latency counts from the moment the push was due, so waiting in the generator is not hidden.
"""

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import uvloop

from bench import cpu
from bench.answers import CHECKED, Judge, wrong_answers
from bench.corpus import Push, read
from bench.exchange import Answer, Broken, Connection

HOST = "127.0.0.1"
GIVEN_UP_S = 10.0
PLATFORM_PATIENCE_S = 5.0
MOST_CONNECTIONS = 1_000
MOST_RATE = 5_000


@dataclass
class Tally:
    """What happened, as it happens."""

    latencies_s: list[float] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)
    deferred: int = 0
    answer_bytes: int = 0
    kept: list[tuple[Push, bytes]] = field(default_factory=list)
    late_start_s: float = 0.0
    until_s: float = float("inf")
    in_window: int = 0

    def answered(self, push: Push, answer: Answer, took_s: float) -> None:
        """One answer came; every so often one is kept to be opened afterwards."""
        if answer.status != 200:
            return self.fail(f"status {answer.status}")
        self.latencies_s.append(took_s)
        self.in_window += perf_counter() <= self.until_s
        self.answer_bytes += len(answer.body)
        if answer.body in (b"", b"success"):
            self.deferred += 1
        elif len(self.latencies_s) % CHECKED == 1:
            self.kept.append((push, answer.body))
        return None

    def fail(self, why: str) -> None:
        """One request came to nothing."""
        self.failed[why] = self.failed.get(why, 0) + 1

    def percentile_ms(self, share: float) -> float:
        """Latency that `share` of the answers stayed within."""
        ordered = sorted(self.latencies_s) or [0.0]
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2)


async def connect(port: int) -> Connection:
    """A new connection.

    Raises:
        OSError: refused.
    """
    _, connection = await asyncio.get_running_loop().create_connection(Connection, HOST, port)
    return connection


async def closed_loop(port: int, pushes: list[Push], connections: int, seconds: float, tally: Tally) -> None:
    """Sends until the pushes or the seconds are used up; what is then still under way is waited for."""
    left, tally.until_s = iter(pushes), perf_counter() + seconds
    await asyncio.gather(*(_keep_sending(port, left, tally) for _ in range(connections)))


async def _keep_sending(port: int, left: Iterator[Push], tally: Tally) -> None:
    connection: Connection | None = None
    for push in left:
        connection = await _send(port, connection, push, perf_counter(), tally)
        if perf_counter() >= tally.until_s:
            break
    if connection is not None:
        connection.close()


async def _send(port: int, connection: Connection | None, push: Push, due_s: float, tally: Tally) -> Connection | None:
    """One push and its answer; gives the connection if it can be used again."""
    try:
        async with asyncio.timeout(GIVEN_UP_S):
            if connection is None or connection.transport is None:
                connection = await connect(port)
            answer = await connection.ask(push.request)
    except TimeoutError:
        tally.fail("no answer in time")
    except (OSError, Broken) as error:
        tally.fail(str(error))
    else:
        tally.answered(push, answer, perf_counter() - due_s)
        return connection
    if connection is not None:
        connection.close()
    return None


async def open_loop(port: int, pushes: list[Push], rate: int, tally: Tally) -> None:
    """Starts one push every 1/rate seconds, each on a new connection."""
    start_s, running = perf_counter(), set()
    for number, push in enumerate(pushes):
        due_s = start_s + number / rate
        if (ahead_s := due_s - perf_counter()) > 0:
            await asyncio.sleep(ahead_s)
        tally.late_start_s = max(tally.late_start_s, perf_counter() - due_s)
        task = asyncio.create_task(_once(port, push, due_s, tally))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


async def _once(port: int, push: Push, due_s: float, tally: Tally) -> None:
    connection = await _send(port, None, push, due_s, tally)
    if connection is not None:
        connection.close()


async def run(given: argparse.Namespace) -> dict[str, object]:
    """Does the whole run and gives its figures."""
    pushes, tally = read(given.corpus), Tally()
    own_s, server_s, busy_s, start_s = cpu.used_s("self"), cpu.used_s(given.pid), cpu.busy_s(), perf_counter()
    if given.new_connections:
        pushes = pushes[: int(given.new_connections * given.seconds)]
        closing = [Push(p.question, p.openid, _closing(p.request)) for p in pushes]
        start_s = perf_counter()
        await open_loop(given.port, closing, given.new_connections, tally)
    else:
        await closed_loop(given.port, pushes, given.connections, given.seconds, tally)
    took_s, server_s = perf_counter() - start_s, cpu.used_s(given.pid) - server_s
    own_s, busy_s = cpu.used_s("self") - own_s, cpu.busy_s() - busy_s
    done = max(1, len(tally.latencies_s))
    return {
        "answered": len(tally.latencies_s),
        "failed": tally.failed,
        "deferred": tally.deferred,
        "over_5s": sum(took > PLATFORM_PATIENCE_S for took in tally.latencies_s),
        "per_s": round(tally.in_window / min(took_s, tally.until_s - start_s), 1),
        "p50_ms": tally.percentile_ms(0.5),
        "p99_ms": tally.percentile_ms(0.99),
        "max_ms": tally.percentile_ms(1.0),
        "cpu_ms": round(server_s / done * 1000, 4),
        "generator_busy": round(own_s / took_s, 3),
        "late_start_ms": round(tally.late_start_s * 1000, 1),
        "others_busy_cores": round(max(0.0, busy_s - own_s - server_s) / took_s, 3),
        "answer_bytes": round(tally.answer_bytes / done),
        "checked": len(tally.kept),
        "wrong": wrong_answers(tally.kept, Judge.of(given.expect, not given.any_text)) if given.expect else [],
    }


def _closing(request: bytes) -> bytes:
    return request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)


def main() -> None:
    """Prints one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pid", type=int, required=True, help="the server's process, whose CPU time is read")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--expect", type=Path, help="JSON: question to the answer it must get")
    parser.add_argument("--any-text", action="store_true", help="any text from us to the one who asked is right")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--new-connections", type=int, default=0, metavar="RATE")
    given = parser.parse_args()
    if not (0 < given.connections <= MOST_CONNECTIONS and 0 <= given.new_connections <= MOST_RATE):
        parser.error("out of bounds")
    gc.disable()
    json.dump(uvloop.run(run(given)), sys.stdout)


if __name__ == "__main__":
    main()
