"""What the audit is about and its details are read in Chinese; what people wrote themselves stays as it is."""

import pytest
from desk_room import NAME, Room
from sqlalchemy import select

from web.desk.audit import Act, put
from web.desk.faces import NOT_FOR_THEM, TITLES
from web.desk.models import Agent
from web.desk.people.audit_words import about, detail


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
        (Act.CARD, "retired", "停用"),
        (Act.INVITED, "password，telephone", "重设密码的链接，并关掉动态码"),
        (Act.PRINTED, "", ""),
    ],
)
def test_a_detail_is_told_in_chinese(act: Act, said: str, told: str) -> None:
    assert detail(act, said, {"3": "张敏"}) == told


@pytest.mark.parametrize(
    ("act", "said", "words", "path"),
    [
        (Act.READ, "261047398", "261 047 398", "/desk/find?q=261047398"),
        (Act.REPLY_SAVED, "reply 3", "第 3 条常用语", "/desk/replies?edit=3"),
        (Act.FILTER_KEPT, "filter 2", "第 2 个筛选", "/desk"),
        (Act.REPORT_KEPT, "report 5", "第 5 份汇报材料", "/desk/reports/papers"),
        (Act.MASS_NOTICE, "notice 1", "第 1 次群发", "/desk/admin/mass"),
        (Act.MENU_PUSHED, "menu 4", "第 4 份菜单", "/desk/admin/menu"),
        (Act.MENU_DRAFTED, "menu", "菜单", "/desk/admin/menu"),
        (Act.ASKED_WECHAT, "health", "运行状况", "/desk/admin/health"),
        (Act.SETTING, "工作台：撤销的时间", "工作台：撤销的时间", "/desk/admin/settings"),
        (Act.SHEET_UPLOADED, "7", "第 7 张表格", "/desk/knowledge/import/7"),
        (Act.ANSWER_DRAFTED, "arrears", "arrears", "/desk/knowledge/arrears"),
        (Act.ANSWER_PUBLISH_ASKED, "arrears、injury", "arrears、injury", ""),
        (Act.FIGURE_PROPOSED, "minimum_wage", "minimum_wage", "/desk/knowledge/parameters/minimum_wage"),
        (Act.EXPORT, "reports/opened 2026-11-01..2026-11-22", "2026-11-01 到 2026-11-22 报表里的诉求", ""),
        (Act.EXPORT, "/desk/audit.csv", "审计记录（/desk/audit.csv）", ""),
        (Act.REFUSED, "/desk/elsewhere", "/desk/elsewhere", ""),
        (Act.SIGNED_IN, "zhangsan", "zhangsan", ""),
    ],
)
def test_what_a_line_is_about_is_told_in_words_and_leads_there(act: Act, said: str, words: str, path: str) -> None:
    assert (about(act, said).words, about(act, said).path) == (words, path)


@pytest.mark.parametrize(("role", "leads"), [("admin", True), ("auditor", False)])
async def test_a_link_is_for_those_who_may_go_there(room: Room, role: str, leads: bool) -> None:
    await room.become(role)
    async with room.database.session() as session:
        row = (await session.scalars(select(Agent).where(Agent.name == NAME))).one()
        put(session, row, room.now(), Act.REPLY_SAVED, "reply 3", "own")
    text = (await room.get("/desk/audit"))[1]
    assert "第 3 条常用语" in text and ('href="/desk/replies?edit=3"' in text) is leads
    assert "第 3 条常用语" in (await room.get("/desk/audit.csv"))[1]


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
