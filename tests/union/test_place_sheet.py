"""The list as a csv file: what goes out comes in again, and whatever is wrong is named."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_support import DAY, hotline, place
from project_tree import ROOT

from knowledge.places import DISTRICTS
from union import place_sheet
from union.place_sheet import (
    BAD_DAY,
    BAD_DEGREES,
    BAD_DISTRICT,
    BAD_KIND,
    BAD_MARK,
    BAD_PHONE,
    BAD_TRUST,
    EMPTY,
    FUTURE,
    HEADINGS,
    MORE,
    MOST_SHOWN,
    NO_HEADING,
    NO_WAY,
    ONLY_ONE,
    OUTSIDE,
    TOO_LONG,
    TWICE,
    WANTED,
    WRONG,
    PlacesError,
    read,
    write,
)
from union.places import KINDS, Place

TODAY = date(2026, 11, 22)
GOOD = dict(
    zip(
        HEADINGS,
        ["甲", "工会", "兴庆区", "甲路1号", "12351", "", "38.4", "106.2", "试", "2026-11-1", "人", "A"],
        strict=True,
    )
)
SHIPPED = ROOT / "union" / "places.csv"
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<>"), min_size=1, max_size=60
)
CELLS = WORDS.map(str.strip).filter(bool)


def file(folder: Path, *rows: dict[str, str], encoding: str = "utf-8-sig") -> Path:
    lines = [",".join(HEADINGS.values()), *(",".join(row[name] for name in HEADINGS) for row in rows)]
    path = folder / "places.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def refused(folder: Path, *rows: dict[str, str]) -> list[str]:
    with pytest.raises(PlacesError) as error:
        read(file(folder, *rows), TODAY)
    return str(error.value).splitlines()


@st.composite
def listed(draw: st.DrawFn, name: str) -> Place:
    at = draw(st.none() | st.tuples(st.floats(3, 54), st.floats(73, 136)))
    degrees = (None, None) if at is None else tuple(float(f"{one:.6f}") for one in at)
    one = place(
        name,
        *draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True)),
        district=draw(st.sampled_from([*DISTRICTS.values(), "全市"])),
        hours=draw(st.just("") | CELLS),
        source=draw(CELLS),
        confirmed_by=draw(CELLS),
        confirmed_on=TODAY - timedelta(days=draw(st.integers(0, 5000))),
        confidence=draw(st.sampled_from("ABCU")),
        latitude=degrees[0],
        longitude=degrees[1],
    )
    return draw(
        st.sampled_from([one, replace(one, phone=""), replace(one, address="", phone="0951-1234567转8、12351")])
    )


@given(st.lists(CELLS.filter(lambda name: not name.startswith("#")), unique=True, max_size=4), st.data())
def test_what_goes_out_comes_in_again(
    tmp_path_factory: pytest.TempPathFactory, names: list, data: st.DataObject
) -> None:
    places = [data.draw(listed(name)) for name in names]
    path = tmp_path_factory.mktemp("sheet") / "p.csv"
    path.write_bytes(write(places))
    assert read(path, TODAY) == places


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_spreadsheets_file_is_read(tmp_path: Path, encoding: str) -> None:
    rows = [
        GOOD,
        GOOD | {"name": "#乙"},
        dict.fromkeys(HEADINGS, ""),
        GOOD | {"name": "丙", "confirmed_on": "2026/11/1"},
    ]
    one, other = read(file(tmp_path, *rows, encoding=encoding), TODAY)
    assert one == place("甲", phone="12351", latitude=38.4, longitude=106.2, confirmed_by="人")
    assert other == replace(one, name="丙") and one.confirmed_on == DAY


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    names = [*reversed(HEADINGS), "memo"]
    path.write_text(
        "\n".join(
            [
                ",".join({**HEADINGS, "memo": "备注"}[n] for n in names),
                ",".join({**GOOD, "memo": "x"}[n] for n in names),
            ]
        )
    )
    assert [one.name for one in read(path, TODAY)] == ["甲"]


WRONGS = [
    ("name", "", WANTED),
    ("name", "名" * 61, TOO_LONG.format(most=60)),
    ("name", "<a>", BAD_MARK),
    ("kinds", "工会、食堂", BAD_KIND.format(found="食堂", allowed="、".join(KINDS))),
    ("district", "", WANTED),
    ("district", "朝阳区", BAD_DISTRICT.format(found="朝阳区", allowed="、".join(place_sheet._LISTED))),
    ("phone", "找张三", BAD_PHONE.format(found="找张三")),
    ("phone", "0951 6091550", BAD_PHONE.format(found="0951 6091550")),
    ("latitude", "", ONLY_ONE),
    ("longitude", "", ONLY_ONE),
    ("latitude", "三十八", BAD_DEGREES.format(found="三十八")),
    ("latitude", "106.2", OUTSIDE.format(found="106.2")),
    ("longitude", "38.4", OUTSIDE.format(found="38.4")),
    ("source", "", WANTED),
    ("confirmed_on", "", WANTED),
    ("confirmed_on", "2026-02-30", BAD_DAY.format(found="2026-02-30")),
    ("confirmed_on", "去年", BAD_DAY.format(found="去年")),
    ("confirmed_on", "2026-11-23", FUTURE.format(found="2026-11-23")),
    ("confirmed_by", " ", WANTED),
    ("confidence", "a", BAD_TRUST.format(found="a")),
]


@pytest.mark.parametrize(("name", "found", "rule"), WRONGS)
def test_a_wrong_cell_is_named_with_its_line_and_rule(tmp_path: Path, name: str, found: str, rule: str) -> None:
    assert refused(tmp_path, GOOD, GOOD | {"name": "乙", name: found}) == [
        WRONG.format(line=3, heading=HEADINGS[name], rule=rule)
    ]


def test_a_place_needs_a_way_to_reach_it(tmp_path: Path) -> None:
    wrong = GOOD | {"address": "", "phone": ""}
    assert refused(tmp_path, wrong) == [WRONG.format(line=2, heading=HEADINGS["phone"], rule=NO_WAY)]


def test_a_name_stands_once(tmp_path: Path) -> None:
    assert refused(tmp_path, GOOD, GOOD) == [TWICE.format(name="甲", count=2)]


def test_every_mistake_is_told_up_to_a_page(tmp_path: Path) -> None:
    rows = [GOOD | {"name": str(at), "confidence": "?", "kinds": "?"} for at in range(MOST_SHOWN)]
    told = refused(tmp_path, *rows)
    assert len(told) == MOST_SHOWN + 1 and told[-1] == MORE.format(count=MOST_SHOWN)


def test_a_file_without_lines_or_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("")
    with pytest.raises(PlacesError, match=EMPTY.format(file="p.csv")):
        read(path, TODAY)
    path.write_text("名称,类别\n")
    with pytest.raises(PlacesError, match=NO_HEADING.format(file="p.csv", heading="区县")):
        read(path, TODAY)


def test_the_list_that_ships_is_read_and_written_alike_and_its_example_does_not_count() -> None:
    places = read(SHIPPED, TODAY)
    assert write(places) == SHIPPED.read_bytes()
    assert not any("某" in one.name for one in places)
    assert (
        hotline("工会热线", "12351", "工会", source="全国统一号码", confirmed_on=TODAY, confirmed_by="项目组查证")
        in places
    )
    assert not any(one.address for one in places)  # no office is confirmed yet
    assert all(one.may_be_told for one in places)


def test_the_example_is_refused_until_it_is_made_real(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(write([]).replace("#某某区职工".encode(), "某某区职工".encode()))
    with pytest.raises(PlacesError, match="某某区"):
        read(path, TODAY)
