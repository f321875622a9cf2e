"""Whoever types the bare address is told where to look."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.front import DESK, FOLLOW, SIMULATOR, Front


@pytest.mark.parametrize("simulated", [True, False])
async def test_the_bare_address_names_the_desk_and_the_simulator_where_there_is_one(simulated: bool) -> None:
    app = web.Application()
    Front("<某>总工会", simulated).mount(app)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/")
        text = await answer.text()
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert DESK in text and FOLLOW in text and "&lt;某&gt;总工会" in text
    assert (SIMULATOR in text) is simulated
