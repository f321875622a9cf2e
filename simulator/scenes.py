"""QR codes with a scene. Source: protocol.md §2.5."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.account import Account
from simulator.errors import ApiError, Impossible

LIFE_MAX_S = 2_592_000
LIFE_UNSAID_S = 30
PERMANENT_ID_MAX = 100_000
ID_MAX = 2**32 - 1
SCENE_CHARS = 64
KEEP = 10_000


@dataclass(frozen=True, slots=True)
class Scene:
    """One code; `until_s` is None for a permanent one."""

    ticket: str
    scene: str
    until_s: float | None


class Scenes:
    """Makes codes and reads them back."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self.made: OrderedDict[str, Scene] = OrderedDict()

    def create(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """`qrcode/create`. Raises `ApiError` 40053."""
        action = str(body.get("action_name"))
        permanent = action in ("QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE")
        if not permanent and action not in ("QR_SCENE", "QR_STR_SCENE"):
            raise ApiError(40053)
        info = body.get("action_info")
        given = info.get("scene") if isinstance(info, Mapping) else None
        if not isinstance(given, Mapping):
            raise ApiError(40053)
        scene = _text(given) if "STR" in action else _number(given, permanent)
        life_s = None if permanent else _life(body)
        return self._keep(scene, life_s)

    def _keep(self, scene: str, life_s: int | None) -> dict[str, Any]:
        ticket = "gQ" + secrets.token_urlsafe(70)
        until_s = None if life_s is None else self._account.clock.now_s() + life_s
        self.made[ticket] = Scene(ticket, scene, until_s)
        while len(self.made) > KEEP:
            self.made.popitem(last=False)
        answer: dict[str, Any] = {"ticket": ticket, "url": f"http://weixin.qq.com/q/{ticket[-22:]}"}
        return answer if life_s is None else answer | {"expire_seconds": life_s}

    def read(self, ticket: str) -> Scene:
        """What a phone sees in the code. Raises `Impossible` when it is unknown or has expired."""
        scene = self.made.get(ticket)
        if scene is None:
            raise Impossible("no such QR code")
        if scene.until_s is not None and self._account.clock.now_s() >= scene.until_s:
            raise Impossible("the QR code has expired")
        return scene


def _text(given: Mapping[str, Any]) -> str:
    scene = given.get("scene_str")
    if not isinstance(scene, str) or not 1 <= len(scene) <= SCENE_CHARS:
        raise ApiError(40053)
    return scene


def _number(given: Mapping[str, Any], permanent: bool) -> str:
    scene = given.get("scene_id")
    limit = PERMANENT_ID_MAX if permanent else ID_MAX
    if not isinstance(scene, int) or isinstance(scene, bool) or not 1 <= scene <= limit:
        raise ApiError(40053)
    return str(scene)


def _life(body: Mapping[str, Any]) -> int:
    life_s = body.get("expire_seconds", LIFE_UNSAID_S)
    if not isinstance(life_s, int) or not 1 <= life_s <= LIFE_MAX_S:
        raise ApiError(40053)
    return life_s
