"""Files that leave the desk."""

from collections.abc import Mapping
from urllib.parse import quote

from aiohttp import web

from web.paper_files import WORD

TYPES = {
    "csv": "text/csv",
    "docx": WORD,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attached(name: str, title: str = "") -> Mapping[str, str]:
    """The headers by which a browser keeps what comes as `name`; as `title`, in any script, where it can."""
    more = f"; filename*=UTF-8''{quote(title)}.{name.rpartition('.')[2]}" if title else ""
    return {"Content-Disposition": f'attachment; filename="{name}"{more}'}


def file(content: bytes, name: str, title: str = "") -> web.Response:
    """Content to be kept as a file; its kind is told by the name's ending."""
    ending = name.rpartition(".")[2]
    return web.Response(body=content, content_type=TYPES[ending], headers=attached(name, title))
