"""What a follower wants: an answer, to complain, a figure, a person, or nothing of ours."""

import re
from pathlib import Path
from typing import Literal

from knowledge.patterns import load_patterns
from knowledge.slots import Slots

Intent = Literal["faq", "complaint", "calculate", "human", "other"]

SECTIONS = (
    "whole_small_talk",
    "human",
    "labour",
    "no_labour",
    "calculate",
    "address",
    "appeal",
    "inquiry",
    "plea",
    "wrong",
    "self",
    "asks_rule",
    "asks_help",
)
LONGEST_HUMAN_CHARACTERS = 60  # a longer text has its own matter; who asks for a person says so shortly
LONGEST_PLAIN_CHARACTERS = 40  # a longer text has words enough for the search to know it by
LAST_WORDS_CHARACTERS = 60  # what is asked stands at the end

_ASKS = re.compile(r"[?吗呢么谁啥咋怎几哪]|什么|多少|如何|是否|是不是|能不能|有没有|会不会|可不可以|要不要|该不该")
_TRIMMED = re.compile(r"^[\s,.!?~、。！？；;:：…\-]+|[\s,.!?~、。！？；;:：…\-]+$")


class Intents:
    """Tells intents by patterns of speech; never changes, safe for any thread."""

    def __init__(self, path: Path) -> None:
        self._patterns = load_patterns(path, SECTIONS)

    def tell(self, text: str, is_labour: bool, slots: Slots) -> Intent:
        """The intent of a half-width, lower-case, simplified text; `is_labour` as the search takes it."""
        if self._patterns["whole_small_talk"].fullmatch(_TRIMMED.sub("", text)):
            return "other"
        if len(text) <= LONGEST_HUMAN_CHARACTERS and self._says("human", text):
            return "human"
        if not (is_labour or slots.is_reckoned or self._is_plainly_labour(text)):
            return "other"
        letter = self._is_letter(text)
        if not letter and self._says("calculate", text):
            return "calculate"
        return "complaint" if letter or self._tells_a_wrong(text, slots) else "faq"

    def _is_plainly_labour(self, text: str) -> bool:
        """A short complaint in the words of working life, and of nothing else."""
        if len(text) > LONGEST_PLAIN_CHARACTERS:
            return False
        return self._says("labour", text) and not self._says("no_labour", text)

    def _says(self, section: str, text: str) -> bool:
        return self._patterns[section].search(text) is not None

    def _is_letter(self, text: str) -> bool:
        """A letter that asks an office to step in, or a plea for help with a wrong; not one that only inquires."""
        wrong, inquiry = self._says("wrong", text), self._says("inquiry", text)
        if self._says("appeal", text):
            return wrong or not inquiry
        if self._says("address", text):
            return (wrong and not inquiry) or not (wrong or inquiry or self._says("asks_rule", text))
        return wrong and self._says("plea", text)

    def _tells_a_wrong(self, text: str, slots: Slots) -> bool:
        """A wrong done to the follower: told with their own facts, or told and nothing asked; not a question about the
        rule.
        """
        if not (self._says("wrong", text) or slots.is_reckoned) or self._says("inquiry", text):
            return False
        if self._says("asks_rule", text[-LAST_WORDS_CHARACTERS:]):
            return False
        own = self._says("self", text) or slots.amount_fen is not None or slots.months is not None
        return own or not (self._says("asks_help", text) or (slots.employer is None and _ASKS.search(text)))
