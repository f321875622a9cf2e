"""What has to be proved, and what can prove it: the words the coach speaks in."""

from dataclasses import dataclass
from enum import StrEnum


class Proof(StrEnum):
    """A kind of evidence; the value is kept with the piece, so it never changes. Its words are in PIECES."""

    CONTRACT = "contract"
    BANK = "bank"
    PAYSLIP = "payslip"
    IOU = "iou"
    ATTENDANCE = "attendance"
    CHAT = "chat"
    RECORDING = "recording"
    BADGE = "badge"
    SITE = "site"
    BOARD = "board"
    WITNESS = "witness"
    INSURANCE = "insurance"
    NOTICE = "notice"
    MEDICAL = "medical"
    ACCIDENT = "accident"
    BILLS = "bills"
    BIRTH = "birth"
    OTHER = "other"


class State(StrEnum):
    """How far an element is proved; the value is how it is shown."""

    PROVED = "有了"
    PARTLY = "还不够"
    MISSING = "没有"
    THEIRS = "单位举证"

    @property
    def mark(self) -> str:
        """One sign for it."""
        return {State.PROVED: "✓", State.PARTLY: "△", State.MISSING: "○", State.THEIRS: "－"}[self]


@dataclass(frozen=True, slots=True)
class Piece:
    """A kind of evidence in a worker's words: what it is called, what to bring, how to keep it so that it counts.

    `likely`: 3 nearly every worker has it or gets it easily, 2 many do, 1 few do, or not yet. `words`: how a worker
    may call it besides.
    """

    name: str
    likely: int
    bring: str
    keep: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One thing to prove. Any of `alone` proves it; of `together`, `needs` different kinds do, one bearing out another.

    That weighing is the house's, for knowing what to bring next: what is believed is for the arbitrators to say.
    `told`: slots that say it in the worker's words, which alone prove nothing. `theirs`: the employer has to prove it.
    """

    name: str
    title: str
    burden: str
    citations: tuple[str, ...]
    alone: tuple[Proof, ...] = ()
    together: tuple[Proof, ...] = ()
    needs: int = 2
    told: tuple[str, ...] = ()
    theirs: bool = False
