"""Read one message: what is wanted, which entries answer, what is already said, is a life in danger."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.core.clock import today, utc_now
from bot.core.log import get
from knowledge.danger import Danger, Dangers
from knowledge.intent import Intent, Intents
from knowledge.late import late_first
from knowledge.matters import second_matter
from knowledge.meaning import Meaning
from knowledge.search import Found, Hit, Index, Share
from knowledge.slots import Slots, read_slots
from knowledge.unpaid_work import told_out
from knowledge.words import Words

# Chosen on the open questions by cross-validation. At LABOUR_AT 1.4 % of the labour questions are taken for another
# matter, and 11 % of other messages (half of them chosen to mislead) for labour; 1 % of these reach ANSWER_AT.
LABOUR_AT = 0.5
ANSWER_AT = 0.7
SUGGEST_AT = 0.15
FOLLOWS_AT, HELPS_AT = 0.6, 0.8  # of a question about a story, and of what is told further of it
LABOUR_OF_A_STORY = 0.1  # below it words are none of the story's: 7 % of the follow-ups, 73 % of other messages
# Meaning is asked below SURE_AT, where words say it could be labour at all: for a third of the labour questions.
SURE_AT = 0.9
LABOUR_AT_ALL = 0.03
MOST_WAITING = 25  # for the model, at 30 to 150 ms each; further texts are read by their words alone,
WAIT_S = 2.0  # and so are those that it does not come to in this time
REMEMBERED = 1_024
LONGEST_CHARACTERS = 2_000

_log = get("reading")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one message; hits best first, up to 5, also where the intent is other.

    `second` is the best hit of a second matter in the same message, where there is one; `by_meaning` whether the
    model was asked.
    """

    intent: Intent
    hits: tuple[Hit, ...]
    slots: Slots
    danger: Danger | None
    second: Hit | None = None
    by_meaning: bool = False


class Reader:
    """Reads messages and remembers the latest; never changes otherwise.

    `read` goes by words alone and is safe for any thread; `understand` is for one event loop. `day` is when it was
    said, for 上个月 and 前天; today in Shanghai where nothing is given.
    """

    def __init__(self, index: Index, words: Words, meaning: Meaning | None = None) -> None:
        """`meaning` has to be learned from the entries of the index, in their order."""
        self._index, self._words, self._meaning = index, words, meaning
        self._intents = Intents(words.folder / "intent.txt")
        self._dangers = Dangers(words.folder / "danger.txt")
        self._found = lru_cache(maxsize=REMEMBERED)(self._by_words)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)
        self._understood: OrderedDict[tuple[str, date], Reading] = OrderedDict()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, "meaning")

    def read(self, text: str, day: date | None = None) -> Reading:
        """What was understood of the text by its words; only its first 2,000 characters count."""
        return self._remembered(text[:LONGEST_CHARACTERS], day or today(utc_now()))

    async def understand(self, text: str, day: date | None = None) -> Reading:
        """The same, but the meaning is asked where words leave it open; that happens beside the event loop.

        Many texts at once are read one in each round of the loop, so that other work comes between.
        """
        text, day = text[:LONGEST_CHARACTERS], day or today(utc_now())
        if (text, day) in self._understood:
            return self._understood[text, day]
        async with self._turn():
            reading = self.read(text, day)
            await asyncio.sleep(0)  # the next text is read in the next round
        if self._is_open(text, reading):
            deeper = await self._beside(text, day)
            if deeper is None:
                return reading
            reading = deeper
        self._understood[text, day] = reading
        if len(self._understood) > REMEMBERED:
            self._understood.popitem(last=False)
        return reading

    async def _beside(self, text: str, day: date) -> Reading | None:
        """What the meaning adds; None where too much waits for the model already, or it takes too long."""
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        try:
            asked = asyncio.get_running_loop().run_in_executor(self._thread, self._by_meaning, text, day)
            return await asyncio.wait_for(asked, WAIT_S)
        except TimeoutError:
            return None
        except Exception:  # words have answered already
            _log.exception("meaning_failed")
            return None
        finally:
            self._waiting -= 1

    def _turn(self) -> asyncio.Lock:
        """Lets one text after the other be read in the running loop."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._lock = loop, asyncio.Lock()
        return self._lock

    def think(self, text: str, day: date | None = None) -> Reading:
        """What `understand` gives, without an event loop."""
        text, day = text[:LONGEST_CHARACTERS], day or today(utc_now())
        reading = self.read(text, day)
        return self._by_meaning(text, day) if self._is_open(text, reading) else reading

    def first(self, text: str, by_same_words: bool = False) -> str | None:
        """The entry that the text finds first by its words; without the shortcut for the very words of one unless
        `by_same_words`.
        """
        folded, _ = self._found(text[:LONGEST_CHARACTERS])
        hits = self._index.find(self._words.spell(folded), 1, by_same_words).hits
        return hits[0].slug if hits else None

    def follow(self, text: str, story: str) -> Sequence[Hit]:
        """The entries that may answer words said of a story told before; the first one's score is the chance of it.

        Nothing where the words are about something else.
        """
        if self._found(text[:LONGEST_CHARACTERS])[1].labour < LABOUR_OF_A_STORY:
            return ()
        said, before = (self._words.spell(self._words.fold(one[:LONGEST_CHARACTERS])) for one in (text, story))
        return self._index.follow(said, before)

    def why(self, text: str, reading: Reading) -> dict[str, Share]:
        """What speaks for each entry that a reading of the text found."""
        text = text[:LONGEST_CHARACTERS]
        folded, _ = self._found(text)
        sensed = self._meaning.sense(text) if self._meaning and reading.by_meaning else None
        return self._index.shares(self._words.spell(folded), {hit.slug for hit in reading.hits}, sensed)

    def _by_meaning(self, text: str, day: date) -> Reading:
        assert self._meaning is not None  # noqa: S101 (only asked where `_is_open`)
        folded, _ = self._found(text)
        found = self._index.find(self._words.spell(folded), sensed=self._meaning.sense(text))
        return replace(self._told(text, day, folded, found), by_meaning=True)

    def _is_open(self, text: str, reading: Reading) -> bool:
        """Whether there is a meaning to ask and words alone do not tell enough."""
        if self._meaning is None:
            return False
        _, found = self._found(text)
        if not found.hits or found.hits[0].score >= SURE_AT or found.labour < LABOUR_AT_ALL:
            return False
        return reading.intent != "human" and reading.danger in (None, "violence")

    def _by_words(self, text: str) -> tuple[str, Found]:
        """The folded text, and what its words find."""
        folded = told_out(self._words.fold(text))
        return folded, self._index.find(self._words.spell(folded))

    def _read(self, text: str, day: date) -> Reading:
        return self._told(text, day, *self._found(text))

    def _told(self, text: str, day: date, folded: str, found: Found) -> Reading:
        slots = read_slots(text, day)
        intent = self._intents.tell(folded, found.labour >= LABOUR_AT, slots)
        second = None
        if intent != "other" and found.hits and found.hits[0].score >= ANSWER_AT:
            second = second_matter(folded, found.hits, lambda part: self._index.find(self._words.spell(part)))
        hits = late_first(found.hits, self._index, folded, day)
        return Reading(intent, hits, slots, self._dangers.see(folded), second)
