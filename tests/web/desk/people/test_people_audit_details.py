"""The audit's details are read in Chinese; what people wrote themselves stays as it is."""

import pytest
from desk_room import NAME, Room
from sqlalchemy import select

from web.desk.audit import Act, put
from web.desk.faces import NOT_FOR_THEM, TITLES
from web.desk.models import Agent
from web.desk.people.audit_words import detail


@pytest.mark.parametrize(
    ("act", "said", "told"),
    [
        (Act.ASSIGNED, "to 3", "交给 张敏"),
        (Act.ASSIGNED, "to 4", "交给 第 4 号账号"),
        (Act.ASSIGNED, "to nobody", "放回，没有人办"),
        (Act.JOINED, "editor；zhangsan", "知识编辑；链接是 zhangsan 发的"),
        (Act.AGENT_ADDED, "admin", "管理员"),
        (Act.RIGHTS, "办理员；全部地区", "办理员；全部地区"),
        (Act.ANSWER_DRAFTED, "version 3: 改了数", "第 3 版：改了数"),
        (Act.ANSWER_SENT_TO_REVIEW, "version 3", "第 3 版"),
        (Act.ANSWER_RESTORED, "version 1 as 4", "第 1 版，写成第 4 版"),
        (Act.ANSWER_DRAFTED, "version 2, out of a correction", "第 2 版，从更正来"),
        (Act.ANSWER_DRAFTED, "out of 5 missed questions", "从 5 句没答上的话来"),
        (Act.ANSWER_PUBLISH_ASKED, "run 7: 复核后发布", "第 7 次：复核后发布"),
        (Act.SHEET_UPLOADED, "12 rows", "12 行"),
        (Act.SHEET_BROUGHT_IN, "4 drafts", "4 条草稿"),
        (Act.FIGURE_PROPOSED, "2050 from 2026-01-01: 人社厅, row 9", "2026-01-01 起 2050：人社厅"),
        (Act.FIGURE_CONFIRMED, "2050 from 2026-01-01, row 9", "2026-01-01 起 2050"),
        (Act.EXPORT, "from=2026-11-01&to=2026-11-22", "2026-11-01 到 2026-11-22"),
        (Act.REPLY_DELETED, "own", "own"),
        (Act.PRINTED, "", ""),
    ],
)
def test_a_detail_is_told_in_chinese(act: Act, said: str, told: str) -> None:
    assert detail(act, said, {"3": "张敏"}) == told


async def test_the_page_and_the_file_tell_it_so(room: Room) -> None:
    await room.become("auditor")
    async with room.database.session() as session:
        row = (await session.scalars(select(Agent).where(Agent.name == NAME))).one()
        put(session, row, room.now(), Act.AGENT_ADDED, "li", "editor")
        put(session, row, room.now(), Act.ASSIGNED, "261047398", f"to {row.id}")
    for path in ("/desk/audit", "/desk/audit.csv"):
        text = (await room.get(path))[1]
        assert "知识编辑" in text and f"交给 {row.display}" in text


async def test_a_page_that_is_not_theirs_is_no_form_that_was_refused(room: Room) -> None:
    status, text = await room.get("/desk/audit")
    assert (status, NOT_FOR_THEM in text, TITLES[403] in text) == (403, True, False)
    response = await room.browser.post("/desk/sign-out", data={"csrf": "x"})
    assert response.status == 403 and TITLES[403] in await response.text()
