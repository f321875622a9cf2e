"""Whatever kind of evidence is sent, the reply calls it by its name."""

import pytest
from talks import Talk

from bot.wechat.message import Image, Inbound, Location, ShortVideo, Video, Voice
from handlers.evidence import TAKEN
from tickets import number
from tickets.evidence import KINDS

HEAD = {"account": "gh_1", "openid": "o_worker", "created_s": 1_700_000_000, "msg_id": "7"}
SENT = [
    Image(**HEAD, pic_url="http://127.0.0.1/", media_id="m"),
    Voice(**HEAD, media_id="m"),
    Video(**HEAD, media_id="m", thumb_media_id="t"),
    ShortVideo(**HEAD, media_id="m", thumb_media_id="t"),
    Location(**HEAD, latitude=36.6, longitude=117.0),
]


@pytest.mark.parametrize("sent", SENT, ids=lambda sent: type(sent).__name__)
async def test_each_kind_is_called_by_its_name(talk: Talk, sent: Inbound) -> None:
    await talk.say("人工")
    [(ticket, _)] = await talk.tickets()
    said = (await talk.send(sent)).reply.content
    taken = TAKEN.format(kind=KINDS[type(sent).__name__], number=number.shown(ticket.number), count=1)
    assert said.startswith(taken)
