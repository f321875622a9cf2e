"""Promises in the words of staff: which day they mean, and what promises nothing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_office import at

from bot.core.clock import today
from tickets.promise_words import DAYS, LONGEST, MOST_DAYS, ROUGH, read_promise
from tickets.workdays import Office

OFFICE = Office()
SUNDAY = at("2026-11-22 12:00")


def due(text: str, now: datetime = SUNDAY) -> datetime | None:
    found = read_promise(text, now, OFFICE)
    return found.due if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("我们3天内答复您。", "11-25 18:00"),
        ("３天内答复", "11-25 18:00"),
        ("周五前给您结果", "11-27 18:00"),
        ("下周一给您打电话。", "11-23 18:00"),
        ("24小时内回复您", "11-23 12:00"),
        ("半小时内给您回电", "11-22 12:30"),
        ("三个工作日内给您答复", "11-25 18:00"),
        ("材料收到了。我们会在5个工作日内，把结果告诉您", "11-27 18:00"),
        ("您好，您的诉求已受理，工会将于2个工作日内联系您。", "11-24 18:00"),
        ("两三天内给您个准信", "11-25 18:00"),
        ("一周内办结", "11-29 18:00"),
        ("一个月内处理好", "12-22 18:00"),
        ("半个月内有结果", "12-07 18:00"),
        ("11月25日前答复", "11-25 18:00"),
        ("十一月三十号给您答复", "11-30 18:00"),
        ("30号之前给您回话", "11-30 18:00"),
        ("明天上午打电话给您", "11-23 18:00"),
        ("后天回复您", "11-24 18:00"),
        ("今天回复您", "11-22 18:00"),
        ("本月底前反馈", "11-30 18:00"),
        ("下个月底前办结", "12-31 18:00"),
        ("下周内给您结果", "11-27 18:00"),
        ("最晚星期三回复您", "11-25 18:00"),
        ("我们跟公司核实，周四前答复您", "11-26 18:00"),
        ("我们三天内去工地核实", "11-25 18:00"),
        ("给您答复的时间最晚是周三", "11-25 18:00"),
        ("我们已经联系公司了，3天之内一定给你一个说法", "11-25 18:00"),
        ("3天内联系您，一周内办结", "11-25 18:00"),
    ],
)
def test_promises(text: str, day: str) -> None:
    assert due(text) == at(f"2026-{day}")


@pytest.mark.parametrize(
    "text",
    [
        "您能3天内来吗？",
        "3天内答复您可以吗",
        "能不能周五前把材料给我们",
        "请您3天内把考勤表发来",
        "请在3天内回复我们",
        "您3天内回复我们就行",
        "麻烦周五前回复我一下",
        "您要在1年内申请仲裁",
        "根据《劳动争议调解仲裁法》，仲裁委5日内决定是否受理，并通知您。",
        "仲裁委收到申请后应当在5日内答复",
        "按规定，用人单位要在15日内办结",
        "公司答应3天内给您结果",
        "老板说周五前给您答复",
        "劳动监察部门60个工作日内办结",
        "他们明天会联系您",
        "公司说「3天内给您结果」，我们先记下。",
        "如果公司3天内不给，我们再联系您",
        "收到材料后3天内答复您",
        "材料齐了以后两天内答复",
        "3天内没有答复的，您再打12351",
        "我们尽快答复您",
        "争取周五前给您结果",
        "24小时热线12351",
        "我们上次说3天内答复",
        "11月20日答复",
        "您在2026年3月1日受伤",
        "工资一般每月15号发",
        "周五后再答复您",
        "3天",
        "",
        "我们0天内答复",
        "13月40日答复您",
        "给您答复",
        "您周五前来工会一趟，带上身份证",
    ],
)
def test_what_promises_nothing(text: str) -> None:
    assert due(text) is None


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ("2026-11-27 12:00", "周五答复您", "2026-11-27 18:00"),
        ("2026-11-28 12:00", "周五答复您", "2026-12-04 18:00"),
        ("2026-11-23 12:00", "下周一答复您", "2026-11-30 18:00"),
        ("2026-11-23 12:00", "下周答复您", "2026-12-04 18:00"),
        ("2026-11-22 20:00", "今天答复您", "2026-11-22 23:59:59"),
        ("2026-12-30 12:00", "1月5日答复您", "2027-01-05 18:00"),
        ("2026-11-25 12:00", "5号答复您", "2026-12-05 18:00"),
        ("2026-09-30 12:00", "3个工作日内答复您", "2026-10-10 18:00"),
    ],
)
def test_which_day_depends_on_today(now: str, text: str, day: str) -> None:
    assert due(text, at(now)) == at(day)


def test_a_day_of_this_week_that_has_passed_is_none() -> None:
    assert due("本周五答复您", at("2026-11-28 12:00")) is None


def test_working_days_of_a_year_not_announced_are_marked() -> None:
    known, unknown = (
        read_promise("3个工作日内答复您", at(now), OFFICE) for now in ("2026-11-22 12:00", "2026-12-31 12:00")
    )
    assert known and unknown and (known.estimated, unknown.estimated) == (False, True)


def test_the_words_are_kept() -> None:
    found = read_promise("收到。我们3天内答复您。再见", SUNDAY, OFFICE)
    assert found and found.words == "我们3天内答复您。"


@given(st.integers(1, MOST_DAYS))
def test_so_many_days_are_so_many_days(count: int) -> None:
    expected = OFFICE.closes(today(SUNDAY) + timedelta(days=count))
    assert due(f"我们{count}天内给您答复") == expected


@given(st.sampled_from([*DAYS, *(f"{one}天内" for one in ROUGH), "周一", "下周三", "本月底", "48小时内"]))
def test_a_question_or_a_request_promises_nothing_whatever_the_time(when: str) -> None:
    assert due(f"{when}答复您") is not None
    for pattern in ("{}答复您行不行", "请{}答复", "如果{}答复您", "公司{}答复您", "依法{}答复您"):
        assert due(pattern.format(when)) is None


PIECES = st.sampled_from(
    [*"3三天内周五前下月底号日请您我们公司答复给结果，。？「」《》", "工作日", "小时", "24", "12月31日"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_whatever_is_written_a_promise_lies_ahead_and_within_reach(text: str) -> None:
    found = due(text)
    assert found is None or SUNDAY < found <= SUNDAY + timedelta(days=MOST_DAYS + 1)


def test_long_text_is_read_quickly() -> None:
    assert due("三天内" * LONGEST) is None
