"""Bubbles and menus as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.follower import Bubble

AI_LINE = "（内容由第三方AI生成）"
TRANSFERRED = "（已转接人工客服）"
NAMES = {
    "image": "[图片]",
    "voice": "[语音]",
    "video": "[视频]",
    "music": "[音乐]",
    "wxcard": "[卡券]",
    "mpnewsarticle": "[文章]",
    "miniprogrampage": "[小程序]",
}
MARKS = {"passive": "", "custom": "〔客服消息〕", "template": "〔模板消息〕", "notice": "〔订阅通知〕", "fault": "⚠ "}

Content = Mapping[str, Any]


def spoken(bubble: Bubble) -> str:
    """One bubble of the account as text."""
    speak = SPEAKERS.get(bubble.type)
    words = speak(bubble.content) if speak else _named(bubble)
    return MARKS.get(bubble.source, "") + words + (f"\n{AI_LINE}" if bubble.ai else "")


def _named(bubble: Bubble) -> str:
    name = NAMES.get(bubble.type, f"[{bubble.type}]")
    return f"{name} {bubble.content.get('title', '')}".rstrip()


def _text(content: Content) -> str:
    return str(content["content"])


def _news(content: Content) -> str:
    return "\n".join(f"▤ {a['title']}\n  {a['description']}\n  {a['url']}" for a in content["articles"])


def _choices(content: Content) -> str:
    items = [f"  [{item['id']}] {item['content']}" for item in content["list"]]
    return "\n".join(filter(None, [content["head_content"], *items, content["tail_content"]]))


def _card(content: Content) -> str:
    lines = [f"  {label}：{value}" for label, value in content["lines"]]
    return "\n".join(filter(None, [content["title"], *lines, content["url"]]))


def _transfer(_: Content) -> str:
    return TRANSFERRED


SPEAKERS: Mapping[str, Callable[[Content], str]] = {
    "text": _text,
    "news": _news,
    "msgmenu": _choices,
    "template": _card,
    "transfer_customer_service": _transfer,
}
