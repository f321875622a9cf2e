"""What a follower has already told: sums, months, people, phone, place, employer."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Slots:
    """What the text states; None where it states nothing. Money in fen."""

    amount_fen: int | None = None  # the sum owed or asked for
    wage_fen: int | None = None  # the wage of a month
    months: float | None = None
    headcount: int | None = None  # the follower and their workmates, at least
    phone: str | None = None
    district: str | None = None
    employer: str | None = None
    grade: int | None = None  # of disability, 1 (worst) to 10

    def as_json(self) -> dict[str, int | float | str]:
        """Only what is stated, by field name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def read_slots(text: str) -> Slots:
    """Read what the text states."""
    return Slots()
