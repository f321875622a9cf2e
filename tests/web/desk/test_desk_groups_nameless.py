"""An anonymous member of a group looks like one: nobody can make them speak for the others or reach them unasked."""

from desk_room import Room
from group_room import gathered

from tickets import receipts
from web.desk.groups.groups_acting import NAMELESS


async def test_an_anonymous_member_is_marked_and_does_not_speak_for_the_group(room: Room) -> None:
    known, nameless = await room.open("欠薪"), await room.open("欠薪", openid=None)
    async with room.database.session() as session:
        await receipts.keep(session, nameless, "$argon2id$")
    group = await gathered(room, known, nameless)
    page = f"/desk/groups/{group}"
    text = (await room.get(page))[1]
    assert text.count('<span class="chip">匿名</span>') == 1 and text.count("定为代表</button>") == 1
    assert "收不到推送" in text
    refused = await room.post(f"{page}/speak", once="5" * 32, member=nameless.number)
    assert refused.status == 422 and NAMELESS in await refused.text()


async def test_a_group_without_one_says_nothing_of_it(room: Room) -> None:
    group = await gathered(room, await room.open("欠薪"))
    assert "收不到推送" not in (await room.get(f"/desk/groups/{group}"))[1]
