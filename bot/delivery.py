"""Takes a message from the outbox to its follower as a customer-service message, and puts down what came of it."""

from bot.context import Services
from bot.core.clock import Clock
from bot.core.followers import openid_of
from bot.core.log import get
from bot.wechat.client import Client
from bot.wechat.errors import BadField, NoAnswer, NotAvailable, NotDelivered
from bot.wechat.outgoing import Text
from tickets.outbox import Outbox, Waiting

_log = get("delivery")


class Delivery:
    """The job `deliver`. What cannot be delivered now waits for the follower's next message."""

    def __init__(self, services: Services, client: Client, clock: Clock) -> None:
        self._services, self._client, self._clock = services, client, clock

    async def deliver(self, payload: str) -> None:
        """Sends the outbox message whose id is `payload`.

        Raises:
            WeChatError: the platform could not be reached or refused us; the job is tried again.
        """
        message = int(payload)
        taken = await self._take(message)
        if taken is None:
            return
        openid, text = taken
        try:
            await self._client.customer.send(openid, Text(text))
        except (NotDelivered, NotAvailable, BadField) as refusal:
            _log.info("not_delivered", message=message, why=type(refusal).__name__)
            await self._move(message, Waiting.WAITING, str(getattr(refusal, "errcode", type(refusal).__name__)))
            return
        except NoAnswer as silence:
            if silence.may_have_arrived:  # sending it again might show it twice: it rides, and rides once
                _log.warning("delivery_unsure", message=message)
                await self._move(message, Waiting.WAITING, "no answer")
                return
            await self._move(message, Waiting.WAITING, "not reached")
            raise
        except Exception:
            await self._move(message, Waiting.WAITING, "refused")
            raise
        await self._move(message, Waiting.SENT, "customer message")

    async def release(self) -> None:
        """Frees what a process that never came back was sending."""
        async with self._services.database.session() as session:
            if count := await Outbox(session, self._services.keys, self._clock()).release():
                _log.warning("sending_cut_off", messages=count)

    async def _take(self, message: int) -> tuple[str, str] | None:
        """(openid, text) of a message that is ours to send; one left `sending` by a crash is ours again."""
        services = self._services
        async with services.database.session() as session:
            outbox = Outbox(session, services.keys, self._clock())
            ours = await outbox.claim(message, Waiting.WAITING, Waiting.SENDING)
            ours = ours or await outbox.claim(message, Waiting.SENDING, Waiting.SENDING)
            found = await outbox.read(message) if ours else None
            openid = await openid_of(session, services.keys, found[0]) if found else None
            if ours and openid is None:
                await outbox.claim(message, Waiting.SENDING, Waiting.DROPPED, "no such follower")
            return (openid, found[1]) if openid and found else None

    async def _move(self, message: int, after: Waiting, why: str) -> None:
        async with self._services.database.session() as session:
            await Outbox(session, self._services.keys, self._clock()).claim(message, Waiting.SENDING, after, why)
