"""The evidence coach's list in plain words: what is there, what to bring next, how to keep it; and which matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.context import Context, picked
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.law_names import cited
from rights.elements import Proof
from rights.limits import Matter
from rights.proof import Coached, coach
from rights.proof_pieces import ORIGINALS, PIECES

NAME, TOLD = "coaching", "told"
LASTS = timedelta(minutes=30)
MATTERS = tuple(Matter)

WHICH = "哪类事的证据？{how}：\n{choices}"
BY_NUMBER, BY_WORDS = "回复数字", "直接说，比如「工伤证据清单」"
OF_TICKET = "编号 {number}（{matter}）的证据："
OF_MATTER = "{matter}，要拿得出这几样："
BRING = "先补这几样："
CONTRACT_FIRST = "（签过合同的，先发合同）"
ENOUGH = "要您拿的差不多齐了，原件留好。"
SEND = "拍照直接发来。怎么留才算数，发「怎么取证」。"
LEGEND = "（✓有了 △还不够 ○没有 －单位举证）"
DECIDED = "认不认，仲裁、法院定。"
KEEP = "怎么留才算数："
THEIRS = "考勤、工资表这些在单位手里的，可以请仲裁庭叫它交；不交，后果它担。"
BASIS = "依据：{articles}"
THEIR_ARTICLES = ("劳动争议调解仲裁法#6", "劳动争议调解仲裁法#39")
MOST_ARTICLES = 3

router = Router(Band.DIALOGUE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is told of a ticket or a matter; `unnamed` asks for the name of a piece."""

    title: str
    coached: Coached
    unnamed: str = ""


@router.on(Talking(NAME, LASTS))
async def coaching(context: Context) -> Reply | None:
    """The number or name of a matter out of the list; anything else goes its usual way."""
    dialogue = context.dialogue
    at = picked(context.text, len(MATTERS))
    named = [matter for matter in MATTERS if matter == context.text]
    if dialogue is None or dialogue.step == TOLD or (at is None and not named):
        return None
    return await tell_of(context, named[0] if at is None else MATTERS[at], keep=bool(dialogue.known.get("keep")))


async def ask(context: Context, keep: bool) -> Reply:
    """Asks which matter it is."""
    choices = " ".join(f"{at} {matter}" for at, matter in enumerate(MATTERS, 1))
    if context.is_asked:  # a number would be taken for the answer to the question that stands
        return Text(WHICH.format(how=BY_WORDS, choices="、".join(MATTERS)))
    await context.begin(NAME, keep=keep)
    return Text(WHICH.format(how=BY_NUMBER, choices=choices))


async def tell_of(context: Context, matter: Matter, keep: bool) -> Reply:
    """What such a matter needs, of which nothing is known; 「怎么取证」 after it means the same one."""
    if not context.is_asked:
        await context.begin(NAME, TOLD, matter=matter)  # its numbers are no choices
    return tell(Wanted(OF_MATTER.format(matter=matter), coach(matter, {}, ())), keep)


def told_before(context: Context) -> Matter | None:
    """The matter that was told of just before."""
    dialogue = context.dialogue
    if dialogue is None or not Talking(NAME, LASTS).matches(context):
        return None
    return next((matter for matter in MATTERS if matter == dialogue.known.get("matter")), None)


def tell(wanted: Wanted, keep: bool) -> Reply:
    """The list with its marks and the next pieces; or how to keep those."""
    return Text("\n".join(_keeping(wanted.coached) if keep else _listed(wanted)))


def _listed(wanted: Wanted) -> Iterable[str]:
    coached = wanted.coached
    yield wanted.title
    yield LEGEND
    yield from (f"{one.state.mark} {one.element.title}" for one in coached.elements)
    if coached.bring:
        yield BRING + (CONTRACT_FIRST if _may_have_contract(coached) else "")
        yield from (f"{at}. {PIECES[one].name}：{PIECES[one].bring}" for at, one in enumerate(coached.bring, 1))
        yield SEND
    else:
        yield ENOUGH
    if wanted.unnamed:
        yield wanted.unnamed
    yield DECIDED + BASIS.format(articles=cited(coached.citations[:MOST_ARTICLES]))


def _may_have_contract(coached: Coached) -> bool:
    return Proof.CONTRACT not in coached.bring and any(Proof.CONTRACT in one.wanting for one in coached.elements)


def _keeping(coached: Coached) -> Iterable[str]:
    held = [proof for one in coached.elements for proof in one.by]
    shown = tuple(dict.fromkeys((*coached.bring, *held)))[: max(len(coached.bring), MOST_ARTICLES)]
    yield KEEP
    yield from (f"{at}. {PIECES[one].name}：{PIECES[one].keep}" for at, one in enumerate(shown, 1))
    yield THEIRS
    yield BASIS.format(articles=cited((*ORIGINALS, *THEIR_ARTICLES)))
