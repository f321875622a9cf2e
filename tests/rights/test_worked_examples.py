"""Every worked example to the fen, by the number it has among them; the years are those they were made for."""

from decimal import Decimal

import pytest
from rights_support import amounts, run

from rights.calculators import no_contract
from rights.calculators.arrears import SUBCONTRACTOR
from rights.working import Working

SUMS: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "1.1 unlawful end, 11.5 months": (
        "severance",
        {"begin": "2010-05-17", "end": "2021-07-30", "average": "33740.37", "triple": "33740.37"},
        ["388014.26", "421754.63", "776028.51"],
    ),
    "1.2 floor of the minimum wage": (
        "severance",
        {"begin": "2008-01-01", "end": "2020-12-31", "average": "1800", "minimum": "2200"},
        ["28600.00", "30400.00", "57200.00"],
    ),
    "1.4 N+1": (
        "severance",
        {"begin": "2023-05-01", "end": "2026-06-30", "average": "20000", "last_month": "20000"},
        ["70000.00", "90000.00", "140000.00"],
    ),
    "1.6 five months": ("severance", {"begin": "2024-01-01", "end": "2024-05-31", "average": "10000"}, ["5000.00"]),
    "1.6 six months": ("severance", {"begin": "2024-01-01", "end": "2024-06-30", "average": "10000"}, ["10000.00"]),
    "1.6 two years": ("severance", {"begin": "2024-01-01", "end": "2025-12-31", "average": "10000"}, ["20000.00"]),
    "1.6 a day more": ("severance", {"begin": "2024-01-01", "end": "2026-01-01", "average": "10000"}, ["25000.00"]),
    "2.1 all three kinds": (
        "overtime",
        {"wage": "10875", "hours": "10", "rest_days": "2", "holidays": "1"},
        ["937.50", "2000.00", "1500.00"],
    ),
    "2.3 the lawful most on the minimum wage": ("overtime", {"wage": "2235", "hours": "36"}, ["693.62"]),
    "2.4 leave does not pay a holiday": (
        "overtime",
        {"wage": "6000", "rest_days": "1", "compensated": "1", "holidays": "1"},
        ["0.00", "827.59"],
    ),
    "3.1 seven months": ("no_contract", {"begin": "2021-03-14", "left": "2021-11-13", "wage": "9000"}, ["63000.00"]),
    "3.2 never signed": ("no_contract", {"begin": "2025-03-01", "wage": "12000"}, ["132000.00"]),
    "3.4 part of a month": (
        "no_contract",
        {"begin": "2026-01-10", "signed": "2026-03-31", "wage": "10875"},
        ["18375.00"],
    ),
    "3.5 refused": ("no_contract", {"begin": "2025-03-01", "wage": "15000", "refused": "是"}, ["0.00"]),
    "4.1 left in June": (
        "annual_leave",
        {"year": "2026", "years": "8", "left": "2026-06-30", "taken": "1", "average": "21750"},
        ["2000.00"],
    ),
    "4.3 still owed": ("annual_leave", {"year": "2025", "years": "12", "average": "4350"}, ["4000.00"]),
    "4.3 with the day's pay": (
        "annual_leave",
        {"year": "2025", "years": "12", "average": "4350", "unpaid": "是"},
        ["6000.00"],
    ),
    "5.1 grade 8": (
        "injury",
        {"grade": "8", "injured": "2026-03-01", "wage": "6000", "insured": "是", "months": "6"},
        ["66000.00", "36000.00"],
    ),
    "5.3 a death": (
        "injury_death",
        {"died": "2026-03-01", "wage": "6000", "insured": "是", "spouse": "是", "kin": "1"},
        ["50226.00", "1130040.00", "4200.00"],
    ),
    "6.1 paid within the order": ("arrears", {"wage": "20000", "months": "3"}, ["60000.00"]),
    "6.3 forty-five days": (
        "arrears",
        {"rate": "260", "count": "45", "site": SUBCONTRACTOR},
        ["11700.00"],
    ),
    "7.3 Beijing, 22 years": (
        "unemployment",
        {"paid_months": "264", "monthly": "2286", "monthly_later": "2129"},
        ["52980.00"],
    ),
    "8.1 allowances left out": (
        "below_minimum",
        {"month": "2026-03-01", "pay": "2600", "overtime": "300", "allowances": "150"},
        ["85.00"],
    ),
    "8.3 sent back, class 2": (
        "below_minimum",
        {"month": "2026-03-01", "pay": "0", "area": "二类", "sent_back": "是"},
        ["2080.00"],
    ),
}


@pytest.mark.parametrize(("name", "given", "expected"), SUMS.values(), ids=list(SUMS))
def test_sums_to_the_fen(name: str, given: dict[str, str], expected: list[str]) -> None:
    assert amounts(run(name, given))[: len(expected)] == [Decimal(one) for one in expected]


def fact(working: Working, title: str) -> str:
    return next(one.result for one in working.facts if one.title == title)


def test_6_1_an_order_not_obeyed_gives_a_range() -> None:
    working = run("arrears", {"wage": "20000", "months": "3", "ordered": "是"})
    assert (working.low, working.high) == (Decimal(90_000), Decimal(120_000))


def test_3_2_after_a_year_the_contract_is_open_ended() -> None:
    assert fact(run("no_contract", {"begin": "2025-03-01", "wage": "12000"}), "无固定期限合同") == "2026-03-01起"


def test_3_4_the_other_reading_of_a_month_stands_beside_it() -> None:
    working = run("no_contract", {"begin": "2026-01-10", "signed": "2026-03-31", "wage": "10875"})
    assert [one.name for one in working.items] == [no_contract.BY_OWN, no_contract.BY_CALENDAR] and working.or_else


@pytest.mark.parametrize(("paid", "months"), [(11, 0), (12, 12), (59, 12), (60, 18), (119, 18), (120, 24)], ids=str)
def test_7_1_months_of_benefit(paid: int, months: int) -> None:
    said = fact(run("unemployment", {"paid_months": str(paid)}), "领取期限")
    assert said == (f"最长{months}个月" if months else "0个月")


def test_9_1_the_line_of_a_final_award() -> None:
    assert fact(run("final_award", {"wages": "26820"}), "终局的线") == "26,820.00元"


@pytest.mark.parametrize(
    ("who", "birth", "age", "day"),
    [
        ("男", "1964-12", "60岁", "2024-12"),
        ("男", "1965-01", "60岁1个月", "2025-02"),
        ("男", "1965-05", "60岁2个月", "2025-07"),
        ("男", "1970-01", "61岁4个月", "2031-05"),
        ("男", "1976-09", "63岁", "2039-09"),
        ("女55", "1970-01", "55岁1个月", "2025-02"),
        ("女55", "1975-06", "56岁5个月", "2031-11"),
        ("女55", "1981-09", "58岁", "2039-09"),
    ],
)
def test_9_3_retirement(who: str, birth: str, age: str, day: str) -> None:
    working = run("retirement", {"who": who, "birth": f"{birth}-15"})
    assert fact(working, "法定退休") == f"{day}-15"
    assert age in next(one.formula for one in working.facts if one.title == "法定退休")
