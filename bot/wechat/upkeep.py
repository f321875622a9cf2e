"""What an admin asks the platform: its addresses, our quotas, whether it reaches us."""

from dataclasses import dataclass
from typing import Literal

from bot.wechat.account import Capability
from bot.wechat.calls import Call, Payload
from bot.wechat.errors import BadAnswer
from bot.wechat.transport import Transport

_CALLBACK_IPS = Call("GET", "cgi-bin/getcallbackip", repeatable=True)
_API_IPS = Call("GET", "cgi-bin/get_api_domain_ip", repeatable=True)
_CLEAR = Call("POST", "cgi-bin/clear_quota", Capability.CLEAR_QUOTA)
_QUOTA = Call("POST", "cgi-bin/openapi/quota/get", repeatable=True)
_CHECK = Call("POST", "cgi-bin/callback/check", repeatable=True, bulky=True)


@dataclass(frozen=True, slots=True)
class DailyQuota:
    """How often one API may be called today."""

    limit: int
    used: int
    left: int


class Upkeep:
    """All raise as `Transport.call` says."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def callback_ips(self) -> tuple[str, ...]:
        """The addresses that pushes come from, some as networks; to be asked again every day."""
        return await self._addresses(_CALLBACK_IPS)

    async def api_ips(self) -> tuple[str, ...]:
        """The addresses of the API, for a firewall that lets only known ones out."""
        return await self._addresses(_API_IPS)

    async def quota(self, path: str) -> DailyQuota:
        """Today's quota of one API, as "/cgi-bin/message/custom/send"."""
        row = (await self._transport.call(_QUOTA, body={"cgi_path": path})).get("quota")
        if not isinstance(row, dict):
            raise BadAnswer(_QUOTA.path, "no quota in the answer")
        limit, used, left = (row.get(name) for name in ("daily_limit", "used", "remain"))
        if not (isinstance(limit, int) and isinstance(used, int) and isinstance(left, int)):
            raise BadAnswer(_QUOTA.path, "a quota without its numbers")
        return DailyQuota(limit, used, left)

    async def clear_quota(self) -> None:
        """Sets all of today's counts to zero: 10 times a month in all, so for an admin's explicit wish only."""
        await self._transport.call(_CLEAR, body={"appid": self._transport.appid})

    async def check_callback(
        self,
        action: Literal["all", "dns", "ping"] = "all",
        operator: Literal["DEFAULT", "CHINANET", "UNICOM", "CAP"] = "DEFAULT",
    ) -> Payload:
        """Lets WeChat try our webhook's host: `dns` and `ping` rows as it gives them."""
        return await self._transport.call(_CHECK, body={"action": action, "check_operator": operator})

    async def _addresses(self, call: Call) -> tuple[str, ...]:
        rows = (await self._transport.call(call)).get("ip_list")
        if not isinstance(rows, list):
            raise BadAnswer(call.path, "no ip_list in the answer")
        return tuple(str(row) for row in rows)
