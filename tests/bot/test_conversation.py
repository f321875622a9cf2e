"""The main job, end to end: a worker's encrypted message in, a right answer or a ticket out."""

import re

import pytest
from harness import Product

from handlers.asking import NEXT
from handlers.complaint import OFFER, TELL
from handlers.fallback import GREETING, NOT_KEPT
from handlers.intake import NOT_NOW
from handlers.menu import ASK, BUTTONS
from handlers.progress import NONE
from tickets import number
from tickets.question import BAD_PHONE, LEFT, PHONE, WHERE
from tickets.service import Tickets

ARREARS = "老板拖欠我三个月工资一万八"
NUMBER = re.compile(r"\d{3} \d{3} \d{3}")


async def ticket_of(running: Product, text: str):
    """The ticket whose number stands in `text`, with its store."""
    found = number.read(NUMBER.search(text).group())
    async with running.parts.services.database.view() as session:
        tickets = Tickets(
            session, running.parts.services.keys, running.parts.answering.clock(), running.parts.services.rules
        )
        ticket = await tickets.find(found)
        return ticket, [(event.what, tickets.read(ticket, event.body)) for event in await tickets.history(ticket)]


async def test_arrears_get_help_with_an_article_then_a_number_then_progress(running: Product) -> None:
    worker = running.follower()
    first = await running.say(worker, ARREARS)
    assert "依据：" in first and OFFER in first
    second = await running.say(worker, "1")
    assert NUMBER.search(second) and "3个月，18,000元" in second and WHERE.asks in second
    assert LEFT.asks in await running.say(worker, "宏达建筑公司，兴庆区")
    assert PHONE.asks in await running.say(worker, "还在干")
    assert await running.say(worker, "1390000") == BAD_PHONE
    assert NEXT in await running.say(worker, "13900001234")
    progress = await running.say(worker, "查进度")
    assert NUMBER.search(second).group() in progress
    ticket, history = await ticket_of(running, second)
    assert (ticket.kind, ticket.district, ticket.claims[0].amount_fen, ticket.claims[0].months) == (
        "欠薪",
        "兴庆区",
        1_800_000,
        "3",
    )
    assert history[0] == ("opened", ARREARS)


async def test_saying_no_opens_nothing(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    assert await running.say(worker, "2") == NOT_NOW
    assert await running.say(worker, "查进度") == NONE


async def test_skipping_every_question_still_leaves_a_ticket(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    opened = await running.say(worker, "登记")
    assert LEFT.asks in await running.say(worker, "跳过")
    assert PHONE.asks in await running.say(worker, "不知道")
    assert NEXT in await running.say(worker, "跳过")
    ticket, _ = await ticket_of(running, opened)
    assert ticket.employer is None and ticket.phone is None


async def test_begin_by_command_and_tell_the_story(running: Product) -> None:
    worker = running.follower()
    assert await running.say(worker, "我要登记") == TELL
    reply = await running.say(worker, "车间主任天天骂人还不让上厕所")
    if OFFER in reply:
        reply = await running.say(worker, "1")
    assert NUMBER.search(reply)


async def test_two_followers_never_see_each_others_tickets(running: Product) -> None:
    one, other = running.follower(), running.follower()
    await running.say(one, ARREARS)
    await running.say(one, "1")
    assert await running.say(other, "查进度") == NONE


@pytest.mark.parametrize("words", ["不给钱我就从楼上跳下去", "活不下去了，今天就死在工地上", "我站在楼顶", "没活头了"])
async def test_words_of_dying_open_an_urgent_ticket_at_once(running: Product, words: str) -> None:
    worker = running.follower()
    reply = await running.say(worker, words)
    assert all(phone in reply for phone in ("110", "120", "12351"))
    ticket, history = await ticket_of(running, reply)
    assert ticket.urgent and ticket.kind == "紧急" and history[0] == ("opened", words)


async def test_an_accident_now_says_120_and_what_follows_is_put_on_the_same_ticket(running: Product) -> None:
    worker = running.follower()
    first = await running.say(worker, "工地塌了，人埋下面了，快来人")
    assert "120" in first
    again = await running.say(worker, "还有一个人被砸了在流血")
    assert NUMBER.search(again).group() == NUMBER.search(first).group()
    assert NUMBER.search(first).group() in await running.say(worker, "在贺兰县金山路口，13900001234")
    _, history = await ticket_of(running, first)
    assert [what for what, _ in history] == ["opened", "said", "phone", "said"]


async def test_danger_in_the_middle_of_a_registration_goes_first(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    assert "120" in await running.say(worker, "不给钱我就从楼上跳下去")


async def test_human_opens_one_ticket_and_reminds_on_it(running: Product) -> None:
    worker = running.follower()
    first = await running.say(worker, "转人工")
    second = await running.say(worker, "人工")
    assert NUMBER.search(first).group() == NUMBER.search(second).group()


async def test_progress_in_the_middle_of_a_registration_is_answered(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    opened = await running.say(worker, "1")
    assert NUMBER.search(opened).group() in await running.say(worker, "查进度")


async def test_greeting_gets_no_labour_law(running: Product) -> None:
    assert await running.say(running.follower(), "你好") == GREETING


@pytest.mark.parametrize("push", ["push_image", "push_video", "push_link"])
async def test_what_is_not_kept_is_said_so(running: Product, push: str) -> None:
    given = {
        "push_image": (b"\xff\xd8\xff\xe0 a picture",),
        "push_video": (b"video", b"thumb"),
        "push_link": ("t", "d", "http://127.0.0.1/"),
    }[push]
    assert (await getattr(running.platform, push)(running.follower(), *given)).text == NOT_KEPT


async def test_a_recognised_voice_is_answered_like_text(running: Product) -> None:
    delivery = await running.platform.push_voice(running.follower(), recognition=ARREARS)
    assert OFFER in delivery.text


async def test_every_menu_button_answers(running: Product) -> None:
    worker = running.follower()
    keys = [leaf["key"] for button in BUTTONS for leaf in button.get("sub_button", [button])]
    answers = [
        (await running.platform.push(worker, __import__("simulator.happenings", fromlist=["click"]).click(key))).text
        for key in keys
    ]
    assert ASK in answers and all(answers)


async def test_leaving_deletes_and_detaches_and_coming_back_is_welcome(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    opened = await running.say(worker, "1")
    await running.platform.unfollow(worker)
    ticket, history = await ticket_of(running, opened)
    assert ticket.follower is None and history[-1][0] == "detached"
    services = running.parts.services
    from sqlalchemy import select

    from bot.core.followers import Follower
    from bot.journal_rows import JournalRow

    async with services.database.view() as session:
        assert (await session.scalars(select(Follower))).all() == []
        rows = (await session.scalars(select(JournalRow))).all()
    assert [row.kind for row in rows] == ["Text", "Text", "Unsubscribe"]  # their once-keys stay, nothing else
    assert {(row.follower, row.reply if row.kind == "Text" else None) for row in rows} == {("", None)}
    assert [row.body for row in rows[:2]] == [b"", b""]
    assert worker not in services.keys.open(rows[2].body, f"journal:{rows[2].key}")
    assert (await running.platform.follow(worker)).text.startswith("您好")
    assert await running.say(worker, "查进度") == NONE


async def test_thanks_for_another_answer_do_not_register(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    assert "依据：" in await running.say(worker, "没签合同能要双倍工资吗")
    await running.say(worker, "好的")
    assert await running.say(worker, "查进度") == NONE
    assert NUMBER.search(await running.say(worker, "登记"))


async def test_a_question_in_the_middle_of_a_registration_is_answered(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, ARREARS)
    opened = await running.say(worker, "1")
    assert (await running.say(worker, "1")).endswith(WHERE.asks)
    assert "依据：" in await running.say(worker, "没签合同能要双倍工资吗")
    ticket, _ = await ticket_of(running, opened)
    assert ticket.employer is None
