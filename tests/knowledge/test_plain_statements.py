"""Bare statements, as most workers write: the general answer comes first, not that of a special case.

The statements were written apart from the ways of asking, by their titles alone; half of them were looked at since.
"""

from pathlib import Path

from knowledge.reading import Reader

STATEMENTS = [line.split("\t") for line in Path(__file__).with_name("plain_statements.tsv").read_text().splitlines()]
RIGHT_FIRST, AMONG_THREE = 0.9, 0.95


def test_bare_statements_find_the_general_answer(reader: Reader) -> None:
    found = [([hit.slug for hit in reader.think(said).hits[:3]], right.split(" ")) for said, right in STATEMENTS]
    missed = [
        said
        for (said, _), (slugs, right) in zip(STATEMENTS, found, strict=True)
        if slugs[:1] not in [[one] for one in right]
    ]
    assert len(missed) <= (1 - RIGHT_FIRST) * len(STATEMENTS), missed
    assert sum(not set(slugs).isdisjoint(right) for slugs, right in found) >= AMONG_THREE * len(STATEMENTS)


def test_each_statement_names_answers_that_are_there(reader: Reader) -> None:
    slugs = {hit.slug for hit in reader._index.search("工资", limit=10_000)}
    assert {slug for _, right in STATEMENTS for slug in right.split(" ")} <= slugs
