"""What an agent does by a form of the desk, and how it may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from web.desk import words
from web.desk.desk import AGENT
from web.desk.models import Agent


class NotDone(Exception):
    """Refused, and nothing was changed. `errors` says why by the field's name, "" for the whole form; `status` is for
    the browser.
    """

    def __init__(self, why: str | Mapping[str, str], status: int = 422) -> None:
        self.errors = {"": why} if isinstance(why, str) else dict(why)
        self.text, self.status = "".join(self.errors.values()), status
        super().__init__(self.text)


class Collided(NotDone):
    """Somebody else changed the same just then: nothing is wrong with the form, and sent again it goes or says why."""


class NoTicket(LookupError):
    """There is no ticket with this number that the agent sees."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One form of one agent about one ticket or group, as it was sent."""

    agent: Agent
    number: str
    text: str

    @property
    def actor(self) -> str:
        """The agent as the history names them."""
        return f"{words.AGENT}{self.agent.name}"

    @classmethod
    async def of(cls, request: web.Request) -> "Deed":
        """The deed that a form on a ticket's or a group's page asks for."""
        text = str((await request.post()).get("text", ""))
        return cls(request[AGENT], request.match_info["number"], text)
