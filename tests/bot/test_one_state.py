"""What is published reaches the next message, and one message never sees two states of what is known."""

from pathlib import Path

from harness import Product
from shelved import QUITTING, TEXTS_BY_SLUG, Base, reworded
from talks import OTHER, services_of, text
from talks import entry as entry_of

from bot.context import Context, Unit
from bot.core.clock import utc_now
from knowledge.editing import Change
from knowledge.library import Library
from knowledge.shelf import Known
from knowledge.versions import Act
from rights.parameters import Parameters

QUESTION = "辞职要提前几天"


class Says:
    """A reader for which nothing is about work."""

    async def understand(self, _words: str, _day: object) -> object:
        return OTHER


async def test_a_publication_reaches_the_next_message(running: Product) -> None:
    follower, base = running.follower(), Base(running.parts.services.database, utc_now())
    for slug, words in TEXTS_BY_SLUG.items():
        await base.put(slug, words.replace("{{热线}}", "12351"))
    assert await running.parts.watch.look()
    assert (await running.say(follower, QUESTION)).startswith("提前三十日书面说一声就行。")
    await base.put(QUITTING, reworded(QUITTING, lambda words: words.replace("提前三十日书面", "发微信")))
    assert await running.parts.watch.look()
    assert (await running.say(follower, QUESTION)).startswith("发微信说一声就行。")
    await base.change(Change(QUITTING, 1, Act.ROLLBACK))
    assert await running.parts.watch.look()
    assert (await running.say(follower, QUESTION)).startswith("提前三十日书面说一声就行。")


async def test_a_message_keeps_the_state_it_began_with(tmp_path: Path) -> None:
    services = services_of(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/a.db", entries=[entry_of("old")])
    async with Unit(services, "o", "f", 0, utc_now()) as unit:
        context = await Context.of(text("您好"), utc_now(), services, unit, None)
        known = Known(Says(), Library([entry_of("new")], Parameters({})))  # type: ignore[arg-type]
        services.shelf.now = known
        later = await Context.of(text("您好"), utc_now(), services, unit, None)
    await services.database.close()
    assert (list(context.library.entries), list(later.library.entries)) == (["old"], ["new"])
