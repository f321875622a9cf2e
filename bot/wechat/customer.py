"""Customer-service messages: what we say to a follower outside the answer to their own message.

How many may be sent is told by `quota.py`, what can be sent by `outgoing.py`.
"""

from typing import Any

from bot.wechat import outgoing, reply
from bot.wechat.account import Capability
from bot.wechat.calls import Call
from bot.wechat.errors import ApiError
from bot.wechat.limits import Limits
from bot.wechat.outgoing import Outgoing
from bot.wechat.transport import Transport

_SEND = Call("POST", "cgi-bin/message/custom/send", Capability.CUSTOMER_MESSAGE, sends=True)
_TYPING = Call("POST", "cgi-bin/message/custom/typing", Capability.CUSTOMER_MESSAGE, sends=True)
# No harm: wrong command, no message within 30 s, shown already, window closed, quota used.
_NOT_SHOWN = frozenset({45072, 45080, 45081, 45015, 45047})


class CustomerMessages:
    """Sends messages and the typing sign to one follower."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        self._transport = transport
        self._limits = limits

    async def send(self, openid: str, message: Outgoing, *, is_ai: bool = False, agent: str | None = None) -> None:
        """Sends one message.

        `is_ai` puts WeChat's grey line 「内容由第三方AI生成」 under it; `agent` is the 客服 account it comes from.

        Raises:
            NotAvailable, BadField: before anything is sent.
            NotDelivered: window closed, quota used, unfollowed, turned off: it will not arrive now.
            NoAnswer, ApiError: as `Transport.call` says.
        """
        self._transport.account.require(Capability.CUSTOMER_MESSAGE)
        message.check(self._limits)
        body: dict[str, Any] = {"touser": openid, "msgtype": message.kind, message.kind: message.content()}
        if agent is not None:
            body["customservice"] = {"kf_account": agent}
        if is_ai:
            body["aimsgcontext"] = {"is_ai_msg": 1}
        await self._transport.call(_SEND, body=body)

    async def typing(self, openid: str, on: bool = True) -> bool:
        """Shows or ends 「对方正在输入」; False when WeChat would not, which harms nobody. Raises as `send`."""
        try:
            body = {"touser": openid, "command": "Typing" if on else "CancelTyping"}
            await self._transport.call(_TYPING, body=body)
        except ApiError as refusal:
            if refusal.errcode not in _NOT_SHOWN:
                raise
            return False
        return True


def outgoing_of(answer: reply.Reply) -> tuple[Outgoing, ...]:
    """What a handler's reply becomes when it comes too late for the push: one message a page or article.

    Silence and Transfer become nothing: they have a meaning only as the answer to a push.
    """
    match answer:
        case reply.Text():
            return tuple(outgoing.Text(page.rstrip()) for page in reply.pages(answer.content, hint=""))
        case reply.Image():
            return (outgoing.Image(answer.media_id),)
        case reply.Voice():
            return (outgoing.Voice(answer.media_id),)
        case reply.Video():
            return (outgoing.Video(answer.media_id, title=answer.title, description=answer.description),)
        case reply.Music():
            return (outgoing.Music(answer.url, answer.hq_url, answer.thumb_media_id, answer.title, answer.description),)
        case reply.News():
            return tuple(outgoing.News(one.title, one.description, one.url, one.pic_url) for one in answer.articles)
    return ()
