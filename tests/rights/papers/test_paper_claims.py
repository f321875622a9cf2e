"""Claims: their arithmetic line by line, what they come to, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_answers import ARREARS, SEVERANCE, fill, words
from rights_support import run

from rights.inputs import BadInput
from rights.paper_blocks import Numbered, Paper, Table
from rights.paper_claims import FROM_FUND, NOTHING_DUE
from rights.paper_sheet import MONTHLY, OPEN_SUMS
from rights.papers.arbitration import NO_SUM
from rights.working import shown, yuan

SUMS = st.lists(st.decimals(Decimal("0.01"), Decimal("999999.99"), places=2), min_size=2, max_size=30)


def filed(*claims: Any) -> Paper:
    return fill("arbitration", {"claims": claims})


def asked(paper: Paper) -> tuple[str, ...]:
    return next(block.lines for block in paper.blocks if isinstance(block, Numbered))


def test_a_counted_claim_carries_every_step_of_its_working() -> None:
    working = run("arrears", {"wage": "6500", "months": "4"})
    (table,) = (block for block in filed(ARREARS).blocks if isinstance(block, Table) and block.of == "working")
    assert [row[0] for row in table.rows] == [step.title for step in working.items[0].steps]
    assert table.rows[0] == (
        "应发",
        "6,500.00元×4个月",
        "26,000.00元",
        "《中华人民共和国劳动合同法》第三十条，《中华人民共和国劳动法》第五十条",
    )
    assert asked(filed(ARREARS)) == ("支付拖欠的工资26,000.00元。",)


def test_claims_are_said_formally_and_by_the_worker() -> None:
    text = words(filed(ARREARS, SEVERANCE | {"item": "违法解除赔偿金（2N）"}))
    assert "支付违法解除赔偿金45,500.00元" in text
    assert "2N" not in text and "你" not in text
    assert "招用申请人的单位付" in text


def test_an_unconfirmed_figure_says_so_beside_the_arithmetic() -> None:
    text = words(filed(SEVERANCE | {"item": "经济补偿（N）"}))
    assert "最低工资一类：2235元/月（2025年10月1日起），以有关部门最新公布为准" in text


def test_what_is_not_money_is_said_as_written() -> None:
    assert asked(filed({"request": "确认劳动关系。"}, {"request": "支付奖金", "amount": "5"})) == (
        "确认劳动关系；",
        "支付奖金5.00元。",
    )


def test_a_payment_without_a_sum_is_left_open() -> None:
    paper = filed({"request": "支付奖金"}, ARREARS, {"request": "工资", "amount": "1"})
    assert asked(paper)[0] == "支付奖金＿＿＿＿（请填写：金额）；"
    assert NO_SUM in paper.notes and f"以上金额合计26,001.00元{OPEN_SUMS}。" in words(paper)


@given(SUMS)
def test_the_total_is_the_sum_to_the_fen(sums: list[Decimal]) -> None:
    rows = [{"request": "工资", "amount": str(one)} for one in sums]
    assert f"以上金额合计{shown(sum(sums, Decimal(0)))}元。" in words(filed(*rows))


def test_the_total_is_that_of_the_rounded_lines() -> None:
    rows = [{"request": "工资", "amount": "0.015"}, {"request": "加班费", "amount": "0.015"}]
    assert "以上金额合计0.04元。" in words(filed(*rows))
    assert yuan(Decimal("0.015")) == Decimal("0.02")


def test_a_range_stays_open_until_a_sum_is_chosen() -> None:
    ordered = ARREARS | {"ordered": "是"}
    text = words(filed(ordered))
    assert "（请填写：金额，在13,000.00元" not in text
    assert "（请填写：金额，在13,000.00到26,000.00元之间）" in text
    assert OPEN_SUMS in text
    extra = run("arrears", {"wage": "6500", "months": "4", "ordered": "是"}).items[1].name
    assert f"{extra}20,000.00元" in words(filed(ordered | {"item": extra, "claimed": "20000"}))


def test_what_is_due_every_month_is_not_in_the_total() -> None:
    nursing = {"calculator": "injury", "grade": "3", "wage": "6000", "injured": "2026-01-05", "insured": "是"}
    paper = filed(nursing, ARREARS)
    assert any("每月" in line for line in asked(paper))
    assert MONTHLY in words(paper)
    assert any(note == FROM_FUND.format("伤残津贴", "工伤保险基金") for note in paper.notes)


def test_what_comes_to_nothing_is_not_claimed() -> None:
    paper = filed(ARREARS | {"paid": "26000"})
    assert "拖欠的工资" not in words(paper)
    assert NOTHING_DUE.format("拖欠的工资") in paper.notes


@pytest.mark.parametrize(
    ("claim", "field", "why"),
    [
        ({"calculator": "lottery"}, "claims.1.calculator", "没有「lottery」这种计算"),
        (ARREARS | {"months": "x"}, "claims.1.months", "要写成数字"),
        (ARREARS | {"month": "4"}, "claims.1.month", "没有这一项"),
        (SEVERANCE, "claims.1.item", "几样只能要一样"),
        (SEVERANCE | {"item": "N"}, "claims.1.item", "只能是经济补偿（N）"),
        (ARREARS | {"claimed": "1"}, "claims.1.claimed", "26,000.00元之内"),
        (ARREARS | {"ordered": "是", "claimed": "1"}, "claims.1.claimed", "算出来有2样"),
        ({"amount": "5"}, "claims.1.request", "还没有填"),
        ({"request": "\x07 "}, "claims.1.request", "还没有填"),
        ({"calculator": "retirement", "birth": "1970-01-01", "who": "男"}, "claims.1.calculator", "不是钱"),
        ({"request": "工资", "amount": "-5"}, "claims.1.amount", "要在0.01到"),
        ({"request": "工资", "amount": "0"}, "claims.1.amount", "要在0.01到"),
        (SEVERANCE | {"begin": "2000-01-01", "end": "2005-01-01", "item": "经济补偿（N）"}, "claims.1", "2008年以前"),
        ("工资", "claims.1", "每一项要写成几个字段"),
    ],
)
def test_what_cannot_be_claimed(claim: Any, field: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        filed(claim)
    assert refused.value.field == field and why in str(refused.value)


def test_too_many_claims() -> None:
    with pytest.raises(BadInput, match="最多60项"):
        filed(*[ARREARS] * 61)
