"""Dated figures at the desk: proposed by one, confirmed by another, then told to followers."""

import pytest
from kb_room import WAGES, Desk, opened

from union.figures import FigureRow, FigureRows
from web.desk.knowledge.figures_routes import OWN, VOUCH_SOURCE

HOTLINE, MINIMUM = "/parameters/热线", "/parameters/最低工资一类"
NEW = {"value": "2400", "valid_from": "2026-06-01", "valid_until": "", "source": "宁政规发〔2026〕1号"}


def shown(desk: Desk) -> str:
    parameters = desk.parts.services.parameters
    return parameters["最低工资一类"].shown(desk.parts.answering.clock().date())


async def test_a_new_figure_waits_until_somebody_else_confirms_it(desk: Desk) -> None:
    assert "待确认（公开转载）" in await desk.get("/parameters")
    assert (await desk.post(MINIMUM, NEW)).status == 303
    assert "等人确认的新数" in await desk.get(MINIMUM) and "1 个新数等人确认" in await desk.get("/parameters")
    await desk.parts.watch.look()
    assert shown(desk) == "2235"
    await desk.post(f"{MINIMUM}/confirm", row="1")
    assert OWN in await desk.get(MINIMUM)
    await desk.sign_in("shen")
    await desk.post(f"{MINIMUM}/confirm", row="1")
    assert await desk.parts.watch.look()
    text = await desk.get(MINIMUM)
    assert shown(desk) == "2400" and "沈复核" in text and "2026-05-31" in text
    assert ("shen", "figure_confirmed", "最低工资一类") in await desk.audit()
    await desk.post(f"{MINIMUM}/confirm", row="1")
    assert "已经有人确认或者撤掉了" in await desk.get(MINIMUM)


async def test_vouching_for_a_figure_takes_its_remark_away(desk: Desk) -> None:
    library = desk.parts.services.shelf.now.library
    assert "号码以最新公布为准" in library.text(WAGES, desk.parts.answering.clock().date())
    refused = await desk.post(f"{HOTLINE}/vouch", valid_from="2020-01-01", source="")
    assert refused.status == 422 and VOUCH_SOURCE in await refused.text()
    await desk.post(f"{HOTLINE}/vouch", valid_from="2020-01-01", source="全国总工会通知")
    await desk.parts.watch.look()
    library = desk.parts.services.shelf.now.library
    assert "号码以最新公布为准" not in library.text(WAGES, desk.parts.answering.clock().date())
    assert "老板不发工资怎么办" in await desk.get(HOTLINE)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": "两千"}, "要写一个大于 0 的数"),
        ({"value": "0"}, "要写一个大于 0 的数"),
        ({"value": "1e9"}, "要写一个大于 0 的数"),
        ({"value": ""}, "不能空着"),
        ({"valid_from": "不是日子"}, "要填从哪天起用"),
        ({"source": ""}, "不能空着"),
    ],
)
async def test_a_figure_that_cannot_be_is_refused_at_its_field(desk: Desk, wrong: dict[str, str], told: str) -> None:
    response = await desk.post(MINIMUM, {**NEW, **wrong})
    text = await response.text()
    assert response.status == 422 and told in text
    async with desk.database.view() as session:
        assert await FigureRows(session).waiting() == []


async def test_what_waits_may_be_put_aside(desk: Desk) -> None:
    await desk.post(MINIMUM, NEW)
    await desk.post(f"{MINIMUM}/drop", row="1")
    assert "已撤掉" in await desk.get(MINIMUM)


async def test_an_agent_proposes_but_does_not_confirm(desk: Desk) -> None:
    await desk.sign_in("gong")
    await desk.post(MINIMUM, NEW)
    assert (await desk.post(f"{MINIMUM}/confirm", row="1")).status == 403
    assert (await desk.post(f"{MINIMUM}/vouch", valid_from="2025-10-01", source="某")).status == 403
    async with desk.database.view() as session:
        row = await session.get(FigureRow, 1)
        assert row and row.confirmed_at is None


async def test_confirmed_figures_count_on_both_databases(tmp_path: object, database_url: str) -> None:
    async with opened(tmp_path, database_url) as one:  # type: ignore[arg-type]
        await one.sign_in("gong")
        await one.post(MINIMUM, NEW)
        await one.sign_in("shen")
        await one.post(f"{MINIMUM}/confirm", row="1")
        await one.parts.watch.look()
        assert shown(one) == "2400"
        assert "最常用" in await one.get("?sort=given&q=工资")
