"""What the platform makes of an answer to a push."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from simulator.config import PlatformConfig
from simulator.envelope import Envelope
from simulator.errors import RefusedReply
from simulator.shapes import Shape

SILENT_BODIES = (b"", b"success")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`shown` as a bubble of `type`, `silent`, `dropped` without a word, or `refused` with the fault line."""

    outcome: Literal["shown", "silent", "dropped", "refused"]
    reason: str = ""
    plain: str = ""
    type: str = ""
    content: Mapping[str, Any] | None = None


class Judge:
    """Reads answers as the platform does. Source: protocol.md §1.3, §7."""

    def __init__(self, config: PlatformConfig, envelope: Envelope, has_media: Callable[[str], bool]) -> None:
        self._config = config
        self._envelope = envelope
        self._has_media = has_media

    def judge(self, body: bytes, openid: str, shape: Shape) -> Verdict:
        """Never raises: a bad answer is a verdict too."""
        if body.strip() in SILENT_BODIES:
            return Verdict("silent", plain=body.decode())
        if shape.quiet:
            return Verdict("silent", "an answer to this event is not shown", body.decode(errors="replace"))
        plain = body.decode(errors="replace")
        try:
            plain, fields = self._envelope.open(body)
            self._check_address(fields, openid)
            kind, content = self._read(fields, shape)
        except RefusedReply as refused:
            return Verdict("refused", refused.reason, refused.plain or plain)
        return self._weigh(Verdict("shown", "", plain, kind, content))

    def _weigh(self, verdict: Verdict) -> Verdict:
        if verdict.type != "text" or verdict.content is None:
            return verdict
        size = len(str(verdict.content["content"]).encode())
        if size <= self._config.text_limit_bytes or not self._config.drop_long_text:
            return verdict
        reason = f"text of {size} bytes is over {self._config.text_limit_bytes}: nothing is shown"
        return Verdict("dropped", reason, verdict.plain, "text", verdict.content)

    def _check_address(self, fields: Mapping[str, Any], openid: str) -> None:
        for name, wanted in (("ToUserName", openid), ("FromUserName", self._config.account_id)):
            if fields.get(name) != wanted:
                raise RefusedReply(f"wrong {name}")
        if not str(fields.get("CreateTime") or "").isdigit():
            raise RefusedReply("CreateTime is not a number")

    def _read(self, fields: Mapping[str, Any], shape: Shape) -> tuple[str, dict[str, Any]]:
        kind = fields.get("MsgType")
        if kind == "text":
            return kind, {"content": _need(fields, "Content")}
        if kind in ("image", "voice", "video"):
            return kind, self._media(fields, kind.capitalize())
        if kind == "music":
            return kind, self._music(_part(fields, "Music"))
        if kind == "news":
            return kind, {"articles": _articles(fields, shape.articles)}
        if kind == "transfer_customer_service":
            return kind, {"kf_account": (fields.get("TransInfo") or {}).get("KfAccount", "")}
        raise RefusedReply(f"unknown MsgType {kind!r}")

    def _media(self, fields: Mapping[str, Any], name: str) -> dict[str, Any]:
        part = _part(fields, name)
        media_id = self._known(_need(part, "MediaId"))
        return {
            "media_id": media_id,
            "title": part.get("Title") or "",
            "description": part.get("Description") or "",
        }

    def _music(self, part: Mapping[str, Any]) -> dict[str, Any]:
        self._known(_need(part, "ThumbMediaId"))
        names = {"title": "Title", "description": "Description", "url": "MusicUrl"}
        return {name: part.get(tag) or "" for name, tag in names.items()}

    def _known(self, media_id: str) -> str:
        if not self._has_media(media_id):
            raise RefusedReply("invalid media_id")
        return media_id


def _need(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedReply(f"{name} is missing, empty or given twice")
    return value


def _part(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = fields.get(name)
    if not isinstance(part, Mapping):
        raise RefusedReply(f"{name} is missing")
    return part


def _articles(fields: Mapping[str, Any], limit: int) -> list[dict[str, str]]:
    holder = fields.get("Articles")
    items = holder.get("item") if isinstance(holder, Mapping) else holder
    items = items if isinstance(items, list) else [items]
    if not all(isinstance(item, Mapping) for item in items):
        raise RefusedReply("Articles is missing or empty")
    if str(fields.get("ArticleCount")) != str(len(items)):
        raise RefusedReply("ArticleCount differs from the articles")
    if len(items) > limit:
        raise RefusedReply(f"{len(items)} articles where {limit} may be sent")
    names = {"title": "Title", "description": "Description", "picurl": "PicUrl", "url": "Url"}
    return [{name: item.get(tag) or "" for name, tag in names.items()} for item in items]
