"""What is said to who files: what the receiving office asks, and what it would refuse."""

from typing import Any

import pytest
from paper_answers import ARREARS, FULL, SEVERANCE, fill, words

from rights.paper_parts import FULL_NAME, ID_BIRTH, ID_GENDER, ID_ODD
from rights.papers import arbitration, authorization, evidence_list, forced_resignation, injury, inspection, legal_aid
from rights.papers import payment_order as order


def notes(name: str, **given: Any) -> tuple[str, ...]:
    return fill(name, {**FULL[name], **given}).notes


SEVERANCE_N = SEVERANCE | {"item": "经济补偿（N）"}
SAID: list[tuple[str, dict[str, Any], str]] = [
    ("arbitration", {"id_number": "110101199003070047"}, ID_ODD),
    ("arbitration", {"born": "1990-03-08"}, ID_BIRTH),
    ("arbitration", {"gender": "男"}, ID_GENDER),
    ("arbitration", {"employer": "老王家"}, FULL_NAME),
    ("arbitration", {"claims": []}, arbitration.NO_CLAIM),
    ("arbitration", {"claims": [ARREARS | {"ordered": "是"}]}, arbitration.NO_SUM),
    ("arbitration", {"evidences": []}, arbitration.NO_PROOF),
    ("arbitration", {"ended": "2025-11-20"}, arbitration.LATE.format("2026-11-20")),
    ("inspection", {"acts": []}, inspection.NO_ACT),
    ("inspection", {"act_ended": "2024-11-21"}, inspection.TOO_OLD),
    ("inspection", {"filed": True}, inspection.ELSEWHERE),
    ("inspection", {"claims": [{"request": "第二倍工资", "amount": "1"}]}, inspection.DISPUTED.format("第二倍工资")),
    ("payment-order", {"other_debts": True}, order.OTHER),
    ("payment-order", {"reachable": False}, order.UNREACHABLE),
    ("payment-order", {"claims": [{"request": "补缴社保"}]}, order.SUMS),
    ("payment-order", {"claims": [SEVERANCE_N]}, order.WAGES_ONLY.format("经济补偿")),
    ("forced-resignation", {"reasons": []}, forced_resignation.NO_REASON),
    ("forced-resignation", {"facts": "因个人原因"}, forced_resignation.WRONG_WORDS.format("个人原因")),
    ("forced-resignation", {"ends": "2026-11-21"}, forced_resignation.BACKWARDS),
    ("injury", {"place": ""}, injury.NO_BASICS),
    ("injury", {"ground": injury.ON_THE_ROAD}, injury.ROAD),
    ("injury", {"injured": "2025-10-12"}, injury.LATE.format("2026-10-12")),
    ("injury", {"injured": "2026-11-12"}, injury.EMPLOYER_FIRST.format("2026-12-12")),
    ("legal-aid", {"held": True}, legal_aid.REPRESENTED),
    ("legal-aid", {}, legal_aid.PROVE_EXEMPT),
    ("legal-aid", {"exemption": "不属于"}, legal_aid.MAYBE_EXEMPT),
    ("legal-aid", {"last_day": "2026-11-28"}, legal_aid.URGENT),
    ("authorization", {"power": ""}, authorization.MUST_SAY),
    ("authorization", {"power": "特别授权"}, authorization.WHAT_SPECIAL),
    ("authorization", {"stage": "法院诉讼"}, authorization.WHO_MAY),
    ("evidence-list", {"evidences": [{"evidence": "流水"}]}, evidence_list.SAY_FROM),
]
UNSAID: list[tuple[str, dict[str, Any], str]] = [
    ("arbitration", {}, ID_ODD),
    ("arbitration", {"id_number": "H1234567"}, ID_ODD),
    ("arbitration", {"employer": "某某餐饮店（个体工商户）"}, FULL_NAME),
    ("arbitration", {"ended": "2025-11-24"}, arbitration.LATE.format("2026-11-24")),
    ("inspection", {"act_ended": "2024-11-22"}, inspection.TOO_OLD),
    ("payment-order", {"claims": [SEVERANCE_N], "mediated": "2026-09-01"}, order.WAGES_ONLY.format("经济补偿")),
    ("forced-resignation", {"ends": "2026-11-22"}, forced_resignation.BACKWARDS),
    ("inspection", {"claims": [{"request": "加付赔偿金", "amount": "1"}]}, inspection.DISPUTED.format("加付赔偿金")),
    ("legal-aid", {"last_day": "2026-11-29"}, legal_aid.URGENT),
    ("legal-aid", {"last_day": "2026-11-21"}, legal_aid.URGENT),
    ("authorization", {"power": "一般代理"}, authorization.WHAT_SPECIAL),
    ("evidence-list", {}, evidence_list.SAY_FROM),
]


@pytest.mark.parametrize(("name", "given", "note"), SAID)
def test_what_an_office_would_send_back_is_said_before(name: str, given: dict[str, Any], note: str) -> None:
    assert note in notes(name, **given)


@pytest.mark.parametrize(("name", "given", "note"), UNSAID)
def test_what_is_in_order_is_not_complained_of(name: str, given: dict[str, Any], note: str) -> None:
    assert note not in notes(name, **given)


def test_a_special_power_says_what_it_holds_and_appeals_only_in_court() -> None:
    special, court = {"power": "特别授权"}, {"stage": "法院诉讼"}
    text = words(fill("authorization", special))
    assert all(one in text for one in authorization.DISPOSING) and authorization.APPEALING not in text
    assert authorization.APPEALING in words(fill("authorization", special | court))
    assert authorization.DISPOSING[0] not in words(fill("authorization", court | {"power": "一般代理"}))


def test_cells_left_open_are_named() -> None:
    assert (
        fill("arbitration", {"evidences": [{"evidence": "流水", "proves": "工资"}]}).blanks[-2] == "证据第1项的证据来源"
    )
