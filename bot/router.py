"""Which handler answers: bands in order, in each the first whose filter matches and which returns a reply."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from types import ModuleType
from typing import NamedTuple

from bot.context import Context
from bot.filters import Filter, OfWords, Says, Sign, StartsWith
from bot.wechat.reply import Reply

Handle = Callable[[Context], Awaitable[Reply | None]]


class Band(IntEnum):
    """The order of asking."""

    SAFETY = 1
    DIALOGUE = 2
    COMMAND = 3
    KNOWLEDGE = 4
    FALLBACK = 5


SIGNS_REMEMBERED, WORDS_REMEMBERED = 1024, 4096
COMMAND_FIRST = (Band.SAFETY, Band.COMMAND, Band.DIALOGUE, Band.KNOWLEDGE, Band.FALLBACK)


class RouterConflict(ValueError):
    """Two handlers want the same exact text."""


@dataclass(frozen=True, slots=True)
class Route:
    """A handler with its filters; it is asked if any of them matches."""

    band: Band
    filters: tuple[Filter, ...]
    handle: Handle
    name: str

    def fits_sign(self, sign: Sign) -> bool:
        """Whether this handler could want a message with that sign."""
        return any(one.fits_sign(sign) for one in self.filters)

    def fits_words(self, context: Context) -> bool:
        """Whether it could want these words, whoever writes them and whenever."""
        return any(not isinstance(one, OfWords) or one.matches(context) for one in self.filters)

    def matches(self, context: Context) -> bool:
        """Whether this handler wants to be asked."""
        for one in self.filters:  # noqa: SIM110 (a generator here costs more than all the filters)
            if one.matches(context):
                return True
        return False


class Router:
    """The routes of one handler file."""

    def __init__(self, band: Band) -> None:
        self.band = band
        self.routes: list[Route] = []

    def on(self, *filters: Filter) -> Callable[[Handle], Handle]:
        """Registers the decorated coroutine; returning None leaves the message to the next handler."""

        def register(handle: Handle) -> Handle:
            name = f"{handle.__module__.rpartition('.')[2]}.{getattr(handle, '__name__', '?')}"
            self.routes.append(Route(self.band, filters, handle, name))
            return handle

        return register


class Answered(NamedTuple):
    """A reply and the handler that gave it."""

    reply: Reply
    handler: str


class Unanswered(RuntimeError):
    """No handler returned a reply: the FALLBACK band must always have one."""


class Dispatcher:
    """All routes in order."""

    def __init__(self, routers: Iterable[Router]) -> None:
        routes = [route for router in routers for route in router.routes]
        self.routes: Sequence[Route] = sorted(routes, key=lambda route: route.band)
        self._commands = _exact_texts(self.routes)
        self._begin_commands = _beginnings(self.routes)
        self._command_first = sorted(routes, key=lambda route: COMMAND_FIRST.index(route.band))
        self._texts = _all_texts(self.routes)
        self._of_sign = lru_cache(maxsize=SIGNS_REMEMBERED)(self._fitting)
        self._of_words: dict[tuple[Sign, bytes], Sequence[Route]] = {}  # no lru_cache: to find, it takes the context

    async def dispatch(self, context: Context) -> Answered:
        """Asks one handler after another; a command typed in the middle of a dialogue goes to its command first.

        Raises:
            Unanswered: nobody replied.
        """
        for route in self._worth_asking(context):
            if route.matches(context):
                reply = await route.handle(context)
                if reply is not None:
                    return Answered(reply, route.name)
        raise Unanswered(f"no handler answered a {type(context.message).__name__}")

    def _sign(self, context: Context) -> Sign:
        text = context.text if context.text in self._texts else ""
        dialogue = context.dialogue.name if context.dialogue else ""
        return Sign(type(context.message), dialogue, context.reading.intent if context.reading else "", text)

    def _worth_asking(self, context: Context) -> Sequence[Route]:
        """The routes that could answer these words, in the order of asking; remembered, as many write the same.

        By digest: nobody's words stay in memory for it.
        """
        sign = self._sign(context)
        key = (sign, _digest(context.said))
        known = self._of_words.get(key)
        if known is not None:
            return known
        is_command = context.text in self._commands or context.text.startswith(self._begin_commands)
        routes = tuple(route for route in self._of_sign(sign, is_command) if route.fits_words(context))
        if len(self._of_words) >= WORDS_REMEMBERED:
            del self._of_words[next(iter(self._of_words))]
        self._of_words[key] = routes
        return routes

    def _fitting(self, sign: Sign, is_command: bool) -> Sequence[Route]:
        """The routes that could answer a message with that sign, in the order of asking."""
        routes = self._command_first if is_command else self.routes
        return tuple(route for route in routes if route.fits_sign(sign))


def discover(package: ModuleType) -> list[Router]:
    """The `router` of every file in a package of handlers."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return [module.router for module in modules if hasattr(module, "router")]


def _digest(said: str) -> bytes:
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).digest()


def _all_texts(routes: Iterable[Route]) -> frozenset[str]:
    """Every exact text that some filter waits for."""
    filters = [one for route in routes for one in route.filters]
    return frozenset(text for one in filters if isinstance(one, Says) for text in one.texts)


def _exact_texts(routes: Iterable[Route]) -> frozenset[str]:
    """The exact texts of commands.

    Raises:
        RouterConflict: two handlers of one band claim the same one.
    """
    owners: dict[tuple[Band, str], str] = {}
    for route in routes:
        for text in (text for one in route.filters if isinstance(one, Says) for text in one.texts):
            owner = owners.setdefault((route.band, text), route.name)
            if owner != route.name:
                raise RouterConflict(f"{owner} and {route.name} both answer the exact text {text!r}")
    return frozenset(text for band, text in owners if band is Band.COMMAND)


def _beginnings(routes: Iterable[Route]) -> tuple[str, ...]:
    """How a command begins that says something more."""
    filters = [one for route in routes if route.band is Band.COMMAND for one in route.filters]
    return tuple(prefix for one in filters if isinstance(one, StartsWith) for prefix in one.prefixes)
