"""A life may be in danger: no questions, a person at once."""

from tickets.kind import URGENT, Kind

kind = Kind(URGENT)
