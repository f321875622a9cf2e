"""Random bytes of the operating system, fetched many at a time."""

import os

FETCHED_BYTES = 4096


class Randomness:
    """Gives out what `os.urandom` gave, each byte once: a call for every nonce costs more than the sealing itself."""

    def __init__(self) -> None:
        self._bytes, self._at, self._process = b"", 0, 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes, at most FETCHED_BYTES; a forked process never gets those of its parent."""
        process = os.getpid()
        if self._at + count > len(self._bytes) or process != self._process:
            self._bytes, self._at, self._process = os.urandom(FETCHED_BYTES), 0, process
        begin = self._at
        self._at = begin + count
        return self._bytes[begin : self._at]
