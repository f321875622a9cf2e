"""Template messages and subscription notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.templates import Template, fill, kind_of

if TYPE_CHECKING:
    from conftest import World

SEND = "cgi-bin/message/template/send"
NOTICE = "cgi-bin/message/subscribe/bizsend"
GOOD = {
    "character_string1": {"value": "YC-20261122-0001"},
    "phrase2": {"value": "办理中"},
    "thing3": {"value": "兴庆区总工会"},
    "time4": {"value": "2026年11月22日 10:00"},
}


def body(world: World, **other: Any) -> dict[str, Any]:
    template = world.platform.config.templates[0]
    return {"touser": world.openid, "template_id": template.template_id, "data": GOOD} | other


async def test_sent_shown_and_reported(world: World) -> None:
    answer = await world.call(SEND, body(world, url="https://example.org/t/1"))
    assert answer["errcode"] == 0
    await world.platform.settle()
    bubble = world.platform.follower(world.openid).inbox[0]
    assert (bubble.source, bubble.content["title"]) == ("template", "诉求办理进度通知")
    assert bubble.content["lines"][0] == ("诉求编号", "YC-20261122-0001")
    report = world.bot.seen[-1]
    assert report["Event"] == "TEMPLATESENDJOBFINISH"
    assert (report["MsgID"], report["Status"]) == (str(answer["msgid"]), "success")


async def test_miniprogram_wins_over_url(world: World) -> None:
    await world.call(SEND, body(world, url="https://x/", miniprogram={"appid": "wx", "pagepath": "p"}))
    assert world.platform.follower(world.openid).inbox[0].content["url"] == ""


async def test_blocked_and_failed_are_told_later(world: World) -> None:
    world.platform.block(world.openid)
    assert (await world.call(SEND, body(world)))["errcode"] == 0
    await world.platform.settle()
    assert world.bot.seen[-1]["Status"] == "failed:user block"
    world.platform.block(world.openid, False)
    world.platform.outgoing.fail_next()
    assert (await world.call(SEND, body(world)))["errcode"] == 0
    await world.platform.settle()
    assert world.bot.seen[-1]["Status"] == "failed: system failed"
    assert world.texts() == []
    assert world.platform.follower(world.openid).inbox == []


async def test_unknown_template_person_and_unfollowed(world: World) -> None:
    assert (await world.call(SEND, body(world, template_id="x")))["errcode"] == 40037
    assert (await world.call(SEND, body(world, touser="x")))["errcode"] == 40003
    await world.platform.unfollow(world.openid)
    assert (await world.call(SEND, body(world)))["errcode"] == 43004


async def test_same_client_msg_id_is_sent_once_in_ten_minutes(world: World) -> None:
    numbers = [(await world.call(SEND, body(world, client_msg_id="c1")))["msgid"] for _ in range(2)]
    assert numbers[0] == numbers[1]
    assert len(world.platform.follower(world.openid).inbox) == 1
    world.platform.clock.advance(601)
    assert (await world.call(SEND, body(world, client_msg_id="c1")))["msgid"] != numbers[0]
    assert len(world.platform.follower(world.openid).inbox) == 2


async def test_the_error_names_the_field(world: World) -> None:
    data = GOOD | {"thing3": {"value": "字" * 21}}
    answer = await world.call(SEND, body(world, data=data))
    assert answer["errcode"] == 47003
    assert answer["errmsg"].startswith("argument invalid! data.thing3.value invalid")
    answer = await world.call(SEND, body(world, data={k: v for k, v in GOOD.items() if k != "phrase2"}))
    assert answer["errmsg"].startswith("argument invalid! data.phrase2.value is empty")


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("thing1", "字" * 20, "字" * 21),
        ("short_thing1", "工资纠纷", "六个字的东西"),
        ("number1", "12.5", "十二"),
        ("letter1", "ABC", "AB1"),
        ("symbol1", "***", "abc"),
        ("character_string1", "YC-1", "第1号"),
        ("time1", "2026年11月22日 10:00~12:00", "明天"),
        ("date1", "2026-11-22", "周一"),
        ("amount1", "¥18000.00元", "一万八"),
        ("phone_number1", "0951-12351", "1" * 18),
        ("car_number1", "宁A12345", "宁A1234567"),
        ("name1", "王师傅", "王" * 11),
        ("phrase1", "办理中", "已经办理完" + "了"),
        ("enum1", "通过", "也许"),
    ],
)
def test_limits_by_kind(key: str, good: str, bad: str) -> None:
    template = Template("t", "t", f"字段{{{{{key}.DATA}}}}", {"enum1": ("通过", "退回")})
    assert fill(template, {key: {"value": good}}) == {key: good}
    with pytest.raises(ApiError) as caught:
        fill(template, {key: {"value": bad}})
    assert caught.value.errcode == 47003
    assert key in caught.value.errmsg


@given(st.text(max_size=40))
def test_thing_is_exactly_one_to_twenty_characters(value: str) -> None:
    template = Template("t", "t", "事项{{thing1.DATA}}")
    fits = bool(value.strip()) and len(value) <= 20
    try:
        fill(template, {"thing1": {"value": value}})
    except ApiError:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize("data", [None, [], "x", {"thing1": "bare"}, {"thing1": {}}])
def test_data_of_another_shape(data: Any) -> None:
    with pytest.raises(ApiError):
        fill(Template("t", "t", "事项{{thing1.DATA}}"), data)


def test_kind_of() -> None:
    assert [kind_of(key) for key in ("thing1", "character_string12", "name")] == [
        "thing",
        "character_string",
        "name",
    ]


async def test_a_notice_needs_a_consent_each(world: World) -> None:
    template_id = world.platform.config.templates[0].template_id
    assert (await world.call(NOTICE, body(world)))["errcode"] == 43101
    await world.platform.answer_popup(world.openid, {template_id: "accept"})
    assert world.bot.seen[-1]["SubscribeMsgPopupEvent"]["List"]["SubscribeStatusString"] == "accept"
    assert (await world.call(NOTICE, body(world, page="https://x/")))["errcode"] == 0
    assert (await world.call(NOTICE, body(world)))["errcode"] == 43101
    await world.platform.settle()
    assert world.bot.seen[-1]["Event"] == "subscribe_msg_sent_event"
    assert world.platform.follower(world.openid).inbox[-1].source == "notice"


async def test_refused_and_withdrawn_consent(world: World) -> None:
    template_id = world.platform.config.templates[0].template_id
    await world.platform.answer_popup(world.openid, {template_id: "reject"})
    assert (await world.call(NOTICE, body(world)))["errcode"] == 43101
    await world.platform.answer_popup(world.openid, {template_id: "accept"})
    await world.platform.withdraw_consent(world.openid, [template_id])
    assert world.bot.seen[-1]["Event"] == "subscribe_msg_change_event"
    assert (await world.call(NOTICE, body(world)))["errcode"] == 43101


async def test_the_list_of_templates(world: World) -> None:
    listed = (await world.call("cgi-bin/template/get_all_private_template"))["template_list"]
    assert [item["template_id"] for item in listed] == [t.template_id for t in world.platform.config.templates]
