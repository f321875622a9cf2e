"""Every route of the desk as it stands, with addresses to try it by."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aiohttp import web
from desk_room import Room

from web.desk.access import May, needed

_HOLE = re.compile(r"\(\?P<(\w+)>((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_SAMPLES = ("999999", "261047398", "x" * 32, "x", "2026-11", "a" * 8, "2026")


@dataclass(frozen=True, slots=True)
class Way:
    """One method of one address; `needs` nothing where anybody may go, `holes` are the names to fill in."""

    method: str
    path: str
    room: str
    needs: May | None
    holes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def to(self, number: str) -> str:
        """The address for one ticket or group."""
        return self.path.replace("{number}", number)

    def about(self, what: str) -> bool:
        """Whether it is about one ticket (`tickets`) or group (`groups`)."""
        return f"/{what}/{{number}}" in self.path


def ways(room: Room) -> Iterator[Way]:
    """Each method of each address under /desk, a number left open."""
    app = room.browser.app
    assert app is not None
    for route in app.router.routes():
        resource = route.resource
        if resource is None or not resource.canonical.startswith("/desk") or route.method == "HEAD":
            continue
        info = resource.get_info()
        path = info["formatter"].format_map(_Filled(_holes(info))) if "formatter" in info else resource.canonical
        yield Way(route.method, path, route.handler.__module__, _needs(route), tuple(_holes(info)))


def _needs(route: web.AbstractRoute) -> May | None:
    return needed(route.handler)


def _holes(info: Mapping[str, object]) -> dict[str, str]:
    pattern = info.get("pattern")
    found = _HOLE.findall(pattern.pattern) if isinstance(pattern, re.Pattern) else []
    return {name: _sample(name, within) for name, within in found}


def _sample(name: str, within: str) -> str:
    if name == "number":
        return "{number}"
    fits = [one for one in (*within.split("|"), *_SAMPLES) if re.fullmatch(within, one)]
    assert fits, f"no sample fits {within}"
    return fits[0]


class _Filled(dict[str, str]):
    """What goes into the holes."""
