"""The words of the report to the leadership (汇报材料): made of a snapshot's numbers and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tickets.measures import percent
from tickets.periods import Period
from web.desk import words
from web.desk.reports import said

NUMERALS = "一二三四五六七八九十"
FEWEST_OF_EMPLOYER = 3
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings; every cell as it is read."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: sentences, then perhaps a table."""

    title: str
    texts: Sequence[str]
    table: Table | None = None


def chapters(body: Tree) -> list[Chapter]:
    """All of them, numbered as officials number them."""
    found = [*_chapters(body["report"], body.get("note", ""))]
    return [Chapter(f"{NUMERALS[place]}、{one.title}", one.texts, one.table) for place, one in enumerate(found)]


def title(body: Tree) -> str:
    """What stands on top."""
    return f"{body['union']}职工诉求办理情况汇报"


def span(body: Tree) -> str:
    """The period below the title: （2026年10月）, or from day to day."""
    one = _period(body["report"])
    return f"（{one.first.year}年{one.first.month}月）" if one.is_month else f"（{said.period(one)}）"


def opening(body: Tree) -> str:
    """The first sentence; what it is narrowed to is said."""
    narrow = f"（{body['about']}）" if body.get("about") else ""
    return f"{said.period(_period(body['report']))}，{body['union']}办理职工诉求{narrow}的情况汇报如下。"


def _chapters(told: Tree, note: str) -> Iterator[Chapter]:
    total, before = told["total"], told["before"]
    yield Chapter("总体情况", [_whole(total, before, told), _ended(total)])
    yield Chapter("诉求类别", [_most(told["kinds"], "kind")], _shares("类别", "kind", told["kinds"]))
    yield Chapter("地区分布", [_most(told["districts"], "district")], _shares("地区", "district", told["districts"]))
    yield Chapter("办理时效", [_first(total, told["first_answer"]), _lapsed(total)])
    yield Chapter("职工评价", [_content(total, before)])
    yield Chapter("维护职工经济权益", [_money(total, before)])
    if employers := [one for one in told["employers"] if one["opened"] >= FEWEST_OF_EMPLOYER]:
        yield _employers(employers)
    yield Chapter("公众号服务", [_talk(told["talk"]), _missed(told)])
    if note:
        yield Chapter("有关说明", note.splitlines())


def _whole(total: Tree, before: Tree, told: Tree) -> str:
    earlier = said.period(_period(before))
    return (
        f"共登记职工诉求 {total['opened']} 件，比前期（{earlier}，{before['opened']} 件）"
        f"{_more(total['opened'], before['opened'])}。截至统计时已办结 {total['closed']} 件，办结率 "
        f"{_rate(total['completion'])}（前期 {_rate(before['completion'])}）；职工撤回 {total['withdrawn']} 件；"
        f"在办 {total['open']} 件，其中超过办理时限 {total['late']} 件。加急诉求 {total['urgent']} 件。"
    )


def _ended(total: Tree) -> str:
    return f"本期内共办结 {total['ended']} 件（含以前登记、本期办结的）。"


def _most(rows: Sequence[Tree], by: str) -> str:
    if not rows:
        return "本期没有登记的诉求。"
    whole = sum(one["opened"] for one in rows)
    each = [f"{_name(one, by)} {one['opened']} 件，占 {said.share(one['opened'], whole)}" for one in rows[:3]]
    return f"登记较多的是：{'；'.join(each)}。"


def _shares(heading: str, by: str, rows: Sequence[Tree]) -> Table:
    headings = (heading, "登记", "办结", "在办", "撤回", "办结率", "满意率", "要回（元）")
    return Table(
        headings,
        [
            (
                _name(one, by),
                *(str(one[name]) for name in ("opened", "closed", "open", "withdrawn")),
                _rate(one["completion"]),
                _rate(one["satisfaction"]),
                words.money(one["recovered_fen"]).removesuffix(" 元"),
            )
            for one in rows
        ],
    )


def _first(total: Tree, first: Tree) -> str:
    if not total["due"]:
        return "本期没有到时限的首次答复。"
    late = f"，其中 {total['unanswered']} 件到统计时还没有答复" if total["unanswered"] else ""
    half, most = said.worked(first["median_s"]), said.worked(first["ninetieth_s"])
    return (
        f"应作首次答复 {total['due']} 件，按时答复 {total['in_time']} 件，按时率 {_rate(total['punctuality'])}；"
        f"超时 {total['too_late']} 件{late}。"
        f"按办公时间算，一半的诉求{_within(half)}答复，九成的诉求{_within(most)}答复。"
    )


def _within(worked: str) -> str:
    return "马上得到" if worked == "马上" else f"在 {worked}以内得到" if worked != said.NONE else "尚未得到"


def _lapsed(total: Tree) -> str:
    came = f"另有 {total['came_late']} 件登记时法定期限已过。" if total["came_late"] else ""
    if not total["lapsed"]:
        return f"没有诉求在办理中错过申请仲裁、起诉等法定期限。{came}"
    return f"有 {total['lapsed']} 件在办理中过了法定期限，需要逐件核查。{came}"


def _content(total: Tree, before: Tree) -> str:
    if not total["rated"]:
        return "本期办结的诉求还没有职工评价。"
    return (
        f"收到职工评价 {total['rated']} 件：满意 {total['content']} 件，一般 {total['so_so']} 件，不满意 "
        f"{total['discontent']} 件；满意率 {_rate(total['satisfaction'])}（前期 {_rate(before['satisfaction'])}）。"
    )


def _money(total: Tree, before: Tree) -> str:
    return (
        f"职工主张金额的诉求 {total['claimed']} 件，共 {words.money(total['claimed_fen'])}；"
        f"已为 {total['recovered']} 件要回 {words.money(total['recovered_fen'])}"
        f"（前期登记的要回 {words.money(before['recovered_fen'])}）。"
    )


def _employers(rows: Sequence[Tree]) -> Chapter:
    table = [
        (one["name"] or said.NONE, str(one["opened"]), str(one["open"]), words.money(one["claimed_fen"]))
        for one in rows
    ]
    text = f"同一单位登记 {FEWEST_OF_EMPLOYER} 件以上、件数最多的有下列 {len(rows)} 家。"
    return Chapter("诉求较多的单位", [text], Table(("单位", "登记", "在办", "主张"), table))


def _talk(talk: Mapping[str, int]) -> str:
    whole = sum(talk.values())
    if not whole:
        return "本期公众号没有收到职工的话。"
    each = "，".join(f"{name} {talk[outcome]} 条" for outcome, name in said.OUTCOMES.items())
    return f"公众号收到并处理职工的话 {whole} 条：{each}。"


def _missed(told: Tree) -> str:
    if not told["missed_total"]:
        return "没有答不上来的问题。"
    each = "；".join(f"{one['title']} {one['count']} 条" for one in told["missed"][:5])
    return f"没有答上来的问题 {told['missed_total']} 条，与下列知识较接近：{each}。正据此补充知识库。"


def _name(one: Tree, by: str) -> str:
    return said.district(one[by]) if by == "district" else str(one[by])


def _rate(rate: str | None) -> str:
    return said.NONE if rate is None else f"{rate}%"


def _more(now: int, before: int) -> str:
    if now == before:
        return "持平"
    share = percent(abs(now - before), before)
    by = f"，{'增长' if now > before else '下降'} {share}%" if share is not None else ""
    return f"{'增加' if now > before else '减少'} {abs(now - before)} 件{by}"


def _period(told: Tree) -> Period:
    return Period(date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))
