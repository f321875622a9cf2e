"""Customer-service messages and the typing sign. Source: protocol.md §2.3."""

from __future__ import annotations

from simulator.api.call import OK, Answer, Call, Endpoint
from simulator.api.kinds import read
from simulator.errors import ApiError

TYPING_LIFE_S = 15
TYPING_AFTER_MESSAGE_S = 30


async def send(call: Call) -> Answer:
    """One message, within the follower's windows."""
    given = await call.body()
    follower = call.person(given.get("touser"))
    if not follower.followed:
        raise ApiError(45015)
    if follower.blocked:
        raise ApiError(48002)
    kind, content = read(given, call.platform.media.has)
    follower.allowance.spend(call.platform.clock.now_s())
    follower.typing_until_s = 0.0
    is_ai = (given.get("aimsgcontext") or {}).get("is_ai_msg") == 1
    call.platform.show(follower.openid, "custom", kind, content, ai=is_ai)
    return OK


async def typing(call: Call) -> Answer:
    """The sign that the account is writing: 15 s, or until a message."""
    given = await call.body()
    command = given.get("command")
    if command not in ("Typing", "CancelTyping"):
        raise ApiError(45072)
    follower = call.person(given.get("touser"))
    now_s = call.platform.clock.now_s()
    follower.allowance.check(now_s)
    if now_s - follower.last_message_s > TYPING_AFTER_MESSAGE_S:
        raise ApiError(45080)
    if command == "Typing" and now_s < follower.typing_until_s:
        raise ApiError(45081)
    follower.typing_until_s = now_s + TYPING_LIFE_S if command == "Typing" else 0.0
    call.platform.feed.publish(
        "typing", {"openid": follower.openid, "for_s": TYPING_LIFE_S if command == "Typing" else 0}
    )
    return OK


ENDPOINTS = (
    Endpoint("POST", "cgi-bin/message/custom/send", "verified", send),
    Endpoint("POST", "cgi-bin/message/custom/typing", "verified", typing),
)
