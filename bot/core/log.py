"""Logs: one event a line, never a follower's words, names or ids in clear."""

import logging
import sys

import structlog
from aiohttp.http_exceptions import HttpProcessingError


def configure(level: str, json_lines: bool) -> None:
    """Sets up structlog for this process: readable lines on a terminal, JSON for machines."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if json_lines else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=max(logging.WARNING, getattr(logging, level.upper())))
    logging.getLogger("aiohttp.server").addFilter(_well_formed)


def _well_formed(record: logging.LogRecord) -> bool:
    """Whether aiohttp's line is not about a malformed request: it would show its bytes, as often as anybody likes."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one room."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(room=name)
    return logger
