"""Every kind of reply, kept as JSON."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import knowledge
from bot.wechat import packing, render
from bot.wechat import reply as replies
from bot.wechat.packing import pack, unpack

FAQ = Path(knowledge.__file__).parent / "faq"
ARTICLE = replies.Article(title="题", description="述", pic_url="http://127.0.0.1/p", url="http://127.0.0.1/")
REPLIES = [
    replies.Silence(),
    replies.Text("答：找劳动监察", action="intake"),
    replies.Text("答", source="arrears"),
    replies.Image("m"),
    replies.Voice("m"),
    replies.Video("m", "题", "述"),
    replies.Music(
        title="题", description="述", url="http://127.0.0.1/", hq_url="http://127.0.0.1/", thumb_media_id="m"
    ),
    replies.News((ARTICLE, ARTICLE)),
    replies.Transfer("kf@gh_1", action="human"),
]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_every_kind_of_reply_comes_back_as_it_was(reply: replies.Reply) -> None:
    assert unpack(pack(reply)) == reply


def test_a_reply_kept_before_it_was_compressed_comes_back() -> None:
    assert unpack('{"type":"Text","action":"answer","content":"答"}'.encode()) == replies.Text("答", action="answer")


def test_an_answer_takes_less_room() -> None:
    answer = FAQ.joinpath("contract-lost.md").read_text("utf-8")[:600]
    assert len(pack(replies.Text(answer, source="contract-lost"))) < len(answer.encode()) * 0.8


@pytest.mark.parametrize("remembered", [packing._remembered, render._remembered])
def test_an_answer_with_words_for_one_follower_is_not_remembered(remembered: Any) -> None:
    remembered.cache_clear()
    plain = replies.Text("没签合同，可以要双倍工资。", source="no-contract")
    one = replace(plain, content=f"{plain.content}\n\n工会：王姐周三来找您。", is_personal=True)
    for reply, more in ((plain, 1), (one, 0)):
        before = remembered.cache_info().currsize
        assert unpack(pack(reply)) == reply and reply.content in render.render_xml(reply, "o", "gh", 1).decode()
        assert remembered.cache_info().currsize == before + more
