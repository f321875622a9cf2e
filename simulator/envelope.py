"""Signing and sealing what is pushed, opening what is answered; crypto by wechatpy, not by the bot."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from xml.parsers.expat import ExpatError

import xmltodict  # type: ignore[import-untyped]
from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException

from simulator.config import PlatformConfig
from simulator.errors import RefusedReply

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BROKEN_CIPHER = (ValueError, TypeError, IndexError, struct.error, InvalidAppIdException)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One push, ready to be sent as often as needed with the same query and the same body."""

    query: str
    body: bytes
    plain: str
    content_type: str


def sign(*parts: str) -> str:
    """Hex sha1 of the parts, sorted by bytes and joined. Source: protocol.md §1.1."""
    return hashlib.sha1(b"".join(sorted(p.encode() for p in parts)), usedforsecurity=False).hexdigest()


def to_xml(fields: Mapping[str, Any]) -> str:
    """The platform's XML: CDATA for text, bare numbers, a list as repeated tags."""
    return f"<xml>{_elements(fields)}</xml>"


def _elements(fields: Mapping[str, Any]) -> str:
    return "".join(
        _element(name, item)
        for name, value in fields.items()
        for item in (value if isinstance(value, list) else [value])
    )


def _element(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"<{name}>{_elements(value)}</{name}>"
    if isinstance(value, int | float):
        return f"<{name}>{value}</{name}>"
    safe = NOT_IN_XML.sub("", str(value)).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{safe}]]></{name}>"


def to_json(fields: Mapping[str, Any]) -> str:
    """The same names as JSON, numbers as numbers."""
    return json.dumps(fields, ensure_ascii=False)


class Envelope:
    """Seals and opens in the account's mode and form."""

    def __init__(self, config: PlatformConfig) -> None:
        self._config = config
        self._crypto = WeChatCrypto(config.token, config.aes_key, config.appid) if config.mode != "clear" else None

    def seal(self, openid: str, fields: Mapping[str, Any], timestamp: str, nonce: str) -> Sealed:
        """Render, encrypt and sign one push. Source: protocol.md §1.1, §1.2."""
        config = self._config
        render = to_xml if config.form == "xml" else to_json
        content_type = "text/xml" if config.form == "xml" else "application/json"
        plain = render(fields)
        query = {
            "signature": sign(config.token, timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "openid": openid,
        }
        if self._crypto is None:
            return Sealed(urlencode(query), plain.encode(), plain, content_type)
        encrypt = self._encrypt(plain)
        outer = dict(fields) if config.mode == "compatible" else {"ToUserName": config.account_id}
        query["encrypt_type"] = "aes"
        query["msg_signature"] = sign(config.token, timestamp, nonce, encrypt)
        body = render(outer | {"Encrypt": encrypt}).encode()
        return Sealed(urlencode(query, quote_via=quote), body, plain, content_type)

    def _encrypt(self, plain: str) -> str:
        assert self._crypto is not None  # noqa: S101 - only called where a mode has a key
        return str(PrpCrypto(self._crypto.key).encrypt(plain, self._config.appid), "ascii")

    def open(self, body: bytes) -> tuple[str, dict[str, Any]]:
        """The answer's plain text and fields. Raises `RefusedReply` with the reason."""
        outer = self._parse(body)
        if self._crypto is None:
            return body.decode(), outer
        if "Encrypt" not in outer:
            if self._config.mode == "compatible":
                return body.decode(), outer
            raise RefusedReply("clear answer in safe mode", body.decode())
        plain = self._decrypt(outer)
        return plain, self._parse(plain.encode(), plain)

    def _decrypt(self, outer: Mapping[str, Any]) -> str:
        parts = [str(outer.get(name) or "") for name in ("TimeStamp", "Nonce", "Encrypt")]
        if not all(parts) or not outer.get("MsgSignature"):
            raise RefusedReply("envelope lacks MsgSignature, TimeStamp or Nonce")
        if sign(self._config.token, *parts) != outer["MsgSignature"]:
            raise RefusedReply("wrong MsgSignature")
        try:
            return str(PrpCrypto(self._crypto.key).decrypt(parts[2], self._config.appid))  # type: ignore[union-attr]
        except BROKEN_CIPHER as error:
            raise RefusedReply(f"cannot decrypt: {type(error).__name__}") from error

    def _parse(self, body: bytes, plain: str = "") -> dict[str, Any]:
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            raise RefusedReply("not UTF-8") from error
        parse = _read_xml if self._config.form == "xml" else _read_json
        return parse(text.strip(), plain or text)


def _read_json(text: str, plain: str) -> dict[str, Any]:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedReply("not JSON though the account is set to JSON", plain) from error
    if not isinstance(tree, dict):
        raise RefusedReply("JSON is not an object", plain)
    return tree


def _read_xml(text: str, plain: str) -> dict[str, Any]:
    if text[:1] in ("{", "["):
        raise RefusedReply("JSON text instead of XML", plain)
    try:
        tree = xmltodict.parse(text)
    except (ExpatError, ValueError, RecursionError) as error:
        raise RefusedReply(f"broken XML: {error}", plain) from error
    root = tree.get("xml")
    if not isinstance(root, dict):
        raise RefusedReply("root element is not <xml>", plain)
    return root
