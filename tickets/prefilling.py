"""A paper filled with what its worker told before: on the ticket, and into other papers. Nobody is asked twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.clock import today
from knowledge.money import in_yuan
from rights.limits import Matter
from rights.paper import CLAIMS, Form, Rows
from rights.paper_parts import OFFICE
from rights.proof_pieces import PIECES
from tickets.answers import Filled
from tickets.evidence import KINDS, Evidence, Evidences, Kept
from tickets.models import Ticket
from tickets.proving import labels, matter_of
from tickets.service import Tickets

WHOLE_DAY = len("2026-11-22")
PERSON = frozenset("name gender born id_number address mailing phone".split())
"""The same in every paper of one follower; the rest only in papers about the same ticket."""
MATTER = PERSON | frozenset(
    "job employer employer_address employer_mailing employer_phone legal_person legal_post"
    " began ended wage facts evidences witnesses contract".split()
)
OFFICES = {
    "arbitration": ("劳动仲裁", ("仲裁",)),
    "inspection": ("劳动监察", ("监察", "人力资源和社会保障局", "人社局")),
    "injury": ("社会保险", ("人力资源和社会保障局", "人社局")),
    "legal-aid": ("法律援助", ("法律援助",)),
}
"""What kind of place takes a paper, and what its name says where it is that office and not another of its kind."""
_ACTS = {
    Matter.WAGES: "拖欠工资",
    Matter.SITE_WAGES: "拖欠工资",
    Matter.OVERTIME: "不付加班费",
    Matter.CONTRACT: "不签劳动合同",
    Matter.INSURANCE: "不缴社会保险",
}
_REASONS = {
    Matter.WAGES: "没及时足额发工资",
    Matter.SITE_WAGES: "没及时足额发工资",
    Matter.INSURANCE: "没缴社会保险",
}
_AIDED = {
    Matter.WAGES: "确认劳动关系或支付劳动报酬",
    Matter.SITE_WAGES: "确认劳动关系或支付劳动报酬",
    Matter.OVERTIME: "确认劳动关系或支付劳动报酬",
    Matter.INJURY: "工伤事故人身损害赔偿",
    Matter.INSURANCE: "社会保险待遇",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket says: facts by slot, the worker's words, the names of the pieces, the day a right lapses.

    `offices` are the confirmed ones where it is, by kind of place.
    """

    matter: Matter = Matter.OTHER
    facts: Mapping[str, Any] = field(default_factory=dict)
    story: str = ""
    pieces: Sequence[str] = ()
    last_day: date | None = None
    offices: Mapping[str, str] = field(default_factory=dict)


def told(tickets: Tickets, ticket: Ticket, evidence: Evidences, rows: Iterable[Evidence]) -> Told:
    """What a ticket with these pieces says.

    Raises:
        KeyMissing, SealBroken: it does not open.
    """
    own = {"employer": tickets.read(ticket, ticket.employer), "phone": tickets.read(ticket, ticket.phone)}
    facts = tickets.facts(ticket) | {name: text for name, text in own.items() if text}
    return Told(
        matter_of(ticket.kind, str(facts.get("topic", ""))),
        facts,
        tickets.read(ticket, ticket.story),
        [_piece(evidence, row) for row in rows if row.state != Kept.LOST],
        today(ticket.lapses_at) if ticket.lapses_at else None,
    )


def prefilled(form: Form, said: Told, ticket: str, filled: Iterable[Filled]) -> dict[str, Any]:
    """The answers a paper begins with: out of other papers, the newest first, then out of the ticket."""
    answers = _from_ticket(said) | {OFFICE: _office(form, said)}
    for other in sorted(filled, key=lambda one: one.changed_at):
        shared = MATTER if other.ticket == ticket else PERSON
        answers |= {name: value for name, value in other.answers.items() if name in shared and value}
    claims = _claims(said) if form.claims else []
    return fitted(form, answers | {CLAIMS: claims})


def fitted(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Those answers that this paper, as it is today, asks for."""
    known: dict[str, Any] = {one.name: one for one in form.fields} | ({CLAIMS: None} if form.claims else {})
    return {name: _fitted(known[name], value) for name, value in answers.items() if name in known and value}


def _office(form: Form, said: Told) -> str:
    """The office that takes this paper, where it is confirmed; else the paper keeps its blank."""
    kind, named = OFFICES.get(form.name, ("", ()))
    name = said.offices.get(kind, "")
    return name if any(one in name for one in named) else ""


def _from_ticket(said: Told) -> dict[str, Any]:
    facts = said.facts
    texts = {
        "name": facts.get("worker"),
        "phone": facts.get("phone"),
        "employer": facts.get("employer"),
        "job": facts.get("job"),
        "began": _day(facts, "began"),
        "ended": _day(facts, "ended"),
        "injured": _day(facts, "injured_on"),
        "wage": _yuan(facts, "wage_fen"),
        "facts": said.story,
        "story": said.story,
        "last_day": said.last_day.isoformat() if said.last_day else None,
        "matter": _AIDED.get(said.matter),
    }
    rows = {
        "evidences": [{"evidence": name} for name in said.pieces],
        "acts": [{"act": act}] if (act := _ACTS.get(said.matter)) else [],
        "reasons": [{"reason": reason}] if (reason := _REASONS.get(said.matter)) else [],
    }
    return texts | rows


def _claims(said: Told) -> list[dict[str, str]]:
    """What can be asked for by what was told, counted with its arithmetic; what is not known stays to be filled in."""
    facts = said.facts
    wage, began, ended = _yuan(facts, "wage_fen"), _day(facts, "began"), _day(facts, "ended")
    months, total = facts.get("months"), _yuan(facts, "amount_fen")
    if said.matter in (Matter.WAGES, Matter.SITE_WAGES):
        is_derived = "amount_fen" in facts.get("derived", ())
        counted = {"wage": wage, "months": f"{months:g}" if months else None}
        return [_claim("arrears", **({"total": total} if total and not is_derived else counted))]
    if said.matter is Matter.DISMISSAL:
        return [_claim("severance", begin=began, end=ended, average=wage)]
    if said.matter is Matter.CONTRACT:
        return [_claim("no_contract", begin=began, wage=wage, left=ended)]
    return [_claim("overtime", wage=wage)] if said.matter is Matter.OVERTIME else []


def _claim(calculator: str, **given: str | None) -> dict[str, str]:
    return {"calculator": calculator, **{name: text for name, text in given.items() if text}}


def _fitted(one: Any, value: Any) -> Any:
    """Rows without what this paper does not ask of them."""
    if not isinstance(one, Rows):
        return value
    known = {field.name for field in one.fields}
    return [{name: text for name, text in row.items() if name in known} for row in value][: one.most]


def _piece(evidence: Evidences, row: Evidence) -> str:
    """What a piece is called: by the worker, by its kind of evidence, else by how it came."""
    kinds = [PIECES[proof].name for proof in labels([row])]
    return evidence.note(row) or next(iter(kinds), KINDS.get(row.kind, ""))


def _day(facts: Mapping[str, Any], slot: str) -> str | None:
    """Only a whole date: a month or a year alone is no date of a paper."""
    said = str(facts.get(slot) or "")
    return said if len(said) == WHOLE_DAY else None


def _yuan(facts: Mapping[str, Any], slot: str) -> str | None:
    fen = facts.get(slot)
    return in_yuan(fen) if fen else None
