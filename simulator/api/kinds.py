"""Reads the body of a customer-service message, by its type. Source: protocol.md §2.3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import ApiError

TEXT_BYTES = 2048
HasMedia = Callable[[str], bool]
Content = dict[str, Any]


def read(given: Mapping[str, Any], has_media: HasMedia) -> tuple[str, Content]:
    """Type and content as the follower will see them. Raises `ApiError` 40008 and the type's own."""
    kind = given.get("msgtype")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    part = given.get(kind) if isinstance(kind, str) else None
    if reader is None or not isinstance(kind, str):
        raise ApiError(40008)
    if not isinstance(part, Mapping):
        raise ApiError(47001, f"{kind} is missing")
    return ("video" if kind == "mpvideo" else kind), reader(part, has_media)


def _text(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    content = part.get("content")
    if not isinstance(content, str) or not content:
        raise ApiError(44004)
    if len(content.encode()) > TEXT_BYTES:
        raise ApiError(45002)
    return {"content": content}


def _media(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    return {"media_id": _known(part.get("media_id"), has_media)}


def _video(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    _known(part.get("thumb_media_id"), has_media)
    return _media(part, has_media) | _strings(part, "title", "description")


def _music(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    _known(part.get("thumb_media_id"), has_media)
    words = _strings(part, "title", "description", "musicurl", "hqmusicurl")
    return {"url": words.pop("musicurl"), **words}


def _news(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    articles = part.get("articles")
    if not isinstance(articles, list) or not articles:
        raise ApiError(47001, "articles is missing")
    if len(articles) > 1:
        raise ApiError(45008)
    if not isinstance(articles[0], Mapping):
        raise ApiError(47001)
    return {"articles": [_strings(articles[0], "title", "description", "url", "picurl")]}


def _menu(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    items = part.get("list")
    if not isinstance(items, list) or not items or not all(_is_item(item) for item in items):
        raise ApiError(47001, "list must hold items with id and content")
    shown = [{"id": str(item["id"]), "content": item["content"]} for item in items]
    return {**_strings(part, "head_content", "tail_content"), "list": shown}


def _is_item(item: Any) -> bool:
    return isinstance(item, Mapping) and "id" in item and bool(item.get("content"))


def _article(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    return _needed(part, "article_id")


def _card(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    return _needed(part, "card_id")


def _miniprogram(part: Mapping[str, Any], has_media: HasMedia) -> Content:
    _known(part.get("thumb_media_id"), has_media)
    return _needed(part, "appid", "pagepath") | _strings(part, "title")


def _known(media_id: Any, has_media: HasMedia) -> str:
    if not isinstance(media_id, str) or not has_media(media_id):
        raise ApiError(40007)
    return media_id


def _strings(part: Mapping[str, Any], *names: str) -> Content:
    return {name: str(part.get(name) or "") for name in names}


def _needed(part: Mapping[str, Any], *names: str) -> Content:
    for name in names:
        if not isinstance(part.get(name), str) or not part[name]:
            raise ApiError(40035, name)
    return _strings(part, *names)


READERS: Mapping[str, Callable[[Mapping[str, Any], HasMedia], Content]] = {
    "text": _text,
    "image": _media,
    "voice": _media,
    "video": _video,
    "mpvideo": _media,
    "music": _music,
    "news": _news,
    "msgmenu": _menu,
    "mpnewsarticle": _article,
    "wxcard": _card,
    "miniprogrampage": _miniprogram,
}
