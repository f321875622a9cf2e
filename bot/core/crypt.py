"""Text at rest: AES-GCM under keys with ids, and a keyed hash to find a row without opening it."""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.core.errors import KeyMissing, SealBroken, SettingsError

KEY_BYTES = 32
NONCE_BYTES = 12
_ENTRY = re.compile(r"([a-z0-9_-]{1,16}):([A-Za-z0-9_+/-]{43})=?")


class Keyring:
    """Seals with the first key, opens with any; looks up with a hash under the last (the oldest, which stays).

    A sealed value is `1 byte length of id + id + 12 bytes nonce + ciphertext and tag`.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._current = next(iter(keys))
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._prefix = bytes([len(self._current)]) + self._current.encode()
        oldest = list(keys.values())[-1]
        self._index_key = hmac.digest(oldest, b"niangjia blind index", "sha256")
        self._session_key = hmac.digest(keys[self._current], b"niangjia desk session", "sha256")

    @classmethod
    def parse(cls, text: str) -> "Keyring":
        """Reads `id:base64,id:base64`, the key to seal with first.

        Raises:
            SettingsError: no key, a bad id, a key that is not 32 bytes, or an id given twice.
        """
        keys: dict[str, bytes] = {}
        for item in filter(None, re.split(r"[,\s]+", text.strip())):
            found = _ENTRY.fullmatch(item)
            if not found:
                raise SettingsError("[keys] data: each key is id:base64 of 32 bytes; make one with `niangjia init`")
            name, value = found.groups()
            key = base64.urlsafe_b64decode(value.replace("+", "-").replace("/", "_") + "=")
            if len(key) != KEY_BYTES or name in keys:
                raise SettingsError(f"[keys] data: key {name!r} must stand once and be 32 bytes long")
            keys[name] = key
        if not keys:
            raise SettingsError("[keys] data: no key is set; make one with `niangjia init`")
        return cls(keys)

    def seal(self, text: str, place: str) -> bytes:
        """Encrypts `text`; `place` (table and row) is bound in, so a value moved elsewhere does not open."""
        return self.seal_bytes(text.encode("utf-8", "replace"), place)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """The same for content that is no text."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = self._ciphers[self._current]
        return self._prefix + nonce + cipher.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypts what `seal` made.

        Raises: as `open_bytes`.
        """
        try:
            return self.open_bytes(sealed, place).decode()
        except UnicodeDecodeError:
            raise SealBroken(f"a sealed value of {place.split(':')[0]} is no text") from None

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """Decrypts what `seal_bytes` made.

        Raises:
            KeyMissing: its key id is not configured.
            SealBroken: it was changed, or moved from another place.
        """
        size = sealed[0] if sealed else 0
        name = sealed[1 : 1 + size].decode("ascii", "replace")
        if name not in self._ciphers:
            raise KeyMissing(f"no key with id {name!r} in [keys] data")
        body = sealed[1 + size :]
        try:
            return self._ciphers[name].decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"a sealed value of {place.split(':')[0]} does not open") from error

    def index(self, text: str) -> str:
        """A keyed hash of `text` (32 hex digits): equal texts meet, nobody can turn it back."""
        return hashlib.blake2b(text.encode("utf-8", "replace"), key=self._index_key, digest_size=16).hexdigest()

    @property
    def session_key(self) -> bytes:
        """32 bytes for the desk's session cookie."""
        return self._session_key


def new_key(name: str) -> str:
    """A fresh key as `[keys] data` wants it."""
    return f"{name}:{base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()}"


def digest(content: bytes) -> str:
    """SHA-256 in hex, for naming content."""
    return hashlib.sha256(content).hexdigest()
