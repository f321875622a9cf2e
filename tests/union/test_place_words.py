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
    "你们在哪": Wanted("工会", us=True),
    "你们地址在哪": Wanted("工会", us=True),
    "你们电话多少": Wanted("工会", us=True),
    "你们几点下班？": Wanted("工会", us=True),
    "工会几点上班": Wanted("工会", us=True),
    "你们金凤区在哪": Wanted("工会", "金凤区", us=True),
    "你们星期天休息吗": Wanted("工会", us=True),
    "国庆你们上班吗": Wanted("工会", us=True),
    "周末上班不": Wanted("工会", us=True),
    "今天星期天有人上班没": Wanted("工会", us=True),
    "晚上有人吗": Wanted("工会", us=True),
    "24小时吗": Wanted("工会", us=True),
    "咋找你们": Wanted("工会", us=True),
    "能不能去你们那": Wanted("工会", us=True),
}
ELSE = [
    "仲裁委说不归他们管让我去别的区", "仲裁去哪里申请", "去哪投诉单位", "公司地址搬了找不见能不能立案", "工会",
    "周末上班不给加班费", "周末上班算加班吗", "我们周末上班吗", "厂里几点下班", "单位周末让上班合法吗", "周末休息不",
    "你们管不管", "咱们周末上班不", "你们是干啥的", "过年上班工资怎么算", "晚上上班有补贴吗", "你们老板在哪",
    "上班不", "有人吗",
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
