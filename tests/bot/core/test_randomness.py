"""Randomness: every byte of the operating system goes out once, also across a fork."""

import os

from bot.core.randomness import FETCHED_BYTES, Randomness


def test_no_piece_comes_twice() -> None:
    one = Randomness()
    pieces = [one.take(16) for _ in range(3 * FETCHED_BYTES // 16)]
    assert {len(piece) for piece in pieces} == {16} and len(set(pieces)) == len(pieces)


def test_a_piece_is_whole_where_the_fetched_ones_end() -> None:
    one = Randomness()
    one.take(FETCHED_BYTES - 5)
    assert len(one.take(12)) == 12


def test_a_forked_process_gets_others_than_its_parent() -> None:
    one = Randomness()
    one.take(1)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, one.take(16))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 16) != one.take(16)
    os.close(reading)
    os.close(writing)
