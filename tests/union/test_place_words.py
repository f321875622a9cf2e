"""How followers ask where: short words alone, never a question the knowledge answers."""

import pytest
from project_tree import ROOT

from bot.context import fold
from union.place_words import WORDS, Wanted, asked, named
from union.places import HOTLINE, KINDS

ASKED = {
    "去哪办": Wanted(),
    "附近的工会": Wanted("工会", near=True),
    "离我最近的户外劳动者之家": Wanted("户外劳动者之家", near=True),
    "附近有没有工会服务站": Wanted("工会", near=True),
    "户外劳动者之家": Wanted("户外劳动者之家"),
    "仲裁委在哪": Wanted("劳动仲裁"),
    "请问，仲裁委在哪儿？": Wanted("劳动仲裁"),
    "金凤区仲裁委在哪": Wanted("劳动仲裁", "金凤区"),
    "银川市兴庆区仲裁委在哪里": Wanted("劳动仲裁", "兴庆区"),
    "兴庆区劳动监察大队电话": Wanted("劳动监察", "兴庆区"),
    "灵武劳动局怎么走": Wanted("劳动监察", "灵武市"),
    "法律援助中心地址是什么": Wanted("法律援助"),
    "社保局几点上班": Wanted("社会保险"),
    "工伤认定去哪里办": Wanted("社会保险"),
    "经济技术开发区工会在哪": Wanted("工会", "经开区"),
    "永宁县去哪办": Wanted("", "永宁县"),
}
ELSE = [
    "仲裁委说不归他们管让我去别的区", "仲裁去哪里申请", "去哪投诉单位", "公司地址搬了找不见能不能立案", "工会",
    "金凤区", "我在金凤区上班", "老板在哪", "公司在附近", "仲裁", "没签合同怎么办", "", "？",
]  # fmt: skip


@pytest.mark.parametrize("said", ASKED)
def test_what_is_looked_for(said: str) -> None:
    assert asked(fold(said)) == ASKED[said]


@pytest.mark.parametrize("said", ELSE)
def test_what_says_more_or_asks_something_else(said: str) -> None:
    assert asked(fold(said)) is None


def test_a_question_the_knowledge_answers_is_left_to_it() -> None:
    """Of all ways of asking, only two that ask for the inspection's number and place, which are told better here."""
    files = (ROOT / "knowledge" / "faq").glob("*.md")
    lines = (line for path in files for line in path.read_text("utf-8").split("citations:")[0].splitlines())
    ways = [line.removeprefix("  - ") for line in lines if line.startswith("  - ")]
    assert len(ways) > 3000
    assert {way for way in ways if asked(fold(way))} <= {"劳动监察电话", "兴庆区劳动监察在哪"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("金凤区", Wanted("", "金凤区")),
        ("我在金凤", Wanted("", "金凤区")),
        ("仲裁委", Wanted("劳动仲裁")),
        ("西夏区工会", Wanted("工会", "西夏区")),
        ("工伤怎么认定", None),
        ("谢谢", None),
        ("在哪", None),
        ("", None),
    ],
)
def test_when_we_have_just_asked_a_name_is_enough(said: str, wanted: Wanted | None) -> None:
    assert named(said) == wanted


def test_each_kind_can_be_asked_for_by_its_own_name() -> None:
    assert {kind: asked(f"{kind}在哪") for kind in WORDS} == {kind: Wanted(kind) for kind in WORDS}
    assert set(WORDS) == set(KINDS) - {HOTLINE}
