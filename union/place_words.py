"""How followers ask where to go: short words alone, never a whole question the knowledge answers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.places import DISTRICTS, find_district

REMEMBERED = 512
GENERAL = (
    "去哪办", "去哪里办", "去哪儿办", "在哪办", "在哪里办", "到哪办", "到哪里办", "哪里办", "去哪", "去哪里", "去哪儿",
    "办事地点", "办事地址", "地址", "地点", "地址电话", "附近", "就近办理", "联系电话", "热线", "热线电话",
)  # fmt: skip
WORDS = {
    "户外劳动者之家": r"户外劳动者(?:之家|服务站点?|驿站)|(?:爱心|工会)驿站|歇脚(?:点|的地方)",
    "劳动监察": r"劳动(?:保障)?监察(?:大队|支队|局)?|监察(?:大队|支队)|劳动局",
    "劳动仲裁": r"(?:劳动(?:人事)?(?:争议)?)?仲裁(?:委员会|委|院|庭|机构)?",
    "社会保险": r"人社局?|人力资源和社会保障局|社(?:保|会保险)(?:局|中心|大厅)?|工伤认定(?:部门|科)?",
    "法律援助": r"法律援助(?:中心|处|站|机构)?|法援(?:中心|处)?",
    "工会": r"(?:市|区|县)?(?:总工会|工会)(?:服务站点?|服务中心|帮扶中心)?|(?:职工)?(?:服务站|服务中心|帮扶中心)"
    r"|你们(?:工会|单位|办公室|这里|这儿|那里|那儿|那)?",
}
_WHAT = "|".join(f"(?P<k{at}>{words})" for at, words in enumerate(WORDS.values()))
_LEAD = r"(?:请问|你好|您好|我?想?问一?下|我?[想要]?找|告诉我|咱们?|我们)*[,，]?"
_NEAR = r"(?P<near>(?:离我|我)?(?:最近|附近|周边|身边|就近)的?(?:有没有|有|哪里有|哪有)?)?"
_WHERE = (
    r"(?:的?(?:具体)?(?P<where>(?:地址|位置)?在(?:哪里?|哪儿|哪块|什么地方|啥地方)|地址|位置|地点|(?:联系)?电话(?:号码)?|怎么[走去找]|咋[走去找]|"
    r"去哪里?[找办]?|几点(?:上班|下班|开门|关门)|(?:上班|办公)时间|哪里有|哪有)(?:是?多少|是?什么|是?啥)?)?[吗呢啊呀嘛]?"
)
_US = re.compile(rf"{_LEAD}你们")
_WHEN = (
    r"(?:今天|明天|现在|周末|双休日|节假日|放假|过年|春节|国庆|五一|(?:大?星期|礼拜|周)[六天日]|晚上|夜里|半夜|中午|白天"
    r"|这会儿?)+"
)
_YES_NO = "(?:不上班|吗|不|没有?|么|嘛|吧)"
_OPEN = re.compile(
    rf"(?!.{{0,4}}我们|.{{0,4}}咱){_LEAD}(?:"
    rf"(?:{_WHEN})?(?:你们|工会|你们工会)(?:{_WHEN})?[都还也]?(?:上班|办公|开门|营业|休息|值班|有人(?:上班|值班|在|管)?){_YES_NO}"
    rf"|{_WHEN}[都还也]?(?:上班|有人(?:上班|值班|在|管)?){_YES_NO}"
    r"|(?:你们|工会|你们工会)?几点(?:上班|下班|开门|关门)|(?:你们|工会)(?:什么|啥)时候(?:上班|下班|有人|开门)"
    r"|(?:你们)?(?:是|一天)?24小时(?:都)?(?:在|有人|上班)?吗"
    r"|(?:怎么|咋|去哪里?|到哪里?|在哪里?)能?(?:找|去|联系)到?你们(?:那里?|那儿)?"
    r"|(?:能不能|能|可以)(?:直接)?去你们(?:那里?|那儿|单位|办公室)[吗不]?)"
)
_ASKS = re.compile(rf"{_LEAD}{_NEAR}(?:{_WHAT})?{_WHERE}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a kind of place, a district (empty where none was named), `near` the follower;
    `us`: who answers here, and when.
    """

    kind: str = ""
    district: str = ""
    near: bool = False
    us: bool = False


@lru_cache(maxsize=REMEMBERED)
def asked(text: str) -> Wanted | None:
    """What a folded text wants to find; None where it says more, or does not ask where."""
    if text in GENERAL:
        return Wanted(near="近" in text)
    if _OPEN.fullmatch(text):
        return Wanted("工会", us=True)
    wanted, found = _read(text)
    if found is None or not (wanted.kind or wanted.district):
        return None
    asks = bool(found["where"]) or text.endswith(GENERAL) or (wanted.near and bool(wanted.kind))
    return wanted if asks or wanted.kind == "户外劳动者之家" else None


def named(text: str) -> Wanted | None:
    """What is named when we have just asked for it: a district, a kind, or both and nothing else."""
    wanted, found = _read(text)
    return wanted if found and (wanted.kind or wanted.district) else None


def _read(text: str) -> tuple[Wanted, re.Match[str] | None]:
    rest, district = _without_district(text)
    general = next((words for words in GENERAL if district and rest == words), "")
    found = _ASKS.fullmatch(rest.removesuffix(general))
    kind = next((kind for at, kind in enumerate(WORDS) if found and found[f"k{at}"]), "")
    return Wanted(kind, district, bool(found and found["near"]), _US.match(rest) is not None), found


def _without_district(text: str) -> tuple[str, str]:
    """The text without the district it names, and the district's full name."""
    at = find_district(text)
    if at is None:
        return text, ""
    after = re.sub(r"^[区市县]?(?:这边|那边|这里)?的?", "", text[at.end() :])
    return re.sub(r"(?:我?人?现?[在住去到])?(?:银川市?)?的?$", "", text[: at.start()]) + after, DISTRICTS[at[0]]
