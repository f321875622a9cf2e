"""Answers to tap: given with a message, and shown so where the account may."""

import pytest
from harness import Product

from bot.delivery import tappable
from bot.overseeing import CAME, CHOICES
from bot.wechat.outgoing import Choices, asked_about
from bot.wechat.outgoing import Text as Words
from tickets.offers import line_of
from tickets.outbox import Kind, Outbox
from tickets.sending import Sending
from web.desk.ticket.telling import CLOSED, UNSOLVED, VERDICT, VERDICTS


def test_answers_that_can_be_tapped_are_sent_so() -> None:
    sent = tappable("\n".join([CLOSED.format(number="261 122 345", text="要回来了"), VERDICT, UNSOLVED]), VERDICTS)
    assert isinstance(sent, Choices) and dict(sent.items) == {"1": "满意", "2": "一般", "3": "不满意"}
    assert "要回来了" in sent.head and "重新办理" in sent.tail
    asked = tappable(CAME.format(number="261 122 345", day="11月22日", sum="5,000元"), CHOICES)
    assert isinstance(asked, Choices) and dict(asked.items) == {"1": "到了", "2": "没到"}
    assert tappable("回复 1 就行") == Words("回复 1 就行")
    assert tappable("不在里面", CHOICES) == Words("不在里面")


@pytest.mark.parametrize("about", ["261047398", ""])
def test_a_tap_tells_what_the_question_was_about(about: str) -> None:
    sent = tappable(f"好了吗？\n{line_of(('好了', '没好'))}", ("好了", "没好"), about)
    assert isinstance(sent, Choices) and {asked_about(id_) for id_ in sent.items} == {about}


async def test_choices_given_with_a_message_can_be_tapped_also_among_others(running: Product) -> None:
    worker, services = running.follower(), running.parts.services
    await running.say(worker, "转人工")
    follower = services.keys.index(worker)
    async with services.database.session() as session:
        box = Outbox(session, services.keys, running.parts.answering.clock())
        await box.put(follower, f"好了吗？\n{line_of(('好了', '没好'))}\n谢谢", Kind.STATUS, choices=("好了", "没好"))
        await box.put(follower, "还有一句", Kind.AGENT)
        with pytest.raises(ValueError, match="stroke"):
            await box.put(follower, "问", Kind.STATUS, choices=("好|坏",))
        parcel = await Sending(session, services.keys, running.parts.answering.clock()).take(follower, None, 2000)
    assert parcel is not None and parcel.choices == ("好了", "没好")
    sent = tappable(parcel.text, parcel.choices)
    assert isinstance(sent, Choices) and dict(sent.items) == {"1": "好了", "2": "没好"}
    assert sent.head == "好了吗？" and "还有一句" in sent.tail
