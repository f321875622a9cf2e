"""Logs: what other packages would say of a request's bytes is not said."""

import logging
from collections.abc import Iterator

import pytest
from aiohttp.http_exceptions import BadStatusLine

from bot.core import log

SERVER = logging.getLogger("aiohttp.server")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The standard library's loggers are one set for the whole process."""
    filters = list(SERVER.filters)
    yield
    SERVER.filters[:] = filters


@pytest.mark.parametrize(
    ("error", "is_told"), [(BadStatusLine("GET /老板欠薪".encode().decode("latin-1")), False), (ValueError("x"), True)]
)
def test_a_malformed_request_is_not_shown_a_fault_of_ours_is(
    error: Exception, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    log.configure("info", json_lines=True)
    log.configure("info", json_lines=True)
    SERVER.error("Error handling request from %s", "127.0.0.1", exc_info=error)
    assert bool(caplog.records) == is_told
    assert len(SERVER.filters) == 1
