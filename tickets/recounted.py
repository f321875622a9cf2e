"""「不对，是干了56天」「不对，是4块8」 of a sum counted by the day, the hour or the piece: it is counted anew."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.bare_facts import CORRECTS, OF_GIVEN, corrected, is_figures
from knowledge.prices import COINED, read_price
from knowledge.slots import read_slots
from knowledge.unit_counts import read_counts
from knowledge.unit_pay import UnitPay, read_unit_pay
from knowledge.unit_rates import each_for_one, read_rates
from knowledge.units import DAY
from tickets.change import Change

_COINS = re.compile(COINED)


def recounted(text: str, facts: Mapping[str, Any], story: str, today: date) -> Change | None:
    """The sum with the new count or rate, where the story tells both and comes to what stands; a change with no choice
    where it does not, so that the sum has to be asked; None where the words are of nothing that was counted so.
    """
    lead, pay = CORRECTS.match(text), read_unit_pay(corrected(story.lower(), today))
    was = facts.get("amount_fen")
    if lead is None or pay is None or was is None or not is_figures(text, today) or OF_GIVEN.search(text):
        return None
    told = text[lead.end() :]
    if (bare := read_price(told)) and not _COINS.fullmatch(told) and bare <= pay.rate * 2:
        return Change()  # all that is owed, or the rate?
    if not _is_of_unit(told, pay):
        return None
    before, after = (read_slots(corrected(one, today), today) for one in (story, f"{story}\n{text}"))
    if not (before.is_reckoned and after.is_reckoned) or before.amount_fen != was or after.amount_fen is None:
        return Change()
    return Change(({"amount_fen": after.amount_fen},), sure=True) if after.amount_fen != was else None


def _is_of_unit(told: str, pay: UnitPay) -> bool:
    """Whether it is how many were done, or what one is paid with."""
    counts = any(read_counts(told, unit)[0] for unit in {pay.unit, DAY})
    return bool(counts or _COINS.fullmatch(told) or list(read_rates(each_for_one(told))))
