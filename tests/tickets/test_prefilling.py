"""Nobody is asked twice: papers begin with what was told on the ticket and in other papers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rights_support import PARAMETERS

from rights.limits import Matter
from rights.paper import discover
from tickets.answers import Filled
from tickets.prefilling import Told, fitted, prefilled

FORMS = discover()
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
NUMBER = "261000001"
FACTS: dict[str, Any] = {
    "employer": "宏达建筑劳务有限公司",
    "phone": "13800000000",
    "job": "木工",
    "began": "2023-05-01",
    "ended": "2026-06",
    "wage_fen": 650_050,
    "months": 3.0,
}
WAGES = Told(Matter.WAGES, FACTS, "老板欠我三个月工资", ("银行流水",), date(2027, 6, 30))


def filled(paper: str, /, ticket: str = NUMBER, hours: float = 0, **answers: Any) -> Filled:
    return Filled(ticket, paper, answers, NOW + timedelta(hours=hours))


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("matter", list(Matter))
def test_every_paper_begins_with_answers_it_takes(name: str, matter: Matter) -> None:
    """Whatever is filled in beforehand, the paper can be read; a claim may still lack something."""
    said = Told(matter, FACTS, "老板欠我三个月工资", ("银行流水",), date(2027, 6, 30))
    answers = prefilled(FORMS[name], said, NUMBER, ())
    answers.pop("claims", None)
    FORMS[name].fill(PARAMETERS, NOW.date(), answers)


def test_wages_are_counted_from_what_was_told() -> None:
    answers = prefilled(FORMS["arbitration"], WAGES, NUMBER, ())
    assert answers["employer"] == FACTS["employer"] and answers["wage"] == "6500.50"
    assert answers["facts"] == WAGES.story and answers["evidences"] == [{"evidence": "银行流水"}]
    assert answers["claims"] == [{"calculator": "arrears", "wage": "6500.50", "months": "3"}]
    paper = FORMS["arbitration"].fill(PARAMETERS, NOW.date(), answers)
    assert "19,501.50元" in str(paper.blocks)


@pytest.mark.parametrize(
    ("paper", "kind", "name", "filled_in"),
    [
        ("arbitration", "劳动仲裁", "某某区劳动人事争议仲裁委员会", True),
        ("inspection", "劳动监察", "某某区劳动保障监察大队", True),
        ("inspection", "劳动监察", "某某区便民大厅三号窗口", False),
        ("injury", "社会保险", "某某区社保中心", False),
        ("injury", "社会保险", "某某区人力资源和社会保障局", True),
        ("legal-aid", "法律援助", "某某区法律援助中心", True),
        ("payment-order", "劳动仲裁", "某某区劳动人事争议仲裁委员会", False),
    ],
)
def test_the_office_that_takes_it_stands_there_and_no_other(paper: str, kind: str, name: str, filled_in: bool) -> None:
    said = Told(Matter.WAGES, FACTS, "老板欠我三个月工资", offices={kind: name})
    answers = prefilled(FORMS[paper], said, NUMBER, ())
    assert answers.get("office") == (name if filled_in else None)


def test_without_a_confirmed_office_the_paper_says_what_kind_is_to_be_written() -> None:
    answers = prefilled(FORMS["arbitration"], WAGES, NUMBER, ())
    paper = FORMS["arbitration"].fill(PARAMETERS, NOW.date(), answers)
    assert "office" not in answers and "受理的劳动人事争议仲裁委员会名称" in paper.blanks


def test_a_month_is_no_date_of_a_paper() -> None:
    answers = prefilled(FORMS["arbitration"], WAGES, NUMBER, ())
    assert answers["began"] == "2023-05-01" and "ended" not in answers


def test_the_sum_that_was_told_counts_not_the_one_that_was_derived() -> None:
    told = Told(Matter.WAGES, {**FACTS, "amount_fen": 1_800_000})
    derived = Told(Matter.WAGES, {**FACTS, "amount_fen": 1_800_000, "derived": ["amount_fen"]})
    assert prefilled(FORMS["arbitration"], told, NUMBER, ())["claims"] == [{"calculator": "arrears", "total": "18000"}]
    assert "wage" in prefilled(FORMS["arbitration"], derived, NUMBER, ())["claims"][0]


def test_kinds_of_their_own() -> None:
    assert prefilled(FORMS["inspection"], WAGES, NUMBER, ())["acts"] == [{"act": "拖欠工资"}]
    assert prefilled(FORMS["forced-resignation"], WAGES, NUMBER, ())["reasons"] == [{"reason": "没及时足额发工资"}]
    aid = prefilled(FORMS["legal-aid"], WAGES, NUMBER, ())
    assert aid["matter"] == "确认劳动关系或支付劳动报酬" and aid["last_day"] == "2027-06-30"
    hurt = prefilled(FORMS["injury"], Told(Matter.INJURY, {"injured_on": "2026-10-12"}, "摔了"), NUMBER, ())
    assert hurt == {"injured": "2026-10-12", "story": "摔了"}


def test_other_papers_tell_more_the_newest_first() -> None:
    before = [
        filled("injury", id_number="1", name="旧", employer="新厂", hours=0),
        filled("inspection", name="新", evidences=[{"evidence": "欠条", "source": "自己"}], office="某局", hours=2),
        filled("roster", ticket="261000002", name="", employer="别的厂", address="某路1号", hours=3),
    ]
    answers = prefilled(FORMS["arbitration"], WAGES, NUMBER, before)
    assert (answers["name"], answers["id_number"], answers["address"]) == ("新", "1", "某路1号")
    assert answers["employer"] == "新厂"  # of the same ticket, corrected there; never that of another ticket
    assert answers["evidences"] == [{"evidence": "欠条", "source": "自己"}] and "office" not in answers


def test_rows_keep_only_what_a_paper_asks_and_takes() -> None:
    rows = [{"evidence": f"{at}", "pages": "3"} for at in range(70)]
    kept = fitted(FORMS["arbitration"], {"evidences": rows, "gone": "x", "claims": [{"request": "y"}], "name": ""})
    assert kept == {"evidences": [{"evidence": f"{at}"} for at in range(60)], "claims": [{"request": "y"}]}


def test_who_files_for_another_names_them() -> None:
    answers = prefilled(FORMS["arbitration"], Told(facts={"worker": "马小兰"}), NUMBER, ())
    assert answers == {"name": "马小兰"}
