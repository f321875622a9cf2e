"""The files of the project, for tests that read them."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def tracked(*patterns: str) -> list[Path]:
    """Files of the project, new ones too, without what git ignores."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def told(paths: Iterable[Path]) -> str:
    """The text of these files."""
    return "\n".join(path.read_text("utf-8") for path in paths)


def named(path: Path) -> str:
    """A file's name as the project sees it."""
    return path.relative_to(ROOT).as_posix()
