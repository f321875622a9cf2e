"""A Reply written as the platform reads it, in XML or JSON.

Source: protocol notes 1.3. In JSON the names are those of the XML; only text in JSON is shown by an official page.
"""

import json
from functools import lru_cache
from typing import Any

from bot.wechat.errors import BadField
from bot.wechat.replies import (
    ANSWERS_REMEMBERED,
    TEXT_LIMIT_BYTES,
    Image,
    Music,
    News,
    Reply,
    Silence,
    Text,
    Transfer,
    Video,
    Voice,
)
from bot.wechat.text import cdata, clean

SUCCESS = b"success"
"""What stops repeats and shows nothing; sent unencrypted in every mode."""

Body = dict[str, Any]
_BEFORE_CONTENT = (  # of a text, by far the most frequent answer, without building its tree first
    "<xml><ToUserName>{}</ToUserName><FromUserName>{}</FromUserName><CreateTime>{}</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content>"
)
_AFTER_CONTENT = b"</Content></xml>"


def render_xml(reply: Reply, to: str, from_: str, now_s: int) -> bytes:
    """The reply as XML in UTF-8; `to` is the follower's openid, `from_` the account, `now_s` Unix seconds.

    Raises: BadField when a text is longer than the platform delivers.
    """
    if isinstance(reply, Silence):
        return SUCCESS
    if isinstance(reply, Text):
        content = (_remembered if reply.is_known else _content_cdata)(reply.content)
        return _BEFORE_CONTENT.format(cdata(to), cdata(from_), now_s).encode() + content + _AFTER_CONTENT
    return _element("xml", _body(reply, to, from_, now_s)).encode()


def render_json(reply: Reply, to: str, from_: str, now_s: int) -> bytes:
    """The reply as JSON in UTF-8, for an account whose data format is set to JSON; else as `render_xml`."""
    if isinstance(reply, Silence):
        return SUCCESS
    return json.dumps(_cleaned(_body(reply, to, from_, now_s)), ensure_ascii=False, separators=(",", ":")).encode()


def _body(reply: Reply, to: str, from_: str, now_s: int) -> Body:
    head: Body = {"ToUserName": to, "FromUserName": from_, "CreateTime": now_s, "MsgType": reply.msg_type}
    return head | _content(reply)


def _content(reply: Reply) -> Body:
    match reply:
        case Text(content=content):
            return {"Content": _short_enough(content)}
        case Image(media_id=media_id):
            return {"Image": {"MediaId": media_id}}
        case Voice(media_id=media_id):
            return {"Voice": {"MediaId": media_id}}
        case Video():
            return {"Video": _video(reply)}
        case Music():
            return {"Music": _music(reply)}
        case News():
            return _news(reply)
        case Transfer(kf_account=kf_account):
            return {"TransInfo": {"KfAccount": kf_account}} if kf_account else {}
    raise TypeError(f"no wire form for {type(reply).__name__}")


def _content_cdata(content: str) -> bytes:
    return cdata(_short_enough(content)).encode()


_remembered = lru_cache(maxsize=ANSWERS_REMEMBERED)(_content_cdata)


def _short_enough(content: str) -> str:
    content = clean(content)
    if len(content.encode()) > TEXT_LIMIT_BYTES:
        raise BadField("content", f"at most {TEXT_LIMIT_BYTES} bytes; cut it with pages() first")
    return content


def _video(reply: Video) -> Body:
    return {"MediaId": reply.media_id, "Title": reply.title, "Description": reply.description}


def _music(reply: Music) -> Body:
    return {
        "Title": reply.title,
        "Description": reply.description,
        "MusicUrl": reply.url,
        "HQMusicUrl": reply.hq_url,
        "ThumbMediaId": reply.thumb_media_id,
    }


def _news(reply: News) -> Body:
    cards = [
        {"Title": a.title, "Description": a.description, "PicUrl": a.pic_url, "Url": a.url} for a in reply.articles
    ]
    return {"ArticleCount": len(cards), "Articles": {"item": cards}}


def _element(tag: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(tag, row) for row in value)
    if isinstance(value, dict):
        return f"<{tag}>{''.join(_element(name, inner) for name, inner in value.items())}</{tag}>"
    return f"<{tag}>{value if isinstance(value, int) else cdata(value)}</{tag}>"


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(row) for row in value]
    return clean(value) if isinstance(value, str) else value
