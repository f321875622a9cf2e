"""Articles to cite, picked by statute and number or by their words."""

from datetime import date

from kb_room import Desk

from bot.core.clock import utc_now
from knowledge.law_models import StatuteArticle, StatuteName, StatuteVersion

TEXT = "用人单位自用工之日起超过一个月不满一年未与劳动者订立书面劳动合同的，应当向劳动者每月支付二倍的工资。"


async def law(desk: Desk, short: str, number: str, text: str) -> None:
    now = utc_now()
    async with desk.database.session() as session:
        version = StatuteVersion(
            short=short,
            title=short,
            version="",
            effective=date(2008, 1, 1),
            until=None,
            state="",
            source="",
            digest=short,
            imported_at=now,
        )
        session.add(version)
        await session.flush()
        session.add(StatuteArticle(statute_id=version.id, number=number, position=0, text=text))
        session.add(StatuteName(name=short, short=short))


async def test_an_article_is_found_by_its_number_and_by_its_words(desk: Desk) -> None:
    await law(desk, "劳动合同法", "82", TEXT)
    for asked in ("劳动合同法82条", "劳动合同法 82", "二倍的工资", "劳动合同法 二倍"):
        text = await desk.get(f"/articles?article={asked}")
        assert TEXT in text and 'data-cite="劳动合同法#82"' in text, asked
    assert "没找到" in await desk.get("/articles?article=没有这样的条文")
    assert (await desk.get("/articles")).strip() == ""


async def test_what_the_index_does_not_know_is_shown_but_not_to_be_cited(desk: Desk) -> None:
    await law(desk, "某地办法", "1", "本办法说的二倍。")
    text = await desk.get("/articles?article=二倍")
    assert "本办法说的二倍" in text and "data-cite" not in text
