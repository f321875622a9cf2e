"""Temporary media up and down. Source: protocol.md §2.5."""

from __future__ import annotations

from aiohttp import web

from simulator.api.call import Answer, Call, Endpoint


async def upload(call: Call) -> Answer:
    """Keep a file for three days."""
    medium = call.platform.media.upload(call.arg("type"), await call.file())
    name = "thumb_media_id" if medium.kind == "thumb" else "media_id"
    return {"type": medium.kind, name: medium.media_id, "created_at": medium.created_s, "item": []}


async def get(call: Call) -> Answer:
    """The file itself; for a video its address as JSON."""
    medium = call.platform.media.get(call.arg("media_id"))
    if medium.kind == "video":
        return {"video_url": call.platform.file_url(medium.media_id)}
    name = f'attachment; filename="{medium.media_id}.{medium.suffix}"'
    return web.Response(body=medium.content, content_type=medium.content_type, headers={"Content-disposition": name})


ENDPOINTS = (
    Endpoint("POST", "cgi-bin/media/upload", "verified", upload),
    Endpoint("GET", "cgi-bin/media/get", "verified", get),
)
