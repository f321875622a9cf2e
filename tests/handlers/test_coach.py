"""The evidence coach in the chat: short words, the ticket's list, and full questions left to the knowledge."""

import pytest
from talks import FAR, NEAR, START, SURE, Talk, text

from bot.wechat.message import Image, Voice
from handlers.coaching import (
    BRING,
    BY_NUMBER,
    BY_WORDS,
    CONTRACT_FIRST,
    ENOUGH,
    LEGEND,
    OF_MATTER,
    OF_TICKET,
    SEND,
    THEIRS,
)  # fmt: skip
from handlers.coaching import KEEP as KEPT
from handlers.evidence import TAKEN
from rights.elements import Proof, State
from rights.limits import Matter
from rights.proof_pieces import PIECES
from tickets import number
from tickets.evidence import Evidences
from tickets.evidence import Piece as Sent
from tickets.service import Opening, Tickets

FIRST_SCREEN = 300
STORY = "老板欠我三个月工资，没签合同"


async def ticket(talk: Talk, kind: str = "欠薪", story: str = STORY, **facts: object) -> str:
    """The shown number of a ticket this follower has open."""
    async with talk.services.database.session() as session:
        opening = Opening(kind, story, talk.follower, facts=facts)
        return number.shown(
            (await Tickets(session, talk.services.keys, START, talk.services.rules).open(opening)).number
        )


async def arrived(talk: Talk, *proofs: Proof | None) -> None:
    """Pictures on the newest ticket, named by these."""
    async with talk.services.database.session() as session:
        evidence = Evidences(session, talk.services.keys, START)
        [newest, *_] = await Tickets(session, talk.services.keys, START, talk.services.rules).of(talk.follower)
        for proof in proofs:
            row = await evidence.add(newest, Sent("Image", "media"))
            await evidence.label([row.id], newest, proof)


@pytest.mark.parametrize("words", ["缺什么证据", "要什么证据？", "证据清单", "还缺啥证据"])
async def test_an_open_ticket_shows_its_list_and_what_to_bring(talk: Talk, words: str) -> None:
    shown = await ticket(talk)
    said = await talk.say(words)
    assert said.startswith(OF_TICKET.format(number=shown, matter="欠薪"))
    assert f"{State.MISSING.mark} 您在那儿上班" in said and BRING in said and SEND in said
    assert PIECES[Proof.BANK].bring in said and LEGEND in said and said.rstrip().endswith("条")
    assert "《劳动争议调解仲裁法》第六条" in said and len(said) <= FIRST_SCREEN


@pytest.mark.parametrize("kind", ["欠薪", "工程欠薪", "辞退", "社保", "工伤", "加班", "女职工", "求助", "其他"])
@pytest.mark.parametrize("story", [STORY, "有事"])
async def test_every_kinds_list_fits_the_first_screen(talk: Talk, kind: str, story: str) -> None:
    await ticket(talk, kind, story)
    await arrived(talk, None)
    assert len(await talk.say("缺什么证据")) <= FIRST_SCREEN
    assert len(await talk.say("怎么取证")) <= FIRST_SCREEN


async def test_it_ticks_itself_off_as_pieces_arrive(talk: Talk) -> None:
    await ticket(talk, employer="宏达公司")
    assert f"{State.PARTLY.mark} 单位的全称" in await talk.say("缺什么证据")
    await arrived(talk, Proof.BANK, Proof.CHAT)
    said = await talk.say("缺什么证据")
    assert f"{State.PARTLY.mark} 您在那儿上班" in said and f"{State.PROVED.mark} 工资说好多少" in said
    await arrived(talk, Proof.BADGE)
    said = await talk.say("缺什么证据")
    assert f"{State.PROVED.mark} 您在那儿上班" in said and ENOUGH in said and BRING not in said


async def test_a_contract_comes_first_where_nobody_said_that_there_is_none(talk: Talk) -> None:
    await ticket(talk)
    assert CONTRACT_FIRST not in await talk.say("缺什么证据")
    await ticket(talk, story="老板欠我三个月工资")
    assert CONTRACT_FIRST in await talk.say("缺什么证据")


async def test_the_topic_of_a_ticket_says_which_list(talk: Talk) -> None:
    await ticket(talk, topic="未签合同双倍工资")
    assert "没签书面合同" in await talk.say("证据清单")


async def test_how_to_keep_is_told_of_what_comes_next(talk: Talk) -> None:
    await ticket(talk)
    said = await talk.say("怎么取证")
    assert said.startswith(KEPT) and PIECES[Proof.BANK].keep in said and THEIRS in said
    assert "《民事诉讼法》第七十三条" in said


async def test_a_piece_without_a_name_is_asked_for_and_named_by_a_word(talk: Talk) -> None:
    await ticket(talk)
    await arrived(talk, Proof.BANK, None)
    assert "第2件还没说是什么" in await talk.say("缺什么证据")
    assert "考勤" in await talk.say("考勤")
    assert "还没说是什么" not in await talk.say("缺什么证据")


async def test_a_command_in_the_midst_of_questions_leaves_them_standing(talk: Talk) -> None:
    talk.means("欠我钱", "complaint", ("arrears", SURE))
    await talk.say("欠我钱")
    assert OF_MATTER.format(matter="欠薪") in await talk.say("要什么证据")  # what the offer is about
    await talk.say("1")
    before = await talk.dialogue()
    assert BRING in await talk.say("缺什么证据") and await talk.dialogue() == before


async def test_words_before_it_name_the_matter(talk: Talk) -> None:
    assert (await talk.say("工伤证据清单")).startswith(OF_MATTER.format(matter="工伤"))
    talk.means("没给加班费要啥证据", "faq", ("leave", NEAR))
    assert (await talk.say("没给加班费要啥证据")).startswith(OF_MATTER.format(matter="年休假"))
    await ticket(talk)
    assert (await talk.say("工伤证据清单")).startswith(OF_MATTER.format(matter="工伤"))
    assert OF_MATTER.format(matter="欠薪") not in await talk.say("欠薪证据清单")  # the ticket's own


@pytest.mark.parametrize("words", ["没签合同怎么证明劳动关系", "工伤要什么证据", "仲裁要啥证据"])
async def test_a_full_question_is_left_to_the_knowledge(talk: Talk, words: str) -> None:
    talk.means(words, "faq", ("injury", SURE))
    assert "injury先这样办" in await talk.say(words)
    await ticket(talk)
    assert "injury先这样办" in await talk.say(words)


async def test_what_a_ticket_still_lacks_is_asked_in_other_words(talk: Talk) -> None:
    words = talk.means("我的单子还缺什么材料", "faq", ("injury", SURE))
    assert "injury先这样办" in await talk.say(words)
    shown = await ticket(talk)
    assert (await talk.say(words)).startswith(OF_TICKET.format(number=shown, matter="欠薪"))


async def test_while_adding_the_question_is_no_addition(talk: Talk) -> None:
    shown = await ticket(talk)
    await talk.say("查进度")
    assert (await talk.say("我这个还缺哪些证据")).startswith(OF_TICKET.format(number=shown, matter="欠薪"))
    [(_, history)] = await talk.tickets()
    assert [what for what, _ in history] == ["opened"]


async def test_without_a_ticket_it_asks_which_matter(talk: Talk) -> None:
    asked = await talk.say("要什么证据")
    assert BY_NUMBER in asked and all(matter in asked for matter in Matter)
    at = list(Matter).index(Matter.INJURY) + 1
    assert (await talk.say(str(at))).startswith(OF_MATTER.format(matter="工伤"))
    talk.later(minutes=31)
    await talk.say("怎么取证")
    assert (await talk.say("加班")).startswith(KEPT)


async def test_how_to_keep_means_the_matter_just_told(talk: Talk) -> None:
    await talk.say("工伤证据清单")
    assert PIECES[Proof.MEDICAL].keep in await talk.say("怎么取证")
    assert OF_MATTER.format(matter="欠薪") not in await talk.say("1")  # the first of the list is no matter
    talk.later(minutes=31)
    assert BY_NUMBER in await talk.say("怎么取证")


async def test_another_number_or_a_later_one_is_no_matter(talk: Talk) -> None:
    await talk.say("要什么证据")
    assert not (await talk.say("99")).startswith("99")
    await talk.say("要什么证据")
    talk.later(minutes=31)
    assert OF_MATTER.format(matter="欠薪") not in await talk.say("1")


async def test_while_a_question_of_ours_stands_no_number_is_asked_for(talk: Talk) -> None:
    talk.means("有个怪事", "complaint", ("arrears", FAR))
    await talk.say("有个怪事")
    assert BY_WORDS in await talk.say("要什么证据")
    assert await talk.say("1") and len(await talk.tickets()) == 1


async def test_another_followers_ticket_is_not_shown(talk: Talk, other: Talk) -> None:
    shown = await ticket(talk)
    assert shown not in await other.say("缺什么证据")


def picture() -> Image:
    known = text("")
    return Image(
        account=known.account, openid=known.openid, created_s=known.created_s, msg_id=known.msg_id,
        pic_url="http://mmbiz.qpic.cn/x", media_id="media",
    )  # fmt: skip


def voice() -> Voice:
    known = text("")
    return Voice(
        account=known.account, openid=known.openid, created_s=known.created_s, msg_id=known.msg_id,
        media_id="media", format="amr", recognition=None,
    )  # fmt: skip


async def sent(talk: Talk, message: Image | Voice) -> str:
    return str(getattr((await talk.send(message)).reply, "content", ""))


async def test_taken_says_which_piece_it_is(talk: Talk) -> None:
    shown = await ticket(talk)
    assert TAKEN.format(kind="照片", number=shown, count=1) in await sent(talk, picture())
