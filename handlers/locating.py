"""Where to go: the nearest offices, those of a district, or numbers to call, each with the day it was confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context import Context
from bot.filters import Filter, OfWords, Sign, Talking
from bot.router import Band, Router
from bot.wechat.message import Location
from bot.wechat.reply import Reply, Text
from handlers.amid_questions import still_asked
from knowledge.places import DISTRICTS, find_district
from union.place_words import Wanted, asked, named
from union.places import EVERYWHERE, HOTLINE, Place, hotlines, map_address, nearest, of_district, standing

NAME = "places"
LASTS = timedelta(minutes=10)
OLD = timedelta(days=366)
MOST_SHOWN = 8

NEAREST = "离您最近的{what}："
OF = "{where}{what}："
NOT_YET = "{where}{what}：地址还没有核实好。别白跑，先打电话问清在哪、几点上班、要带什么；打不通打 12351。"
HERE = "您附近"
CALL = "能打的电话："
FOR = {
    "工会": "找工会帮忙",
    "劳动监察": "投诉欠薪",
    "劳动仲裁": "问仲裁",
    "社会保险": "问社保、工伤",
    "法律援助": "问法律、申请免费律师",
}
LINE_FOR = "{line}：{purposes}"
NOTHING = "地址和电话还在核实。先打工会热线 12351 问，有危险打 110、120。"
PLACES = "办事的地方"
SEND = "把您的位置发来（点“＋”选“位置”），我找最近的；或者说要办什么、在哪个区，比如「金凤区仲裁委在哪」。"
MORE = "还有{count}处。把您的位置发来（点“＋”选“位置”），我挑最近的。"
OURS = "我这个号是自动回话的，白天晚上、周末节假日都能问，也能登记。"
STAFF = "单子由工作人员在工作日{hours}办。"
METRES, KILOMETRES = "约{far}米", "约{far}公里"
ADDRESS, PHONE, HOURS = "地址：{}", "电话：{}", "时间：{}"
MAP = '<a href="{}">在地图上看</a>'
CONFIRMED, FOUND = "（{month}核实）", "（{month}查到）"
LONG_AGO = "核实了一年以上的，可能有变，打不通请打 12351。"
WEAK = "写着“查到”的还没有逐个核实，以最新公布为准。"

router = Router(Band.DIALOGUE)


@dataclass(frozen=True, slots=True)
class Located(Filter):
    """A place on a map, sent after we asked for it."""

    def fits_sign(self, sign: Sign) -> bool:
        """Whether it was asked for."""
        return sign.dialogue == NAME

    def matches(self, context: Context) -> bool:
        """Whether it is."""
        dialogue = context.dialogue
        if dialogue is None or dialogue.name != NAME or not isinstance(context.message, Location):
            return False
        return context.now.timestamp() - dialogue.since_s <= LASTS.total_seconds()

    def __str__(self) -> str:
        return f"a place, in the dialogue {NAME}"


@dataclass(frozen=True, slots=True)
class AsksWhere(OfWords):
    """Short words that ask where an office is; before the commands, as asking for a number is asking for a person."""

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        return asked(context.text) is not None

    def __str__(self) -> str:
        return "asks where, as 金凤区仲裁委在哪"


@router.on(Located(), Talking(NAME, LASTS), AsksWhere())
async def locating(context: Context) -> Reply | None:
    """What was asked for, or the place, district or office that was missing; anything else goes its usual way."""
    talking = context.dialogue is not None and context.dialogue.name == NAME
    known = context.dialogue.known if context.dialogue and talking else {}
    kind, district = str(known.get("kind", "")), str(known.get("district", ""))
    if isinstance(context.message, Location):
        await context.unit.talk(None)  # the next place is evidence again
        return Text(await near(context, context.message, kind))
    wanted = asked(context.text) or (named(context.text) if talking else None)
    if wanted is None:
        return None
    stays = "" if wanted.near else district
    reply = await tell(context, Wanted(wanted.kind or kind, wanted.district or stays, us=wanted.us))
    still = await still_asked(context)
    return Text("\n\n".join(filter(None, [_ours(context) if wanted.us else "", str(reply.content), still])))


def _ours(context: Context) -> str:
    """When we answer; the hours of staff only where this union has set them."""
    clocks = context.services.settings.clocks
    return f"{OURS}{STAFF.format(hours='、'.join(clocks.hours))}" if "hours" in clocks.model_fields_set else OURS


async def tell(context: Context, wanted: Wanted) -> Text:
    """What is there of a kind in a district; the follower's place is waited for, unless a question of ours stands."""
    if not context.is_asked:
        await context.begin(NAME, kind=wanted.kind, district=wanted.district)
    text = _listed(await _told(context), wanted, context.today)
    return Text(text if wanted.district or (wanted.us and text == NOTHING) else f"{text}\n\n{SEND}")


async def near(context: Context, here: Location, kind: str) -> str:
    """The nearest three with what one needs to get there; else those of the district that the map names."""
    places = await _told(context)
    found = nearest(places, kind, (here.latitude, here.longitude))
    if not found:
        at = find_district(here.label)
        return _listed(places, Wanted(kind, DISTRICTS[at[0]] if at else "", near=True), context.today)
    shown = [_shown(place, _far(metres)) for metres, place in found]
    notes = _notes((place for _, place in found), context.today)
    return "\n\n".join([NEAREST.format(what=kind), *shown, *notes])


async def _told(context: Context) -> list[Place]:
    async with context.services.database.view() as session:
        return [place for place in await standing(session) if place.may_be_told]


def _listed(places: Sequence[Place], wanted: Wanted, today: date) -> str:
    """The offices of the district and of the whole city, then the hotlines; says so where the district has none."""
    lines = hotlines(places, wanted.kind)
    offices = of_district(places, wanted.kind, wanted.district or EVERYWHERE)
    offices = [one for one in offices if HOTLINE not in one.kinds]
    if not (offices or lines):
        return NOTHING
    first = [one for one in offices[:MOST_SHOWN] if one.address]
    numbers = [_shown(one) for one in offices[:MOST_SHOWN] if not one.address]
    parts = [
        _head(offices, wanted),
        *map(_shown, first),
        "\n".join(numbers),
        MORE.format(count=len(offices) - MOST_SHOWN) if len(offices) > MOST_SHOWN else "",
        "\n".join([CALL, *map(_line, lines)]) if lines else "",
        *_notes([*offices[:MOST_SHOWN], *lines], today),
    ]
    return "\n\n".join(filter(None, parts))


def _head(offices: Sequence[Place], wanted: Wanted) -> str:
    """What follows, or that nobody has confirmed anything there yet."""
    what = wanted.kind or PLACES
    if wanted.district and not any(one.district == wanted.district for one in offices):
        return NOT_YET.format(where=wanted.district, what=what)
    if wanted.near and not wanted.district:
        return NOT_YET.format(where=HERE, what=what)
    if wanted.kind and not offices:
        return NOT_YET.format(where="", what=what)
    return OF.format(where=wanted.district, what=what) if offices else ""


def _line(place: Place) -> str:
    """A number to call, and what for."""
    purposes = "、".join(FOR[kind] for kind in place.kinds if kind in FOR)
    return LINE_FOR.format(line=_shown(place), purposes=purposes) if purposes else _shown(place)


def _shown(place: Place, far: str = "") -> str:
    """A place in as many lines as are known; one line where there is only a number."""
    day = (CONFIRMED if place.confidence == "A" else FOUND).format(
        month=f"{place.confirmed_on.year}年{place.confirmed_on.month}月"
    )
    if not place.address:
        return f"{place.name} {place.phone}{day}"
    lines = [f"{place.name}（{far}）" if far else place.name]
    facts = ((ADDRESS, place.address), (PHONE, place.phone), (HOURS, place.hours), (MAP, map_address(place)))
    return "\n".join([*lines, *(form.format(fact) for form, fact in facts if fact), day])


def _notes(shown: Iterable[Place], today: date) -> list[str]:
    """What has to be said of the days beside what is shown."""
    places = list(shown)
    old = any(one.confidence == "A" and today - one.confirmed_on > OLD for one in places)
    weak = any(one.confidence != "A" for one in places)
    notes = "\n".join([LONG_AGO] * old + [WEAK] * weak)
    return [notes] if notes else []


def _far(metres: float) -> str:
    """As the crow flies: to 50 m below a kilometre, else to 100 m."""
    if metres < 975:
        return METRES.format(far=max(50, round(metres / 50) * 50))
    return KILOMETRES.format(far=f"{metres / 1000:.1f}")
