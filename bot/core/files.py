"""Files at rest, sealed: in a folder or in an object store, over obstore."""

from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, ObjectStore, from_url

from bot.core.crypt import Keyring


class FileGone(KeyError):
    """No file under this name."""


class Files:
    """Puts and gets whole files by name; what lies in the store opens only with our keys and under its own name."""

    def __init__(self, url: str, keys: Keyring) -> None:
        """`url`: `file:///folder` below the working directory, `file:////folder` from the root, or `s3://bucket/…`."""
        self._url, self._keys = url, keys

    @cached_property
    def _store(self) -> ObjectStore:
        """Opened when first used: who only asks a question needs no folder."""
        return _store(self._url)

    async def put(self, name: str, content: bytes) -> None:
        """Keeps `content`; the same name again replaces it."""
        await obstore.put_async(self._store, name, self._keys.seal_bytes(content, f"files:{name}"))

    async def get(self, name: str) -> bytes:
        """What was kept.

        Raises:
            FileGone: nothing is there.
            SealBroken, KeyMissing: it does not open.
        """
        try:
            found = await obstore.get_async(self._store, name)
        except FileNotFoundError:
            raise FileGone(name) from None
        return self._keys.open_bytes(bytes(await found.bytes_async()), f"files:{name}")


def _store(url: str) -> ObjectStore:
    parts = urlsplit(url)
    if parts.scheme != "file":
        return from_url(url)
    return LocalStore(Path(parts.path.removeprefix("/")), mkdir=True)
