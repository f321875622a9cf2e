"""The one place to import replies from: `from bot.wechat.reply import Text, pages, render_xml`."""

from bot.wechat.render import SUCCESS, render_json, render_xml
from bot.wechat.replies import (
    ACTIONS,
    ANSWERS_REMEMBERED,
    NEWS_LIMIT,
    NEWS_LIMIT_TO_MESSAGE,
    TEXT_LIMIT_BYTES,
    Article,
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
from bot.wechat.text import NEXT_PAGE_HINT, PAGE_LIMIT_BYTES, clean, pages

__all__ = [
    "ACTIONS",
    "ANSWERS_REMEMBERED",
    "NEWS_LIMIT",
    "NEWS_LIMIT_TO_MESSAGE",
    "NEXT_PAGE_HINT",
    "PAGE_LIMIT_BYTES",
    "SUCCESS",
    "TEXT_LIMIT_BYTES",
    "Article",
    "Image",
    "Music",
    "News",
    "Reply",
    "Silence",
    "Text",
    "Transfer",
    "Video",
    "Voice",
    "clean",
    "pages",
    "render_json",
    "render_xml",
]
