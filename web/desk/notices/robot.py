"""A robot in the staff's group chat: numbers and links, nothing personal; few messages, few tries.

Source: the robots' pages of WeCom, DingTalk and Feishu: text messages by webhook, 20 a minute (WeCom, DingTalk).
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import aiohttp
from sqlalchemy import Select, select, update

from bot.context import Services
from bot.core.clock import Clock
from bot.core.log import get
from bot.core.sections import Staff
from tickets import number as numbers
from tickets.news import News, What
from web.desk.desk import group_path, ticket_path
from web.desk.notices.wishes import LABELS

MOST_LINES, MOST_TRIES = 8, 3
FRESH, AGAIN_AFTER = timedelta(hours=2), timedelta(minutes=2)
ANSWER_WITHIN_S, ANSWER_BYTES = 5.0, 4096
TITLE = "【娘家人工作台】"
LINE = "{what} {number}\n{url}"

_log = get("notices")


class Robot:
    """Tells the group chat what its settings name; one message a round, so at most twelve a minute."""

    def __init__(self, services: Services, http: aiohttp.ClientSession, clock: Clock) -> None:
        self._services, self._http, self._clock = services, http, clock

    async def round(self) -> None:
        """Sends what waits as one message. It is marked as tried before and as sent after: a kill between the two can
        double it, never lose it.
        """
        staff, now = self._services.settings.staff, self._clock()
        if not staff.robot or not staff.robot_tells or not await self._services.database.finds(untold(staff, now)):
            return
        async with self._services.database.session() as session:
            first = untold(staff, now).order_by(News.id).limit(MOST_LINES).with_for_update(skip_locked=True)
            news = (await session.scalars(first)).all()
            for one in news:
                one.robot_tries, one.robot_next = one.robot_tries + 1, now + AGAIN_AFTER
        if not news or not await self._send(staff, self._text(news), now):
            return
        async with self._services.database.session() as session:
            mine = update(News).where(News.id.in_([one.id for one in news]))
            await session.execute(mine.values(robot_at=self._clock()))

    def _text(self, news: Sequence[News]) -> str:
        lines = [TITLE]
        for one in news:
            path = group_path(one.about) if one.what == What.GROUP else ticket_path(one.about)
            url = f"{self._services.settings.server.public_url}{path}"
            lines.append(LINE.format(what=LABELS[What(one.what)], number=numbers.shown(one.about), url=url))
        return "\n".join(lines)

    async def _send(self, staff: Staff, text: str, now: datetime) -> bool:
        url, body = message(staff, text, now)
        try:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
            async with self._http.post(url, json=body, timeout=timeout, allow_redirects=False) as answer:
                said = (await answer.content.read(ANSWER_BYTES)).replace(b" ", b"")
                is_good = answer.status == 200 and (b'"errcode":0' in said or b'"code":0' in said)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("robot_not_reached", why=type(error).__name__)
            return False
        if not is_good:
            _log.warning("robot_refused", status=answer.status)
        return is_good


def untold(staff: Staff, now: datetime) -> Select[News]:
    """Fresh news for the group chat that may be tried now."""
    ready = (News.robot_next.is_(None)) | (News.robot_next <= now)
    mine = (News.what.in_(staff.robot_tells), News.robot_at.is_(None), News.at > now - FRESH)
    return select(News).where(*mine, News.robot_tries < MOST_TRIES, ready)


def message(staff: Staff, text: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """(address, body) of a text message as that robot wants it, signed where it has a secret.

    Source: DingTalk signs `milliseconds LF secret` keyed with the secret; Feishu signs nothing keyed with
    `seconds LF secret`.
    """
    url, secret = staff.robot_url.get_secret_value(), staff.robot_secret.get_secret_value()
    if staff.robot == "feishu":
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if secret:
            stamp = str(int(now.timestamp()))
            body |= {"timestamp": stamp, "sign": _signed(f"{stamp}\n{secret}", "")}
        return url, body
    if staff.robot == "dingtalk" and secret:
        stamp = str(int(now.timestamp() * 1000))
        sign = _signed(secret, f"{stamp}\n{secret}")
        url = f"{url}&timestamp={stamp}&sign={quote_plus(sign)}"
    return url, {"msgtype": "text", "text": {"content": text}}


def _signed(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()
