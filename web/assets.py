"""Styles and scripts under /static: kept by the browser for a year, as every address carries its file's version."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.core.crypt import digest

ROOT = "/static"
FOLDER = Path(__file__).parent / "static"
FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
NEEDED = ("vendor/tabler.min.css", "vendor/htmx.min.js", "vendor/weui.min.css", "vendor/echarts.common.min.js")


@dataclass(frozen=True, slots=True)
class Assets:
    """The files there were at start, each with its version."""

    versions: Mapping[str, str]

    def url(self, name: str) -> str:
        """The address of `name`, a path below `web/static`."""
        version = self.versions.get(name)
        return f"{ROOT}/{name}?v={version}" if version else f"{ROOT}/{name}"

    async def keep(self, request: web.Request, response: web.StreamResponse) -> None:
        """Lets the browser keep exactly what the address names."""
        version = self.versions.get(request.path.removeprefix(f"{ROOT}/"))
        named = version is not None and request.query.get("v") == version
        response.headers["Cache-Control"] = FOR_A_YEAR if named and response.status < 400 else ASK_FIRST
        response.headers["X-Content-Type-Options"] = "nosniff"

    @property
    def missing(self) -> list[str]:
        """Files of other people's making that `make setup` has not copied yet."""
        return [name for name in NEEDED if name not in self.versions]


ASSETS = web.AppKey("assets", Assets)


def mount(app: web.Application, folder: Path = FOLDER) -> Assets:
    """Serves /static from `app`; a second call gives what the first one made."""
    if ASSETS in app:
        return app[ASSETS]
    assets = Assets(versions(folder))
    static = web.Application()
    static.router.add_static("/", folder)
    static.on_response_prepare.append(assets.keep)
    app[ASSETS] = assets
    app.add_subapp(ROOT, static)
    return assets


def versions(folder: Path) -> dict[str, str]:
    """Every file there with what its address says of its content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes())[:12] for path in files}
