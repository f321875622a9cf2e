"""The second step of signing in: six digits of the agent's telephone (TOTP), or a recovery code in its stead."""

import hmac
import re
import secrets
import unicodedata
from datetime import datetime

import pyotp
import segno
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import changed
from tickets.receipts import ALPHABET
from web.desk.models import Agent
from web.desk.people.models import RecoveryCode

STEP_S = 30
AROUND = 1  # steps by which a telephone's clock may be off
CODES, CHARACTERS = 10, 12
ISSUER = "娘家人工作台"
_DIGITS = re.compile(r"\d{6}")


def new_secret() -> str:
    """A fresh secret for a telephone."""
    return pyotp.random_base32()


def picture(secret: str, name: str) -> str:
    """What a telephone photographs to take the secret over, as an SVG in a data: address."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(uri, error="m", micro=False).svg_data_uri(scale=5, border=3, dark="#1d2733")


def used_step(secret: str, given: str, now: datetime, after: int) -> int | None:
    """The step of time whose code was given, none up to `after` counting any more; None where it is no code of now."""
    here, digits = int(now.timestamp()) // STEP_S, plain(given)
    if not _DIGITS.fullmatch(digits):
        return None
    codes = pyotp.TOTP(secret, interval=STEP_S)
    steps = range(max(here - AROUND, after + 1), here + AROUND + 1)
    return next((step for step in steps if hmac.compare_digest(codes.generate_otp(step), digits)), None)


async def fits(session: AsyncSession, keys: Keyring, agent: Agent, given: str, now: datetime) -> bool:
    """Whether this is a code of the agent's telephone or one of their recovery codes; it is used up by that.

    `agent` must be held by the caller's transaction.
    """
    if agent.totp is None:
        return False
    step = used_step(keys.open(agent.totp, place(agent.id)), given, now, agent.totp_step or 0)
    if step is not None:
        agent.totp_step = step
        return True
    mine = (RecoveryCode.key == _key(keys, agent.id, plain(given)), RecoveryCode.agent_id == agent.id)
    return bool(await changed(session, delete(RecoveryCode).where(*mine)))


async def take_over(session: AsyncSession, keys: Keyring, agent: Agent, secret: str, step: int) -> list[str]:
    """From now on the agent signs in with this secret; gives their recovery codes, told this once."""
    agent.totp, agent.totp_step = keys.seal(secret, place(agent.id)), step
    return await new_codes(session, keys, agent)


async def let_go(session: AsyncSession, agent: Agent) -> None:
    """From now on the password is enough."""
    agent.totp = agent.totp_step = None
    await session.execute(delete(RecoveryCode).where(RecoveryCode.agent_id == agent.id))


async def new_codes(session: AsyncSession, keys: Keyring, agent: Agent) -> list[str]:
    """Fresh recovery codes as they are copied; those before are void."""
    await session.execute(delete(RecoveryCode).where(RecoveryCode.agent_id == agent.id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS)) for _ in range(CODES)]
    session.add_all(RecoveryCode(key=_key(keys, agent.id, code), agent_id=agent.id) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, CHARACTERS, 4)) for code in codes]


async def codes_left(session: AsyncSession, agent: Agent) -> int:
    """How many recovery codes were not used yet."""
    mine = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.agent_id == agent.id)
    return await session.scalar(mine) or 0


def plain(given: str) -> str:
    """A code however it was typed."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", given)).upper()[:CHARACTERS]


def place(agent: int) -> str:
    """What an agent's secret is sealed for."""
    return f"agents:{agent}"


def _key(keys: Keyring, agent: int, code: str) -> str:
    return keys.index(f"recovery code {agent} {code}")
