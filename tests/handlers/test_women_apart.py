"""What a woman worker tells of herself is offered a ticket of its own, and never put on one of another kind."""

from dataclasses import replace

import pytest
from talks import SURE, Talk, entry, knowing

from handlers.adding import WRITTEN
from handlers.complaint import OFFER
from handlers.women_apart import APART

WAGES, MATTER = "老板不给我结账", "我怀孕了，公司要辞退我，经理还性骚扰我"
ENTRIES = (entry("arrears"), entry("pregnant", topic="女职工保护与生育"), entry("fired", topic="解除与辞退"))


@pytest.fixture
def owed(talk: Talk) -> Talk:
    """A talk where the entries have these topics."""
    known = replace(talk.services.shelf.now, library=knowing(ENTRIES).known.library)
    talk.services = replace(talk.services, shelf=type(talk.services.shelf)(known))
    return talk


async def registered(talk: Talk, *after: str) -> None:
    """An open ticket about wages; its first question asked, unless words came `after`."""
    talk.means(WAGES, "complaint", ("arrears", SURE))
    for words in (WAGES, "1", *after):
        await talk.say(words)


@pytest.mark.parametrize("after", [(), ("退出", "补充", "退出", "查进度"), ("退出", "撤", "3")])
@pytest.mark.parametrize(
    ("slug", "intent"), [("pregnant", "complaint"), ("pregnant", "faq"), ("fired", "complaint"), ("fired", "other")]
)
async def test_it_is_offered_a_ticket_of_its_own(owed: Talk, slug: str, intent: str, after: tuple[str, ...]) -> None:
    await registered(owed, *after)
    owed.means(MATTER, intent, (slug, SURE))
    said = await owed.say(MATTER)
    assert said.startswith(APART) and said.endswith(OFFER)
    await owed.say("1")
    (wages, history), (own, its) = await owed.tickets()
    assert (wages.kind, own.kind) == ("欠薪", "女职工")
    assert all(MATTER not in words for _, words in history)
    assert ("opened", MATTER) in its


async def test_on_a_ticket_of_its_kind_it_is_written_down(owed: Talk) -> None:
    owed.means(MATTER, "complaint", ("pregnant", SURE))
    for words in (MATTER, "1", "退出", "查进度"):
        await owed.say(words)
    more = owed.means("经理又摸我", "complaint", ("pregnant", SURE))
    [(ticket, _)] = await owed.tickets()
    assert (await owed.say(more)).startswith(WRITTEN.partition("{")[0])
    assert ticket.kind == "女职工" and ("said", more) in (await owed.tickets())[0][1]


@pytest.mark.parametrize(("words", "intent"), [("产假有多少天呢", "faq"), ("包工头又躲着我", "complaint")])
async def test_a_question_and_other_words_go_their_usual_way(owed: Talk, words: str, intent: str) -> None:
    await registered(owed, "退出", "查进度")
    owed.means(words, intent, ("pregnant" if intent == "faq" else "arrears", SURE))
    assert not (await owed.say(words)).startswith(APART)
