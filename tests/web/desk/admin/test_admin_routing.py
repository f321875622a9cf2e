"""Routing at the desk: rules in their order, refused where they make no sense, tried before they matter."""

from typing import Any

import pytest
from desk_room import Room

from tickets.routing import team_for
from web.desk.admin.routing import NO_CONDITION, NO_OTHERWISE, NO_TEAM


async def save(office: Room, fields: dict[str, str], once: str = "1" * 32) -> tuple[int, str]:
    more = {"once": once, "seen": "0", "otherwise": "权益保障部", **fields}
    answer = await office.post("/desk/admin/routing", **more)
    return answer.status, await answer.text()


def rules(office: Room) -> list[dict[str, Any]]:
    return [one.model_dump() for one in office.services.settings.routing.rules]


async def test_rules_count_in_the_order_of_their_numbers(office: Room) -> None:
    fields = {"team-0": "建筑工会", "employers-0": "中建、鼎元", "place-0": "2"}
    fields |= {"team-1": "劳动保护部", "kinds-1": "工伤", "place-1": "1", "team-2": "", "place-2": "3"}
    assert (await save(office, fields))[0] == 303
    assert [one["team"] for one in rules(office)] == ["劳动保护部", "建筑工会"]
    assert rules(office)[1]["employers"] == ("中建", "鼎元")
    assert team_for(office.services.settings.routing, "欠薪", "", "宁夏鼎元") == "建筑工会"


async def test_a_rule_goes_when_it_is_marked(office: Room) -> None:
    await save(office, {"team-0": "甲", "kinds-0": "工伤"})
    answer = await office.post(
        "/desk/admin/routing",
        once="2" * 32,
        seen="1",
        otherwise="乙",
        **{"team-0": "甲", "kinds-0": "工伤", "drop-0": "on"},
    )
    assert answer.status == 303 and rules(office) == []
    assert office.services.settings.routing.otherwise == "乙"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"team-0": "", "kinds-0": "工伤"}, NO_TEAM.format(row=1)),
        ({"team-0": "甲"}, NO_CONDITION.format(row=1)),
        ({"team-0": "甲", "kinds-0": "没有这种"}, NO_CONDITION.format(row=1)),
        ({"otherwise": ""}, NO_OTHERWISE),
    ],
)
async def test_what_makes_no_sense_is_refused(office: Room, fields: dict[str, str], said: str) -> None:
    status, page = await save(office, fields)
    assert status == 422 and said in page
    assert office.services.settings == office.services.live.given


async def test_it_can_be_tried(office: Room) -> None:
    await save(office, {"team-0": "劳动保护部", "kinds-0": "工伤"})
    assert "会给 <strong>劳动保护部</strong>" in (await office.get("/desk/admin/routing?kind=工伤"))[1]
    assert "会给 <strong>权益保障部</strong>" in (await office.get("/desk/admin/routing?district=金凤区"))[1]


async def test_what_is_written_is_shown_as_text(office: Room) -> None:
    await save(office, {"team-0": "<script>x</script>", "kinds-0": "工伤"})
    page = (await office.get("/desk/admin/routing"))[1]
    assert "<script>x" not in page and "&lt;script&gt;x" in page
