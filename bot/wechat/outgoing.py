"""The customer-service messages that WeChat takes, each as a frozen value.

`kind` is the msgtype, `content()` what stands under it in the request, `check` refuses what WeChat would refuse.
Source: POST cgi-bin/message/custom/send,
https://developers.weixin.qq.com/doc/service/guide/product/message/Service_Center_messages
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.wechat.errors import BadField
from bot.wechat.limits import Limits

_OF_ANSWER = "."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What all have in common."""

    kind: ClassVar[str]

    def content(self) -> dict[str, Any]:
        """The part of the request that is named by `kind`."""
        raise NotImplementedError

    def check(self, limits: Limits) -> None:
        """Passes unless WeChat would refuse the message.

        Raises:
            BadField: a rule is broken; its text names the field.
        """


@dataclass(frozen=True, slots=True)
class Text(Outgoing):
    """Words; what is longer than the limit is split by the caller."""

    words: str
    kind: ClassVar[str] = "text"

    def content(self) -> dict[str, Any]:
        return {"content": self.words}

    def check(self, limits: Limits) -> None:
        if not self.words.strip() or len(self.words.encode("utf-8", "replace")) > limits.text_bytes:
            raise BadField("words", f"1 to {limits.text_bytes} bytes")


@dataclass(frozen=True, slots=True)
class Image(Outgoing):
    """A picture that was uploaded."""

    media_id: str
    kind: ClassVar[str] = "image"

    def content(self) -> dict[str, Any]:
        return {"media_id": self.media_id}


@dataclass(frozen=True, slots=True)
class Voice(Outgoing):
    """A sound that was uploaded."""

    media_id: str
    kind: ClassVar[str] = "voice"

    def content(self) -> dict[str, Any]:
        return {"media_id": self.media_id}


@dataclass(frozen=True, slots=True)
class Video(Outgoing):
    """A video that was uploaded, under an uploaded picture."""

    media_id: str
    thumb_media_id: str = ""
    title: str = ""
    description: str = ""
    kind: ClassVar[str] = "video"

    def content(self) -> dict[str, Any]:
        return {
            "media_id": self.media_id,
            "thumb_media_id": self.thumb_media_id,
            "title": self.title,
            "description": self.description,
        }


@dataclass(frozen=True, slots=True)
class Music(Outgoing):
    """A piece of music at an address."""

    url: str
    hq_url: str
    thumb_media_id: str
    title: str = ""
    description: str = ""
    kind: ClassVar[str] = "music"

    def content(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": self.description,
            "musicurl": self.url,
            "hqmusicurl": self.hq_url,
            "thumb_media_id": self.thumb_media_id,
        }


@dataclass(frozen=True, slots=True)
class News(Outgoing):
    """A card that opens an address; WeChat takes one in a message (45008)."""

    title: str
    description: str
    url: str
    picture_url: str = ""
    kind: ClassVar[str] = "news"

    def content(self) -> dict[str, Any]:
        card = {"title": self.title, "description": self.description, "url": self.url, "picurl": self.picture_url}
        return {"articles": [card]}

    def check(self, limits: Limits) -> None:
        if not self.title or not self.url:
            raise BadField("news", "needs a title and an address")


@dataclass(frozen=True, slots=True)
class PublishedArticle(Outgoing):
    """An article that the account has published."""

    article_id: str
    kind: ClassVar[str] = "mpnewsarticle"

    def content(self) -> dict[str, Any]:
        return {"article_id": self.article_id}


@dataclass(frozen=True, slots=True)
class Choices(Outgoing):
    """A question with answers to tap, id → words; a tap comes back as text with the id as `menu_id`.

    `asked` gives the ids, and `asked_about` reads them.
    """

    head: str
    items: Mapping[str, str]
    tail: str = ""
    kind: ClassVar[str] = "msgmenu"

    def content(self) -> dict[str, Any]:
        rows = [{"id": id_, "content": words} for id_, words in self.items.items()]
        return {"head_content": self.head, "list": rows, "tail_content": self.tail}

    def check(self, limits: Limits) -> None:
        if not self.items or not all(self.items) or not all(self.items.values()):
            raise BadField("items", "at least one, each with an id and words")

    @classmethod
    def asked(cls, head: str, answers: Sequence[str], tail: str = "", about: str = "") -> "Choices":
        """A question `about` something with a name, or nothing: its ids are 261047398.1, 261047398.2, or 1, 2."""
        ids = (f"{about}{_OF_ANSWER}{at}" if about else str(at) for at in range(1, len(answers) + 1))
        return cls(head, dict(zip(ids, answers, strict=True)), tail)


def asked_about(menu_id: str) -> str:
    """The name of what the question was about whose answer was tapped; empty where its id tells none."""
    return menu_id.rpartition(_OF_ANSWER)[0]


@dataclass(frozen=True, slots=True)
class Card(Outgoing):
    """A coupon."""

    card_id: str
    kind: ClassVar[str] = "wxcard"

    def content(self) -> dict[str, Any]:
        return {"card_id": self.card_id}


@dataclass(frozen=True, slots=True)
class MiniProgramPage(Outgoing):
    """A card that opens a page of a mini program linked to the account."""

    appid: str
    path: str
    title: str
    thumb_media_id: str
    kind: ClassVar[str] = "miniprogrampage"

    def content(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "appid": self.appid,
            "pagepath": self.path,
            "thumb_media_id": self.thumb_media_id,
        }
