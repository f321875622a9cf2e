"""Questions from real chats for which staff named the right entry: sealed, names and numbers taken out."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import changed
from knowledge.anonymous import anonymous
from knowledge.publish_gate import Question
from knowledge.versions import Correction

EMPTY = "问题不能空着"


class Corrections:
    """The corrected questions, within the session's transaction."""

    def __init__(self, session: AsyncSession, keys: Keyring) -> None:
        self._session, self._keys = session, keys

    async def keep(self, question: str, slug: str, by: str, now: datetime) -> str:
        """Keeps which entry answers the question, in place of what was said of it before; the text that is kept.

        Raises:
            ValueError: the question is empty.
        """
        text = anonymous(question).strip()
        if not text:
            raise ValueError(EMPTY)
        key = self._keys.index(text)
        sealed = self._keys.seal(text, f"corrections:{key}")
        await self._session.merge(Correction(key=key, question=sealed, slug=slug, at=now, by=by))
        return text

    async def all(self) -> list[Question]:
        """Every corrected question."""
        rows = await self._session.scalars(select(Correction).order_by(Correction.at, Correction.key))
        return [Question(self._keys.open(row.question, f"corrections:{row.key}"), row.slug, True) for row in rows]

    async def of(self, slug: str) -> list[tuple[str, str]]:
        """Key and words of the questions that staff say this entry answers, the first first."""
        rows = await self._session.scalars(select(Correction).where(Correction.slug == slug).order_by(Correction.at))
        return [(row.key, self._keys.open(row.question, f"corrections:{row.key}")) for row in rows]

    async def drop(self, key: str, slug: str) -> bool:
        """Takes one back; whether there was one."""
        found = delete(Correction).where(Correction.key == key, Correction.slug == slug)
        return await changed(self._session, found) > 0
