"""Ways onto the pages a worker opens: links that are good once, and the browsers that are let in.

A token is 256 random bits; only its keyed hash is kept. A session is a follower's, or that of one anonymous ticket
whose receipt was shown.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant, changed

ROOT = "/my"  # where the pages are, below the public address
RECEIPT = f"{ROOT}/receipt"
DEADLINES, PAPERS = "deadlines", "papers"
LANDINGS = (DEADLINES, PAPERS)  # where a link may lead, below the pages, once it let somebody in
PAPER = re.compile(rf"(?:tickets/\d{{9}}/)?{PAPERS}/[a-z-]{{1,24}}")  # one paper, where one may be led too
LINK_LASTS = timedelta(minutes=10)
LASTS = timedelta(hours=2)
RECEIPT_LASTS = timedelta(minutes=30)
MOST_OF_A_TOKEN = 64


class PageLink(Base):
    """A link sent in the chat, until it is used or runs out."""

    __tablename__ = "page_links"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    follower: Mapped[str] = mapped_column(String(32), index=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)


class PageSession(Base):
    """A browser that may see a follower's tickets, or one anonymous ticket."""

    __tablename__ = "page_sessions"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    follower: Mapped[str | None] = mapped_column(String(32), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)


@dataclass(frozen=True, slots=True)
class Entrance:
    """The links and sessions over one session of the database."""

    session: AsyncSession
    keys: Keyring
    now: datetime

    async def link(self, follower: str) -> str:
        """The token of a new link; the follower's earlier ones are good for nothing from now on."""
        spent = or_(PageLink.follower == follower, PageLink.until <= self.now)
        await self.session.execute(delete(PageLink).where(spent))
        token = new_token()
        self.session.add(PageLink(key=self._link(token), follower=follower, until=self.now + LINK_LASTS))
        await self.session.flush()
        return token

    async def use(self, token: str) -> str | None:
        """Uses a link up; gives whose it was, None if it was used before, ran out, or never was."""
        mine = (PageLink.key == self._link(token), PageLink.until > self.now)
        follower: str | None = await self.session.scalar(select(PageLink.follower).where(*mine))
        return follower if await changed(self.session, delete(PageLink).where(*mine)) else None

    async def let_in(self, *, follower: str | None = None, ticket: int | None = None) -> str:
        """Lets a browser in; gives the token for its cookie. What has run out is swept."""
        await self.session.execute(delete(PageSession).where(PageSession.until <= self.now))
        token, lasts = new_token(), LASTS if follower else RECEIPT_LASTS
        row = PageSession(key=self._session(token), follower=follower, ticket_id=ticket, until=self.now + lasts)
        self.session.add(row)
        await self.session.flush()
        return token

    async def who(self, token: str) -> PageSession | None:
        """Whose browser it is that carries this token."""
        statement = select(PageSession).where(PageSession.key == self._session(token), PageSession.until > self.now)
        found: PageSession | None = await self.session.scalar(statement)
        return found

    async def let_out(self, token: str) -> None:
        """Ends a session: a copy of its cookie is worth nothing from now on."""
        await self.session.execute(delete(PageSession).where(PageSession.key == self._session(token)))

    async def forget(self, follower: str) -> None:
        """Ends every link and session of a follower."""
        for table in (PageLink, PageSession):
            await self.session.execute(delete(table).where(table.follower == follower))

    def _link(self, token: str) -> str:
        return self.keys.index(f"page link {token[:MOST_OF_A_TOKEN]}")

    def _session(self, token: str) -> str:
        return self.keys.index(f"page session {token[:MOST_OF_A_TOKEN]}")


def link_path(token: str, to: str = "") -> str:
    """Where the link with this token leads; `to` is one of LANDINGS, for where to be afterwards."""
    return f"{ROOT}/in/{token}{toward(to)}"


def landing(to: str) -> str:
    """The page of that name, the tickets for any other."""
    return f"{ROOT}/{to}" if may_land(to) else ROOT


def may_land(to: str) -> bool:
    """Whether this is one of our own pages to be led to, below `ROOT`."""
    return to in LANDINGS or PAPER.fullmatch(to) is not None


def toward(to: str) -> str:
    """What an address carries along so that one gets to this page in the end."""
    return f"?to={to}" if may_land(to) else ""


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)
