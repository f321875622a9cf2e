"""What the platform pushes: verify, decrypt, parse, answer.

Whatever is not believed ends in one refusal and one log line.
"""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Literal

from aiohttp import web

from bot.answering import Answering
from bot.core.clock import Clock
from bot.core.door import Answer
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.core.settings import Settings
from bot.wechat.crypto import Crypto, Signer
from bot.wechat.errors import Refused
from bot.wechat.message import Inbound
from bot.wechat.parse import inbound, parse
from bot.wechat.reply import SUCCESS, Reply, Silence, render_json, render_xml

Form = Literal["xml", "json"]
PATH = "/wechat"
BODY_WITHIN_S = 2.0
TIMESTAMP = re.compile(r"[0-9]{10}")  # the signature joins its parts without a mark between: no other length may pass

_log = get("webhook")


@dataclass(slots=True)
class Believed:
    """A push that passed every check; `made` is a reply and the answer made of it, maybe before it was sure to go."""

    query: Mapping[str, str]
    message: Inbound
    form: Form
    answer: asyncio.Future[Answer]
    made: tuple[Reply, Answer] | None = None


class Webhook:
    """Both methods of the one address that the account's console knows."""

    def __init__(self, settings: Settings, answering: Answering, metrics: Metrics, clock: Clock) -> None:
        wechat = settings.wechat
        self._fresh_s = settings.answering.fresh_s
        self._limit_bytes = settings.answering.body_limit_bytes
        token, aes_key = wechat.token.get_secret_value(), wechat.aes_key.get_secret_value()
        self._signer = Signer(token)
        self._crypto = None if wechat.mode == "clear" else Crypto(token, aes_key, wechat.appid)
        self._answering, self._metrics, self._clock = answering, metrics, clock

    async def verify(self, request: web.Request) -> web.Response:
        """Answers the console's GET check with echostr, as it is."""
        query = request.query
        try:
            self._check_url(query)
        except Refused as refused:
            return _response(self._refuse(refused))
        return web.Response(text=query.get("echostr", ""))

    async def receive(self, request: web.Request) -> web.Response:
        """Answers one push that came through the web framework."""
        self._metrics.roundabout.inc()
        try:
            body = await self._body(request)
        except Refused as refused:
            return _response(self._refuse(refused))
        except TimeoutError:
            return _response(self._refuse(Refused("slow")))
        except (web.RequestPayloadError, ConnectionError):
            return _response(self._refuse(Refused("broken")))
        return _response(await self.take(request.query, body))

    def take(self, query: Mapping[str, str], body: bytes) -> asyncio.Future[Answer]:
        """Answers one push, given the parameters of its address; cancelled if we stop before there is an answer."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        try:
            push = Believed(query, *self._open(query, body), answer)
            replied = self._answering.answer(push.message, partial(self._prepare, push))
        except Refused as refused:
            answer.set_result(self._refuse(refused))
        except Exception as error:
            answer.set_exception(error)
        else:
            self._answering.gate.waiting += 1
            replied.add_done_callback(partial(self._respond, push))
        return answer

    async def _body(self, request: web.Request) -> bytes:
        """The body, never more than the limit."""
        if "Content-Encoding" in request.headers:
            raise Refused("packed")
        if (request.content_length or 0) > self._limit_bytes:
            raise Refused("too-large")
        async with asyncio.timeout(BODY_WITHIN_S):
            body = b""
            while len(body) <= self._limit_bytes and not request.content.at_eof():
                body += await request.content.read(self._limit_bytes + 1 - len(body))
        if len(body) > self._limit_bytes:
            raise Refused("too-large")
        return body

    def _open(self, query: Mapping[str, str], body: bytes) -> tuple[Inbound, Form]:
        """The message in a push, after every check its mode asks for.

        Raises:
            Refused: any check failed.
        """
        tree = parse(body)
        form: Form = "json" if body.lstrip().startswith(b"{") else "xml"
        if self._crypto is None:
            self._check_url(query)
            self._check_fresh(query.get("timestamp", ""))
            return inbound(tree), form
        encrypted = tree.get("Encrypt")
        if not isinstance(encrypted, str):
            raise Refused("clear")
        signature = query.get("msg_signature", "")
        if not self._crypto.check_msg(signature, query.get("timestamp", ""), query.get("nonce", ""), encrypted):
            raise Refused("signature")
        self._check_fresh(query.get("timestamp", ""))
        return inbound(parse(self._crypto.decrypt(encrypted))), form

    def _check_fresh(self, timestamp: str) -> None:
        """A push captured long ago is refused; a repeat carries its first timestamp, at most 15 s old."""
        if not TIMESTAMP.fullmatch(timestamp) or abs(self._clock().timestamp() - int(timestamp)) > self._fresh_s:
            raise Refused("stale")

    def _check_url(self, query: Mapping[str, str]) -> None:
        if not self._signer.check_url(query.get("signature", ""), query.get("timestamp", ""), query.get("nonce", "")):
            raise Refused("signature")

    def _prepare(self, push: Believed, reply: Reply) -> None:
        with suppress(Exception):  # it is tried again, and told, when the reply goes out
            self._made(push, reply)

    def _made(self, push: Believed, reply: Reply) -> Answer:
        """The answer made of this very reply, kept from before or made now."""
        if push.made is None or push.made[0] is not reply:
            push.made = reply, self._rendered(push, reply)
        return push.made[1]

    def _respond(self, push: Believed, replied: asyncio.Future[Reply]) -> None:
        self._answering.gate.waiting -= 1
        if push.answer.done():  # whoever asked has left
            replied.cancelled() or replied.exception()  # asked for, it is not told as lost
            return
        try:
            push.answer.set_result(self._made(push, replied.result()))
        except asyncio.CancelledError:
            push.answer.cancel()
        except Exception as error:
            push.answer.set_exception(error)

    def _rendered(self, push: Believed, reply: Reply) -> Answer:
        if isinstance(reply, Silence):
            return Answer(200, "text/plain", SUCCESS)
        now_s = int(self._clock().timestamp())
        render = render_json if push.form == "json" else render_xml
        plain = render(reply, push.message.openid, push.message.account, now_s)
        content_type = "application/json" if push.form == "json" else "application/xml"
        if self._crypto is not None:
            plain = self._crypto.seal(plain, str(now_s), push.query.get("nonce", ""), push.form)
        return Answer(200, content_type, plain)

    def _refuse(self, refused: Refused) -> Answer:
        _log.warning("refused", reason=refused.reason)
        self._metrics.refused.labels(refused.reason).inc()
        return Answer(403, "text/plain", b"refused")


def _response(answer: Answer) -> web.Response:
    return web.Response(status=answer.status, content_type=answer.content_type, body=answer.body)
