"""Takes what waits in the outbox to its follower as customer-service messages, and puts down what came of it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.allowance import allowance_of
from bot.context import Services
from bot.core.clock import Clock
from bot.core.followers import openid_of
from bot.core.log import get
from bot.reminding import Reminding
from bot.wechat.account import Capability
from bot.wechat.client import Client
from bot.wechat.errcodes import Kind as Code
from bot.wechat.errcodes import explain
from bot.wechat.errors import ApiError, NoAnswer, NotDelivered, WeChatError
from bot.wechat.limits import Limits
from bot.wechat.outgoing import Choices, Outgoing, Text
from bot.wechat.reply import PAGE_LIMIT_BYTES, pages
from tickets.mass import ROUND, MassNotices
from tickets.offers import line_of
from tickets.outbox import NO_ANSWER, Outbox, OutboxMessage
from tickets.proof import Outcome
from tickets.sending import Parcel, Sending, held_until

PARCELS_MOST = 10
SWEPT_AT_ONCE = 50
MINUTE_S = 60
NOT_REACHED = "not reached"
MAY_HAVE_ARRIVED = "cgi-bin/message/"  # without an answer from elsewhere (the token) nothing was sent at all
# The platform or the account is in trouble, not the message: it is tried again so much later.
AGAIN_AFTER = {
    Code.RETRY: timedelta(minutes=5),
    Code.REFRESH: timedelta(minutes=5),
    Code.CONFIGURATION: timedelta(minutes=5),
    Code.LIMIT: timedelta(hours=1),
}

_log = get("delivery")


class Delivery:
    """The job `deliver`, and the sweep that finds what no job brought.

    What cannot be delivered now waits for the follower's next message.
    """

    def __init__(self, services: Services, client: Client, clock: Clock, limits: Limits) -> None:
        self._services, self._client, self._clock, self._limits = services, client, clock, limits
        self._reminding = Reminding(services, client, clock)

    async def deliver(self, payload: str) -> None:
        """Sends what waits for the follower of the outbox message whose id is `payload`, that one with it.

        Raises:
            WeChatError: the platform could not be reached or refused us; the job is tried again.
        """
        async with self._services.database.view() as session:
            follower = await Sending(session, self._services.keys, self._clock()).whose(int(payload))
        for _ in range(PARCELS_MOST if follower else 0):
            taken = await self._take(str(follower))
            if taken is None or not await self._send(*taken):
                return

    async def sweep(self) -> None:
        """Frees what a process that never came back was sending, and sends what is overdue."""
        now = self._clock()
        async with self._services.database.session() as session:
            if count := await Sending(session, self._services.keys, now).release():
                _log.warning("sending_cut_off", messages=count)
            await MassNotices(session, self._services.keys, now).drop_ended()
        async with self._services.database.view() as session:
            due = await Sending(session, self._services.keys, now).due(SWEPT_AT_ONCE)
        await self._each(due)

    async def let_go(self) -> None:
        """Sends what staff can no longer take back; where the account may not, it rides from now on."""
        services, now = self._services, self._clock()
        if not await services.database.finds(select(OutboxMessage.id).where(*held_until(now))):
            return
        async with services.database.session() as session:
            ripe = await Sending(session, services.keys, now).let_go(SWEPT_AT_ONCE)
        if services.account.may(Capability.CUSTOMER_MESSAGE):
            await self._each(ripe)

    async def announce(self) -> None:
        """Hands out one round of the notices to many, and sends it."""
        async with self._services.database.view() as session:
            if not await MassNotices(session, self._services.keys, self._clock()).is_due():
                return
        most = max(1, int(self._services.settings.notices.per_minute * ROUND.total_seconds() / MINUTE_S))
        async with self._services.database.session() as session:
            made = await MassNotices(session, self._services.keys, self._clock()).hand_out(most)
        await self._each(made)

    async def _each(self, messages: Sequence[int]) -> None:
        """Sends one after the other; when the platform is in trouble the rest waits for the next sweep."""
        for message in messages:
            try:
                await self.deliver(str(message))
            except WeChatError as trouble:
                _log.warning("delivery_put_off", message=message, why=type(trouble).__name__)
                return
            except Exception:  # one that cannot be opened must not keep the others waiting
                _log.exception("delivery_failed", message=message)
                await self._put_off(message)

    async def _put_off(self, message: int) -> None:
        async with self._services.database.session() as session:
            await Sending(session, self._services.keys, self._clock()).put_off(message, AGAIN_AFTER[Code.LIMIT])

    async def _take(self, follower: str) -> tuple[str, Parcel] | None:
        """(openid, parcel) that is ours to send now."""
        services, now = self._services, self._clock()
        async with services.database.session() as session:
            sending = Sending(session, services.keys, now)
            openid = await openid_of(session, services.keys, follower)
            if openid is None:
                await sending.drop(follower)
                return None
            allowed = await allowance_of(session, follower, now, self._limits)
            parcel = await sending.take(follower, allowed.left if allowed else None, PAGE_LIMIT_BYTES)
            return (openid, parcel) if parcel else None

    async def _send(self, openid: str, parcel: Parcel) -> bool:
        """Sends a parcel; False when nothing more can be sent to this follower now.

        Raises:
            WeChatError: it was not sent, and may be tried again.
        """
        if parcel.held:
            await self._reminding.remind(parcel, openid)
            return False
        first, *further = pages(parcel.text)
        try:
            words = Text(first) if further else tappable(first, parcel.choices, parcel.about)
            await self._client.customer.send(openid, words)
        except WeChatError as error:
            await self._not_sent(openid, parcel, error)
            return False
        async with self._services.database.session() as session:
            await Sending(session, self._services.keys, self._clock()).end(parcel, Outcome.SENT, "customer message")
            if further:
                await Outbox(session, self._services.keys, self._clock()).put_pages(parcel.follower, further)
        return True

    async def _not_sent(self, openid: str, parcel: Parcel, error: WeChatError) -> None:
        """Puts down why, and raises what may be over soon; otherwise the follower is reminded another way."""
        outcome, why, again_after = _verdict(error)
        now = self._clock()
        async with self._services.database.session() as session:
            again_at = now + again_after if again_after else None
            await Sending(session, self._services.keys, now).end(parcel, outcome, why, again_at)
        if again_after:
            raise error
        if outcome is Outcome.UNSURE:  # sending it again might show it twice: it rides, and says so
            _log.warning("delivery_unsure", message=parcel.messages[0])
            return
        _log.info("not_delivered", message=parcel.messages[0], why=why)
        await self._reminding.remind(parcel, openid)


def tappable(text: str, choices: Sequence[str] = (), about: str = "") -> Outgoing:
    """Words whose last line of these choices becomes answers to tap; without choices as they are. `about`: the number
    of the ticket that is asked about, which a tap then tells.
    """
    head, line, tail = text.rpartition(line_of(choices)) if choices else ("", "", text)
    if not line:
        return Text(text)
    return Choices.asked(head.rstrip(), choices, tail.lstrip(), about)


def _verdict(error: WeChatError) -> tuple[Outcome, str, timedelta | None]:
    """(what came of it, why, after how long it may be tried again)."""
    match error:
        case NotDelivered():
            return Outcome.REFUSED, str(error.errcode), None
        case ApiError():
            return Outcome.REFUSED, str(error.errcode), AGAIN_AFTER.get(explain(error.errcode).kind)
        case NoAnswer() if error.may_have_arrived and error.call.startswith(MAY_HAVE_ARRIVED):
            return Outcome.UNSURE, NO_ANSWER, None
        case NoAnswer():
            return Outcome.REFUSED, NOT_REACHED, AGAIN_AFTER[Code.RETRY]
        case _:
            return Outcome.REFUSED, type(error).__name__, None
