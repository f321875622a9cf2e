"""The list of places: what changes, what was told, what is near, and its map."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from places_support import HERE, hotline, north, place
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.core.database import Database
from union.places import (
    FARTHEST_M,
    MAP,
    Place,
    PlaceRow,
    confirmed_office,
    difference,
    ever_listed,
    hotlines,
    map_address,
    nearest,
    of_district,
    relist,
    standing,
)

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
A, B, C = place("甲"), north("乙", 700, "工会", "法律援助"), hotline("丙", "12300")


async def test_a_list_replaces_the_one_before_and_what_was_told_stays_known(database_url: str) -> None:
    database = Database(database_url)
    moved, later = replace(A, address="新路2号"), NOW + timedelta(days=1)
    async with database.session() as session:
        assert not await ever_listed(session)
        assert (await relist(session, [A, B, C], NOW)).added == (A, B, C)
        assert await standing(session) == [A, B, C]
    async with database.session() as session:
        found = await relist(session, [B, moved], later)
        assert (found.added, found.changed, found.gone) == ((), (moved,), (C,))
        assert set(await standing(session)) == {B, moved}
        rows = (await session.scalars(select(PlaceRow).order_by(PlaceRow.id))).all()
    assert [(row.name, row.listed_at, row.gone_at) for row in rows] == [
        ("甲", NOW, later),
        ("乙", NOW, None),
        ("丙", NOW, later),
        ("甲", later, None),
    ]
    await database.close()


async def test_the_same_list_again_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        await relist(session, [A, B, C], NOW)
        found = await relist(session, await standing(session), NOW + timedelta(days=1))
        assert (found.added, found.changed, found.gone) == ((), (), ())
        assert len((await session.scalars(select(PlaceRow))).all()) == 3
    await database.close()


async def test_no_place_is_listed_twice(database_url: str) -> None:
    """Two imports at once: the second fails whole."""
    database = Database(database_url)
    with pytest.raises(IntegrityError):
        async with database.session() as session:
            await relist(session, [A], NOW)
            await session.flush()
            row = (await session.scalars(select(PlaceRow))).one()
            session.add(PlaceRow(**{c.name: getattr(row, c.name) for c in PlaceRow.__table__.c if c.name != "id"}))
            await session.flush()
    async with database.view() as session:
        assert await standing(session) == []
    await database.close()


def test_a_difference_knows_places_by_name() -> None:
    assert difference([A], [replace(A, name="丁")]).gone == (A,)
    assert difference([A], [replace(A, phone="1234567")]).changed == (replace(A, phone="1234567"),)


def test_the_nearest_three_come_first_and_none_beyond_reach() -> None:
    places = [north(f"远{metres}", metres) for metres in (9000, 100, FARTHEST_M + 1000, 3000, 40)]
    found = nearest([*places, place("不知道在哪"), north("别的", 1, "劳动仲裁")], "工会", HERE)
    assert [one.name for _, one in found] == ["远40", "远100", "远3000"]
    assert [round(metres, -1) for metres, _ in found] == [40, 100, 3000]
    assert [one.name for _, one in nearest(places[2:3], "", HERE)] == []
    assert nearest([north("别的", 1, "劳动仲裁")], "", HERE)[0][1].name == "别的"


def test_a_district_has_its_own_first_and_then_what_is_for_all() -> None:
    city, other = place("市", district="全市"), place("外", district="金凤区")
    assert of_district([city, other, A], "工会", "兴庆区") == [A, city]
    assert of_district([A], "劳动仲裁", "兴庆区") == []
    assert of_district([B], "法律援助", "兴庆区") == [B]


def test_hotlines_are_those_of_the_matter_or_else_all() -> None:
    law = hotline("法", "12301", "法律援助")
    assert hotlines([A, C, law], "法律援助") == [law]
    assert hotlines([A, C, law], "劳动仲裁") == hotlines([A, C, law]) == [C, law]


def test_only_what_somebody_could_confirm_may_be_told() -> None:
    assert [replace(A, confidence=one).may_be_told for one in ("A", "B", "C", "U")] == [True, True, True, False]


@pytest.mark.parametrize(("name", "title"), [("甲", "甲"), ('甲;coord:0,0|乙&x="1"', '甲 coord 0 0 乙&x="1"')])
def test_a_map_shows_the_place_whatever_its_name(name: str, title: str) -> None:
    address = map_address(north(name, 0))
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{MAP}?") and not {'"', "<", " "} & set(address)
    assert asked == {"marker": [f"coord:38.480000,106.230000;title:{title};addr:兴庆区"], "referer": ["niangjia"]}


def test_there_is_no_map_of_what_is_nowhere() -> None:
    assert map_address(A) == ""


@pytest.mark.parametrize(
    ("places", "name"),
    [
        ([place("甲", "劳动仲裁")], "甲"),
        ([place("甲", "劳动仲裁"), place("乙", "劳动仲裁", district="灵武市")], "甲"),
        ([place("甲", "劳动仲裁"), place("全市的", "劳动仲裁", district="全市")], "甲"),
        ([place("全市的", "劳动仲裁", district="全市")], "全市的"),
        ([place("甲", "劳动仲裁"), place("乙", "劳动仲裁")], ""),
        ([place("甲", "劳动仲裁", confidence="B")], ""),
        ([place("甲", "劳动仲裁", address="")], ""),
        ([place("甲", "法律援助")], ""),
        ([hotline("热线", "12333", "劳动仲裁")], ""),
        ([], ""),
    ],
)
def test_only_the_one_confirmed_office_goes_on_a_paper(places: list[Place], name: str) -> None:
    assert confirmed_office(places, "劳动仲裁", "兴庆区") == name
