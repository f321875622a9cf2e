"""Template messages and subscription notices. Source: protocol.md §2.4."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from simulator import happenings
from simulator.api.call import OK, Answer, Call, Endpoint
from simulator.errors import ApiError
from simulator.follower import Follower
from simulator.platform import Platform
from simulator.shapes import Shape
from simulator.templates import Template, fill


def _template(call: Call, given: Mapping[str, Any]) -> Template:
    for template in call.platform.config.templates:
        if template.template_id == given.get("template_id"):
            return template
    raise ApiError(40037)


def _card(template: Template, given: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    miniprogram = given.get("miniprogram") or {}
    return {
        "template_id": template.template_id,
        "title": template.title,
        "lines": template.lines(values),
        "url": "" if miniprogram else str(given.get("url") or given.get("page") or ""),
        "miniprogram": miniprogram,
    }


async def send_template(call: Call) -> Answer:
    """To a follower; the result comes as TEMPLATESENDJOBFINISH."""
    given = await call.body()
    template = _template(call, given)
    follower = call.person(given.get("touser"))
    if not follower.followed:
        raise ApiError(43004)
    values = fill(template, given.get("data"))
    msg_id, repeated = call.platform.outgoing.number(follower.openid, given.get("client_msg_id"))
    if not repeated:
        status = _status(call.platform, follower)
        if status == "success":
            call.platform.show(follower.openid, "template", "template", _card(template, given, values))
        _report(call.platform, follower.openid, happenings.template_sent(msg_id, status))
    return {**OK, "msgid": msg_id}


def _status(platform: Platform, follower: Follower) -> str:
    planned = platform.outgoing.take_failure()
    return planned or ("failed:user block" if follower.blocked else "success")


def _report(platform: Platform, openid: str, shape: Shape) -> None:
    async def later() -> None:
        await asyncio.sleep(platform.config.job_report_s)
        await platform.deliver(platform.prepare(openid, shape))

    platform.spawn(later())


async def send_notice(call: Call) -> Answer:
    """A subscription notice: one consent, one message; the receiver need not follow."""
    given = await call.body()
    template = _template(call, given)
    follower = call.person(given.get("touser"))
    values = fill(template, given.get("data"))
    if follower.consents[template.template_id] <= 0:
        raise ApiError(43101)
    follower.consents[template.template_id] -= 1
    call.platform.feed.publish("follower", follower.as_json())
    msg_id, _ = call.platform.outgoing.number(follower.openid, None)
    call.platform.show(follower.openid, "notice", "template", _card(template, given, values))
    _report(call.platform, follower.openid, happenings.notice_sent(template.template_id, msg_id))
    return {**OK, "msgid": msg_id}


async def listing(call: Call) -> Answer:
    """The templates picked in the console."""
    return {
        "template_list": [
            {"template_id": t.template_id, "title": t.title, "content": t.content, "example": ""}
            for t in call.platform.config.templates
        ]
    }


ENDPOINTS = (
    Endpoint("POST", "cgi-bin/message/template/send", "service", send_template),
    Endpoint("POST", "cgi-bin/message/subscribe/bizsend", "verified", send_notice),
    Endpoint("GET", "cgi-bin/template/get_all_private_template", "service", listing),
)
