"""Fetches what a follower sent from the platform, where it lies for three days, into our own store."""

from datetime import timedelta

import aiohttp
from yarl import URL

from bot.context import Services
from bot.core.clock import Clock
from bot.core.crypt import digest
from bot.core.log import get
from bot.wechat.account import Capability
from bot.wechat.client import Client
from bot.wechat.errors import ApiError
from tickets.content_types import content_type
from tickets.evidence import MOST_BYTES, Evidence, Evidences, Kept, file_name

AGAIN_AFTER = timedelta(minutes=15)
AGAIN_MOST = 20
FETCH_WITHIN_S = 30.0
HOSTS = (".qpic.cn", ".qlogo.cn", ".qq.com")  # the platform's own, of pictures and videos; nothing else is fetched
GONE = 40007  # Source: errcode of a media id that is unknown or older than three days

_log = get("collecting")


class Lost(Exception):
    """It will never come; the text is a short reason without personal words."""


class Collecting:
    """The job `collect`; whatever a job could not fetch is tried again until the platform has thrown it away."""

    def __init__(self, services: Services, client: Client, http: aiohttp.ClientSession, clock: Clock) -> None:
        self._services, self._client, self._http, self._clock = services, client, http, clock
        self._files = services.files

    async def collect(self, payload: str) -> None:
        """Fetches the piece whose id is `payload`.

        Raises:
            WeChatError, aiohttp.ClientError: not reached; the job is tried again.
        """
        found = await self._find(int(payload))
        if found is None:
            return
        row, source = found
        try:
            content = await self._fetch(source)
            kind = content_type(content)
            if kind is None:
                raise Lost("type")
            await self._files.put(file_name(row), content)
        except Lost as lost:
            _log.warning("evidence_lost", evidence=row.id, why=str(lost))
            await self._end(row.id, None, b"", str(lost))
            return
        await self._end(row.id, kind, content, "")

    async def again(self) -> None:
        """Tries once more what no job has brought, the oldest first; too old is lost."""
        async with self._services.database.view() as session:
            since = self._clock() - AGAIN_AFTER
            evidence = Evidences(session, self._services.keys, self._clock())
            rows = [row for piece in await evidence.waiting(since, AGAIN_MOST) if (row := await evidence.get(piece))]
            gone = [row.id for row in rows if evidence.is_too_old(row)]
        for piece in gone:
            await self._end(piece, None, b"", "gone")
        for piece in (row.id for row in rows if row.id not in gone):
            try:
                await self.collect(str(piece))
            except Exception:  # one that fails must not keep the others waiting
                _log.exception("evidence_not_fetched", evidence=piece)

    async def _find(self, piece: int) -> tuple[Evidence, str] | None:
        async with self._services.database.view() as session:
            evidence = Evidences(session, self._services.keys, self._clock())
            row = await evidence.get(piece)
            if row is None or row.state != Kept.WAITING:
                return None
            return row, evidence.source(row)

    async def _end(self, piece: int, kind: str | None, content: bytes, why: str) -> None:
        async with self._services.database.session() as session:
            evidence = Evidences(session, self._services.keys, self._clock())
            row = await evidence.get(piece)
            if row is not None and row.state == Kept.WAITING:
                if kind is None:
                    evidence.lose(row, why)
                else:
                    evidence.keep(row, kind, digest(content), len(content))

    async def _fetch(self, source: str) -> bytes:
        """The file: over the interface where the account has it, else a picture by its address.

        Raises:
            Lost: it is gone, too large, or this account may not have it.
        """
        media_id, _, address = source.partition(" ")
        if not self._services.account.may(Capability.MEDIA):
            if not address:
                raise Lost("not allowed")
            return await self._get(address)
        try:
            download = await self._client.media.get(media_id)
        except ApiError as error:
            if error.errcode == GONE:
                raise Lost("gone") from None
            raise
        return await self._get(download.video_url) if download.video_url else _bounded(download.content)

    async def _get(self, address: str) -> bytes:
        """A file by the address the platform gave."""
        if not self._is_platforms(address):
            raise Lost("address")
        timeout = aiohttp.ClientTimeout(total=FETCH_WITHIN_S)
        async with self._http.get(address, timeout=timeout, allow_redirects=False) as answer:
            if answer.status in (404, 410):
                raise Lost("gone")
            answer.raise_for_status()
            content = b""
            async for chunk in answer.content.iter_chunked(65_536):
                content = _bounded(content + chunk)
        return content

    def _is_platforms(self, address: str) -> bool:
        """Whether the address is one of the platform, or of our own simulator."""
        try:
            url = URL(address)
        except ValueError:
            return False
        settings = self._services.settings
        if settings.simulator.enabled and url.host and url.origin() == URL(settings.server.public_url).origin():
            return True
        return url.scheme in ("http", "https") and (url.host or "").endswith(HOSTS)


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise Lost("too large")
    return content
