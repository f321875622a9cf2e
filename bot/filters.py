"""What a handler can wait for."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from bot.context import Context, fold
from bot.wechat.message import Click, Inbound


class Sign(NamedTuple):
    """What can be seen of a message at once: its class, the dialogue its follower is in, the intent, and its text
    where that is a command's (else empty).
    """

    kind: type[Inbound]
    dialogue: str
    intent: str
    text: str


class Filter:
    """Something that looks at a context and says yes or no."""

    def fits_sign(self, sign: Sign) -> bool:
        """Whether it could say yes to a message with that sign."""
        return True

    def matches(self, context: Context) -> bool:
        """Whether the handler wants this message."""
        raise NotImplementedError


class OfWords(Filter):
    """One that looks at nothing but the words and what the sign tells: asked once for all who write the same.

    `InDanger` is one, as `reading.danger` follows from the words alone; the reading's hits do not: they change with
    the day and with what is published.
    """


class Says(OfWords):
    """The whole text is one of these, whatever its width, case and closing marks."""

    def __init__(self, *texts: str) -> None:
        self.texts = frozenset(fold(text) for text in texts) - {""}

    def fits_sign(self, sign: Sign) -> bool:
        """Whether the text is one of those."""
        return sign.text in self.texts

    def matches(self, context: Context) -> bool:
        """Whether it is."""
        return context.text in self.texts

    def __str__(self) -> str:
        return f"says {' / '.join(sorted(self.texts))}"


class StartsWith(OfWords):
    """The text begins with one of these."""

    def __init__(self, *prefixes: str) -> None:
        self.prefixes = tuple(fold(prefix) for prefix in prefixes)

    def matches(self, context: Context) -> bool:
        """Whether it does."""
        return context.text.startswith(self.prefixes)

    def __str__(self) -> str:
        return f"starts with {' / '.join(self.prefixes)}"


class Mentions(OfWords):
    """The text contains one of these."""

    def __init__(self, *words: str) -> None:
        self.words = tuple(fold(word) for word in words)
        if not all(self.words):
            raise ValueError("a word of closing marks alone is in every text")

    def matches(self, context: Context) -> bool:
        """Whether it does."""
        return any(word in context.text for word in self.words)

    def __str__(self) -> str:
        return f"mentions {' / '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Wants(OfWords):
    """The message was read as this intent."""

    intent: str

    def fits_sign(self, sign: Sign) -> bool:
        """Whether it was."""
        return sign.intent == self.intent

    def matches(self, context: Context) -> bool:
        """Whether it was."""
        return context.reading is not None and context.reading.intent == self.intent

    def __str__(self) -> str:
        return f"wants {self.intent}"


@dataclass(frozen=True, slots=True)
class InDanger(OfWords):
    """A life may be in danger."""

    def matches(self, context: Context) -> bool:
        """Whether the reading found so."""
        return context.reading is not None and context.reading.danger is not None

    def __str__(self) -> str:
        return "a life in danger"


@dataclass(frozen=True, slots=True)
class Talking(Filter):
    """The follower is in this dialogue, begun or gone on less than `lasts` ago, and wrote (or said) something."""

    name: str
    lasts: timedelta

    def fits_sign(self, sign: Sign) -> bool:
        """Whether they are in it."""
        return sign.dialogue == self.name

    def matches(self, context: Context) -> bool:
        """Whether they are."""
        dialogue = context.dialogue
        if dialogue is None or dialogue.name != self.name or not context.said:
            return False
        return context.now.timestamp() - dialogue.since_s <= self.lasts.total_seconds()

    def __str__(self) -> str:
        return f"in the dialogue {self.name}"


class Sends(OfWords):
    """The message or event is of one of these classes."""

    def __init__(self, *kinds: type[Inbound]) -> None:
        self.kinds = kinds

    def fits_sign(self, sign: Sign) -> bool:
        """Whether it is."""
        return issubclass(sign.kind, self.kinds)

    def matches(self, context: Context) -> bool:
        """Whether it is."""
        return isinstance(context.message, self.kinds)

    def __str__(self) -> str:
        return f"sends {' / '.join(kind.__name__ for kind in self.kinds)}"


class Clicks(Filter):
    """A menu button with one of these keys was tapped."""

    def __init__(self, *keys: str) -> None:
        self.keys = frozenset(keys)

    def fits_sign(self, sign: Sign) -> bool:
        """Whether anything was tapped."""
        return issubclass(sign.kind, Click)

    def matches(self, context: Context) -> bool:
        """Whether it was."""
        return isinstance(context.message, Click) and context.message.event_key in self.keys

    def __str__(self) -> str:
        return f"clicks {' / '.join(sorted(self.keys))}"


@dataclass(frozen=True, slots=True)
class Writes(OfWords):
    """Any text, typed or recognised."""

    def matches(self, context: Context) -> bool:
        """Whether there is one."""
        return bool(context.said)

    def __str__(self) -> str:
        return "any text"


@dataclass(frozen=True, slots=True)
class Anything(OfWords):
    """Every message and event."""

    def matches(self, context: Context) -> bool:
        """Always."""
        return True

    def __str__(self) -> str:
        return "anything"
