"""The tree of the platform's edge.

WeChatError
├── Refused        an inbound push we do not believe: bad signature, wrong account, malformed
├── NotAvailable   this kind of account lacks the right; nothing was sent
├── BadField       a value breaks a rule of the platform; found before sending
├── NoAnswer       the platform was not reached, was too slow, or broke off
│   └── BadAnswer  what came back was not WeChat's: HTML, a redirect, too long
└── ApiError       WeChat answered with an errcode
    ├── NotDelivered   the message cannot reach this follower now; wait for them or choose another way
    ├── TokenError     our own credential was refused; an admin has to act
    └── LimitReached   a quota of the account is used up; wait

None of them carries a secret, a token, an openid or a follower's words: all may be logged as they are,
and all survive pickling, as a durable job needs.
"""

import re

from bot.core.errors import NiangjiaError

_RID = re.compile(r"rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})")


class WeChatError(NiangjiaError):
    """Anything that goes wrong between us and the platform."""


class Refused(WeChatError):
    """An inbound push is not believed; `reason` is a short code, never text of the push."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAvailable(WeChatError):
    """The account's kind lacks `capability`; raised before any network call."""

    def __init__(self, capability: str, account: str) -> None:
        super().__init__(capability, account)
        self.capability = capability
        self.account = account

    def __str__(self) -> str:
        return f"an account of kind {self.account} has no right to {self.capability}"


class BadField(WeChatError):
    """The value of `field` breaks `rule`; the value itself is not repeated."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(field, rule)
        self.field = field
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.field}: {self.rule}"


class NoAnswer(WeChatError):
    """No usable answer to `call`; `may_have_arrived` tells whether WeChat may have done it all the same."""

    def __init__(self, call: str, problem: str, may_have_arrived: bool = True) -> None:
        super().__init__(call, problem, may_have_arrived)
        self.call = call
        self.problem = problem
        self.may_have_arrived = may_have_arrived

    def __str__(self) -> str:
        return f"{self.call}: {self.problem}"


class BadAnswer(NoAnswer):
    """Something answered `call`, but not as WeChat does; the body is not repeated."""


class ApiError(WeChatError):
    """WeChat refused `call`; `advice` is Chinese and tells an admin what to do, `name` is the code's name."""

    def __init__(self, errcode: int, errmsg: str, advice: str, call: str = "", name: str = "") -> None:
        super().__init__(errcode, errmsg, advice, call, name)
        self.errcode = errcode
        self.errmsg = errmsg
        self.advice = advice
        self.call = call
        self.name = name

    def __str__(self) -> str:
        return f"{self.call}: errcode {self.errcode} {self.name} ({self.errmsg})"

    @property
    def rid(self) -> str | None:
        """The request id out of errmsg, which WeChat's staff ask for, or None."""
        found = _RID.search(self.errmsg)
        return found[1] if found else None


class NotDelivered(ApiError):
    """This follower cannot be reached this way now: window closed, unfollowed, no consent, turned off."""


class TokenError(ApiError):
    """Our appid, secret, IP or token is refused, also after one refresh."""


class LimitReached(ApiError):
    """A daily or minute quota of the account is used up."""
