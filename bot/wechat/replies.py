"""What we answer a push with: one frozen class for each reply the platform takes.

Source: protocol notes 1.3 on the platform's page Passive_user_reply_message.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from bot.wechat.errors import BadField
from bot.wechat.text import clean

TEXT_LIMIT_BYTES = 2047  # Source: protocol notes 1.3; over 2,048 nothing arrives and no error is told, 2,047 measured
NEWS_LIMIT = 8  # articles. Source: protocol notes 1.3, from 2018-10-12
NEWS_LIMIT_TO_MESSAGE = 1  # articles when answering a message rather than a menu tap or a new follower
ANSWERS_REMEMBERED = 512
ACTIONS = ("answer", "suggest", "intake", "calculate", "human", "safety", "fallback")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler gives back; `action` says what kind of help it was (one of ACTIONS)."""

    msg_type: ClassVar[str] = ""
    action: str = field(default="answer", kw_only=True)

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise BadField("action", f"one of {', '.join(ACTIONS)}")


@dataclass(frozen=True, slots=True)
class Text(Reply):
    """Words. May hold newlines, emoji and `<a href>`; longer than a page must go through `pages` first.

    `source` is the slug of the entry that is the answer, if one is. Such an answer goes out again and again: what is
    made of it on its way is remembered, unless it `is_personal`, as something for this follower alone rides on it.

    Raises: BadField when nothing visible is left: an empty answer shows the follower a fault.
    """

    msg_type: ClassVar[str] = "text"
    content: str
    source: str = field(default="", kw_only=True)
    is_personal: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        Reply.__post_init__(self)
        if not self.content[:1].isalnum() and not clean(self.content).strip():
            raise BadField("content", "must hold a visible character")

    @property
    def is_known(self) -> bool:
        """Whether it is an answer of the knowledge base and nothing else."""
        return bool(self.source) and not self.is_personal


@dataclass(frozen=True, slots=True)
class Image(Reply):
    """A picture that was uploaded before."""

    msg_type: ClassVar[str] = "image"
    media_id: str


@dataclass(frozen=True, slots=True)
class Voice(Reply):
    """A recording that was uploaded before."""

    msg_type: ClassVar[str] = "voice"
    media_id: str


@dataclass(frozen=True, slots=True)
class Video(Reply):
    """A video that was uploaded before."""

    msg_type: ClassVar[str] = "video"
    media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Music(Reply):
    """A link that plays; the picture was uploaded before."""

    msg_type: ClassVar[str] = "music"
    thumb_media_id: str
    title: str = ""
    description: str = ""
    url: str = ""
    hq_url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One card of a News reply."""

    title: str
    description: str
    pic_url: str
    url: str


@dataclass(frozen=True, slots=True)
class News(Reply):
    """Cards that open pages: one in answer to a message, up to eight in answer to a menu tap or a new follower.

    Raises: BadField when there is none or more than eight.
    """

    msg_type: ClassVar[str] = "news"
    articles: tuple[Article, ...]

    def __post_init__(self) -> None:
        Reply.__post_init__(self)
        if not 1 <= len(self.articles) <= NEWS_LIMIT:
            raise BadField("articles", f"1 to {NEWS_LIMIT}")


@dataclass(frozen=True, slots=True)
class Transfer(Reply):
    """Hand the conversation to staff in WeChat's own customer-service client, to `kf_account` or whoever is free."""

    msg_type: ClassVar[str] = "transfer_customer_service"
    kf_account: str | None = None


@dataclass(frozen=True, slots=True)
class Silence(Reply):
    """Say nothing: the platform is told `success` and shows the follower nothing."""
