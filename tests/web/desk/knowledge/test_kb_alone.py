"""Whoever has nobody to look at their answer is told that they may publish it themselves."""

from kb_room import WAGES, Desk
from sqlalchemy import update

from web.desk.knowledge.editor_routes import SENT, SENT_ALONE
from web.desk.models import Agent


async def test_who_is_alone_is_not_sent_to_a_colleague(desk: Desk) -> None:
    async with desk.database.session() as session:
        await session.execute(update(Agent).where(Agent.name == "shen").values(active=False))
    await desk.save(WAGES, does="review", title="老板拖工资怎么办")
    text = await desk.get(f"/{WAGES}")
    assert SENT_ALONE.partition("。")[2] in text and SENT.partition("，")[2] not in text


async def test_an_agent_who_may_not_publish_is_sent_to_one(desk: Desk) -> None:
    await desk.sign_in("gong")
    await desk.save(WAGES, does="review", title="老板拖工资怎么办")
    assert SENT.partition("，")[2] in await desk.get(f"/{WAGES}")
