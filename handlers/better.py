"""「要2N还是回去上班」「自己走还是等他辞」: the ways side by side, with their sums where the figures were told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.context import Context
from bot.filters import OfWords
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.slots import Slots
from rights.calculator import discover
from rights.choices import CHOICES, LEAVE_OR_WAIT, MONEY_OR_BACK, Choice, Way
from rights.inputs import BadInput
from rights.working import CannotTell
from tickets.begun import Begun
from tickets.counted import basis
from tickets.prefilled import prefill
from tickets.workings import ROOT

WEIGHING = re.compile(r"还是|哪个|哪样|哪种|怎么选|咋选|选(?:啥|什么)|划算|划得来|合算|区别|或者")
MONEY = re.compile(r"2n|赔偿金|要(?:赔偿|钱)|赔(?:钱|我钱)|双倍赔偿|拿钱")
BACK = re.compile(
    r"继续履行|恢复(?:劳动关系|上班|工作|劳动合同)|回(?:去|原?岗|单位|公司|厂)|(?:继续|接着)(?:上班|干|工作)"
)
LEAVING = re.compile(r"(?:自己|主动|我先?)(?:提|辞|走|离)|被迫(?:离职|辞职|解除)|(?:三十八|38)条|辞职|自己不干")
WAITING = re.compile(r"(?:等(?!通知|消息)|让|叫|由)[^，。,]{0,6}(?:辞|开除|开我|裁|赶|撵)|被(?:辞|开除|裁|开)|耗着")
SIGNS = ("①", "②", "③")
WAY = "{sign} {name}{sums}\n得：{gives}\n期限：{by_when}\n凭据：{proof}\n留神：{mind}"
SUMS = "：{sums}"
FREE = "选哪样您自己定，拿不准先打工会12351问。仲裁不收钱。"
OF_FREE = ("劳动争议调解仲裁法#53",)
MORE = '<a href="{url}">点这里对着看、看法条</a>'

router = Router(Band.COMMAND)


def weighed(text: str) -> Choice | None:
    """The choice a folded text asks about."""
    if not WEIGHING.search(text):
        return None
    if MONEY.search(text) and BACK.search(text):
        return MONEY_OR_BACK
    return LEAVE_OR_WAIT if LEAVING.search(text) and WAITING.search(text) else None


@dataclass(frozen=True, slots=True)
class Weighs(OfWords):
    """Words that weigh two ways against each other."""

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        return weighed(context.text) is not None

    def __str__(self) -> str:
        return f"weighs {' / '.join(one.title for one in CHOICES)}"


@router.on(Weighs())
async def better(context: Context) -> Reply | None:
    """What each way gives; the worker chooses. A message that is no labour matter is left to others."""
    choice = weighed(context.text) if context.reading and context.reading.hits else None
    return Text(told(choice, _sums(context)) + _page(context, choice)) if choice else None


def told(choice: Choice, sums: Mapping[str, str]) -> str:
    """The ways one below the other; `sums` by item of severance, where they could be counted."""
    ways = [_way(sign, way, sums) for sign, way in zip(SIGNS, choice.ways, strict=False)]
    every = (*choice.citations, *(one for way in choice.ways for one in way.citations), *OF_FREE)
    return "\n\n".join([choice.title, *ways, "\n".join([choice.remember, FREE, basis(tuple(dict.fromkeys(every)))])])


def _way(sign: str, way: Way, sums: Mapping[str, str]) -> str:
    known = [f"{name.partition('（')[2].rstrip('）')} {sums[name]}" for name in way.sums if name in sums]
    return WAY.format(
        sign=sign,
        name=way.name,
        sums=SUMS.format(sums="，".join(known)) if known else "",
        gives=way.gives,
        by_when=way.by_when,
        proof=way.proof,
        mind=way.mind,
    )


def _sums(context: Context) -> dict[str, str]:
    """What severance comes to, where the message tells enough."""
    slots = context.reading.slots if context.reading else Slots()
    filled = prefill(discover()["severance"], slots, context.today, context.said)
    begun = Begun(discover()["severance"], filled.given, filled.assumed, filled.doubts)
    try:
        working = begun.count(context.services.parameters, context.today).working
    except (BadInput, CannotTell):
        return {}
    return {item.name: item.amount for item in working.items}


def _page(context: Context, choice: Choice) -> str:
    if not context.services.settings.has_pages:
        return ""
    url = f"{context.services.settings.server.public_url}{ROOT}/choice/{choice.name}"
    return "\n" + MORE.format(url=url)
