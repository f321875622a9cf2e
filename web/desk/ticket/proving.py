"""How far a ticket is proved, as staff read it; and an agent says what a piece of evidence is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from knowledge.law_names import cited
from rights.elements import Proof
from rights.proof import Checked
from rights.proof_pieces import PIECES
from tickets import lines
from tickets.evidence import Evidence, Evidences
from tickets.models import Ticket
from tickets.proving import coached
from tickets.service import Tickets
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.ticket.acting import hold

NAMES = {str(proof): piece.name for proof, piece in PIECES.items()}
NO_PIECE = "这张单子上没有这份材料，请刷新后再试。"
NO_KIND = "没有这一类材料，请从列表里选。"
LABELLED = "第{place}件记成「{name}」了。"
CLEARED = "第{place}件的类别去掉了。"
WRITTEN, UNWRITTEN = "第{place}件：{name}", "第{place}件：去掉类别"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to prove: how far it is, by what, who bears the burden, and the articles."""

    mark: str
    state: str
    title: str
    by: str
    burden: str
    articles: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every line, and what to ask the worker for next as (name, what to bring)."""

    lines: Sequence[Line]
    bring: Sequence[tuple[str, str]]


def checklist(tickets: Tickets, ticket: Ticket, rows: Sequence[Evidence]) -> Checklist | None:
    """How far a ticket is proved by its evidence; nothing where what the worker told does not open."""
    try:
        found = coached(tickets, ticket, rows)
    except (KeyMissing, SealBroken):
        return None
    bring = [(PIECES[one].name, _of_worker(PIECES[one].bring)) for one in found.bring]
    return Checklist([_line(one) for one in found.elements], bring)


async def label(desk: Desk, session: AsyncSession, deed: Deed, piece: int, said: str) -> str:
    """Notes what a piece is, nothing any more where `said` is empty; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    if said and said not in NAMES:
        raise NotDone(NO_KIND)
    tickets, ticket = await hold(desk, session, deed)
    evidence = Evidences(session, desk.services.keys, desk.clock())
    places = await evidence.label([piece], ticket, Proof(said) if said else None)
    if not places:
        raise NotDone(NO_PIECE, 404)
    told = {"place": places[0], "name": NAMES.get(said, "")}
    await tickets.write(ticket, deed.actor, lines.Line.LABELLED, (WRITTEN if said else UNWRITTEN).format(**told))
    return (LABELLED if said else CLEARED).format(**told)


def _line(one: Checked) -> Line:
    element = one.element
    by = "、".join(PIECES[proof].name for proof in one.by)
    title, burden = _of_worker(element.title), _of_worker(element.burden)
    return Line(one.state.mark, one.state, title, by, burden, cited(element.citations))


def _of_worker(text: str) -> str:
    """What is said to a worker, as it is said of one."""
    return text.replace("您", "职工")
