"""「有新进展」: one short line by template or subscription notice to a follower whom our words cannot reach.

The words themselves wait on and ride on the reply to whatever the follower writes then.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.context import Services
from bot.core.clock import SHANGHAI, Clock
from bot.core.log import get
from bot.wechat.account import Capability
from bot.wechat.client import Client
from bot.wechat.errors import ApiError, NoAnswer, WeChatError
from bot.wechat.template_fields import cut
from tickets import number as numbers
from tickets.outbox import Kind
from tickets.proof import Outcome, Proofs, Via
from tickets.sending import Parcel

REMINDED = frozenset({Kind.AGENT, Kind.STATUS, Kind.NOTICE})  # a late answer's follower is there anyhow
ONCE_IN = timedelta(days=1)
NO_NUMBER = "-"

_log = get("delivery")


class Reminding:
    """Reminds a follower at most once a day. Every try is put down; nothing here is raised."""

    def __init__(self, services: Services, client: Client, clock: Clock) -> None:
        self._services, self._client, self._clock = services, client, clock

    async def remind(self, parcel: Parcel, openid: str) -> None:
        """Tells the follower that something waits, by the first way that the platform takes."""
        if not parcel.kinds & REMINDED:
            return
        for via in self._ways():
            if not await self._begin(parcel, via):
                return
            outcome, code, msgid = await self._try(via, openid, parcel)
            await self._end(parcel, via, outcome, code, msgid)
            if outcome is not Outcome.REFUSED:
                return
            _log.info("not_reminded", message=parcel.messages[-1], via=via.value, why=code)

    def _ways(self) -> Iterator[Via]:
        settings, may = self._services.settings.notices, self._services.account.may
        if settings.template_id and may(Capability.TEMPLATE):
            yield Via.TEMPLATE
        if settings.subscription_id and may(Capability.SUBSCRIPTION_NOTICE):
            yield Via.NOTICE

    async def _begin(self, parcel: Parcel, via: Via) -> bool:
        now = self._clock()
        async with self._services.database.session() as session:
            proofs = Proofs(session, now)
            if await proofs.is_reminded(parcel.follower, now - ONCE_IN):
                return False
            proofs.begin(parcel.follower, parcel.messages[-1:], via)
            return True

    async def _end(self, parcel: Parcel, via: Via, outcome: Outcome, code: str | None, msgid: str) -> None:
        async with self._services.database.session() as session:
            await Proofs(session, self._clock()).end(parcel.messages[-1:], via, outcome, code, msgid)

    async def _try(self, via: Via, openid: str, parcel: Parcel) -> tuple[Outcome, str | None, str]:
        """(outcome, code, the platform's number)."""
        settings, fields, msgid = self._services.settings.notices, self._fields(parcel.about), ""
        once = f"outbox-{parcel.messages[-1]}"
        try:
            if via is Via.TEMPLATE:
                msgid = await self._client.notices.template(openid, settings.template_id, fields, once_key=once)
            else:
                await self._client.notices.subscription(openid, settings.subscription_id, fields)
        except NoAnswer as silence:
            return (Outcome.UNSURE if silence.may_have_arrived else Outcome.REFUSED), "no answer", ""
        except WeChatError as refusal:
            code = refusal.errcode if isinstance(refusal, ApiError) else type(refusal).__name__
            return Outcome.REFUSED, str(code), ""
        return Outcome.SENT, None, msgid

    def _fields(self, about: str) -> dict[str, str]:
        """The template's fields: a ticket's number, the union's name, the time; nothing personal."""
        number = numbers.shown(about) if about else NO_NUMBER
        given = {"number": number, "union": self._services.settings.union.name, "time": _time(self._clock())}
        patterns = self._services.settings.notices.fields
        return {key: cut(key, pattern.format(**given)) for key, pattern in patterns.items()}


def _time(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
