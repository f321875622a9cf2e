"""Asks the handlers without a platform and keeps nothing: for `niangjia ask` and `niangjia eval`."""

import json
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import handlers
from bot.app import make_services, read_knowledge
from bot.context import Context, Services, Unit
from bot.core.clock import today, utc_now
from bot.core.crypt import new_key
from bot.core.database import Base
from bot.core.settings import Database, Keys, Settings, WeChat
from bot.router import Dispatcher, discover
from bot.wechat.message import Text
from bot.wechat.reply import Text as TextReply


class _NothingKept(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Asker:
    """Answers questions as a new follower would get them, each by itself."""

    services: Services
    dispatcher: Dispatcher

    async def ask(self, name: str | int, question: str) -> dict[str, Any]:
        """What `niangjia ask --jsonl` prints for one question."""
        now = utc_now()
        openid = f"ask-{secrets.token_hex(8)}"
        message = Text(account="gh_ask", openid=openid, created_s=int(now.timestamp()), msg_id="1", content=question)
        found: dict[str, Any] = {}
        try:
            async with Unit(self.services, openid, self.services.keys.index(openid), 0, now) as unit:
                context = await Context.of(message, now, self.services, unit, None)
                answered = await self.dispatcher.dispatch(context)
                text = answered.reply.content if isinstance(answered.reply, TextReply) else ""
                found = {"id": name, **self._read(context), "action": answered.reply.action, "reply": text}
                raise _NothingKept
        except _NothingKept:
            return {key: found[key] for key in ("id", "intent", "action", "hits", "slots", "reply")}

    def _read(self, context: Context) -> dict[str, Any]:
        reading = context.reading
        if reading is None:
            return {"intent": "other", "hits": [], "slots": {}}
        hits = [
            {
                "slug": hit.slug,
                "topic": hit.topic,
                "score": round(hit.score, 4),
                "citations": [str(one) for one in context.library.entries[hit.slug].citations],
            }
            for hit in reading.hits
        ]
        return {"intent": reading.intent, "hits": hits, "slots": reading.slots.as_json()}


@asynccontextmanager
async def asking() -> AsyncIterator[Asker]:
    """An asker over a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="niangjia-ask-") as folder:
        settings = Settings(
            wechat=WeChat.model_validate({"appid": "wxask", "token": "asking", "mode": "clear"}),
            database=Database(url=f"sqlite+aiosqlite:///{Path(folder)}/ask.db"),
            keys=Keys.model_validate({"data": new_key("ask")}),
        )
        services = make_services(settings, read_knowledge(today(utc_now())))
        async with services.database.writing() as connection:
            await connection.run_sync(Base.metadata.create_all)
        try:
            yield Asker(services, Dispatcher(discover(handlers)))
        finally:
            await services.database.close()


def questions(lines: Iterable[str]) -> Iterable[tuple[str | int, str]]:
    """(id, question) of JSON lines; blank lines are passed over.

    Raises:
        ValueError: a line is not an object with `question`; it names the line.
    """
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            table = json.loads(line)
            name, question = table.get("id", at), table["question"]
            if not isinstance(question, str):
                raise TypeError
            yield name, question
        except (ValueError, KeyError, AttributeError, TypeError):
            raise ValueError(f'line {at}: not an object like {{"id": "1", "question": "…"}}') from None
