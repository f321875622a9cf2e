"""Which handler answers: bands in order, conflicts at the start, commands before dialogues."""

import pkgutil
import types
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from harness import knowledge
from talks import context_of

import bot.router
import handlers
from bot.context import Context
from bot.core.followers import Dialogue
from bot.filters import Anything, Filter, OfWords, Says, Talking, Writes
from bot.router import Band, Dispatcher, Router, RouterConflict, Unanswered, discover
from bot.wechat.reply import Reply, Text


def router(band: Band, *routes: tuple[str, tuple[object, ...], str | None]) -> Router:
    """A router whose handlers of these names reply with the text given, or leave the message with None."""
    made = Router(band)
    for name, filters, answer in routes:

        async def handle(_context: Context, answer: str | None = answer) -> Reply | None:
            return Text(answer) if answer else None

        handle.__name__ = name
        made.on(*filters)(handle)
    return made


async def answer(dispatcher: Dispatcher, words: str, dialogue: Dialogue | None = None) -> tuple[str, str]:
    """(handler, reply)."""
    answered = await dispatcher.dispatch(context_of(words, dialogue))
    return answered.handler, answered.reply.content


async def test_bands_are_asked_in_order_whatever_the_order_of_files() -> None:
    routers = [router(band, (band.name.lower(), (Writes(),), band.name)) for band in reversed(Band)]
    for band in Band:
        kept = [one for one in routers if one.band >= band]
        assert await answer(Dispatcher(kept), "话") == (f"test_router.{band.name.lower()}", band.name)


async def test_none_leaves_the_message_to_the_next() -> None:
    written = [(name, (Writes(),), reply) for name, reply in (("first", None), ("second", "二"), ("third", "三"))]
    safety = router(Band.SAFETY, ("other", (Says("别的"),), "别的"))
    dispatcher = Dispatcher([router(Band.COMMAND, *written), safety])
    assert await answer(dispatcher, "话") == ("test_router.second", "二")


async def test_any_filter_of_a_route_is_enough() -> None:
    dispatcher = Dispatcher([router(Band.COMMAND, ("one", (Says("甲"), Says("乙")), "好"))])
    assert (await answer(dispatcher, "乙"))[1] == "好"


async def test_nobody_answering_is_an_error() -> None:
    with pytest.raises(Unanswered, match="Text"):
        await Dispatcher([router(Band.FALLBACK, ("none", (Anything(),), None))]).dispatch(context_of("话"))


TALKING = router(Band.DIALOGUE, ("dialogue", (Talking("complaint", timedelta(hours=1)),), "对话"))
COMMANDS = router(Band.COMMAND, ("command", (Says("查进度"),), "命令"))
SAFE = router(Band.SAFETY, ("danger", (Says("救命"),), "救"))


@pytest.mark.parametrize(
    ("words", "handler"),
    [
        ("宏达公司", "dialogue"),
        ("查进度", "command"),
        ("查进度。", "command"),
        ("我要查进度", "dialogue"),
        ("救命", "danger"),
    ],
)
async def test_a_command_typed_in_a_dialogue_goes_to_its_command(words: str, handler: str) -> None:
    dispatcher = Dispatcher([TALKING, COMMANDS, SAFE])
    assert (await answer(dispatcher, words, Dialogue("complaint")))[0] == f"test_router.{handler}"


async def test_answers_of_a_dialogue_are_no_commands() -> None:
    yes = router(Band.DIALOGUE, ("yes", (Says("好"),), "要"))
    assert (await answer(Dispatcher([yes, COMMANDS]), "好"))[0] == "test_router.yes"


@pytest.mark.parametrize("same", ["人工", "人工。", " 人工", "人工！！"])
def test_two_equal_exact_texts_stop_the_start(same: str) -> None:
    routers = [router(Band.COMMAND, ("one", (Says("人工"),), "一")), router(Band.COMMAND, ("two", (Says(same),), "二"))]
    with pytest.raises(RouterConflict, match=r"test_router\.one and test_router\.two .*人工"):
        Dispatcher(routers)


def test_the_same_text_twice_in_one_handler_or_in_two_bands_is_no_conflict() -> None:
    Dispatcher([router(Band.COMMAND, ("one", (Says("人工"), Says("人工", "客服")), "一")), SAFE])
    Dispatcher(
        [router(Band.COMMAND, ("one", (Says("好"),), "一")), router(Band.DIALOGUE, ("two", (Says("好"),), "二"))]
    )


def test_every_file_of_handlers_is_found_and_none_is_empty() -> None:
    files = {module.name for module in pkgutil.iter_modules(handlers.__path__)}
    routers = discover(handlers)
    assert {route.name.partition(".")[0] for one in routers for route in one.routes} == files
    assert all(one.routes for one in routers)


def test_a_module_without_a_router_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quiet_handlers").mkdir()
    (tmp_path / "quiet_handlers" / "__init__.py").write_text("")
    (tmp_path / "quiet_handlers" / "words.py").write_text("HELLO = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    package = __import__("quiet_handlers")
    assert isinstance(package, types.ModuleType) and discover(package) == []


def test_the_real_handlers_do_not_conflict_and_always_answer() -> None:
    routes = Dispatcher(discover(handlers)).routes
    assert [route.band for route in routes] == sorted(route.band for route in routes)
    assert any(isinstance(one, Anything) for one in routes[-1].filters)


async def test_a_command_that_leaves_the_message_gives_it_to_the_dialogue() -> None:
    leaving = router(Band.COMMAND, ("command", (Says("没用"),), None))
    after = router(Band.KNOWLEDGE, ("answer", (Writes(),), "答"))
    dispatcher = Dispatcher([TALKING, leaving, after])
    assert (await answer(dispatcher, "没用", Dialogue("complaint")))[0] == "test_router.dialogue"
    assert (await answer(dispatcher, "没用"))[0] == "test_router.answer"


class Counting(Filter):
    """Says yes to every second message."""

    def __init__(self) -> None:
        self.asked = 0

    def matches(self, context: Context) -> bool:
        self.asked += 1
        return self.asked % 2 == 0


class CountingWords(Counting, OfWords):
    """The same, though it promises to look at the words alone."""


async def test_a_filter_of_words_is_asked_once_for_the_same_words_any_other_each_time() -> None:
    whoever, words = Counting(), CountingWords()
    routers = [router(Band.COMMAND, ("whoever", (whoever,), "每隔一次"), ("words", (words,), "从不"))]
    dispatcher = Dispatcher([*routers, router(Band.FALLBACK, ("rest", (Anything(),), "其他"))])
    said = [(await answer(dispatcher, "话"))[1] for _ in range(4)]
    assert said == ["其他", "每隔一次"] * 2
    assert (whoever.asked, words.asked) == (4, 1)
    await answer(dispatcher, "别的话")
    assert (whoever.asked, words.asked) == (5, 3)


async def test_words_are_remembered_with_the_dialogue_they_are_said_in() -> None:
    dispatcher = Dispatcher([TALKING, COMMANDS, router(Band.FALLBACK, ("rest", (Anything(),), "其他"))])
    for _ in range(2):
        assert (await answer(dispatcher, "宏达公司"))[1] == "其他"
        assert (await answer(dispatcher, "宏达公司", Dialogue("complaint")))[1] == "对话"


async def test_only_so_many_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.router, "WORDS_REMEMBERED", 3)
    words = CountingWords()
    dispatcher = Dispatcher([router(Band.COMMAND, ("words", (words,), None), ("rest", (Anything(),), "其他"))])
    for at in (1, 2, 3, 4, 1):
        assert (await answer(dispatcher, f"第{at}句"))[1] == "其他"
    assert len(dispatcher._of_words) == 3
    assert "句" not in repr(dispatcher._of_words.keys())  # what was said does not stay in memory


@pytest.mark.parametrize(
    "words", ["老板欠我三个月工资，一共多少钱？", "我要匿名举报", "261047398", "第82条", "2", "找我"]
)
def test_what_promises_to_look_at_the_words_alone_does(words: str) -> None:
    context, reading = context_of(words), knowledge().known.reader.read(words)
    told = SimpleNamespace(intent=reading.intent, danger=reading.danger)
    shown = SimpleNamespace(message=context.message, said=context.said, text=context.text, reading=told)
    for route in Dispatcher(discover(handlers)).routes:
        for one in route.filters:
            if isinstance(one, OfWords):
                assert one.matches(shown) in (True, False), one  # type: ignore[arg-type]
