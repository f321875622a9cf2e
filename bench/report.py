"""The tables: medians over rounds, ratios within each round, and how far they spread."""

import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

REFERENCE = "reference"
Round = dict[str, Any]


def machine() -> str:
    """What it ran on."""
    model = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "?")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{len(os.sched_getaffinity(0))} cores, {model}; Linux {platform.release()}; "
        f"Python {sys.version.split()[0]}; load average at the end {load}"
    )


def closed_loop(rounds: list[Round]) -> str:
    """Requests a second against the reference."""
    head = ["server", "ratio (min–max)", "requests/s (min–max)", "CPU ms", "p50 ms", "p99 ms", "failed", "put off"]
    head += ["checked", "generator busy", "others"]
    per_s = {(one["server"], one["round"]): one["per_s"] for one in rounds}
    rows = []
    for own in _by_server(rounds):
        ratios = [one["per_s"] / per_s[REFERENCE, one["round"]] for one in own if per_s.get((REFERENCE, one["round"]))]
        rows.append(
            [
                own[0]["title"],
                _spread(ratios, 2) if ratios and own[0]["server"] != "ceiling" else "",
                _spread([one["per_s"] for one in own], 0),
                *_middle(own, ("cpu_ms", 3), ("p50_ms", 1), ("p99_ms", 1)),
                *_counts(own),
                *_middle(own, ("generator_busy", 2), ("others_busy_cores", 2)),
            ]
        )
    return _table(head, rows)


def open_loop(rounds: list[Round]) -> str:
    """How a new connection for every request went."""
    head = ["server", "answered", "per s", "failed", "over 5 s", "put off", "p50 ms", "p99 ms", "max ms", "CPU ms"]
    head += ["checked", "generator late ms"]
    rows = []
    for own in _by_server(rounds):
        for one in own:
            failed, put_off, checked = _counts([one])
            latencies = _middle([one], ("p50_ms", 1), ("p99_ms", 1), ("max_ms", 1), ("cpu_ms", 3))
            begun = [one["title"], str(one["answered"]), f"{one['per_s']:.0f}", failed, str(one["over_5s"]), put_off]
            rows.append([*begun, *latencies, checked, f"{one['late_start_ms']:.0f}"])
    return _table(head, rows)


def _by_server(rounds: list[Round]) -> list[list[Round]]:
    names = dict.fromkeys(one["server"] for one in rounds)
    return [[one for one in rounds if one["server"] == name] for name in names]


def _middle(own: list[Round], *columns: tuple[str, int]) -> list[str]:
    return [f"{median(one[name] for one in own):.{digits}f}" for name, digits in columns]


def _counts(own: list[Round]) -> list[str]:
    failed = sum(sum(one["failed"].values()) for one in own)
    checked = f"{sum(one['checked'] for one in own)}"
    wrong = sum(len(one["wrong"]) for one in own)
    return [str(failed), str(sum(one["deferred"] for one in own)), checked + (f", {wrong} WRONG" if wrong else "")]


def _spread(values: list[float], digits: int) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines()
