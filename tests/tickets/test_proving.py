"""Which list a ticket gets, what it knows, and which pieces count; labels on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from rights.elements import Proof, State
from rights.limits import Matter
from rights.proof import Coached
from tickets.clocks import Rules
from tickets.evidence import Evidences, Piece
from tickets.kind import discover
from tickets.models import Ticket
from tickets.proof_words import Asked, asked
from tickets.proving import coached, labels, matter_of
from tickets.service import Opening, Tickets

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KEYS = Keyring.parse(new_key("k"))


async def opened(session: AsyncSession, story: str = "欠我工资", **facts: object) -> tuple[Tickets, Evidences, Ticket]:
    tickets = Tickets(session, KEYS, NOW, Rules())
    return tickets, Evidences(session, KEYS, NOW), await tickets.open(Opening("欠薪", story, None, facts=facts))


async def test_labels_are_kept_changed_and_taken_off(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        _, evidence, ticket = await opened(session)
        first, second = [await evidence.add(ticket, Piece("Image", "m")) for _ in range(2)]
        assert await evidence.label([second.id], ticket, Proof.BANK) == [2]
        assert await evidence.label([first.id, second.id], ticket, Proof.CHAT) == [1, 2]
    async with database.session() as session:
        rows = await Evidences(session, KEYS, NOW).of(ticket)
        assert [row.proof for row in rows] == ["chat", "chat"] and labels(rows) == {Proof.CHAT}
        assert await Evidences(session, KEYS, NOW).label([first.id, second.id], ticket, None) == [1, 2]
        assert labels(await Evidences(session, KEYS, NOW).of(ticket)) == set()
    await database.close()


async def test_another_tickets_piece_gets_no_label(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        _, evidence, ticket = await opened(session)
        _, _, other = await opened(session)
        row = await evidence.add(other, Piece("Image", "m"))
        assert await evidence.label([row.id, 10**6], ticket, Proof.BANK) == [] and row.proof is None
    await database.close()


async def test_what_is_lost_or_labelled_by_a_word_that_is_no_more_counts_not(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        _, evidence, ticket = await opened(session)
        lost, strange = [await evidence.add(ticket, Piece("Image", "m")) for _ in range(2)]
        await evidence.label([lost.id], ticket, Proof.CONTRACT)
        evidence.lose(lost, "gone")
        strange.proof = "papyrus"
        assert labels(await evidence.of(ticket)) == set()
    await database.close()


async def told(database_url: str, story: str, **facts: object) -> Coached:
    database = Database(database_url)
    async with database.session() as session:
        tickets, evidence, ticket = await opened(session, story, **facts)
        found = coached(tickets, ticket, await evidence.of(ticket))
    await database.close()
    return found


async def test_what_the_worker_told_is_known(database_url: str) -> None:
    found = await told(database_url, "欠我工资", amount_fen=100_000)
    state = {one.element.name: one.state for one in found.elements}
    assert state["owed"] is State.PARTLY and state["pay"] is State.MISSING


@pytest.mark.parametrize(
    ("story", "may_have"),
    [
        ("没签合同，老板欠我工资", False),
        ("没有劳动合同", False),
        ("一直没跟我签劳动合同", False),
        ("公司不给签合同", False),
        ("劳动合同也没签", False),
        ("签了三年合同，欠我工资", True),
        ("欠我工资没给，合同在家里", True),
    ],
)
async def test_a_story_without_a_contract_is_not_asked_for_one(story: str, may_have: bool, database_url: str) -> None:
    found = await told(database_url, story)
    assert any(Proof.CONTRACT in one.wanting for one in found.elements) is may_have


@pytest.mark.parametrize("kind", sorted(discover()))
def test_every_kind_of_ticket_has_its_list(kind: str) -> None:
    assert matter_of(kind) == (kind if kind in list(Matter) else Matter.OTHER)


def test_a_topic_says_more_than_its_kind() -> None:
    assert matter_of("欠薪", "未签合同双倍工资") is Matter.CONTRACT
    assert matter_of("辞退", "试用期") is Matter.PROBATION
    assert matter_of("加班", "休息休假") is Matter.LEAVE
    assert matter_of("欠薪", "拖欠工资") is Matter.WAGES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("缺什么证据", Asked("", keep=False, lacks=True)),
        ("要什么证据", Asked("", keep=False, lacks=False)),
        ("怎么取证", Asked("", keep=True, lacks=False)),
        ("工伤证据清单", Asked("工伤", keep=False, lacks=False)),
        ("欠薪的要哪些证据", Asked("欠薪", keep=False, lacks=False)),
        ("我的单子还缺什么材料", Asked("我的单子", keep=False, lacks=True)),
        ("加班怎么取证", Asked("加班", keep=True, lacks=False)),
        ("没签合同怎么证明劳动关系", None),
        ("没有合同没有打卡，在工地干了三个月要什么证据", None),
        ("要什么证据才能赢官司", None),
        ("", None),
    ],
)
def test_only_short_words_ask_for_the_list(text: str, found: Asked | None) -> None:
    assert asked(text) == found
