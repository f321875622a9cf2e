"""What can go wrong on the platform's side.

SimulatorError
├── ApiError        an API call is answered with this errcode (always HTTP 200)
├── Impossible      a follower cannot do this now (does not follow, no such menu key, code expired)
└── RefusedReply    the account's answer is not one the platform takes: the follower sees the fault line
"""

from __future__ import annotations

# Source: protocol.md §2.2. Strings seen in logs first; the others are paraphrase: match on the code only.
ERRMSG = {
    -1: "system error",
    40001: (
        "invalid credential, access_token is invalid or not latest, could get access_token by "
        "getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"
    ),
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid meida size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40025: "invalid sub button name size",
    40029: "invalid code",
    40030: "invalid refresh_token",
    40035: "invalid parameter",
    40037: "invalid template_id",
    40053: "invalid action info",
    40097: "invalid args",
    40125: "invalid appsecret",
    40163: "code been used",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41008: "missing code",
    42001: "access_token expired",
    42002: "refresh_token expired",
    42003: "code expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit  mustslower  retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "invalid command",
    45080: "no message with the user in the last 30 seconds",
    45081: "already typing",
    46003: "menu no exist",
    47001: "data format error",
    48001: "api unauthorized",
    48002: "user block message",
    48006: "forbid to clear quota because of reaching the limit",
}


class SimulatorError(Exception):
    """Base of all of them."""


class ApiError(SimulatorError):
    """An API call is answered with this errcode; `detail` follows the platform's words."""

    def __init__(self, errcode: int, detail: str = "", errmsg: str = "") -> None:
        words = errmsg or ERRMSG.get(errcode, "error")
        self.errcode = errcode
        self.errmsg = f"{words} {detail}".rstrip()
        super().__init__(f"{errcode} {self.errmsg}")


class Impossible(SimulatorError):
    """The follower's client would not let them do this; `reason` is English, for tests and the wire."""


class RefusedReply(SimulatorError):
    """The account's answer is malformed; `reason` stands in the wire log."""

    def __init__(self, reason: str, plain: str = "") -> None:
        self.reason = reason
        self.plain = plain
        super().__init__(reason)
