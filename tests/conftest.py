"""How the tests are shared out to processes, and where their folders are; the processes themselves take all the rest
from `support/shared_run.py`, which whoever only shares out need not read.
"""

import os
import shutil
from pathlib import Path
from zlib import crc32

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

IN_MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 << 30  # noqa: S108 - pytest makes a folder of its own in it
if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))  # where `tmp_path` is; thousands of databases
WAITING = ("browser", "test_jobs", "test_answering", "test_delivery.", "test_door")
LONGEST = {"test_worker_kill", "test_kill", "test_six_months", "test_people_everywhere", "test_desk_queries"}


def pytest_configure(config: pytest.Config) -> None:
    """Reads what running tests takes."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.import_plugin("shared_run")


def pytest_xdist_auto_num_workers() -> int | None:
    """Three for two cores: one of them waits, the others work."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # xdist reads it itself
    return max(1, (os.cpu_count() or 1) * 3 // 2)


class Files(LoadFileScheduling):
    """Whole files to each process; of those that mostly wait, for a browser or a clock, one in every third process."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return f"waiting {crc32(path.encode()) % max(1, len(self.nodes) // 3)}" if _waits(path) else path


def _waits(path: str) -> bool:
    return any(word in path for word in WAITING)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Files:
    """How files are shared out."""
    return Files(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits goes first, then the longest files, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: (not _waits(item.nodeid.partition("::")[0]), item.path.stem not in LONGEST))
