"""Signing away social insurance: what follows, what goes back, what the employer pays the fund."""

import pytest
from rights_support import run

from rights.calculators import insurance_waiver
from rights.inputs import BadInput


def told(**given_: str) -> dict[str, str]:
    return {fact.title: fact.result for fact in run("insurance_waiver", given_).facts}


def test_it_is_void_and_leaving_for_it_earns_severance() -> None:
    working = run("insurance_waiver", {})
    assert not working.items and told()[insurance_waiver.VOID].startswith("无效")
    assert {"劳动争议解释（二）#19", "劳动合同法#38", "劳动合同法#46"} <= set(working.citations)
    assert told()["要退的社保补贴"] == "不用退"


def test_cash_goes_back_only_after_the_employer_paid_in() -> None:
    assert told(cash="500", months="18")["要退的社保补贴"] == "补缴后最多9,000.00元"


def test_the_late_fee_runs_by_day_and_the_employer_owes_it() -> None:
    assert "滞纳金" not in told()
    assert told(unpaid="20000", since="2026-11-22")["滞纳金"] == "10.00元"
    assert told(unpaid="20000", since="2026-11-13")["滞纳金"] == "100.00元"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cash": "500"}, "months"),
        ({"months": "3"}, "cash"),
        ({"cash": "500", "months": "0"}, "months"),
        ({"unpaid": "100"}, "since"),
        ({"since": "2026-01-01"}, "unpaid"),
        ({"unpaid": "100", "since": "2026-11-23"}, "since"),
        ({"unpaid": "0", "since": "2026-01-01"}, "unpaid"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("insurance_waiver", wrong)
    assert refused.value.field == field
