"""Staff put a ticket's facts right: what stood there, what stands there now and why is in its history."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.money import in_yuan
from knowledge.places import EVERY_DISTRICT
from tickets.kind import discover
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from web.desk import audit
from web.desk.access import May, may, sees_district
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.ticket import custody, overtaken
from web.desk.ticket.acting import MOST_REASON, checked, hold
from web.desk.ticket.reading import opened
from web.desk.ticket.telling import fen

FIELDS = {"kind": "类别", "employer": "单位", "district": "地区", "phone": "电话", "sum": "金额", "months": "欠几个月"}
MOST_NAME = 60
WHY = "请写一句为什么改。"
NOTHING = "没有改动。"
NO_KIND, NO_DISTRICT = "「类别」请从列表里选。", "「地区」请从列表里选，或者空着。"
NO_MONTHS = "「欠几个月」写数，比如 3 或 2.5，最多 600。"
GUARDED = "这类诉求要保护职工身份。改成别的类别，姓名、电话就不再盖住，请负责人或管理员来改。"
COVERED_PHONE = "电话盖住了，看得到以后才能改。请先申请看身份信息。"
NO_PHONE = "「电话」写 7 到 20 位数字，可以带区号和横线。"
CHANGE = "{label}：{before} → {after}"
NOTHING_STOOD = "空"
AMENDED = "改好了，经过里记着原来是什么。"
MOST_MONTHS = 600


def standing(tickets: Tickets, ticket: Ticket) -> dict[str, str]:
    """Each field as it stands, as the form shows it."""
    claim = ticket.claims[0] if ticket.claims else None
    amount = claim.amount_fen if claim else None
    return {
        "kind": ticket.kind,
        "employer": opened(tickets, ticket, ticket.employer),
        "district": ticket.district or "",
        "phone": opened(tickets, ticket, ticket.phone),
        "sum": in_yuan(amount) if amount is not None else "",
        "months": (claim.months or "") if claim else "",
    }


async def amend(
    desk: Desk, session: AsyncSession, deed: Deed, given: Mapping[str, str], seen: Mapping[str, str]
) -> str:
    """Puts facts right; only the fields that are given and differ, so that what was not shown, or what a colleague
    changed meanwhile, stays. `seen` is what stood on the page the form is from. Gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    why = checked(deed.text, MOST_REASON, WHY)
    await _anew(session, ticket)
    before = standing(tickets, ticket)
    changed = {name: _read(name, value) for name, value in given.items() if name in FIELDS}
    changed = {name: value for name, value in changed.items() if value != before[name]}
    if not changed:
        raise NotDone(NOTHING)
    if "district" in changed and not sees_district(deed.agent, changed["district"] or None):
        raise NotDone(NO_DISTRICT)
    veil = await custody.veil(desk, session, deed.agent, tickets, ticket)
    await _stay_guarded(desk, session, deed, ticket, veil, changed)
    now = veil.over(before)
    if meanwhile := await overtaken.put_right(session, tickets, ticket, now, seen, changed, FIELDS):
        raise NotDone(meanwhile, 409)
    _put(tickets, ticket, changed)
    told = [
        CHANGE.format(label=FIELDS[name], before=before[name] or NOTHING_STOOD, after=value or NOTHING_STOOD)
        for name, value in changed.items()
    ]
    await tickets.write(ticket, deed.actor, Line.AMENDED, "\n".join([*told, why]))
    return AMENDED


async def _anew(session: AsyncSession, ticket: Ticket) -> None:
    """Reads again what a colleague may have put right while this one waited to hold the ticket."""
    await session.refresh(ticket)
    for claim in ticket.claims:
        await session.refresh(claim)


async def _stay_guarded(
    desk: Desk, session: AsyncSession, deed: Deed, ticket: Ticket, veil: custody.Veil, changed: Mapping[str, str]
) -> None:
    """Lets only those who oversee take a ticket out of the guarded kinds, and has the audit know; what is covered is
    not overwritten, for the history would tell what stood there.

    Raises:
        NotDone: someone else would.
    """
    if "phone" in changed and veil.covers:
        raise NotDone(COVERED_PHONE)
    after = changed.get("kind", ticket.kind)
    if ticket.kind not in custody.KINDS or after in custody.KINDS:
        return
    if not may(deed.agent, May.OVERSEE):
        raise NotDone(GUARDED)
    audit.put(session, deed.agent, desk.clock(), audit.Act.CUSTODY_LEFT, ticket.number, f"{ticket.kind} → {after}")


def _put(tickets: Tickets, ticket: Ticket, changed: Mapping[str, str]) -> None:
    """Keeps the facts with what changed; what was emptied is known no more."""
    slots = {"employer": "employer", "district": "district", "phone": "phone", "sum": "amount_fen", "months": "months"}
    facts: dict[str, Any] = tickets.facts(ticket)
    for name, value in changed.items():
        if name in slots:
            facts[slots[name]] = _slot(name, value)
    derived = [slot for slot in facts.get("derived", []) if slot not in {slots.get(name) for name in changed}]
    about = [slot for slot in facts.get("about", []) if slot not in {slots.get(name) for name in changed}]
    facts = {name: value for name, value in {**facts, "derived": derived, "about": about}.items() if value is not None}
    _empty(ticket, changed)
    ticket.kind = changed.get("kind", ticket.kind)
    if ticket.claims and "kind" in changed:
        ticket.claims[0].kind = ticket.kind
    tickets.put(ticket, facts)
    if not ticket.handed and changed.keys() & {"employer", "district", "kind"}:
        ticket.team = None  # the rules route it anew


def _empty(ticket: Ticket, changed: Mapping[str, str]) -> None:
    for name in ("employer", "district", "phone"):
        if changed.get(name) == "":
            setattr(ticket, name, None)
    claim = ticket.claims[0] if ticket.claims else None
    if claim is not None and changed.get("sum") == "":
        claim.amount_fen = None
    if claim is not None and changed.get("months") == "":
        claim.months = None


def _slot(name: str, value: str) -> Any:
    if not value:
        return None
    return fen(value, FIELDS["sum"]) if name == "sum" else float(value) if name == "months" else value


def _read(name: str, value: str) -> str:
    """A field as it is kept.

    Raises:
        NotDone: it cannot be.
    """
    value = checked(value, MOST_NAME, "").strip()
    readers = {"kind": _kind, "district": _district, "sum": _sum, "months": _months, "phone": _phone}
    return readers[name](value) if name in readers else value


def _kind(value: str) -> str:
    kind = discover().get(value)
    if kind is None:
        raise NotDone(NO_KIND)
    return value


def _district(value: str) -> str:
    if value and value not in EVERY_DISTRICT:
        raise NotDone(NO_DISTRICT)
    return value


def _sum(value: str) -> str:
    amount = fen(value, FIELDS["sum"])
    return in_yuan(amount) if amount is not None else ""


def _months(value: str) -> str:
    try:
        months = float(value) if value else 0.0
    except ValueError:
        raise NotDone(NO_MONTHS) from None
    if not 0 <= months <= MOST_MONTHS or (value and months == 0):
        raise NotDone(NO_MONTHS)
    return f"{months:g}" if value else ""


def _phone(value: str) -> str:
    digits = [one for one in value if one.isdecimal()]
    if value and (not 7 <= len(digits) <= 20 or any(not one.isdecimal() and one not in "-+ ()（）" for one in value)):
        raise NotDone(NO_PHONE)
    return value
