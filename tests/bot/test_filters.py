"""What a handler can wait for: matching and not matching, and how the route list prints it."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import context_of

from bot.context import TRAILING, Context, fold
from bot.core.followers import Dialogue
from bot.filters import Anything, Clicks, InDanger, Mentions, Says, Sends, StartsWith, Talking, Wants, Writes
from bot.router import Band, Dispatcher, Router
from bot.wechat.message import Click, Event, Image, Message, Subscribe, Text, Voice
from bot.wechat.reply import Text as Answer
from knowledge.reading import Reading
from knowledge.slots import Slots

HEAD = {"account": "gh_1", "openid": "o_1", "created_s": 1_700_000_000}
IMAGE = Image(**HEAD, msg_id="1", pic_url="http://127.0.0.1/", media_id="m")
CLICK = Click(**HEAD, event="CLICK", event_key="human")
SUBSCRIBE = Subscribe(**HEAD, event="subscribe", event_key="", scene=None, ticket=None)
HEARD = Voice(**HEAD, msg_id="2", media_id="m", recognition="转人工。")
UNHEARD = Voice(**HEAD, msg_id="3", media_id="m", recognition="")


def reading(intent: str = "faq", danger: str | None = None) -> Reading:
    return Reading(intent, (), Slots(), danger)  # type: ignore[arg-type]


MATCHING = {
    "says": (Says("转人工"), context_of("转人工")),
    "says, of other width and case": (Says("help"), context_of(" ＨＥＬＰ！ ")),
    "says, with closing marks": (Says("1登记"), context_of("１登记。。")),
    "says, spoken": (Says("转人工"), context_of(HEARD)),
    "starts with": (StartsWith("查", "问"), context_of("问工伤")),
    "mentions": (Mentions("工伤"), context_of("我要问工伤的事")),
    "wants": (Wants("human"), context_of("x", reading=reading("human"))),
    "in danger": (InDanger(), context_of("x", reading=reading(danger="self_harm"))),
    "talking": (Talking("adding", timedelta(hours=1)), context_of("x", Dialogue("adding"))),
    "sends": (Sends(Image, Voice), context_of(IMAGE)),
    "sends a kind of": (Sends(Message), context_of(IMAGE)),
    "sends an event": (Sends(Event), context_of(CLICK)),
    "clicks": (Clicks("ask", "human"), context_of(CLICK)),
    "writes": (Writes(), context_of("？")),
    "writes, spoken": (Writes(), context_of(HEARD)),
    "anything": (Anything(), context_of(SUBSCRIBE)),
}
NOT_MATCHING = {
    "says more": (Says("转人工"), context_of("请转人工")),
    "says nothing at all": (Says("", "。"), context_of("。。")),
    "says, an event": (Says(""), context_of(CLICK)),
    "ends with": (StartsWith("工伤"), context_of("问工伤")),
    "does not mention": (Mentions("工伤"), context_of("工资伤人")),
    "wants another": (Wants("human"), context_of("x", reading=reading("faq"))),
    "wants, unread": (Wants("human"), context_of(IMAGE)),
    "no danger": (InDanger(), context_of("x", reading=reading())),
    "no danger, unread": (InDanger(), context_of(IMAGE)),
    "talking of another": (Talking("adding", timedelta(hours=1)), context_of("x", Dialogue("complaint"))),
    "talking without a dialogue": (Talking("adding", timedelta(hours=1)), context_of("x")),
    "talking by a picture": (Talking("adding", timedelta(hours=1)), context_of(IMAGE, Dialogue("adding"))),
    "sends another": (Sends(Image), context_of(HEARD)),
    "clicks another": (Clicks("ask"), context_of(CLICK)),
    "clicks, typed": (Clicks("human"), context_of("human")),
    "writes nothing heard": (Writes(), context_of(UNHEARD)),
    "writes, blanks": (Writes(), context_of("  ")),
}


@pytest.mark.parametrize("name", MATCHING)
def test_matches(name: str) -> None:
    one, context = MATCHING[name]
    assert one.matches(context)


@pytest.mark.parametrize("name", NOT_MATCHING)
def test_does_not_match(name: str) -> None:
    one, context = NOT_MATCHING[name]
    assert not one.matches(context)


@pytest.mark.parametrize(
    ("one", "printed"),
    [
        (Says("乙", "甲"), "says 乙 / 甲"),
        (StartsWith("查"), "starts with 查"),
        (Mentions("工伤"), "mentions 工伤"),
        (Wants("human"), "wants human"),
        (InDanger(), "a life in danger"),
        (Talking("adding", timedelta(hours=1)), "in the dialogue adding"),
        (Sends(Text, Image), "sends Text / Image"),
        (Clicks("b", "a"), "clicks a / b"),
        (Writes(), "any text"),
        (Anything(), "anything"),
    ],
)
def test_is_printed_so(one: object, printed: str) -> None:
    assert str(one) == printed


VISIBLE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)


@settings(deadline=None)  # the machine may be busy
@given(VISIBLE, st.text(TRAILING, max_size=4))
def test_folding_twice_changes_nothing_and_marks_around_do_not_count(words: str, marks: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert fold(words + marks) == fold(words)


@pytest.mark.parametrize("name", MATCHING)
async def test_what_matches_is_asked(name: str) -> None:
    one, context = MATCHING[name]
    router = Router(Band.COMMAND)

    @router.on(Says("别的"), one)
    async def handle(_context: Context) -> Answer:
        return Answer("好")

    assert (await Dispatcher([router]).dispatch(context)).reply == Answer("好")
