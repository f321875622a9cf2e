"""`niangjia deadlines`: days in Chinese, as JSON, as a calendar file, and what it refuses."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def asked(*args: str) -> Result:
    return CliRunner().invoke(main, ["deadlines", *args, "--on", "2026-11-22"])


def test_told_with_day_article_and_how_to_keep_it() -> None:
    told = asked("欠薪", "left=2026-03-01", "claimed=2026-05-01").output
    assert "申请劳动仲裁（劳动者）：2027-05-01，还有160天" in told and "劳动争议调解仲裁法#27" in told


def test_what_is_over_and_what_has_no_day() -> None:
    assert "过了" in asked("辞退", "left=2020-01-01").output
    assert "没有期限" in asked("欠薪", "--employed").output


def test_as_json() -> None:
    trees = json.loads(asked("工伤", "injured=2026-11-01", "--json").output)
    assert [(one["right"], one["day"], one["days_left"]) for one in trees] == [
        ("recognition_employer", "2026-12-01", 9),
        ("recognition", "2027-11-01", 344),
    ]


def test_as_a_calendar_file() -> None:
    assert "DTSTART;VALUE=DATE:20271101" in asked("工伤", "injured=2026-11-01", "--ics", "recognition").output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("工伤", "hurt=2026-11-01"), "no event 'hurt'"),
        (("工伤", "injured=2026-02-31"), "no such day"),
        (("工伤", "injured"), "no such day"),
        (("工伤", "--ics", "recognition"), "no day runs"),
        (("买房",), "买房"),
    ],
)
def test_what_it_refuses(args: tuple[str, ...], said: str) -> None:
    refused = asked(*args)
    assert refused.exit_code == 2 and said in refused.output
