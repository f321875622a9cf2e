"""However a worker's name, number, card or account is written, the cover finds it and leaves the rest as it was."""

import pytest
from desk_room import Room
from hypothesis import given
from hypothesis import strategies as st
from people_room import add

from web.desk.ticket.covering import COVER, cover, names

SECRETS = ("13912345678", *names("王秀兰"))


@pytest.mark.parametrize(
    "written",
    [
        "１３９１２３４５６７８",
        "139.1234.5678",
        "139 12 34 56 78",
        "139-1234-5678",
        "一三九一二三四五六七八",
        "幺三九 幺二三四 五六七八",
        "15012345678",
        "1️⃣3️⃣912345678",
        "０９５１-６０１２３４５",
        "(0951) 6012345"[1:],
        "09516012345",
        "640121199001011234",
        "64012119900101123X",
        "６４０１２１１９９００１０１１２３ｘ",
        "640121 1990 0101 123X",
        "wxid_ab12cd",
        "wxl@qq.com",
        "王秀兰",
        "王 秀 兰",
        "秀兰",
    ],
)
def test_it_is_covered_and_the_rest_stays(written: str) -> None:
    before, after = "我在「Ａ」厂，３ 月起，", "，请联系：好吗？"
    assert cover(before + written + after, SECRETS) == before + COVER + after


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("微信 wxl_1990", "微信 "),
        ("微信号是：ｗｘｌ＿１９９０", "微信号是："),
        ("加我QQ123456", "加我QQ"),
        ("WX: Wxl-1990", "WX: "),
        ("打电话6012345", "打电话"),
        ("第一13912345678", "第一"),
    ],
)
def test_the_word_before_it_stays(said: str, left: str) -> None:
    assert cover(said + "，谢谢", SECRETS) == left + COVER + "，谢谢"


@pytest.mark.parametrize(
    "plain",
    [
        "编号 261 047 398 和 213 847 398，2026-11-13 14:00 起，欠 18,000.50 元",
        "11月13日 14:05，请拨 12333、12351 或 110",
        "微信支付记录，QQ群里说过，一三得三，二〇二六年十一月",
        "怀孕三个月被辞退，单位没交生育险",
    ],
)
def test_what_tells_nobody_stays(plain: str) -> None:
    assert cover(plain, SECRETS) == plain


@given(st.text())
def test_nothing_else_is_changed(text: str) -> None:
    assert cover(text, ()).replace(COVER, "") == text or COVER in cover(text, ())


@pytest.mark.parametrize(
    ("worker", "found"),
    [
        ("王秀兰", {"王秀兰", "秀兰"}),
        ("马芳", {"马芳"}),
        ("欧阳秀兰", {"欧阳秀兰", "阳秀兰", "秀兰"}),
        ("马依努尔·阿不都", {"马依努尔·阿不都", "马依努尔", "阿不都"}),
        ("", set()),
    ],
)
def test_the_names_of_a_worker(worker: str, found: set[str]) -> None:
    assert names(worker) == found


async def test_on_the_ticket_its_file_and_the_list(room: Room) -> None:
    await add(room, "boss", "supervisor")
    told = "１３９１２３４５６７８", "139.1234.5678", "秀兰", "wxl_1990"
    story = "我是秀兰，电话１３９１２３４５６７８，也是139.1234.5678，微信 wxl_1990，怀孕被辞退"
    ticket = await room.open(story, kind="女职工", phone="13912345678", worker="王秀兰")
    for path in (f"/desk/tickets/{ticket.number}", f"/desk/tickets/{ticket.number}/file", "/desk"):
        page = (await room.get(path))[1]
        assert "怀孕被辞退" in page and COVER in page and not [one for one in told if one in page], path
