"""How many are owed on a site: as the question tells to answer it."""

from datetime import date

import pytest

from tickets.kinds.construction import read_headcount

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("1", 1),
        ("5", 5),
        ("6个人", 6),
        ("十二个", 12),
        ("一共8人", 8),
        ("就我一个", 1),
        ("只有我自己", 1),
        ("我们五个人", 5),
        ("8月到9月", None),
        ("0", None),
        ("老板跑了", None),
        ("一天260", None),
    ],
)
def test_how_many(words: str, count: int | None) -> None:
    assert read_headcount(words, TODAY).get("headcount") == count
