"""CPU time of a server and its children, and of the whole machine, as /proc tells it."""

import os
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
IDLE, IOWAIT, GUEST = 3, 4, 8


def used_s(pid: int | str) -> float:
    """Seconds of CPU that a process (its number, or `self`) used, with its threads and children, living or reaped."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    own_s = sum(int(ticks) for ticks in stat[11:15]) * TICK_S
    return own_s + sum(used_s(child) for child in _children(pid))


def busy_s() -> float:
    """Seconds of CPU that anything on this machine has used, all cores together."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(ticks[:GUEST]) - ticks[IDLE] - ticks[IOWAIT]) * TICK_S


def _children(pid: int | str) -> list[int]:
    return [int(word) for task in Path(f"/proc/{pid}/task").glob("*/children") for word in task.read_text().split()]
