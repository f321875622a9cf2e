"""QR codes that tell us where a follower came from.

Source: https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.wechat.account import Capability
from bot.wechat.calls import Call
from bot.wechat.errors import BadAnswer, BadField
from bot.wechat.limits import Limits
from bot.wechat.transport import Transport

_CREATE = Call("POST", "cgi-bin/qrcode/create", Capability.SCENE_QR, repeatable=True)
_UINT32 = 2**32


@dataclass(frozen=True, slots=True)
class SceneQr:
    """A code: the picture's address, what the code itself says, and when it ends (None: never)."""

    ticket: str
    image_url: str
    url: str
    until: datetime | None


class SceneQrs:
    """Makes codes; a scan comes back as Subscribe or Scan with the scene."""

    def __init__(self, transport: Transport, limits: Limits, mp_base: str) -> None:
        self._transport = transport
        self._limits = limits
        self._mp_base = mp_base.rstrip("/")

    async def create(self, scene: int | str, life_s: int | None = None) -> SceneQr:
        """A code for `scene` that ends after `life_s` seconds, at most 30 days; None: permanent, 100,000 in all.

        Raises:
            BadField: the scene or the life is outside the limits.
            NotAvailable, NoAnswer, ApiError: as `Transport.call` says.
        """
        self._transport.account.require(Capability.SCENE_QR)
        self._check(scene, life_s)
        since = self._transport.clock()
        payload = await self._transport.call(_CREATE, body=_body(scene, life_s))
        ticket, url = payload.get("ticket"), payload.get("url")
        if not isinstance(ticket, str) or not isinstance(url, str):
            raise BadAnswer(_CREATE.path, "no ticket or no url in the answer")
        granted_s = payload.get("expire_seconds") if life_s is not None else None
        until = since + timedelta(seconds=granted_s) if isinstance(granted_s, int) else None
        return SceneQr(ticket, self.image_url(ticket), url, until)

    def image_url(self, ticket: str) -> str:
        """Where WeChat shows the code's picture."""
        return f"{self._mp_base}/cgi-bin/showqrcode?ticket={quote(ticket, safe='')}"

    def _check(self, scene: int | str, life_s: int | None) -> None:
        limits = self._limits
        if life_s is not None and not 1 <= life_s <= limits.qr_life_s:
            raise BadField("life_s", f"1 to {limits.qr_life_s} seconds")
        if isinstance(scene, str):
            if not 1 <= len(scene) <= limits.qr_scene_chars:
                raise BadField("scene", f"1 to {limits.qr_scene_chars} characters")
            return
        highest = limits.qr_permanent_scenes if life_s is None else _UINT32 - 1
        if not 1 <= scene <= highest:
            raise BadField("scene", f"1 to {highest}")


def _body(scene: int | str, life_s: int | None) -> dict[str, Any]:
    kind = "STR_SCENE" if isinstance(scene, str) else "SCENE"
    name = "scene_str" if isinstance(scene, str) else "scene_id"
    about: dict[str, Any] = {"action_info": {"scene": {name: scene}}}
    if life_s is None:
        return {"action_name": f"QR_LIMIT_{kind}", **about}
    return {"action_name": f"QR_{kind}", "expire_seconds": life_s, **about}
