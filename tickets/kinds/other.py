"""Everything else."""

from tickets.kind import OTHER, Kind
from tickets.question import PHONE, WHERE

kind = Kind(OTHER, questions=(WHERE, PHONE))
