"""A response that fails halfway breaks off: no second one is written into it, and nobody takes it for whole."""

from typing import Any

import pytest
from aiohttp import ClientPayloadError, web
from aiohttp.test_utils import TestClient, TestServer

from web import refusals

FAULT = "坏了"


@pytest.mark.parametrize("fault", [RuntimeError("gone"), web.HTTPNotFound(text=FAULT)])
async def test_a_file_that_fails_halfway_breaks_off(fault: Exception) -> None:
    logged: list[str] = []

    async def show(_request: web.Request, status: int, _title: str, advice: str) -> web.Response:
        return web.Response(status=status, text=advice)

    async def halfway(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"one,two")
        raise fault

    async def at_once(_request: web.Request) -> web.StreamResponse:
        raise fault

    words = refusals.Words({}, FAULT, FAULT, FAULT)
    app = web.Application(middlewares=[refusals.faces(words, show, lambda request: logged.append(request.path))])
    app.on_response_prepare.append(refusals.begun)
    app.router.add_get("/file", halfway)
    app.router.add_get("/page", at_once)
    client: TestClient[Any, Any] = TestClient(TestServer(app))
    async with client:
        with pytest.raises(ClientPayloadError):
            await (await client.get("/file")).read()
        assert await (await client.get("/page")).text() == FAULT
    assert logged == (["/file", "/page"] if isinstance(fault, RuntimeError) else [])
