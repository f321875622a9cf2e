"""Finding the right answer: our search against other ways of searching the same questions, in one run.

    bench/.venv/bin/python -m bench.search                       # 300 to 300,000 questions
    bench/.venv/bin/python -m bench.search --most 3000 --questions ../shared/eval/questions_dev.jsonl

Every engine gets the same questions with their topics, in a process of its own, builds its index and is asked. With a
file of labelled questions the table also tells how often the right topic came first and among the first three.
docs/bench.md tells more.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import report
from bench.servers import on_core

HERE = Path(__file__).parent
OURS = HERE.parent / ".venv" / "bin" / "python"
SIZES = (300, 3_000, 30_000, 300_000)
ENGINES = {
    "niangjia": OURS,
    "bm25s": Path(sys.executable),
    "rank-bm25": Path(sys.executable),
    "whoosh": Path(sys.executable),
    "fts5": Path(sys.executable),
    "dense": Path(sys.executable),
}
ENDS_WITHIN_S = 1_200


def main() -> None:
    """Prints the table."""
    given = _arguments()
    rows = []
    with tempfile.TemporaryDirectory(prefix="niangjia-search-") as name:
        for size in (size for size in SIZES if size <= given.most):
            corpus = Path(name) / f"{size}.jsonl"
            subprocess.run([OURS, "-m", "bench.search_corpus", str(size), corpus], check=True, cwd=HERE.parent)
            for engine in given.only or ENGINES:
                rows.append(_row(engine, size, corpus, given.questions))
                print(rows[-1], file=sys.stderr, flush=True)
    print(report.machine(), _table(rows), sep="\n\n")


def _row(engine: str, size: int, corpus: Path, questions: Path) -> dict[str, Any]:
    """What one engine showed on one corpus; `why` where it did not end."""
    command = [*on_core(0), ENGINES[engine], "-m", "bench.search_engine", engine, corpus, questions.resolve()]
    about = {"engine": engine, "size": size}
    try:
        done = subprocess.run(
            list(map(str, command)), check=False, cwd=HERE.parent, capture_output=True, timeout=ENDS_WITHIN_S
        )
    except subprocess.TimeoutExpired:
        return {**about, "why": f"not done in {ENDS_WITHIN_S} s"}
    if done.returncode:
        return {**about, "why": done.stderr.decode("utf-8", "replace").strip().splitlines()[-1]}
    return {**about, **json.loads(done.stdout)}


def _table(rows: list[dict[str, Any]]) -> str:
    head = "| engine | questions | build s | memory MB | median ms | p99 ms | topic first | in three | remark |"
    lines = [head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"]
    for row in rows:
        if "why" in row:
            lines.append(f"| {row['engine']} | {row['size']:,} | | | | | | | {row['why']} |")
            continue
        right = [f"{100 * row[name]:.1f} %" if row[name] is not None else "" for name in ("first", "three")]
        lines.append(
            f"| {row['engine']} | {row['size']:,} | {row['build_s']:.1f} | {row['memory_mb']:.0f} "
            f"| {row['median_ms']:.2f} | {row['p99_ms']:.2f} | {right[0]} | {right[1]} | {row['remark']} |"
        )
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="questions in the largest corpus")
    parser.add_argument("--only", action="append", choices=ENGINES, help="an engine; may be given again")
    parser.add_argument(
        "--questions",
        type=Path,
        default=HERE / "questions.txt",
        help="labelled ones (JSON lines with question and topic) or plain lines",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
