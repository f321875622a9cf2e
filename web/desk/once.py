"""A form counts once, however often it is sent."""

import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import changed, ignoring
from web.desk.models import DeskPost

REMEMBERED = timedelta(days=2)  # a signed-in browser lasts 12 hours, and its forms no longer
_TOKEN = re.compile(r"[0-9a-f]{32}")


class NoForm(ValueError):
    """What was sent was not made by a page of the desk."""


def new_token() -> str:
    """What a form carries so that it can be told from another one."""
    return secrets.token_hex(16)


async def first_time(session: AsyncSession, keys: Keyring, agent: int, token: str, now: datetime) -> bool:
    """Takes the form within the caller's transaction; False if it was taken before.

    Raises:
        NoForm: its token is none of ours.
    """
    if not _TOKEN.fullmatch(token):
        raise NoForm
    await session.execute(delete(DeskPost).where(DeskPost.taken_at < now - REMEMBERED))
    row = {"key": keys.index(f"desk post {agent} {token}"), "taken_at": now}
    return bool(await changed(session, ignoring(session.get_bind().dialect, DeskPost), row))
