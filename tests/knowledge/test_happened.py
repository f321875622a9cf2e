"""The day of a contract signed after all, and of a death."""

from datetime import date

import pytest

from knowledge.happened import read_died, read_signed

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年1月10日入职 没签合同 2026年3月31日才签", "2026-03-31"),
        ("2025年6月1日入职，2025年12月1日补签了合同", "2025-12-01"),
        ("2025年6月入职，12月5号公司才跟我签的合同", "2025-12-05"),
        ("入职半年没签合同，去年12月签了劳动合同", "2025-12"),
        ("补签的日期是2025年12月1日", "2025-12-01"),
        ("2025年6月1日入职，2025年12月1日签的书面合同", "2025-12-01"),
    ],
)
def test_a_contract_signed_late_has_its_day(text: str, day: str) -> None:
    told = read_signed(text, TODAY)
    assert told and told.when and told.when.iso == day


@pytest.mark.parametrize(
    "text",
    [
        "2025年6月1日入职，后来签了合同",
        "2025年6月1日入职，过了几个月才签合同",
        "2025年6月1日入职，2025年8月辞退，后来补签了",
        "2025年6月1日入职后才补签",
        "2025年6月1日入职，9月补签，12月又签了一份",
        "没签合同，不到三个月就补签了",
        "干了一年，公司让我补签合同",
        "没签合同，后来签了单位的合同",
    ],
)
def test_a_contract_signed_some_day_is_to_be_asked(text: str) -> None:
    told = read_signed(text, TODAY)
    assert told and told.when is None


@pytest.mark.parametrize(
    "text",
    [
        "2025年6月1日入职，一直没签合同",
        "2025年6月1日入职，到现在都没补签过",
        "干了一年不给我签合同",
        "没签合同，签了自愿离职的单子",
        "没签合同，走的时候又让我签字",
        "2025年6月1日没签合同",
    ],
)
def test_what_was_never_signed_has_none(text: str) -> None:
    assert read_signed(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("我老公2025年3月在工地摔死了", "2025-03"),
        ("我爸去年工亡", "2025"),
        ("2024年5月6日工亡", "2024-05-06"),
        ("2025年3月受伤，5月8日去世", "2025-05-08"),
        ("2025年3月受伤后去世", None),
        ("我哥工亡能赔多少", None),
    ],
)
def test_a_death_has_its_day_month_or_year(text: str, day: str | None) -> None:
    told = read_died(text, TODAY)
    assert told and (told.when.iso if told.when else None) == day


def test_who_lives_has_none() -> None:
    assert read_died("2025年3月摔断了腿", TODAY) is None
