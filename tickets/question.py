"""One thing a ticket needs to know: how it is asked, and how the answer is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.bare_facts import is_figures
from knowledge.dates import read_dates
from knowledge.given import is_of_given
from knowledge.phones import blank_phones
from knowledge.slots import read_slots
from tickets.firm_words import is_a_person, names_no_firm, names_nobody, tells_payment, without_district
from tickets.vague_sums import confirm_owed

Read = Callable[[str, date], dict[str, Any]]
Confirms = Callable[[str], tuple[str, dict[str, Any]]]

MOST_OF_A_NAME = 60
MOST_AROUND_PHONE = 20  # a longer text with a phone in it tells where, too
MOST_OF_A_PHONE = 20
LEAST_OF_A_SUM = 3  # digits; a number below is a second tap
MOST_OF_A_DAY = 20  # longer words that mention tomorrow tell of something else
NOT_YET = "这里要的是已经过去的日子，您说的还没到。请再看看是哪天，或者回复「跳过」。"
STILL_THERE = "这个日子还没到：还没走的，回复「在」；已经走了，说是哪天走的，或者回复「跳过」。"
WHICH_DAY = "哪天走的？大概的日子也行，比如「10月15日」；不记得回「跳过」。"
BAD_PHONE = "这个号码像是少了或多了数字，请再发一次，或者回复「跳过」。"
BAD_WHERE = "这不像单位的名字。单位或工地叫什么，比如「宏达服装厂，金凤区」？不知道就回复「跳过」。"
WHOSE_NAME = (
    "「{name}」要是老板的名字，回复「老板{name}」；是单位、店的名字，回复「单位叫{name}」。都不是就回复「跳过」。"
)
BAD_SUM = "这个数不像是钱数，请再看一下。是多少元，写个数就行，比如 18000；说不准就回复「跳过」。"
_ONLY_A_DISTRICT = re.compile(r"(?:就?在)?(?:银川市?)?[一-鿿]{2,3}(?:(?<!小)区|县|(?<!超)市)(?:的|这边|那边)?[。.！!]?")
_TO_COME = re.compile(r"明[天日早晚后]|[大]?后[天日年]|明年|来年|过(?:几|两|些)天|下(?:个?月|一?个?(?:周|星期|礼拜))")
LABELLED = re.compile(
    r"^(?:用人)?(?:单位|公司|工地)(?:的?(?:名称|全称|名字))?(?:[:：]|叫(?!什么)(?=[一-鿿]{2,3}$))\s*"
)  # before the name of a firm
_FIGURE = re.compile(r"[-−－+负]?[\d.,，\s零〇一二两三四五六七八九十百千万亿]+(?:元|块)?钱?[。.]?")
_GONE = re.compile(r"走|离|辞|不干|没干|开除|退")
_OF_ELSE = re.compile(r"[去来进走]的|入职|上班|离职|受伤|签|开始干")
_BARE = re.compile(r"\d{1,2}[.。、]?")  # of no list: a tap for another question, or half a day
_STILL = re.compile(r"还?在(?:干|职|做|上班|岗|厂|里面|那儿?)?$|没(?:有)?(?:走|离开|离职)|在的|还在")


class BadAnswer(ValueError):
    """The answer cannot be it; the text says why, and is empty where the question alone says enough."""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked unless one of `settles` is known. `read` gives what an answer tells, by slot; nothing where it tells
    nothing, or raises BadAnswer. A `loose` one takes any words. One that has only a sense with another slot names it:
    `after`. `again`: how it is asked of one whose words did not answer it. `confirms`: how it is asked of one who told
    something vague, and what a yes then answers. `lacks`: how what is still missing is asked for where the slot before
    it is all that is known.
    """

    name: str
    label: str
    asks: str
    read: Read
    settles: tuple[str, ...]
    loose: bool = False
    after: str = ""
    again: str = ""
    confirms: Confirms | None = None
    lacks: tuple[tuple[str, str], ...] = ()

    def is_settled(self, facts: Mapping[str, Any]) -> bool:
        """Whether it need not be asked."""
        return any(facts.get(slot) is not None for slot in self.settles)

    def asked_again(self, said: str, facts: Mapping[str, Any]) -> str:
        """How it is asked of one whose words `said` did not answer it."""
        if self.name == "ended" and _GONE.search(said):
            return WHICH_DAY
        return self.again or self._lacking(facts)

    def replaced(self, facts: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
        """The answer that `told` takes the place of, slot by slot, to be forgotten; none where it only adds to one."""
        return dict.fromkeys(self.settles) if self.is_settled(facts) and self.is_settled(told) else {}

    def asked(self, facts: Mapping[str, Any]) -> str:
        """How it is asked of one who may have told a part of it, or something vague."""
        return self._confirming(facts)[0]

    def offered(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What a yes answers, where the question named it."""
        return self._confirming(facts)[1]

    def _confirming(self, facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        vague = facts.get("unsure", {}).get(self.name)
        return self.confirms(vague) if self.confirms and vague else (self._lacking(facts), {})

    def _lacking(self, facts: Mapping[str, Any]) -> str:
        known = [asks for slot, asks in self.lacks if facts.get(slot) is not None]
        return known[0] if len(known) == 1 else self.asks


def slots_after(cue: str, *slots: str) -> Read:
    """Reads these slots from words that stand alone as from a sentence that begins with `cue`."""

    def read(text: str, today: date) -> dict[str, Any]:
        told = read_slots(f"{cue}{text}", today)
        return {slot: getattr(told, slot) for slot in slots if getattr(told, slot) is not None}

    return read


def sum_after(cue: str, slot: str) -> Read:
    """Reads a sum of money as `slots_after` does; a bare figure that is none is refused."""
    read = slots_after(cue, slot)

    def read_sum(text: str, today: date) -> dict[str, Any]:
        told = {} if is_of_given(text) or tells_payment(text) else read(text, today)
        if not told and _FIGURE.fullmatch(text.strip()) and read_slots(text, today).phone is None:
            raise BadAnswer(BAD_SUM)
        return told

    return read_sum


def day_as(slot: str, not_yet: str = NOT_YET) -> Read:
    """Reads a day (or month, or year) that is not to come; `not_yet` is what is said to one that is."""

    def read(text: str, today: date) -> dict[str, Any]:
        days = [when for when in read_dates(text, today) if when.precision != "between"]
        if not days and _BARE.fullmatch(text.strip()):
            raise BadAnswer("")
        if (len(text) <= MOST_OF_A_DAY and _TO_COME.search(text)) or (days and days[0].first > today):
            raise BadAnswer(not_yet)
        return {slot: days[0].iso} if days else {}

    return read


def owed(*slots: str) -> Read:
    """Reads for which months wages are owed, or how many: 3月到5月, 6月7月8月, 三个月; of several the first counts."""

    def read(text: str, today: date) -> dict[str, Any]:
        days = sorted(when.iso for when in read_dates(text, today))
        if any(when.first > today for when in read_dates(text, today)):
            raise BadAnswer(NOT_YET)
        is_else = is_of_given(text) or _OF_ELSE.search(text) is not None
        told, alone = read_slots(text if is_else else f"{text}的工资没发", today), read_slots(f"欠{text}", today)
        found = {slot: getattr(told, slot) for slot in ("owed_from", "owed_to")} | {
            "months": told.months or alone.months
        }
        if len(days) > 1 and not is_else:
            found |= {"owed_from": days[0], "owed_to": days[-1]}
        return {slot: value for slot, value in found.items() if slot in slots and value is not None}

    return read


def one_of(slot: str, *choices: str) -> Read:
    """Reads the number of a choice, from 1, or its words."""

    def read(text: str, today: date) -> dict[str, Any]:
        del today
        number = text.strip().rstrip("。.、 ")
        if number.isdecimal() and len(number) <= 2:
            if not 1 <= int(number) <= len(choices):
                raise BadAnswer("")
            return {slot: choices[int(number) - 1]}
        said = [choice for choice in choices if choice in text]
        return {slot: said[0]} if len(said) == 1 else {}

    return read


def numbered(asks: str, *choices: str) -> str:
    """The question with its choices, a line each."""
    return "\n".join([asks, *(f"{at}. {choice}" for at, choice in enumerate(choices, 1))])


def choice(name: str, label: str, asks: str, *choices: str) -> Question:
    """A question with a few answers to choose from."""
    return Question(name, label, numbered(asks, *choices), one_of(name, *choices), (name,))


def read_where(text: str, today: date) -> dict[str, Any]:
    """Reads a firm or site, with the district and the phone if they are told along with it."""
    labelled, text = text.strip(), LABELLED.sub("", text.strip(), count=1)
    if text == labelled and is_a_person(text):
        raise BadAnswer(WHOSE_NAME.format(name=text))
    if text.isdecimal() and len(text) < LEAST_OF_A_SUM:
        raise BadAnswer("")  # a second tap of 「1」 is no employer
    if names_nobody(text) or names_no_firm(text):
        return {}
    told = read_slots(text, today)
    if told.phone is None and _is_figure_or_date(text, today):
        raise BadAnswer(BAD_WHERE)
    found = {"district": told.district, "phone": told.phone, "employer": told.employer}
    if _ONLY_A_DISTRICT.fullmatch(text) or is_figures(text, today):
        return {"district": told.district} if told.district else {}
    if not told.phone or (not told.employer and len(text) > MOST_AROUND_PHONE):
        found["employer"] = without_district(text, today)[:MOST_OF_A_NAME]  # a site and its company may both be named
    return {slot: value for slot, value in found.items() if value}


def _is_figure_or_date(text: str, today: date) -> bool:
    """Whether it is nothing but a number or a date in digits, which no firm is called."""
    is_date = any(one.start == 0 and one.end == len(text) for one in read_dates(text, today))
    return any(mark.isdigit() for mark in text) and (is_date or _FIGURE.fullmatch(text) is not None)


def read_phone(text: str, today: date) -> dict[str, Any]:
    """Reads a phone number."""
    phone = read_slots(text, today).phone
    if phone is None and any(mark.isdigit() for mark in blank_phones(text)) and len(text) < MOST_OF_A_PHONE:
        raise BadAnswer(BAD_PHONE)
    return {"phone": phone} if phone else {}


def read_left(text: str, today: date) -> dict[str, Any]:
    """Reads whether the worker is still there, else the day they left."""
    if is_of_given(text) or (len(read_dates(text, today)) > 1 and not _GONE.search(text)):
        return {}  # 今天给了2000; 今年7月到9月: the months that are owed, not a day of leaving
    if _STILL.search(text.strip().rstrip("。，,.!！")):
        return {"still": "还在干"}
    return day_as("ended", STILL_THERE)(text, today)


def read_name(slot: str) -> Read:
    """Takes the words as they are, cut to a name's length."""
    return lambda text, today: {} if names_nobody(text) else {slot: text[:MOST_OF_A_NAME]}


def read_worker(text: str, today: date) -> dict[str, Any]:
    """Reads whom it is filed for, with the phone if it is told."""
    phone = read_slots(text, today).phone
    return {"worker": text[:MOST_OF_A_NAME]} | ({"phone": phone} if phone else {})


BEHALF = Question(
    "worker",
    "替谁登记",
    "您替哪位工友登记？说他的称呼和电话。要他本人同意才行。",
    read_worker,
    ("worker",),
    loose=True,
)
ASK_NAME = "再补一句，办得快：单位或工地叫什么？不知道就回复「跳过」。"
ASK_DISTRICT = "在哪个区（县、市）？名字不对的，直接说对的。不知道就回复「跳过」。"
WHERE = Question(
    "employer",
    "单位",
    "再补一句，办得快：单位或工地叫什么，在哪个区（县、市）？不知道就回复「跳过」。",
    read_where,
    ("employer",),
    loose=True,
    lacks=(("district", ASK_NAME), ("employer", ASK_DISTRICT)),
)
SUM = Question(
    "amount_fen",
    "金额",
    "一共欠您多少元？说个数就行，比如 18000。说不准就回复「跳过」。",
    sum_after("欠", "amount_fen"),
    ("amount_fen",),
    confirms=confirm_owed,
)
OWED = Question(
    "months",
    "欠的是",
    "欠的是哪几个月的？比如「今年3月到5月」或者「三个月」。",
    owed("months", "owed_from", "owed_to"),
    ("months", "owed_from", "owed_to"),
)
WHICH_MONTHS = Question(
    "owed_from",
    "哪几个月",
    "还有一样，说了更好办，不说也行：是哪几个月的？比如「今年3月到5月」。",
    owed("owed_from", "owed_to"),
    ("owed_from", "owed_to"),
    after="months",
)
LEFT = Question(
    "ended",
    "离开",
    "现在还在那儿干吗？还在干，回复「在」；已经走了，说哪天走的，比如「10月15日」。这关系到最晚哪天要办。",
    read_left,
    ("ended", "still"),
    again="您还在那儿上班吗？回一个字「在」，或者回离开的日子，比如「10月15日」；不想说回「跳过」。",
)
BEGAN = Question("began", "开始干活", "您是哪年哪月去那儿干的？比如「2023年9月」。", day_as("began"), ("began",))
WAGE = Question(
    "wage_fen", "月工资", "一个月工资大概多少元？比如 6500。", sum_after("月工资", "wage_fen"), ("wage_fen",)
)
PHONE = Question("phone", "电话", "留个电话，工作人员好找您？不想留就回复「跳过」。", read_phone, ("phone",))
