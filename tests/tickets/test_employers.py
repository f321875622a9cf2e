"""What workers' words name: firm, site, foreman, and what stands apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.employers import LONGEST_CHARACTERS, MOST_MARKS, MOST_PARTS, Employers, Named, Role

EMPLOYERS = Employers.load(Path(__file__).resolve().parents[2] / "knowledge" / "words")


def read(said: str, district: str | None = None) -> Named:
    return EMPLOYERS.read(said, district)


@pytest.mark.parametrize(
    ("said", "role", "core"),
    [
        ("宁夏宏达建筑劳务有限公司", Role.FIRM, "宏达"),
        ("銀川宏達建築有限公司", Role.FIRM, "宏达"),
        ("宏 达 建 筑", Role.FIRM, "宏达"),
        ("单位叫宏达，欠我钱的", Role.ANY, "宏达"),
        ("在万达工地上干活", Role.SITE, "万达"),
        ("学府佳苑项目部", Role.SITE, "学府佳苑"),
        ("老毛手抓饭店", Role.FIRM, "老毛手抓"),
        ("永宁县望远镇瑞丰食品厂", Role.FIRM, "瑞丰"),
        ("银川市政工程公司", Role.FIRM, "宁夏市政"),
        ("宁建", Role.FIRM, "宁夏建工集团"),
        ("K11工地", Role.SITE, "k11"),
    ],
)
def test_a_name_is_freed_of_what_many_share(said: str, role: Role, core: str) -> None:
    part = read(said).parts[0]
    assert (part.role, part.core) == (role, core)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("中建八局", {("局", "8")}),
        ("中国建筑第八工程局有限公司", {("局", "8")}),
        ("中交第一航务工程局", {("局", "1航")}),
        ("中建八局三公司", {("局", "8"), ("公司", "3")}),
        ("湖畔嘉苑一标段", {("标", "1")}),
        ("湖畔嘉苑，标段二", {("标", "2")}),
        ("万达A区", {("区", "a")}),
        ("学府佳苑3号楼", {("栋", "3")}),
        ("宁夏二建", {("建", "2")}),
    ],
)
def test_numbers_and_letters_stand_apart(said: str, apart: set[tuple[str, str]]) -> None:
    assert read(said).parts[0].apart == apart


def test_a_firm_and_its_site_are_two_names() -> None:
    firm, site = read("宏达建筑有限公司万达项目部").parts
    assert (firm.role, firm.core, site.role, site.core) == (Role.FIRM, "宏达", Role.SITE, "万达")


def test_a_branch_is_no_site() -> None:
    assert [part.core for part in read("宁夏宏达建筑有限公司银川分公司").parts] == ["宏达"]


@pytest.mark.parametrize(
    ("said", "foreman"),
    [
        ("包工头马建国", "马建国"),
        ("老板姓马", "马"),
        ("宏达公司马总", "马"),
        ("老马的工地", "马"),
        ("张建军包的活，学府佳苑", "张建军"),
        ("老板跑了", ""),
        ("宏达公司总部", ""),
    ],
)
def test_the_foreman_is_known_by_name(said: str, foreman: str) -> None:
    assert read(said).foreman == foreman


@pytest.mark.parametrize(
    "said", ["公司", "建筑公司", "工地", "老板姓马", "不知道", "一标段", "装修队", "二期工地", "", "，"]
)
def test_what_names_nothing_tells_nothing(said: str) -> None:
    assert not read(said).tells
    assert EMPLOYERS.marks(read(said)) == []


@pytest.mark.parametrize(
    ("said", "given", "district"),
    [
        ("金凤万达", None, "金凤区"),
        ("万达", "西夏区", "西夏区"),
        ("兴庆府工地", None, ""),
        ("西夏万达", None, "西夏区"),
    ],
)
def test_the_district_is_read_or_given(said: str, given: str | None, district: str) -> None:
    assert read(said, given).district == district


def test_names_that_sound_alike_share_a_mark() -> None:
    assert set(EMPLOYERS.marks(read("宏达建筑"))) & set(EMPLOYERS.marks(read("宁夏鸿达公司")))
    assert not set(EMPLOYERS.marks(read("宏达建筑"))) & set(EMPLOYERS.marks(read("天元建筑")))


@given(st.text(alphabet="宏达万建筑公司工地局老板姓马一二期区a3，。第 宁夏金凤中铁八张总的在", max_size=200))
def test_anything_is_read_and_bounded(said: str) -> None:
    named = read(said)
    assert len(named.parts) <= MOST_PARTS
    assert all(part.core for part in named.parts)
    marks = EMPLOYERS.marks(named)
    assert len(marks) == len(set(marks)) <= MOST_MARKS


def test_only_the_beginning_of_a_long_text_counts() -> None:
    assert not read("，" * LONGEST_CHARACTERS + "宏达建筑").parts
