"""「劳动合同法第82条」: the article's own words, from when they hold, and which of our answers rest on it."""

from collections.abc import Sequence
from datetime import date

from bot.context import Context
from bot.core.clock import chinese_day
from bot.dialogues import CHOOSING
from bot.filters import OfWords
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.entry import Citation, Entry
from knowledge.law import Article, Passage
from knowledge.law_names import Asked, asked, chinese, label_of
from knowledge.statutes import Statute

CHOICES = 3
HEAD = "《{title}》{label}"
ITEM = "您问的这一项："
SINCE = "（{day}起施行，今天有效）"
AS_OF = "（按{day}的文本，今天有效）"
HELD = "（今天有效）"
PARTLY = "注意：{state}"
REPEALED = "注意：这是旧条文，已经不能用了。{state}"
ENDED = "注意：这一版用到{day}为止，现在不能用了。"
COMING = "注意：这一版{day}才施行，今天还不能用。"
MISSING = "《{title}》一共{held}条，没有{label}。"
NOT_HELD = "《{title}》这里只收了{held}条，{label}不在里面，请到国家法律法规数据库（flk.npc.gov.cn）查。"
MEANT = "没找到您写的这部法。您是不是想问：{named}？是的话，把它照样发过来。"
OFFER = "用到这一条的回答（回复数字）：\n{choices}"

router = Router(Band.COMMAND)


class NamesArticles(OfWords):
    """The text names articles of statutes and says nothing else."""

    def matches(self, context: Context) -> bool:
        """Whether it does."""
        return bool(context.said) and bool(asked(context.said))

    def __str__(self) -> str:
        return "names articles, as 劳动合同法第82条"


@router.on(NamesArticles())
async def article(context: Context) -> Reply | None:
    """Gives the articles where they are held, and offers answers that rest on them; else leaves the message alone."""
    named = asked(context.said)
    passages = await context.services.law.look_up(named, context.today)
    if not passages:
        return await _misspelt(named, context)
    parts = [_shown(passage, context.today) for passage in passages]
    offered = [] if context.is_asked else _resting(passages, context)
    if offered:
        await context.begin(CHOOSING, slugs=[entry.slug for entry in offered])
        lines = [f"{at}. {entry.title}" for at, entry in enumerate(offered, 1)]
        parts.append(OFFER.format(choices="\n".join(lines)))
    return Text("\n\n".join(parts))


async def _misspelt(named: Sequence[Asked], context: Context) -> Reply | None:
    """Asks back with the statutes that differ by one character; the law of another matter may be so near, too."""
    law = context.services.law
    spelt = await law.spelt(named)
    passages = await law.look_up(spelt, context.today) if spelt else None
    if not passages:
        return None
    meant = [f"《{_title(one.statute)}》{label_of(article.number)}" for one in passages for article in one.articles]
    return Text(MEANT.format(named="；".join(meant)))


def _shown(passage: Passage, on: date) -> str:
    statute = passage.statute
    held = [one for one in passage.articles if one.text]
    parts = [_missing(passage, one) for one in passage.articles if not one.text]
    if held:
        parts = [_standing(statute, on), *(_told(statute, one) for one in held), *parts]
    return "\n\n".join(parts)


def _told(statute: Statute, one: Article) -> str:
    head = HEAD.format(title=_title(statute), label=label_of(one.number))
    item = f"\n{ITEM}{found}\n" if (found := _item(one)) else ""
    return f"{head}{item}\n{one.text}"


def _item(one: Article) -> str:
    """The line of the item that was asked for: 「（六）…」."""
    marks = (f"（{chinese(one.item)}）", f"({chinese(one.item)})") if one.item else ()
    return next((line for line in one.text.splitlines() if line.startswith(marks)), "")


def _missing(passage: Passage, one: Article) -> str:
    """That the statute ends before it; or, where it stands in a gap of what is held, that only so much is held."""
    last, label = _whole(passage.last), label_of(one.number)
    if passage.statute.is_excerpt or _whole(one.number) <= last != passage.held:
        return NOT_HELD.format(title=_title(passage.statute), held=passage.held, label=label)
    return MISSING.format(title=_title(passage.statute), held=last, label=label)


def _whole(number: str) -> int:
    return int(number.partition("-")[0])


def _title(statute: Statute) -> str:
    return statute.title.partition("（劳动相关")[0].partition("（节选")[0].removeprefix("中华人民共和国")


def _standing(statute: Statute, on: date) -> str:
    """From which day the text holds, and whether it does."""
    if statute.repealed:
        return REPEALED.format(state=statute.status)
    if statute.until and statute.until < on:
        return ENDED.format(day=chinese_day(statute.until))
    if statute.effective is None:
        return HELD
    if statute.effective > on:
        return COMING.format(day=chinese_day(statute.effective))
    known = "施行" in statute.version or not statute.version.startswith(statute.effective.isoformat())
    since = (SINCE if known else AS_OF).format(day=chinese_day(statute.effective))
    return f"{since}\n{PARTLY.format(state=statute.status)}" if statute.status.startswith("部分") else since


def _resting(passages: list[Passage], context: Context) -> list[Entry]:
    """Answers in force that rest on these articles: first on more of them, then where it stands further in front."""
    wanted = [Citation(one.statute.short, article.number) for one in passages for article in one.articles]
    entries = context.library.entries.values()
    found = [one for one in entries if one.is_live(context.today) and not set(wanted).isdisjoint(one.citations)]
    return sorted(found, key=lambda one: _rank(one, wanted))[:CHOICES]


def _rank(entry: Entry, wanted: list[Citation]) -> tuple[int, int, int, str]:
    places = [entry.citations.index(one) for one in wanted if one in entry.citations]
    return -len(places), min(places), len(entry.citations), entry.slug
