"""「写材料」: bare commands lead to the papers, questions about papers do not."""

from dataclasses import replace

import pytest
from talks import Talk
from test_my_pages import address

from bot.wechat.account import Account
from handlers import papers
from handlers.my_pages import ONCE
from handlers.papers import ANY, FREE, NAMES, USUAL
from rights.paper import discover
from tickets.entering import PAPERS, Entrance, link_path


async def opened(talk: Talk) -> None:
    await talk.say(talk.means("老板欠我钱", "complaint", ("arrears", 0.9)))
    await talk.say("1")


@pytest.mark.parametrize("words", [*ANY, "写材料。", "文书"])
async def test_without_a_ticket_the_usual_papers(talk: Talk, words: str) -> None:
    answered = await talk.send(words)
    assert answered.handler == "papers.papers"
    said = answered.reply.content
    assert USUAL in said and "劳动人事争议仲裁申请书" in said
    assert address(said) == f"{talk.services.settings.server.public_url}/my/papers"


@pytest.mark.parametrize("name", sorted(NAMES))
async def test_a_named_paper_says_who_takes_it(talk: Talk, name: str) -> None:
    form = discover()[NAMES[name]]
    for words in (name, f"写{name}"):
        said = await talk.say(words)
        assert form.title in said and form.receiver in said
        assert (FREE in said) == (form.name in ("arbitration", "legal-aid"))


async def test_every_paper_can_be_named() -> None:
    assert set(NAMES.values()) == set(discover())


async def test_the_papers_of_the_open_ticket(talk: Talk) -> None:
    await opened(talk)
    said = await talk.say("写材料")
    [(ticket, _)] = await talk.tickets()
    assert said.startswith(papers.OF_TICKET.format(kind=ticket.kind, number=f"{ticket.number[:3]} ")[:12])
    assert "劳动保障监察投诉书" in said


async def test_elsewhere_the_link_is_good_once_and_leads_to_the_papers(talk: Talk) -> None:
    talk.services = replace(talk.services, account=Account.of("unverified"))
    said = await talk.say("写材料")
    url = address(said)
    assert ONCE in said and url.endswith("?to=papers")
    token = url.rpartition("/")[2].partition("?")[0]
    assert url.endswith(link_path(token, PAPERS))
    async with talk.services.database.session() as session:
        assert await Entrance(session, talk.services.keys, talk.now).use(token) == talk.follower


@pytest.mark.parametrize("words", ["仲裁申请书怎么写", "投诉书要写什么", "证据目录要不要附上", "文书在哪里交"])
async def test_questions_are_left_to_the_knowledge(talk: Talk, words: str) -> None:
    answered = await talk.send(talk.means(words, "faq", ("arrears", 0.9)))
    assert answered.handler != "papers.papers"
