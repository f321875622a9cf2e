"""Invitations instead of default passwords: a link that counts once, for three days, and is kept only as its hash."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from knowledge.places import EVERY_DISTRICT
from web.desk.access import GRANTS, May
from web.desk.audit import COMMAND_LINE
from web.desk.models import Agent
from web.desk.people import agents, naming, second, sessions
from web.desk.people.models import Invitation
from web.desk.people.passwords import Unfit

LASTS = timedelta(days=3)
MOST_WHOM = 32
MOST_OPEN = 200
WELCOME = "/welcome"
INVITING = tuple(role for role, grants in GRANTS.items() if May.ADMIN in grants)
NO_WHOM = f"请写是给谁的（最多 {MOST_WHOM} 个字），好认得出来。"
NO_DISTRICT = "没有地区「{district}」，请从列表里选。"
NO_TEAM = "没有科室「{team}」，请从列表里选。"
TAKEN = agents.TAKEN


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody is to be trusted with."""

    role: str
    districts: tuple[str, ...] = ()
    team: str = ""

    @classmethod
    def read(cls, role: str, districts: Sequence[str], team: str, teams: Sequence[str]) -> "Rights":
        """As a form or a command gives them.

        Raises:
            Unfit: there is no such role, district or team.
        """
        agents.must_be_role(role)
        if strange := [one for one in districts if one not in EVERY_DISTRICT]:
            raise Unfit("districts", NO_DISTRICT.format(district=strange[0][:20]))
        if team and team not in teams:
            raise Unfit("team", NO_TEAM.format(team=team[:20]))
        return cls(role, tuple(one for one in EVERY_DISTRICT if one in districts), team)

    def __str__(self) -> str:
        return "；".join(filter(None, (naming.ROLES[self.role], "、".join(self.districts) or "全部地区", self.team)))


def invite(
    session: AsyncSession, keys: Keyring, whom: str, rights: Rights, by: str, now: datetime, token: str = ""
) -> str:
    """Invites somebody new in the caller's transaction; gives the token of their link, told this once. `token` is that
    of `of_form`, so that the same form sent twice shows the same link.

    Raises:
        Unfit: nobody can tell whom it is for.
    """
    if not 1 <= len(whom.strip()) <= MOST_WHOM:
        raise Unfit("whom", NO_WHOM)
    return _new(session, keys, by, now, token, whom=whom.strip(), **_columns(rights))


def of_form(keys: Keyring, agent: int, once: str) -> str:
    """The token of the link that an agent's form makes: nobody without the key can tell it from the form."""
    return keys.index(f"desk invitation of {agent} {once}")


async def invite_again(
    session: AsyncSession, keys: Keyring, agent: Agent, lost_telephone: bool, by: str, now: datetime, token: str
) -> None:
    """Gives an agent the way to a new password by the link of `token`; links to that from before are void."""
    before = update(Invitation).where(Invitation.agent_id == agent.id, Invitation.ended_at.is_(None))
    await session.execute(before.values(ended_at=now))
    rights = Rights(agent.role, tuple(agent.districts), agent.team or "")
    more = {**_columns(rights), "agent_id": agent.id, "lost_telephone": lost_telephone}
    _new(session, keys, by, now, token, whom=agent.display, **more)


async def waiting(session: AsyncSession, now: datetime) -> Sequence[Invitation]:
    """Those nobody has used yet, the newest first."""
    statement = select(Invitation).where(*_counts(now)).order_by(Invitation.id.desc()).limit(MOST_OPEN)
    return (await session.scalars(statement)).all()


async def take_back(session: AsyncSession, invitation: int, now: datetime) -> Invitation | None:
    """Voids one; None if there was none any more."""
    row: Invitation | None = await session.scalar(
        select(Invitation).where(Invitation.id == invitation, *_counts(now)).with_for_update()
    )
    if row is not None:
        row.ended_at = now
    return row


async def of(session: AsyncSession, keys: Keyring, token: str, now: datetime, hold: bool = False) -> Invitation | None:
    """The invitation of a link, if it counts; `hold` until the transaction ends."""
    statement = select(Invitation).where(Invitation.key == _key(keys, token), *_counts(now))
    found: Invitation | None = await session.scalar(statement.with_for_update() if hold else statement)
    return found


async def accept(
    session: AsyncSession, invitation: Invitation, name: str, display: str, kept: str, now: datetime
) -> Agent:
    """Makes the agent, or gives the one who was invited again their new password; `kept` is its hash.

    Raises:
        Unfit: the name is taken.
    """
    invitation.ended_at = now
    if invitation.agent_id is not None:
        return await _anew(session, invitation, kept)
    if await session.scalar(select(Agent.id).where(Agent.name == agents.fold(name))) is not None:
        raise Unfit("name", TAKEN.format(name=agents.fold(name)))
    rights = {"role": invitation.role, "districts": invitation.districts, "team": invitation.team}
    agent = Agent(**agents.new_one(name, display, kept, now), **rights)
    session.add(agent)
    await session.flush()
    return agent


async def _anew(session: AsyncSession, invitation: Invitation, kept: str) -> Agent:
    agent = await session.get_one(Agent, invitation.agent_id, with_for_update=True)
    agent.hash, agent.failed, agent.locked_until = kept, 0, None
    if invitation.lost_telephone:
        await second.let_go(session, agent)
    await sessions.end_everywhere(session, agent.id)
    return agent


def _new(session: AsyncSession, keys: Keyring, by: str, now: datetime, token: str, **columns: object) -> str:
    token = token or secrets.token_urlsafe(24)
    session.add(Invitation(key=_key(keys, token), made_by=by[:48], made_at=now, **columns))
    return token


def _columns(rights: Rights) -> dict[str, object]:
    return {"role": rights.role, "districts": list(rights.districts), "team": rights.team or None}


def _counts(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Unused, young, and by somebody who may still invite."""
    inviting = select(Agent.name).where(Agent.active, Agent.role.in_(INVITING))
    by = or_(Invitation.made_by == COMMAND_LINE, Invitation.made_by.in_(inviting))
    return Invitation.ended_at.is_(None), Invitation.made_at > now - LASTS, by


def _key(keys: Keyring, token: str) -> str:
    return keys.index(f"desk invitation {token}")
