"""What one call to the platform is made of: plain values, no network."""

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Literal

import aiohttp

from bot.wechat.account import Capability

Payload = dict[str, Any]
_ERRCODE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
# What we say when the errcode is no number: an error of no known meaning.
_NO_ERRCODE = -2


class Auth(Enum):
    """Whose credential a call carries, and where."""

    TOKEN_IN_QUERY = auto()
    SECRET_IN_QUERY = auto()
    SECRET_IN_BODY = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Call:
    """One API of the platform, as a constant.

    `repeatable`: may be sent again when it is not known whether it arrived. `sends`: brings something to a
    follower. `bulky`: moves a file, so it may take longer and answer more.
    """

    method: Literal["GET", "POST"]
    path: str
    needs: Capability | None = None
    auth: Auth = Auth.TOKEN_IN_QUERY
    repeatable: bool = False
    sends: bool = False
    bulky: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, to be sent as the multipart field `media`."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)

    def form(self) -> aiohttp.FormData:
        """A fresh form, for aiohttp sends each only once."""
        form = aiohttp.FormData()
        form.add_field("media", self.content, filename=self.filename, content_type=self.content_type)
        return form


@dataclass(frozen=True, slots=True)
class Request:
    """A call with its arguments; they may hold a follower's words, so they are not shown."""

    call: Call
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    upload: Upload | None = field(default=None, repr=False)

    def content(self, signature: Mapping[str, str]) -> bytes | aiohttp.FormData | None:
        """The HTTP body: a form for an upload, else JSON with Chinese as it is (errcode 40033 refuses \\uxxxx)."""
        if self.upload is not None:
            return self.upload.form()
        if self.body is None:
            return None
        text = json.dumps({**self.body, **signature}, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, bounded in size."""

    content_type: str
    filename: str
    body: bytes = field(repr=False)

    def payload(self) -> Payload | None:
        """The body as a JSON object, or None when it is a file or no such thing."""
        if self.content_type.startswith(("image/", "audio/", "video/")) or not self.body.lstrip().startswith(b"{"):
            return None
        try:
            tree = json.loads(self.body.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            return None
        return tree if isinstance(tree, dict) else None

    def errcode(self) -> int:
        """0 for success, which may come without an errcode."""
        code = str((self.payload() or {}).get("errcode", 0))
        return int(code) if _ERRCODE.fullmatch(code) else _NO_ERRCODE


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer; `unsent`: it never left us; `foreign`: what answered is not WeChat's API."""

    what: str
    unsent: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a call may take, how often it is tried and how large its answer may be; the waits between two tries
    double up to the cap, with jitter.
    """

    timeout_s: float = 5.0
    bulky_timeout_s: float = 60.0
    attempts: int = 3
    base_s: float = 0.25
    cap_s: float = 2.0
    answer_bytes: int = 1 << 20
    bulky_answer_bytes: int = 20 << 20

    def delay_s(self, tries: int) -> float:
        """The wait after so many failed tries (1 or more): between half the ceiling and the ceiling."""
        ceiling_s = min(self.cap_s, self.base_s * 2.0 ** (tries - 1))
        return random.SystemRandom().uniform(ceiling_s / 2, ceiling_s)

    def timeout_of(self, call: Call) -> float:
        """The seconds that one try of `call` may take."""
        return self.bulky_timeout_s if call.bulky else self.timeout_s

    def bytes_of(self, call: Call) -> int:
        """The bytes that the answer to `call` may have."""
        return self.bulky_answer_bytes if call.bulky else self.answer_bytes
