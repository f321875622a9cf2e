"""Signatures and encryption between the platform and us.

Source: developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption: AES-256-CBC, key = base64 of the
43-character EncodingAESKey, iv = key[:16], plain = random16 + uint32 length + message + appid, padded to 32 bytes.
"""

import hashlib
import hmac
import json
import os
import re
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from typing import Literal

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bot.core.errors import SettingsError
from bot.wechat.errors import BadField, Refused
from bot.wechat.text import cdata, clean

AES_BYTES = 16  # AES's own block
BLOCK_BYTES = 32  # PKCS#7 to twice that
_HEAD_BYTES = AES_BYTES + 4  # random, length
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_PADS = tuple(bytes([n]) * n for n in range(BLOCK_BYTES + 1))


class Signer:
    """Signs and checks for one account: all that clear mode has.

    Raises: SettingsError at construction when the token cannot be the platform's.
    """

    def __init__(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise SettingsError("[wechat] token must be 3 to 32 letters or digits, the same as in the console")
        self._token = token

    def sign(self, *parts: str) -> str:
        """Hex SHA-1 over the token and the parts, sorted by bytes and joined."""
        whole = "".join(sorted((self._token, *parts)))  # code points sort as their bytes do
        return hashlib.sha1(whole.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()

    def check_url(self, signature: str, timestamp: str, nonce: str) -> bool:
        """Whether `signature` is right; it covers no body: enough for the GET check and clear mode only."""
        return self._matches(signature, timestamp, nonce)

    def check_msg(self, msg_signature: str, timestamp: str, nonce: str, encrypt: str) -> bool:
        """Whether `msg_signature` is right for the ciphertext."""
        return bool(encrypt) and self._matches(msg_signature, timestamp, nonce, encrypt)

    def _matches(self, signature: str, timestamp: str, nonce: str, *more: str) -> bool:
        if not (signature and timestamp and nonce):
            return False
        given = signature.encode("utf-8", "surrogatepass")
        return hmac.compare_digest(given, self.sign(timestamp, nonce, *more).encode())


class Crypto(Signer):
    """Signs, checks, opens and seals for one account, in one thread.

    Its ciphers are made once and go on from message to message, as making one costs more than a message. In CBC only
    a message's first block depends on what went before: sealing, it is made up for; opening, it is the random part,
    which nobody reads.

    Raises: SettingsError at construction when the token, the key or the appid cannot be the platform's.
    """

    def __init__(self, token: str, aes_key: str, appid: str) -> None:
        super().__init__(token)
        _check_settings(aes_key, appid)
        key = a2b_base64(aes_key + "=")
        self._appid = appid.encode()
        cipher = Cipher(AES256(key), CBC(key[:AES_BYTES]))
        self._opener, self._sealer = cipher.decryptor(), cipher.encryptor()
        self._iv = self._before = int.from_bytes(key[:AES_BYTES], "big")

    def decrypt(self, encrypt: str) -> bytes:
        """The message within; check `check_msg` first.

        Raises: Refused when it is not base64, not whole blocks, wrongly padded, too short, or for another appid.
        """
        plain = self._open(encrypt)
        pad = plain[-1]
        if not 1 <= pad <= BLOCK_BYTES or not plain.endswith(_PADS[pad]):
            raise Refused("padding")
        end = len(plain) - pad
        stop = _HEAD_BYTES + int.from_bytes(plain[AES_BYTES:_HEAD_BYTES], "big")
        if stop > end:
            raise Refused("length")
        if not hmac.compare_digest(plain[stop:end], self._appid):
            raise Refused("appid")
        return plain[_HEAD_BYTES:stop]

    def _open(self, encrypt: str) -> bytes:
        try:
            sealed = a2b_base64(encrypt, strict_mode=True)
        except (Base64Error, ValueError):
            raise Refused("base64") from None
        if not sealed or len(sealed) % BLOCK_BYTES:
            raise Refused("blocks")
        return self._opener.update(sealed)

    def encrypt(self, plain: bytes, random16: bytes | None = None) -> str:
        """The message sealed, in base64; `random16` only to repeat a known result."""
        head = os.urandom(AES_BYTES) if random16 is None else random16
        if len(head) != AES_BYTES:
            raise BadField("random16", f"must be {AES_BYTES} bytes")
        whole = b"".join((self._begin(head), len(plain).to_bytes(4, "big"), plain, self._appid))
        sealed = self._sealer.update(whole + _PADS[BLOCK_BYTES - len(whole) % BLOCK_BYTES])
        self._before = int.from_bytes(sealed[-AES_BYTES:], "big")
        return b2a_base64(sealed, newline=False).decode()

    def _begin(self, head: bytes) -> bytes:
        """The first block as it has to go into a sealer that goes on from the message before, not from the iv."""
        return (int.from_bytes(head, "big") ^ self._iv ^ self._before).to_bytes(AES_BYTES, "big")

    def seal(self, plain: bytes, timestamp: str, nonce: str, form: Literal["xml", "json"] = "xml") -> bytes:
        """The encrypted answer as sent: `timestamp` our clock in Unix seconds, `nonce` the query's.

        Raises: BadField when the timestamp is not a number.
        """
        if not (timestamp.isascii() and timestamp.isdigit()):
            raise BadField("timestamp", "must be Unix seconds")
        nonce = clean(nonce)  # what is signed must be what XML can carry
        encrypt = self.encrypt(plain)
        signature = self.sign(timestamp, nonce, encrypt)
        if form == "json":
            return _json_envelope(encrypt, signature, timestamp, nonce)
        return (
            f"<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
        ).encode()


def _json_envelope(encrypt: str, signature: str, timestamp: str, nonce: str) -> bytes:
    envelope = {"Encrypt": encrypt, "MsgSignature": signature, "TimeStamp": int(timestamp), "Nonce": nonce}
    return json.dumps(envelope, separators=(",", ":")).encode()


def _check_settings(aes_key: str, appid: str) -> None:
    if not _AES_KEY.fullmatch(aes_key):
        raise SettingsError(
            f"[wechat] aes_key must be the 43 letters and digits of the console's EncodingAESKey; "
            f"this one has {len(aes_key)} characters, or others than those"
        )
    if not appid or not appid.isascii() or not appid.isalnum():
        raise SettingsError("[wechat] appid must be letters and digits, as wx1234567890abcdef, from the console")
