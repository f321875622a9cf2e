"""Offices and hotlines that a worker can go to or call, each row with who confirmed it and when."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Date, Double, Index, String, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from union.distance import metres_between

KINDS = ("工会", "劳动监察", "劳动仲裁", "社会保险", "法律援助", "户外劳动者之家", "热线")
HOTLINE = "热线"
EVERYWHERE = "全市"
BETWEEN = "、"
NEAREST, FARTHEST_M = 3, 100_000
MAP = "https://apis.map.qq.com/uri/v1/marker"
REFERER = "niangjia"
_PARTING = str.maketrans(":;|,", "    ")  # they part the marks of the map's address
_STANDING = text("gone_at IS NULL")
Confidence = Literal["A", "B", "C", "U"]


@dataclass(frozen=True, slots=True)
class Place:
    """One office or hotline. Coordinates are GCJ-02, in degrees; `confidence` as of the dated figures (A to C, U).

    `district` is of Yinchuan, or EVERYWHERE; `kinds` are of KINDS: one window may do several things.
    """

    name: str
    kinds: tuple[str, ...]
    district: str
    address: str
    phone: str
    hours: str
    latitude: float | None
    longitude: float | None
    source: str
    confirmed_on: date
    confirmed_by: str
    confidence: Confidence

    @property
    def at(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    @property
    def may_be_told(self) -> bool:
        """Whether a follower may hear of it: never what nobody could confirm."""
        return self.confidence != "U"

    def does(self, kind: str) -> bool:
        """Whether it is of this kind; every place is of no kind in particular."""
        return not kind or kind in self.kinds


class PlaceRow(Base):
    """A place as it was listed from `listed_at` to `gone_at`; no row changes, so that what was told stays known."""

    __tablename__ = "places"
    __table_args__ = (Index("uq_places_name", "name", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    kinds: Mapped[str] = mapped_column(String(60))
    district: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(60))
    hours: Mapped[str] = mapped_column(String(60))
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    source: Mapped[str] = mapped_column(String(300))
    confirmed_on: Mapped[date] = mapped_column(Date)
    confirmed_by: Mapped[str] = mapped_column(String(60))
    confidence: Mapped[Confidence] = mapped_column(String(1))
    listed_at: Mapped[datetime] = mapped_column(Instant)
    gone_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new list changes: places that were not there, whose facts changed, that are not listed any more."""

    added: tuple[Place, ...]
    changed: tuple[Place, ...]
    gone: tuple[Place, ...]


def difference(now: Iterable[Place], wanted: Iterable[Place]) -> Difference:
    """What makes `wanted` of `now`; a place is known by its name."""
    old, new = {one.name: one for one in now}, {one.name: one for one in wanted}
    return Difference(
        tuple(place for name, place in new.items() if name not in old),
        tuple(place for name, place in new.items() if name in old and old[name] != place),
        tuple(place for name, place in old.items() if name not in new),
    )


async def standing(session: AsyncSession) -> list[Place]:
    """Every place listed now, in the order of the list."""
    rows = await session.scalars(select(PlaceRow).where(PlaceRow.gone_at.is_(None)).order_by(PlaceRow.id))
    return [_place(row) for row in rows]


async def ever_listed(session: AsyncSession) -> bool:
    """Whether any list was brought in yet."""
    return await session.scalar(select(PlaceRow.id).limit(1)) is not None


async def relist(session: AsyncSession, wanted: Sequence[Place], now: datetime) -> Difference:
    """Makes `wanted` the whole list: what changed or is not in it ends now, what is new or changed begins now."""
    found = difference(await standing(session), wanted)
    ended = [place.name for place in (*found.changed, *found.gone)]
    ending = update(PlaceRow).where(PlaceRow.gone_at.is_(None), PlaceRow.name.in_(ended))
    await session.execute(ending.values(gone_at=now))
    for place in (*found.added, *found.changed):
        session.add(PlaceRow(**asdict(place) | {"kinds": BETWEEN.join(place.kinds)}, listed_at=now, gone_at=None))
    await session.flush()
    return found


def _place(row: PlaceRow) -> Place:
    facts = {one.name: getattr(row, one.name) for one in fields(Place)}
    return Place(**facts | {"kinds": tuple(row.kinds.split(BETWEEN))})


def nearest(places: Iterable[Place], kind: str, here: tuple[float, float]) -> list[tuple[float, Place]]:
    """Up to three of a kind with their distance in metres, the nearest first; none that is a day's journey away."""
    found = ((metres_between(here, place.at), place) for place in places if place.at and place.does(kind))
    return sorted((one for one in found if one[0] <= FARTHEST_M), key=lambda one: one[0])[:NEAREST]


def of_district(places: Iterable[Place], kind: str, district: str) -> list[Place]:
    """Those of a kind in the district, then those that are there for every district."""
    ours = [place for place in places if place.does(kind) and place.district in (district, EVERYWHERE)]
    return sorted(ours, key=lambda place: place.district == EVERYWHERE)


def confirmed_office(places: Iterable[Place], kind: str, district: str) -> str:
    """The name of the one office of a kind that is confirmed, with its address, for the district, else for the city.

    Empty where nobody confirmed one or there are several: a name on a paper is never guessed.
    """
    offices = [one for one in of_district(places, kind, district) if HOTLINE not in one.kinds and one.address]
    for where in dict.fromkeys((district, EVERYWHERE)):
        names = [one.name for one in offices if one.district == where and one.confidence == "A"]
        if names:
            return names[0] if len(names) == 1 else ""
    return ""


def hotlines(places: Iterable[Place], kind: str = "") -> list[Place]:
    """What can be called from everywhere, those of the kind if there are any."""
    lines = [place for place in places if HOTLINE in place.kinds]
    return [place for place in lines if place.does(kind)] or lines


def map_address(place: Place) -> str:
    """Where a map shows the place; empty where its coordinates are not known.

    Source: https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker (coordinates are GCJ-02 where nothing else is said).
    """
    if place.at is None:
        return ""
    title = place.name.translate(_PARTING)  # the address stands beside the link; in it, it costs 9 bytes a character
    mark = f"coord:{place.latitude:.6f},{place.longitude:.6f};title:{title};addr:{place.district}"
    return f"{MAP}?marker={quote(mark, safe=':,;')}&referer={REFERER}"
