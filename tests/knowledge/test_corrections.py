"""Questions that staff put right are kept sealed, without names and numbers, each once."""

import pytest
from shelved import INJURY, NOON, WAGES, Base
from sqlalchemy import select

from knowledge.corrections import EMPTY, Corrections
from knowledge.publish_gate import Question
from knowledge.versions import Correction

ASKED = "我的电话13812345678，老板不发工资咋办"


async def keep(base: Base, question: str, slug: str) -> str:
    async with base.database.session() as session:
        return await Corrections(session, base.keys).keep(question, slug, "张敏", NOON)


async def kept(base: Base) -> list[Question]:
    async with base.database.view() as session:
        return await Corrections(session, base.keys).all()


async def test_a_question_is_kept_without_its_number_and_sealed(base: Base) -> None:
    text = await keep(base, ASKED, WAGES)
    assert "138" not in text and "老板不发工资" in text
    assert await kept(base) == [Question(text, WAGES, corrected=True)]
    async with base.database.view() as session:
        row = (await session.scalars(select(Correction))).one()
    assert "工资".encode() not in row.question and (row.by, row.at) == ("张敏", NOON)


async def test_the_latest_word_counts(base: Base) -> None:
    await keep(base, ASKED, INJURY)
    await keep(base, ASKED.replace("13812345678", "13912345678"), WAGES)
    assert [question.slug for question in await kept(base)] == [WAGES]


@pytest.mark.parametrize("text", ["", "  \n"])
async def test_an_empty_question_is_refused(base: Base, text: str) -> None:
    with pytest.raises(ValueError, match=EMPTY):
        await keep(base, text, WAGES)
