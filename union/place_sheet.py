"""The list of places as a csv file that an editor can change in a spreadsheet, read strictly."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.places import EVERY_DISTRICT
from knowledge.sheets import csv_lines, guarded, unguarded
from union.places import BETWEEN, EVERYWHERE, KINDS, Place

HEADINGS = {
    "name": "名称", "kinds": "类别", "district": "区县", "address": "地址", "phone": "电话", "hours": "办公时间",
    "latitude": "纬度", "longitude": "经度", "source": "来源", "confirmed_on": "核实日期", "confirmed_by": "核实人",
    "confidence": "可信度",
}  # fmt: skip
LONGEST = {"name": 60, "address": 120, "phone": 60, "hours": 60, "source": 300, "confirmed_by": 60}
REMARK = "#"
MOST_SHOWN = 20
BY_NAME = f"#名称和别的行不能一样。类别：{BETWEEN.join(KINDS)}，有几样就用顿号隔开。"
BY_DISTRICT = f"#区县：{{districts}}，不分区的写{EVERYWHERE}。"
BY_MAP = "#地址、电话至少写一样。纬度、经度在腾讯地图坐标拾取器里查（GCJ-02），写了职工才能按远近找到；不知道就都空着。"
BY_TRUST = "#可信度：A 有人打过电话、去过或看过官方网页；B 转载的官方数字；C 来源不够硬；U 没核实，不会给职工看。"
BY_DAY = "#核实日期写成 2026-11-22，会写给职工看；核实人、来源只给工作人员看。"
BY_REMARK = "#以井号开头的行不算数。下一行是例子，照着写，去掉井号才算。"
EXAMPLE = (
    "#某某区职工服务中心", "工会、法律援助", "某某区", "某某路某某号一楼", "0951-0000000",
    "工作日 8:30-12:00，14:00-18:00", "38.000000", "106.000000", "本中心门口公示栏", "2026-11-22", "张某",
    "A",
)  # fmt: skip
NO_HEADING = "{file}：第一行要有「{heading}」这一列"
EMPTY = "{file}：是空的"
WRONG = "第 {line} 行「{heading}」：{rule}"
WANTED, TOO_LONG, BAD_MARK = "不能空着", "最多 {most} 个字", "不能有尖括号或控制字符"
BAD_KIND, BAD_DISTRICT = "没有「{found}」这一类，只能写 {allowed}", "没有「{found}」，只能写 {allowed}"
BAD_PHONE = "只写号码，几个号码用顿号隔开：{found}"
BAD_DEGREES, OUTSIDE = "要写成 38.487194 这样的数：{found}", "{found} 不在中国范围内，看看是不是和另一个写反了"
ONLY_ONE = "纬度、经度要么都写，要么都空着"
NO_WAY = "地址、电话至少写一样"
BAD_DAY, FUTURE = "要写成 2026-11-22 这样的日子：{found}", "{found} 还没到"
BAD_TRUST = "只能写 A、B、C、U：{found}"
TWICE = "「{name}」写了 {count} 次"
MORE = "……还有 {count} 处"

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f<>\u2028\u2029\ufeff\ud800-\udfff]")
_PHONE = re.compile(r"\d[\d-]{1,19}(?:转\d{1,6})?(?:、\d[\d-]{1,19}(?:转\d{1,6})?)*")
_DEGREES = re.compile(r"\d{1,3}(?:\.\d{1,12})?")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CHINA = {"latitude": (3.0, 54.0), "longitude": (73.0, 136.0)}
_LISTED = (*EVERY_DISTRICT, EVERYWHERE)


class PlacesError(ValueError):
    """A list that cannot be taken; the text is for staff and names every line and column that is wrong."""


def write(places: Iterable[Place]) -> bytes:
    """The whole list with how to fill it in, so that Excel shows it right (UTF-8 with its mark)."""
    districts = BY_DISTRICT.format(districts=BETWEEN.join(_LISTED[:-1]))
    remarks = [BY_NAME, districts, BY_MAP, BY_TRUST, BY_DAY, BY_REMARK]
    text = io.StringIO(newline="")
    rows = [HEADINGS.values(), *([one] for one in remarks), EXAMPLE, *map(_cells, places)]
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _cells(place: Place) -> list[str]:
    said = {name: getattr(place, name) for name in HEADINGS} | {"kinds": BETWEEN.join(place.kinds)}
    return ["" if value is None else guarded(str(value)) for value in said.values()]


def read(path: Path, today: date) -> list[Place]:
    """The places of a file, in its order.

    Raises:
        PlacesError: a column is missing, or any line breaks a rule; nothing is taken then.
        SheetError: no text in a known encoding.
    """
    lines = csv_lines(path)
    if not lines:
        raise PlacesError(EMPTY.format(file=path.name))
    heads = [head.strip() for head in lines[0]]
    if missing := [heading for heading in HEADINGS.values() if heading not in heads]:
        raise PlacesError(NO_HEADING.format(file=path.name, heading=missing[0]))
    columns = {name: heads.index(heading) for name, heading in HEADINGS.items()}
    rows = {number: _row(line, columns) for number, line in enumerate(lines[1:], 2) if _counts(line)}
    if wrong := [*_wrong(rows, today), *_twice(rows.values())]:
        more = [MORE.format(count=len(wrong) - MOST_SHOWN)] if len(wrong) > MOST_SHOWN else []
        raise PlacesError("\n".join([*wrong[:MOST_SHOWN], *more]))
    return [_place(row) for row in rows.values()]


def _counts(line: Sequence[str]) -> bool:
    return any(cell.strip() for cell in line) and not line[0].lstrip().startswith(REMARK)


def _row(line: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {name: unguarded(line[at]).strip() if at < len(line) else "" for name, at in columns.items()}


def _wrong(rows: Mapping[int, Mapping[str, str]], today: date) -> Iterator[str]:
    for number, row in rows.items():
        for name, heading in HEADINGS.items():
            if rule := _broken(name, row, today):
                yield WRONG.format(line=number, heading=heading, rule=rule)


def _twice(rows: Iterable[Mapping[str, str]]) -> list[str]:
    counts = Counter(row["name"] for row in rows)
    return [TWICE.format(name=name, count=count) for name, count in counts.items() if name and count > 1]


def _broken(name: str, row: Mapping[str, str], today: date) -> str:
    """The rule that a cell breaks; empty where it is good."""
    found = row[name]
    if _UNSPEAKABLE.search(found):
        return BAD_MARK
    if len(found) > (most := LONGEST.get(name, len(found))):
        return TOO_LONG.format(most=most)
    if not found and name in ("name", "kinds", "district", "source", "confirmed_on", "confirmed_by", "confidence"):
        return WANTED
    return _RULES[name](found, row, today) if name in _RULES else ""


def _kinds(found: str, _row: Mapping[str, str], _today: date) -> str:
    unknown = [kind for kind in found.split(BETWEEN) if kind not in KINDS]
    return BAD_KIND.format(found=unknown[0], allowed=BETWEEN.join(KINDS)) if unknown else ""


def _district(found: str, _row: Mapping[str, str], _today: date) -> str:
    return "" if found in _LISTED else BAD_DISTRICT.format(found=found, allowed=BETWEEN.join(_LISTED))


def _phone(found: str, row: Mapping[str, str], _today: date) -> str:
    if not found:
        return "" if row["address"] else NO_WAY
    return "" if _PHONE.fullmatch(found) else BAD_PHONE.format(found=found)


def _degrees(name: str, other: str) -> Callable[[str, Mapping[str, str], date], str]:
    least, most = _CHINA[name]

    def rule(found: str, row: Mapping[str, str], _today: date) -> str:
        if not found:
            return ONLY_ONE if row[other] else ""
        if not _DEGREES.fullmatch(found):
            return BAD_DEGREES.format(found=found)
        return "" if least <= float(found) <= most else OUTSIDE.format(found=found)

    return rule


def _confirmed_on(found: str, _row: Mapping[str, str], today: date) -> str:
    day = _day(found)
    if day is None:
        return BAD_DAY.format(found=found)
    return FUTURE.format(found=found) if day > today else ""


def _confidence(found: str, _row: Mapping[str, str], _today: date) -> str:
    return "" if found in ("A", "B", "C", "U") else BAD_TRUST.format(found=found)


_RULES = {
    "kinds": _kinds,
    "district": _district,
    "phone": _phone,
    "latitude": _degrees("latitude", "longitude"),
    "longitude": _degrees("longitude", "latitude"),
    "confirmed_on": _confirmed_on,
    "confidence": _confidence,
}


def _day(found: str) -> date | None:
    """2026-11-22, also where a spreadsheet made 2026/11/22 of it."""
    parts = _DAY.fullmatch(found)
    try:
        return date(*map(int, parts.groups())) if parts else None
    except ValueError:
        return None


def _place(row: Mapping[str, str]) -> Place:
    facts: dict[str, Any] = {
        **row,
        "kinds": tuple(dict.fromkeys(row["kinds"].split(BETWEEN))),
        "latitude": float(row["latitude"]) if row["latitude"] else None,
        "longitude": float(row["longitude"]) if row["longitude"] else None,
        "confirmed_on": _day(row["confirmed_on"]),
    }
    return Place(**facts)
