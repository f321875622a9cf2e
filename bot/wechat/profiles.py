"""What WeChat still tells about a follower.

Nickname and picture are empty since 2021-12-27, sex and region since 2021-10-20, so they are not read.
Source: https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.wechat.account import Capability
from bot.wechat.calls import Call
from bot.wechat.errors import BadAnswer, BadField
from bot.wechat.limits import Limits
from bot.wechat.transport import Transport

_ONE = Call("GET", "cgi-bin/user/info", Capability.USER_PROFILE, repeatable=True)
_MANY = Call("POST", "cgi-bin/user/info/batchget", Capability.USER_PROFILE, repeatable=True)


@dataclass(frozen=True, slots=True)
class Profile:
    """One follower; for a person who does not follow only `openid` says something."""

    openid: str
    follows: bool
    since: datetime | None
    unionid: str | None
    language: str
    came_by: str
    qr_scene: str
    tags: tuple[int, ...]


class Profiles:
    """Looks followers up. Both raise as `Transport.call` says."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        self._transport = transport
        self._limits = limits

    async def one(self, openid: str) -> Profile:
        """One follower."""
        params = {"openid": openid, "lang": "zh_CN"}
        return _profile(_ONE, await self._transport.call(_ONE, params=params))

    async def many(self, openids: Sequence[str]) -> list[Profile]:
        """Up to 100 followers. Raises: BadField for more, or none."""
        self._transport.account.require(Capability.USER_PROFILE)
        if not 1 <= len(openids) <= self._limits.profiles_per_call:
            raise BadField("openids", f"1 to {self._limits.profiles_per_call}")
        body = {"user_list": [{"openid": openid, "lang": "zh_CN"} for openid in openids]}
        rows = (await self._transport.call(_MANY, body=body)).get("user_info_list")
        if not isinstance(rows, list):
            raise BadAnswer(_MANY.path, "no user_info_list in the answer")
        return [_profile(_MANY, row) for row in rows]


def _profile(call: Call, row: object) -> Profile:
    if not isinstance(row, Mapping) or not isinstance(row.get("openid"), str):
        raise BadAnswer(call.path, "a row without an openid")
    return Profile(
        openid=row["openid"],
        follows=row.get("subscribe") == 1,
        since=_moment(row.get("subscribe_time")),
        unionid=row.get("unionid"),
        language=str(row.get("language", "")),
        came_by=str(row.get("subscribe_scene", "")),
        qr_scene=_scene(row),
        tags=tuple(tag for tag in row.get("tagid_list") or () if isinstance(tag, int)),
    )


def _scene(row: Mapping[str, Any]) -> str:
    """The scene of the code they followed by; the number is 0 where there is none."""
    return str(row.get("qr_scene_str") or row.get("qr_scene") or "")


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
