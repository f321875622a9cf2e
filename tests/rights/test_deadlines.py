"""The day a right dies: each limit against a hand-made table, what renews it, what ends it, days off."""

import json
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_tree import ROOT

from rights.deadlines import ENDLESS, Deadline, Happened, deadlines, most_pressing, probation, rests
from rights.limit_table import RIGHTS
from rights.limits import EMPLOYER, OFFICE, PAY_MATTERS, WORKER, Matter, Moment, Unit

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 22))


def happened(**events: str) -> list[Happened]:
    return [Happened(Moment[name.upper()], date.fromisoformat(day)) for name, day in events.items()]


def found(
    matter: Matter, events: Iterable[Happened], on: date = TODAY, employed: bool | None = None
) -> dict[str, Deadline]:
    return {one.right.name: one for one in deadlines(matter, events, on, employed=employed)}


def day_of(name: str, matter: Matter, **events: str) -> str:
    return str(found(matter, happened(**events))[name].day)


@pytest.mark.parametrize(
    ("name", "matter", "event", "start", "last"),
    [
        ("arbitration", Matter.WAGES, "left", "2026-03-01", "2027-03-01"),
        ("arbitration", Matter.DISMISSAL, "knew", "2024-02-29", "2025-02-28"),
        ("arbitration", Matter.DISMISSAL, "left", "2026-03-01", "2027-03-01"),
        ("arbitration", Matter.INSURANCE, "knew", "2026-01-31", "2027-01-31"),
        ("arbitration_accept", Matter.WAGES, "filed", "2026-09-24", "2026-10-09"),
        ("arbitration_decide", Matter.WAGES, "arbitration_accepted", "2026-10-01", "2026-11-15"),
        ("mediation_check", Matter.WAGES, "mediated", "2026-11-01", "2026-11-16"),
        ("sue", Matter.WAGES, "award_served", "2026-11-02", "2026-11-17"),
        ("employer_set_aside", Matter.WAGES, "award_served", "2026-11-02", "2026-12-02"),
        ("sue_after_set_aside", Matter.WAGES, "set_aside_served", "2026-11-02", "2026-11-17"),
        ("appeal", Matter.WAGES, "judgment_served", "2026-11-02", "2026-11-17"),
        ("payment_order", Matter.WAGES, "order_served", "2026-11-02", "2026-11-17"),
        ("enforce", Matter.WAGES, "pay_by", "2024-02-29", "2026-02-28"),
        ("enforce", Matter.WAGES, "effective", "2026-11-02", "2028-11-02"),
        ("iou", Matter.WAGES, "iou_due", "2024-05-01", "2027-05-01"),
        ("inspection", Matter.WAGES, "act_ended", "2026-01-31", "2028-01-31"),
        ("inspection", Matter.CONTRACT, "act", "2026-01-31", "2028-01-31"),
        ("inspection", Matter.OVERTIME, "left", "2026-01-31", "2028-01-31"),
        ("inspection_close", Matter.WAGES, "inspection_opened", "2026-07-01", "2026-09-22"),
        ("review", Matter.INJURY, "decision_served", "2026-11-01", "2026-12-31"),
        ("petition_review", Matter.OTHER, "reply_served", "2026-11-01", "2026-12-01"),
        ("recognition_employer", Matter.INJURY, "injured", "2026-11-01", "2026-12-01"),
        ("recognition", Matter.INJURY, "injured", "2026-02-28", "2027-02-28"),
        ("recognition", Matter.INJURY, "diagnosed", "2026-02-28", "2027-02-28"),
        ("recognition_accept", Matter.INJURY, "recognition_filed", "2026-11-01", "2026-11-16"),
        ("recognition_decide", Matter.INJURY, "recognition_accepted", "2026-11-01", "2026-12-31"),
        ("grading_decide", Matter.INJURY, "grading_filed", "2026-11-01", "2026-12-31"),
        ("regrade", Matter.INJURY, "grade_served", "2026-11-01", "2026-11-16"),
        ("recheck", Matter.INJURY, "graded", "2026-02-28", "2027-03-01"),
        ("written_contract", Matter.CONTRACT, "hired", "2025-03-01", "2025-03-31"),
        ("open_ended", Matter.CONTRACT, "hired", "2025-03-01", "2026-03-01"),
        ("papers", Matter.DISMISSAL, "left", "2026-11-01", "2026-11-16"),
        ("nursing_hour", Matter.WOMEN, "born", "2026-03-05", "2027-03-04"),
    ],
)
def test_every_limit_by_hand(name: str, matter: Matter, event: str, start: str, last: str) -> None:
    one = found(matter, happened(**{event: start}))[name]
    assert str(one.day) == last and one.days_left == (date.fromisoformat(last) - TODAY).days
    assert start in one.why and one.right.length in one.why and one.citations and one.keep


def test_no_limit_is_untested() -> None:
    (table,) = (mark for mark in test_every_limit_by_hand.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in table.args[1]} == {right.name for right in RIGHTS}


def test_every_article_is_held() -> None:
    held = json.loads((ROOT / "knowledge" / "statutes_index.json").read_text("utf-8"))
    for right in RIGHTS:
        for citation in right.citations:
            statute, _mark, article = citation.partition("#")
            assert article in held[statute]["articles"], citation


def test_one_right_of_a_name_for_each_matter() -> None:
    for matter in Matter:
        names = [right.name for right in RIGHTS if matter in right.matters]
        assert len(names) == len(set(names)) and "arbitration" in names


@pytest.mark.parametrize("matter", sorted(PAY_MATTERS))
def test_pay_has_no_limit_while_employed(matter: Matter) -> None:
    one = found(matter, happened(knew="2020-01-01"), employed=True)["arbitration"]
    assert (one.day, one.days_left, one.lost, one.why, one.presses) == (None, None, False, ENDLESS, False)
    assert found(matter, [], employed=True)["arbitration"].why == ENDLESS
    assert found(matter, happened(knew="2020-01-01"))["arbitration"].lost
    left = happened(knew="2020-01-01", left="2026-06-30")
    assert str(found(matter, left, employed=True)["arbitration"].day) == "2027-06-30"


def test_other_claims_run_while_employed() -> None:
    assert found(Matter.CONTRACT, happened(knew="2025-01-01"), employed=True)["arbitration"].lost


@pytest.mark.parametrize("moment", ["claimed", "complained", "promised", "inspection_filed"])
def test_an_interruption_in_time_begins_the_year_anew(moment: str) -> None:
    assert day_of("arbitration", Matter.WAGES, left="2025-06-01", **{moment: "2026-06-01"}) == "2027-06-01"
    assert day_of("arbitration", Matter.WAGES, left="2025-06-01", **{moment: "2026-06-02"}) == "2026-06-01"
    assert day_of("arbitration", Matter.WAGES, left="2025-06-01", **{moment: "2025-05-31"}) == "2026-06-01"


def test_interruptions_follow_each_other() -> None:
    chain = happened(left="2024-01-01", claimed="2024-12-31", promised="2025-12-30", complained="2026-11-01")
    assert str(found(Matter.WAGES, chain)["arbitration"].day) == "2027-11-01"
    broken = [event for event in chain if event.moment is not Moment.CLAIMED]
    assert str(found(Matter.WAGES, broken)["arbitration"].day) == "2025-01-01"


def test_what_was_done_is_no_longer_waited_for() -> None:
    assert "arbitration" not in found(Matter.WAGES, happened(left="2026-01-01", filed="2026-02-01"))
    assert "inspection" not in found(Matter.WAGES, happened(left="2026-01-01", inspection_filed="2026-02-01"))
    assert "sue" not in found(Matter.WAGES, happened(award_served="2026-11-01", sued="2026-11-05"))
    done = found(Matter.INJURY, happened(injured="2026-01-01", recognition_filed="2026-02-01"))
    assert not {"recognition", "recognition_employer"} & done.keys()


def test_a_case_taken_back_runs_anew_from_its_filing() -> None:
    back = happened(left="2025-03-01", filed="2026-02-01", withdrawn="2026-03-01")
    assert str(found(Matter.WAGES, back)["arbitration"].day) == "2027-02-01"
    assert "arbitration_accept" not in found(Matter.WAGES, back)
    again = [*back, *happened(filed="2026-11-20")]
    assert "arbitration" not in found(Matter.WAGES, again) and "arbitration_accept" in found(Matter.WAGES, again)


def test_a_new_grading_begins_anew() -> None:
    events = [
        *happened(grade_served="2025-01-01", regrade_filed="2025-01-10"),
        Happened(Moment.GRADE_SERVED, date(2026, 11, 20)),
    ]
    assert str(found(Matter.INJURY, events)["regrade"].day) == "2026-12-05"


def test_the_earlier_of_two_beginnings_counts() -> None:
    events = [*happened(knew="2026-05-01"), *happened(knew="2026-03-01")]
    assert str(found(Matter.OTHER, events)["arbitration"].day) == "2027-03-01"


def test_a_last_day_off_moves_for_courts_only() -> None:
    sue = found(Matter.WAGES, happened(award_served="2026-09-16"), date(2026, 10, 5))["sue"]
    assert (str(sue.day), str(sue.closes), sue.lost) == ("2026-10-01", "2026-10-08", False)
    assert found(Matter.WAGES, happened(award_served="2026-09-16"), date(2026, 10, 9))["sue"].lost
    regrade = found(Matter.INJURY, happened(grade_served="2026-09-16"), date(2026, 10, 2))["regrade"]
    assert regrade.day == regrade.closes and regrade.lost


def test_days_off_follow_the_calendar_and_the_week_where_none_is_announced() -> None:
    assert rests(date(2026, 10, 1)) and not rests(date(2026, 11, 23))
    assert not rests(date(2026, 10, 10)) and rests(date(2026, 11, 22))
    assert rests(date(2060, 1, 3)) and not rests(date(2060, 1, 1))


def test_what_lies_ahead_has_not_happened() -> None:
    assert found(Matter.DISMISSAL, happened(left="2026-12-31")) == {}


def test_the_last_day_itself_is_not_lost() -> None:
    events = happened(left="2025-11-22")
    at_end, after = found(Matter.WAGES, events), found(Matter.WAGES, events, TODAY + timedelta(days=1))
    assert at_end["arbitration"].days_left == 0 and not at_end["arbitration"].lost
    assert after["arbitration"].days_left == -1 and after["arbitration"].lost


def test_the_most_pressing_is_the_workers_own_and_still_alive() -> None:
    events = happened(injured="2026-10-30", grade_served="2026-11-01", decision_served="2026-11-01", knew="2026-11-01")
    one = most_pressing(deadlines(Matter.INJURY, events, TODAY))
    assert one is not None and one.right.name == "review"
    assert most_pressing(deadlines(Matter.WAGES, happened(left="2020-01-01"), TODAY)) is None


@pytest.mark.parametrize(
    ("months", "last"),
    [
        (2, None),
        (3, "2026-01-31"),
        (11, "2026-01-31"),
        (12, "2026-02-28"),
        (35, "2026-02-28"),
        (36, "2026-06-30"),
        (None, "2026-06-30"),
    ],
)
def test_the_last_day_of_a_lawful_probation(months: int | None, last: str | None) -> None:
    one = probation(date(2026, 1, 1), months, TODAY)
    assert (one and str(one.day)) == last


@given(
    st.sampled_from(sorted(Matter)), st.lists(st.builds(Happened, st.sampled_from(sorted(Moment)), DAYS), max_size=8)
)
def test_sorted_and_sound_for_any_past(matter: Matter, events: list[Happened]) -> None:
    result = deadlines(matter, events, TODAY)
    days = [one.day or date.max for one in result]
    assert days == sorted(days) and {one.right.whose for one in result} <= {WORKER, EMPLOYER, OFFICE}
    for one in result:
        assert one.day and one.closes and one.day <= one.closes
        assert one.lost == (not one.right.opens and one.closes < TODAY)
        first = min(event.day for event in events if event.moment in (*one.right.starts, *one.right.renewed_by))
        assert one.day >= first - timedelta(days=1)


@given(DAYS, st.integers(0, 400))
def test_an_interruption_never_brings_the_day_forward(left: date, after: int) -> None:
    plain = found(Matter.WAGES, [Happened(Moment.LEFT, left)])["arbitration"].day
    claimed = [Happened(Moment.LEFT, left), Happened(Moment.CLAIMED, left + timedelta(days=after))]
    anew = found(Matter.WAGES, claimed, TODAY + timedelta(days=400))["arbitration"].day
    assert plain and anew and anew >= plain


@given(DAYS)
def test_working_days_are_counted_one_by_one(start: date) -> None:
    right = next(right for right in RIGHTS if right.unit is Unit.WORKDAYS)
    (one,) = (one for one in deadlines(Matter.WAGES, [Happened(right.starts[0], start)], TODAY) if one.right == right)
    assert one.day
    between = [start + timedelta(days=ahead) for ahead in range(1, (one.day - start).days + 1)]
    assert sum(not rests(day) for day in between) == right.count and not rests(one.day)
