"""A deadline as a calendar file that phones open.

Source: RFC 5545 (3.1 folding, 3.3.11 escaping, 3.6.1 VEVENT, 3.6.6 VALARM).
"""

from datetime import UTC, datetime, timedelta
from unicodedata import category

from rights.deadlines import Deadline

LINE_BYTES = 75
PRODUCT = "-//niangjia//deadlines//ZH"
REMIND_DAYS = (30, 7, 1)
TITLE = "最后一天：{title}"
OPENS = "从今天起：{title}"
TEXT = "{why}\n{keep}\n依据：{cited}"


def as_calendar(deadline: Deadline, uid: str, stamp: datetime) -> str:
    """One all-day event with reminders. `uid` must tell nothing about a person; `stamp` is aware.

    Raises:
        ValueError: no day runs, or the time has no zone.
    """
    if deadline.day is None:
        raise ValueError("a deadline without a day is no calendar event")
    if stamp.tzinfo is None:
        raise ValueError("the stamp has no time zone")
    title = (OPENS if deadline.right.opens else TITLE).format(title=deadline.right.title)
    cited = "、".join(deadline.citations)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{escaped(uid)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{deadline.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(TEXT.format(why=deadline.why, keep=deadline.keep, cited=cited))}",
        "TRANSP:TRANSPARENT",
        *(line for days in _reminders(deadline) for line in _alarm(days, title)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Text with backslash, semicolon, comma and line ends as RFC 5545 wants them; control characters left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in plain if category(character) != "Cc" or character == "\t")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut; what follows begins with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])


def _reminders(deadline: Deadline) -> tuple[int, ...]:
    """Days ahead to remind on, only those still to come; none for a thing that merely opens but its own day."""
    left = deadline.days_left or 0
    return (0,) if deadline.right.opens else tuple(days for days in REMIND_DAYS if days <= left)


def _alarm(days: int, title: str) -> tuple[str, ...]:
    """Nine in the morning so many days ahead."""
    trigger = "PT9H" if days == 0 else f"-PT{24 * days - 9}H"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{escaped(title)}", "END:VALARM")
