"""Our whole way of one message against other people's bots: requests a second, CPU and latency, in one run.

    bench/.venv/bin/python -m bench.webhook                      # the table
    bench/.venv/bin/python -m bench.webhook --new-connections 500 --seconds 20

Rounds alternate (A B C … A B C …), so that a slow minute of the machine falls on all. Each server is started anew for
each round, alone, on core 0; the load generator is a process of its own on core 1. docs/bench.md tells more.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import corpus, ours, report
from bench.servers import GENERATOR_CORE, Server, Texts, ceiling, on_core, peers, running

MOST_PER_S = 6_000
WARM_UP, WARM_UP_FIRST = 400, 50_000_000
FIRST = {Texts.KNOWN: 0, Texts.NEW: 100_000_000, Texts.MIXED: 200_000_000}
WARM_UP_PACE = ("--connections", "8", "--seconds", "3")
LOAD_ENDS_WITHIN_S = 120
ONE_MESSAGE_BYTES = 2000
MOST_ROUNDS, MOST_SECONDS = 20, 60


def main() -> int:
    """Prints the table; 1 if an answer was wrong or the journal lacks one."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="niangjia-bench-") as name:
        bench = Bench(given, Path(name))
        rounds = bench.run()
        faults = bench.faults(rounds)
    table = report.open_loop(rounds) if given.new_connections else report.closed_loop(rounds)
    print(report.machine(), table, sep="\n\n")
    if given.json:
        given.json.write_text(json.dumps({"arguments": sys.argv[1:], "rounds": rounds}, indent=1), "utf-8")
    for fault in faults:
        print(f"WRONG: {fault}", file=sys.stderr)
    return 1 if faults else 0


class Bench:
    """One run: what it sends, whom it asks, what came of it."""

    def __init__(self, given: argparse.Namespace, folder: Path) -> None:
        self._given, self._folder = given, folder
        self._answers = folder / "answers.json"
        said = ours.asked(corpus.questions())
        self._all = [one["id"] for one in said]
        of_knowledge = [one for one in said if one["action"] == "answer" and one["intent"] != "human"]  # nor on offices
        self._known = [one["id"] for one in of_knowledge if _fits(one["reply"])]
        self._answers.write_text(json.dumps({one["id"]: one["reply"] for one in said}, ensure_ascii=False), "utf-8")
        everyone = [*peers(), *ours.prepare(folder)]
        self._servers = [server for server in everyone if not given.only or server.name in given.only]
        self._count = given.new_connections or MOST_PER_S
        self._count = int(self._count * given.seconds)

    def run(self) -> list[dict[str, Any]]:
        """Every round of every server."""
        done = [] if self._given.new_connections else [self._ceiling()]
        for number in range(self._given.rounds):
            for texts in Texts:
                servers = [server for server in self._servers if server.texts is texts]
                if servers:
                    pushes, warm_up = self._write(number, texts)
                done += [self._round(server, number, pushes, warm_up) for server in servers]
        return done

    def _write(self, number: int, texts: Texts) -> tuple[Path, Path]:
        """The pushes of one round, and those to warm up with; never the same message twice."""
        pushes, warm_up = self._folder / "pushes.bin", self._folder / "warm-up.bin"
        asked = self._all if texts is Texts.MIXED else self._known
        new, first = texts is not Texts.KNOWN, FIRST[texts]
        corpus.write(pushes, corpus.pushes(asked, first + number * self._count, self._count, new))
        first += WARM_UP_FIRST + number * WARM_UP
        corpus.write(warm_up, corpus.pushes(asked, first, WARM_UP, new))
        return pushes, warm_up

    def faults(self, rounds: list[dict[str, Any]]) -> list[str]:
        """Wrong answers, and answers of ours that the journal does not know."""
        found = [f"{one['server']}: {wrong}" for one in rounds for wrong in one["wrong"]]
        found += [f"{one['server']}: nothing was answered: {one['failed']}" for one in rounds if not one["answered"]]
        own = [one for one in rounds if one["server"].startswith("niangjia")]
        answered = sum(one["answered"] - one["deferred"] + one["warm_up"] for one in own)
        journal = ours.journal(self._folder)
        if own and sum(journal.values()) < answered:
            found.append(f"niangjia: {answered} answers left, {sum(journal.values())} are in the journal")
        print(f"journal, by handler: {journal}", file=sys.stderr)
        return found

    def _ceiling(self) -> dict[str, Any]:
        pushes, server = self._folder / "pushes.bin", ceiling()
        corpus.write(pushes, corpus.pushes(self._known, 0, self._count))
        with running(server, self._folder, self._answers) as (port, pid):
            done = self._load(port, pid, pushes, *self._pace())
        return self._told({"server": server.name, "title": server.title, "round": 0, **done})

    def _round(self, server: Server, number: int, pushes: Path, warm_up: Path) -> dict[str, Any]:
        expect = ["--expect", self._answers, *([] if server.texts is Texts.KNOWN else ["--any-text"])]
        with running(server, self._folder, self._answers) as (port, pid):
            warm = self._load(port, pid, warm_up, *WARM_UP_PACE, *expect)
            done = self._load(port, pid, pushes, *self._pace(), *expect)
        about = {"server": server.name, "title": server.title, "round": number, "warm_up": warm["answered"]}
        return self._told({**about, **done, "wrong": [*warm["wrong"], *done["wrong"]]})

    def _pace(self) -> list[object]:
        given = self._given
        new = ["--new-connections", given.new_connections] if given.new_connections else []
        return ["--seconds", given.seconds, "--connections", given.connections, *new]

    def _load(self, port: int, pid: int, pushes: Path, *options: object) -> dict[str, Any]:
        words = ["--port", port, "--pid", pid, "--corpus", pushes, *options]
        done = subprocess.run(
            [*on_core(GENERATOR_CORE), sys.executable, "-m", "bench.load", *map(str, words)],
            cwd=ours.REPOSITORY,
            check=True,
            stdout=subprocess.PIPE,
            timeout=self._given.seconds + LOAD_ENDS_WITHIN_S,
        )
        figures: dict[str, Any] = json.loads(done.stdout)
        return figures

    @staticmethod
    def _told(done: dict[str, Any]) -> dict[str, Any]:
        """Says on the way how it goes."""
        shown = {key: value for key, value in done.items() if key not in ("server", "title", "round", "wrong")}
        print(f"round {done['round'] + 1} {done['server']}: {shown}", file=sys.stderr, flush=True)
        return done


def _fits(reply: str) -> bool:
    """Whether a peer that does not page could send it at all."""
    return len(reply.encode()) <= ONE_MESSAGE_BYTES


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each round")
    parser.add_argument("--connections", type=int, default=32, help="kept open, each with one request under way")
    parser.add_argument("--new-connections", type=int, default=0, metavar="RATE", help="a second, whatever comes back")
    parser.add_argument("--only", action="append", metavar="NAME", help="a row; may be given again")
    parser.add_argument("--json", type=Path, help="puts every figure there")
    given = parser.parse_args()
    given.rounds = given.rounds or (1 if given.new_connections else 3)
    if not (0 < given.rounds <= MOST_ROUNDS and 0 < given.seconds <= MOST_SECONDS):
        parser.error(f"at most {MOST_ROUNDS} rounds of {MOST_SECONDS} s")
    if platform.system() != "Linux" or not Path("/proc").is_dir():
        parser.error("reads /proc: Linux only")
    return given


if __name__ == "__main__":
    sys.exit(main())
