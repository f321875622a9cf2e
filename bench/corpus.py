"""Pushes as the platform sends them in safe mode, sealed ahead by wechatpy and kept in a file."""

import hashlib
import json
import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from wechatpy.crypto import WeChatCrypto

HERE = Path(__file__).parent
APPID = "wxbench0000000000"
TOKEN = "benchtoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_bench00000000"
MESSAGES_EACH = 3
STEP = 10_007  # a prime: neighbours in time ask different things, and everything is asked
NEW_WORDS = "{question}（第{number}位问的人）"
PLAIN = (
    "<xml><ToUserName><![CDATA[{account}]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
    "<CreateTime>{created_s}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[{content}]]></Content><MsgId>{msg_id}</MsgId></xml>"
)
OUTER = "<xml><ToUserName><![CDATA[{account}]]></ToUserName><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"
HEAD = (
    "POST /wechat?{query} HTTP/1.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nHost: 127.0.0.1\r\n"
    "Pragma: no-cache\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Push:
    """One request, ready to be sent, and what was asked by whom."""

    question: str
    openid: str
    request: bytes


def crypto() -> WeChatCrypto:
    """wechatpy's own, for sealing pushes and for opening answers."""
    return WeChatCrypto(TOKEN, AES_KEY, APPID)


def questions() -> list[str]:
    """What followers ask; written for this bench."""
    return [line for line in (HERE / "questions.txt").read_text("utf-8").splitlines() if line]


def pushes(asked: list[str], first: int, count: int, new_words: bool = False) -> Iterator[Push]:
    """Messages `first` to `first + count`, each with its own MsgId; a follower sends a few of them, far apart.

    With `new_words` no two texts are the same, so that nobody answers from memory.
    """
    seal = crypto()
    for number in range(first, first + count):
        openid = _openid(first + (number - first) % max(1, count // MESSAGES_EACH))
        question = asked[number * STEP % len(asked)]
        content = NEW_WORDS.format(question=question, number=number) if new_words else question
        yield Push(question, openid, _request(seal, number, openid, content))


def write(path: Path, found: Iterable[Push]) -> None:
    """Puts pushes into a file."""
    with path.open("wb") as file:
        for push in found:
            head = json.dumps([push.question, push.openid]).encode()
            file.write(struct.pack("!II", len(head), len(push.request)) + head + push.request)


def read(path: Path) -> list[Push]:
    """The pushes that `write` put there."""
    raw, found, at = path.read_bytes(), [], 0
    while at < len(raw):
        head_bytes, request_bytes = struct.unpack_from("!II", raw, at)
        body = at + 8 + head_bytes
        question, openid = json.loads(raw[at + 8 : body])
        at = body + request_bytes
        found.append(Push(question, openid, raw[body:at]))
    return found


def _openid(number: int) -> str:
    return "o" + hashlib.sha256(str(number).encode()).hexdigest()[:27]


def _request(seal: WeChatCrypto, number: int, openid: str, content: str) -> bytes:
    now_s, nonce = str(int(time.time())), str(100_000_000 + number)
    plain = PLAIN.format(
        account=ACCOUNT, openid=openid, created_s=now_s, content=content, msg_id=24_000_000_000_000_000 + number
    )
    sealed = seal.encrypt_message(plain, nonce, now_s)
    encrypt, signature = _between(sealed, "Encrypt"), _between(sealed, "MsgSignature")
    query = {
        "signature": _sign(TOKEN, now_s, nonce),
        "timestamp": now_s,
        "nonce": nonce,
        "openid": openid,
        "encrypt_type": "aes",
        "msg_signature": signature,
    }
    body = OUTER.format(account=ACCOUNT, encrypt=encrypt).encode()
    return HEAD.format(query=urlencode(query), length=len(body)).encode() + body


def verification() -> str:
    """The path and query of the console's check, which every server must answer with `ready`."""
    now_s = str(int(time.time()))
    query = {"signature": _sign(TOKEN, now_s, "1"), "timestamp": now_s, "nonce": "1", "echostr": "ready"}
    return f"/wechat?{urlencode(query)}"


def _sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def _between(xml: str, tag: str) -> str:
    return xml.split(f"<{tag}><![CDATA[", 1)[1].split("]]>", 1)[0]
