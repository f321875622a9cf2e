"""Which papers serve which matter, which paper keeps which right, and what the law says costs nothing."""

from collections.abc import Mapping

from rights.limits import Matter
from rights.paper import Form, discover

_USUAL = ("arbitration", "inspection", "evidence-list", "legal-aid")
_OF_MATTER: Mapping[Matter, tuple[str, ...]] = {
    Matter.WAGES: ("inspection", "arbitration", "payment-order", "forced-resignation", "evidence-list", "legal-aid"),
    Matter.SITE_WAGES: ("inspection", "arbitration", "payment-order", "roster", "evidence-list", "legal-aid"),
    Matter.INSURANCE: ("inspection", "forced-resignation", "evidence-list", "legal-aid"),
    Matter.DISMISSAL: ("arbitration", "evidence-list", "legal-aid", "authorization"),
    Matter.INJURY: ("injury", "legal-aid", "evidence-list", "authorization"),
}
_KEEPS = {"arbitration": "arbitration", "inspection": "inspection", "recognition": "injury"}
_FREE = {"arbitration": "劳动争议调解仲裁法#53", "legal-aid": "法律援助法#2"}


def fitting(matter: Matter) -> tuple[Form, ...]:
    """The papers for such a matter, what is filed most first."""
    every = discover()
    return tuple(every[name] for name in _OF_MATTER.get(matter, _USUAL))


def others(matter: Matter) -> tuple[Form, ...]:
    """All further papers."""
    fits = fitting(matter)
    return tuple(one for one in discover().values() if one not in fits)


def keeps(right: str) -> Form | None:
    """The paper that keeps the right of this name, where there is one."""
    return discover().get(_KEEPS.get(right, ""))


def free_by(paper: str) -> str:
    """The article by which filing this paper costs nothing; empty where no text held says so."""
    return _FREE.get(paper, "")
