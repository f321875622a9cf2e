"""Who may do what in the knowledge room."""

import pytest
from kb_room import WAGES, Desk

READ = ("", f"/{WAGES}", f"/{WAGES}/history", "/new", "/missed", "/correct", "/parameters", "/import", "/runs")


async def test_an_agent_drafts_but_does_not_publish(desk: Desk) -> None:
    await desk.sign_in("gong")
    for path in READ:
        assert await desk.status(path) == 200, path
    await desk.save(WAGES, does="review", title="换个题目")
    for does in ("publish", "retire", "rollback"):
        assert (await desk.post(f"/{WAGES}/{does}", why="试")).status == 403
    text = await desk.get(f"/{WAGES}")
    assert "等编辑或管理员看过再发布" in text and "停用这条回答" not in text


@pytest.mark.parametrize("path", [*READ, "/export.xlsx", "/articles?article=工资"])
async def test_an_auditor_has_no_business_here(desk: Desk, path: str) -> None:
    await desk.sign_in("ji")
    assert await desk.status(path) == 403


async def test_nobody_signed_in_sees_nothing(desk: Desk) -> None:
    desk.browser.session.cookie_jar.clear()
    assert {await desk.status(path) for path in READ} == {303}
