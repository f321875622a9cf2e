"""Likeness of names, measured on made-up pairs; numbers that differ are a no."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tickets import likeness
from tickets.employers import Employers
from tickets.likeness import Comparison, Likeness

ROOT = Path(__file__).resolve().parents[2]
EMPLOYERS = Employers.load(ROOT / "knowledge" / "words")
COMPARISON = Comparison(EMPLOYERS.sounds)
PIECES = (
    "宁夏 宏达 鸿达 建筑 有限公司 万达 工地 A区 b区 一标段 二期 老板姓马 ，包工头马建国 中建八局 中建一局 金凤 兴庆区 "
    "物业 的"
).split()
NAMES = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


def pairs(*sets: str) -> list[list[str]]:
    lines = (ROOT / "tests" / "fixtures" / "employer_pairs.tsv").read_text("utf-8").splitlines()
    return [row[1:] for line in lines if not line.startswith("#") and (row := line.split("\t"))[0] in sets]


def like(one: str, other: str, here: str = "-", there: str = "-") -> Likeness:
    """How alike two names are; - where no district was told."""
    known = [EMPLOYERS.read(name, None if place == "-" else place) for name, place in ((one, here), (other, there))]
    return COMPARISON.likeness(*known)


def measured(*sets: str) -> tuple[int, float, float]:
    """How many pairs, precision, recall."""
    rows = [(same == "同", like(one, other, here, there).proposed) for same, one, here, other, there in pairs(*sets)]
    right, proposed, wanted = rows.count((True, True)), sum(told for _, told in rows), sum(same for same, _ in rows)
    return len(rows), right / proposed, right / wanted


def test_precision_and_recall_are_what_the_documents_say() -> None:
    count, precision, recall = measured("dev", "held")
    told = re.search(
        r"\((\d+) pairs: precision ([\d.]+), recall ([\d.]+)\)", (ROOT / "docs/clusters.md").read_text("utf-8")
    )
    assert told
    assert (count, round(precision, 2), round(recall, 2)) == (int(told[1]), float(told[2]), float(told[3]))
    assert count >= 120


def test_whoever_is_to_be_found_shares_a_mark() -> None:
    for same, one, _, other, _ in pairs("dev", "held"):
        if same == "同" and like(one, other).proposed:
            assert set(EMPLOYERS.marks(EMPLOYERS.read(one))) & set(EMPLOYERS.marks(EMPLOYERS.read(other))), (one, other)


@example("中建八局", "中建八局A区A区中建八局")
@given(NAMES, NAMES)
def test_it_is_symmetric_and_bounded(one: str, other: str) -> None:
    found = like(one, other)
    assert found == like(other, one)
    assert 0 <= found.score <= 1
    assert bool(found.reasons) == bool(found.score)


@given(NAMES, NAMES)
def test_it_is_reflexive(one: str, other: str) -> None:
    named = EMPLOYERS.read(one)
    itself = like(one, one)
    assert itself.proposed == named.tells
    assert itself.score >= like(one, other).score or like(other, other).score >= itself.score


@pytest.mark.parametrize(
    ("one", "other", "district", "reason"),
    [
        ("宁夏宏达有限公司", "宏达", "-", "名字去掉“有限公司”后相同：宏达"),
        ("中建八局", "中国建筑第八工程局有限公司", "-", "简称和全称，是同一家：中建8局"),
        ("宁建", "宁夏建工集团有限公司", "-", "简称和全称，是同一家：宁夏建工集团"),
        ("宏达建筑", "鸿达建筑", "-", "同音字：宏达、鸿达"),
        ("宏兴建筑", "宏新建筑", "-", "读音相近：宏兴、宏新"),
        ("阅海万家工地", "阅海万佳豪工地", "金凤区", ""),
        ("万达工地", "万达项目部", "金凤区", likeness.SITE_AND_DISTRICT),
        ("万达工地", "万达项目部", "-", likeness.SITE_ONLY),
        ("万达工地，老板姓马", "马总 万达工地", "金凤区", likeness.FOREMAN_TOO.format(name="马")),
        ("宏图建设公司", "宏图建设有限公司", "金凤区", likeness.SAME_DISTRICT),
        ("宏图建设公司万达工地", "宏图建设公司学府佳苑工地", "-", likeness.FIRM_OTHER_SITE),
        ("宏图建设公司万达工地", "天元劳务公司万达工地", "金凤区", likeness.SITE_OTHER_FIRM),
        ("包工头马建国", "老板马建国", "-", likeness.FOREMAN.format(name="马建国")),
    ],
)
def test_the_reason_is_told(one: str, other: str, district: str, reason: str) -> None:
    found = like(one, other, district, district)
    assert reason in found.reasons if reason else not found.proposed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中建一局", "中建八局"),
        ("万达一标段", "万达二标段"),
        ("万达A区", "万达B区"),
        ("宏达一期，万达", "宏达二期，万达"),
    ],
)
def test_another_number_or_letter_is_a_strong_no(one: str, other: str) -> None:
    assert like(one, other, "金凤区", "金凤区") == likeness.NO
