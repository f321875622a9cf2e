"""What was read, in words for the follower and for the staff."""

from knowledge.slots import Slots, Source
from tickets.told import ABOUT, DERIVED, LEAD, SAME_NUMBER, TO_ASK, line_for_staff, merged, sum_told


def test_nothing_known_says_nothing() -> None:
    assert sum_told({"story": "老板不给结账"}) == ""
    assert line_for_staff({"story": "老板不给结账", "amount_fen": 100, "phone": "13900001234"}) == ""


def test_what_is_not_exact_says_so() -> None:
    known = {"amount_fen": 200_000, "months": 2.5, "about": ["amount_fen"]}
    assert sum_told(known) == f"，2.5个月，{ABOUT.format('2,000元')}"


def test_a_reckoned_sum_says_so_to_both() -> None:
    known = {"amount_fen": 900_000, "months": 2.0, "wage_fen": 450_000, "derived": ["amount_fen"]}
    assert DERIVED.format(sum="9,000元") in sum_told(known)
    assert DERIVED.format(sum="9,000元") in line_for_staff(known)


def test_the_staff_see_what_else_was_read_and_what_to_ask() -> None:
    known = {"age": 52, "phone_is_wechat": True, "service_months": 15.0, "unsure": {"amount_fen": "三四千"}}
    line = line_for_staff(known)
    assert line.startswith(LEAD)
    assert all(part in line for part in ("52岁", "15个月", SAME_NUMBER, TO_ASK.format("金额「三四千」")))


def test_what_was_told_first_stands_and_gaps_are_filled() -> None:
    both = merged({"story": "欠钱", "months": 2.0, "about": ["months"]}, Slots(months=3.0, employer="宏达建筑"))
    assert both == {"story": "欠钱", "months": 2.0, "employer": "宏达建筑", "about": ["months"]}


def test_a_sum_told_later_is_unsure_no_more() -> None:
    assert merged({"unsure": {"amount_fen": "三四千"}}, Slots(amount_fen=350_000)) == {"amount_fen": 350_000}


def test_bounds_told_later_do_not_unsettle_what_is_known() -> None:
    later = Slots(sources=(Source("amount_fen", "三四千", 0, "between", 300_000, 400_000),))
    assert merged({"amount_fen": 350_000}, later) == {"amount_fen": 350_000}
