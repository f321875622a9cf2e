"""Who speaks of an anonymous ticket is told about 「查单」; neither their words nor who they are is kept."""

import re

import pytest
from talks import SURE, Talk, text

from bot.context import Context, Unit
from handlers.fallback import GREETING
from handlers.locating import NOTHING, OURS
from handlers.spoken_of_unnamed import HOW
from tickets import number

TOLD = HOW.partition("{")[0]


async def filed(talk: Talk) -> tuple[str, str]:
    """The number and code, as shown, of an anonymous ticket."""
    await talk.say("匿名")
    said = await talk.say("宏达厂欠我们工资")
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", said)
    assert code is not None
    return number.shown((await talk.tickets())[0][0].number), code.group()


def restart(talk: Talk) -> None:
    """What the process remembers is gone."""
    talk.services.receipts.__init__(talk.services.database, talk.services.keys)  # type: ignore[misc]


async def asked(talk: Talk, words: str) -> tuple[str, bool]:
    """What is answered, and whether the journal is to keep neither the words nor whose they are."""
    known = await talk.services.journal.recall("-", talk.follower)
    async with Unit(talk.services, talk.openid, talk.follower, known.version, talk.now) as unit:
        context = await Context.of(text(words, talk.openid), talk.now, talk.services, unit, known.dialogue)
        answered = await talk._dispatcher.dispatch(context)
        return str(getattr(answered.reply, "content", "")), unit.unlinked


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "编号{0}怎么样了？",
        "{0}有人处理吗",
        "我刚才登记的编号是{0}，怎么查？",
        "{0}",
        "补充 {0} 我叫赵六",
        "查进度 {0}",
        "{1}",
        "{0} {1}",
        "我的电话13995001234，单子{0}",
    ],
)
async def test_its_number_or_code_is_kept_with_nobody(talk: Talk, words: str, restarts: bool) -> None:
    shown, code = await filed(talk)
    if restarts:
        restart(talk)
    for number_ in (shown, shown.replace(" ", ""), shown.replace(" ", "，")):
        said, unlinked = await asked(talk, words.format(number_, code.lower()))
        assert said.startswith(TOLD) and unlinked
    assert len(await talk.tickets()) == 1 and await talk.dialogue() is None


async def test_other_numbers_and_its_own_commands_go_their_usual_way(talk: Talk) -> None:
    shown, code = await filed(talk)
    restart(talk)
    said, unlinked = await asked(talk, f"查单 {shown} {code}")
    assert said.startswith(f"编号 {shown}") and unlinked
    talk.means("老板不给我结账", "complaint", ("arrears", SURE))
    talk.later(minutes=31)
    for words in ("老板不给我结账", "1", "退出"):
        await talk.say(words)
    own = number.shown((await talk.tickets())[-1][0].number)
    for words in (f"{own}有人处理吗", "我的卡号6222 3456 7899 2345", "单号123456789"):
        said, unlinked = await asked(talk, words)
        assert not said.startswith(TOLD) and not unlinked


@pytest.mark.parametrize("words", ["我刚才登记的怎么查？", "有人处理吗", "什么时候有答复呢"])
async def test_a_question_about_what_was_just_filed_is_kept_with_nobody(talk: Talk, words: str) -> None:
    assert await asked(talk, words) == (GREETING, False)
    await filed(talk)
    said, unlinked = await asked(talk, words)
    assert said.startswith(TOLD) and unlinked
    assert await asked(talk, "你们几点下班？") == (f"{OURS}\n\n{NOTHING}", False)
