"""Calendar files: what RFC 5545 wants of lines, text and days, read back by hand."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights.calendar_file import LINE_BYTES, as_calendar, escaped, folded
from rights.deadlines import Deadline, Happened, deadlines
from rights.limits import Matter, Moment

TODAY = date(2026, 11, 22)
STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def one(name: str, matter: Matter, moment: Moment, day: date, employed: bool | None = None) -> Deadline:
    found = deadlines(matter, [Happened(moment, day)], TODAY, employed=employed)
    return next(deadline for deadline in found if deadline.right.name == name)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def test_an_event_of_a_whole_day_with_reminders() -> None:
    deadline = one("arbitration", Matter.WAGES, Moment.LEFT, date(2026, 3, 1))
    lines = unfolded(as_calendar(deadline, "a1@example", STAMP))
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//niangjia//deadlines//ZH", "METHOD:PUBLISH"]
    assert {"UID:a1@example", "DTSTAMP:20261122T013000Z"} <= set(lines)
    assert {"DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302"} <= set(lines)
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-PT711H",
        "TRIGGER:-PT159H",
        "TRIGGER:-PT15H",
    ]
    told = plain(next(line for line in lines if line.startswith("DESCRIPTION")).partition(":")[2])
    assert all(part in told for part in (deadline.why, deadline.keep, *deadline.citations))


def test_every_begin_has_its_end() -> None:
    open_: list[str] = []
    deadline = one("sue", Matter.WAGES, Moment.AWARD_SERVED, date(2026, 11, 20))
    for line in unfolded(as_calendar(deadline, "x", STAMP)):
        name, _mark, value = line.partition(":")
        if name == "BEGIN":
            open_.append(value)
        elif name == "END":
            assert open_.pop() == value
    assert open_ == []


def test_only_reminders_still_to_come() -> None:
    near = as_calendar(one("sue", Matter.WAGES, Moment.AWARD_SERVED, date(2026, 11, 10)), "x", STAMP)
    assert "TRIGGER:-PT15H" in near and "PT159H" not in near
    opening = as_calendar(one("recheck", Matter.INJURY, Moment.GRADED, date(2026, 3, 1)), "x", STAMP)
    assert "TRIGGER:PT9H" in opening and opening.count("BEGIN:VALARM") == 1


def test_no_line_is_too_long_and_each_ends_rightly() -> None:
    text = as_calendar(one("recognition", Matter.INJURY, Moment.INJURED, date(2026, 3, 1)), "x", STAMP)
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= LINE_BYTES for line in text.split("\r\n"))


def test_what_has_no_day_or_no_zone_is_refused() -> None:
    endless = one("arbitration", Matter.WAGES, Moment.KNEW, date(2026, 3, 1), employed=True)
    with pytest.raises(ValueError, match="without a day"):
        as_calendar(endless, "x", STAMP)
    dated = one("arbitration", Matter.WAGES, Moment.LEFT, date(2026, 3, 1))
    with pytest.raises(ValueError, match="time zone"):
        as_calendar(dated, "x", datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None))


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\\;,"), max_size=200)


@given(TEXT)
def test_text_comes_back_from_escaping_and_folding(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(piece.encode()) <= LINE_BYTES for piece in line.split("\r\n"))
    assert plain(line.replace("\r\n ", "").removeprefix("SUMMARY:")) == text


def test_control_characters_are_left_out_so_that_no_line_is_smuggled_in() -> None:
    assert escaped("a\r\nEND:VEVENT\x00\rb\x07") == "a\\nEND:VEVENT\\nb"
