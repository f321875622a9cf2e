"""What the inbox shows, as it stands in an address: a tab, narrowed by what was chosen.

An address holds nothing personal: an employer's name and searched words stand in it sealed.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI
from bot.core.crypt import Keyring
from bot.core.errors import KeyMissing, SealBroken
from tickets.models import Claim, Ticket
from tickets.states import State
from tickets.words import Words
from web.desk.given import number_of
from web.desk.inbox.tabs import Tab
from web.desk.models import Agent

ME, NOBODY, NOWHERE = "me", "none", "-"
MOST_TEXT, MOST_CHOICE, MOST_YUAN, MOST_DAYS = 60, 40, 10_000_000, 3650
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)
_ENDLESS = 10**15  # yuan
_PLACE = "desk filter"
_SEALED = frozenset({"employer", "q"})
_NUMBERS = {"least": MOST_YUAN, "most": MOST_YUAN, "within": MOST_DAYS}
_DAYS = frozenset({"since", "until"})


class BadFilter(ValueError):
    """No page of ours wrote this."""


class Unfit(ValueError):
    """What was chosen or typed cannot be; the text says why to the agent."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown. Empty is no limit. `who` is ME, NOBODY or an agent's id, `district` may be NOWHERE.

    `least` and `most` are yuan, `within` days until a right lapses, `since` and `until` days of opening; `q` is
    searched for.
    """

    tab: Tab = Tab.NEW
    kind: str = ""
    state: str = ""
    team: str = ""
    who: str = ""
    district: str = ""
    urgent: str = ""
    since: str = ""
    until: str = ""
    least: str = ""
    most: str = ""
    within: str = ""
    employer: str = ""
    q: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str], keys: Keyring) -> "Filter":
        """Reads what `query` wrote.

        Raises:
            BadFilter: it is something else.
        """
        given = {each.name: query.get(each.name, "") for each in fields(cls) if each.name != "tab"}
        try:
            opened = {name: _opened(given[name], keys) for name in _SEALED}
            return cls(tab=Tab(query.get("tab", Tab.NEW)), **given | opened).checked()
        except ValueError as wrong:
            raise BadFilter(str(wrong)) from None

    def checked(self) -> "Filter":
        """The same.

        Raises:
            Unfit: a value cannot be.
        """
        for name in _DAYS:
            if value := getattr(self, name):
                _day(value)
        for name, most in _NUMBERS.items():
            value = getattr(self, name)
            if value and number_of(value, most) is None:
                raise Unfit(NO_NUMBER)
        if self.who not in (ME, NOBODY, "") and number_of(self.who) is None:
            raise Unfit(NO_CHOICE)
        if self.state not in ("", *State) or any(len(getattr(self, name)) > MOST_CHOICE for name in _CHOICES):
            raise Unfit(NO_CHOICE)
        return self

    def query(self, keys: Keyring) -> str:
        """As it stands in an address."""
        plain = {each.name: str(getattr(self, each.name)) for each in fields(self)}
        sealed = {name: _closed(plain[name], keys) for name in _SEALED}
        return urlencode({name: value for name, value in (plain | sealed).items() if value})

    @property
    def narrows(self) -> bool:
        """Whether it shows less than its whole tab."""
        return any(getattr(self, each.name) for each in fields(self) if each.name != "tab")

    def wheres(self, session: AsyncSession, keys: Keyring, agent: Agent, now: datetime) -> list[ColumnElement[bool]]:
        """What it asks of a ticket beside its tab and the searched words."""
        found = [*self._choices(agent), *self._ranges(now)]
        if self.employer:
            named = Words(session, keys).of_employer(self.employer)
            if named is not None:
                found.append(named)
        return found

    def _choices(self, agent: Agent) -> list[ColumnElement[bool]]:
        chosen = {Ticket.kind: self.kind, Ticket.state: self.state, Ticket.team: self.team}
        found = [column == value for column, value in chosen.items() if value]
        if self.district:
            found.append(Ticket.district.is_(None) if self.district == NOWHERE else Ticket.district == self.district)
        if self.who:
            mine = agent.id if self.who == ME else self.who
            found.append(Ticket.assignee.is_(None) if self.who == NOBODY else Ticket.assignee == int(mine))
        if self.urgent:
            found.append(Ticket.urgent.is_(True))
        return found

    def _ranges(self, now: datetime) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.since:
            found.append(Ticket.opened_at >= datetime.combine(_day(self.since), time.min, SHANGHAI))
        if self.until:
            found.append(Ticket.opened_at <= datetime.combine(_day(self.until), time.max, SHANGHAI))
        if self.within:
            found.append(Ticket.lapses_at.between(now, now + timedelta(days=int(self.within))))
        claimed = select(func.sum(Claim.amount_fen)).where(Claim.ticket_id == Ticket.id).scalar_subquery()
        if self.least or self.most:  # looked up once, not for each end
            found.append(claimed.between(int(self.least or 0) * 100, int(self.most or _ENDLESS) * 100))
        return found


NO_NUMBER = "金额和天数只写整数，比如 5000、30。"
NO_DAY = "日期没有看懂，请从日历里选。"
NO_CHOICE = "请从列表里选。"
_CHOICES = ("kind", "team", "district", "urgent")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unfit(NO_DAY) from None
    if not EARLIEST <= day <= LATEST:
        raise Unfit(NO_DAY)
    return day


def _closed(text: str, keys: Keyring) -> str:
    return base64.urlsafe_b64encode(keys.seal(text, _PLACE)).decode() if text else ""


def _opened(token: str, keys: Keyring) -> str:
    """The text again.

    Raises:
        BadFilter: we did not seal it.
    """
    try:
        return keys.open(base64.urlsafe_b64decode(token[:400].encode()), _PLACE) if token else ""
    except (binascii.Error, ValueError, KeyMissing, SealBroken):
        raise BadFilter("not sealed by us") from None
