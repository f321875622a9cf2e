"""Coming and going: from which poster somebody came, and that nothing of them stays when they leave."""

import pytest
from sqlalchemy import func, select
from talks import NEAR, Talk

from bot.core.followers import Follower
from bot.wechat.message import Subscribe, Unsubscribe
from bot.wechat.reply import Silence
from handlers.follow import WELCOME
from tickets.outbox import OutboxMessage

HEAD = {"account": "gh_1", "openid": "o_worker", "created_s": 1_700_000_000}


def coming(scene: str | None) -> Subscribe:
    return Subscribe(**HEAD, event="subscribe", event_key="", scene=scene, ticket=None)


LEAVING = Unsubscribe(**HEAD, event="unsubscribe", event_key="")


@pytest.mark.parametrize(("scene", "kept"), [(None, None), ("poster-7", "poster-7"), ("字" * 200, "字" * 128)])
async def test_the_welcome_names_the_union_and_the_scene_is_kept(talk: Talk, scene: str | None, kept: str) -> None:
    union = talk.services.settings.union
    answered = await talk.send(coming(scene))
    assert answered.reply.content == WELCOME.format(union=union.name)
    async with talk.services.database.view() as session:
        row = await session.get_one(Follower, talk.follower)
    assert row.scene == kept


async def test_who_leaves_without_a_word_leaves_no_row(talk: Talk) -> None:
    assert isinstance((await talk.send(LEAVING)).reply, Silence)
    async with talk.services.database.view() as session:
        assert await session.scalar(select(func.count()).select_from(Follower)) == 0


async def test_leaving_takes_waiting_pages_and_dialogue_but_not_those_of_others(talk: Talk, other: Talk) -> None:
    near = talk.means("这事咋说", "faq", ("injury", NEAR))
    for one in (talk, other):
        await one.say("人工")
        await one.say(near)
        async with one.services.database.session() as session:
            session.add(OutboxMessage(follower=one.follower, kind="late", body=b"x", made_at=one.now))
    await talk.send(LEAVING)
    assert await talk.dialogue() is None and await other.dialogue() is not None
    async with talk.services.database.view() as session:
        assert (await session.scalars(select(OutboxMessage.follower))).all() == [other.follower]
    [(mine, history), (theirs, _)] = await talk.tickets()
    assert mine.follower is None and history[-1] == ("detached", "")
    assert theirs.follower == other.follower
