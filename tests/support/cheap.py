"""Hashing that costs next to nothing: its price is argon2's to test."""

import pytest
from argon2 import PasswordHasher

from tickets import receipts

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODYS = CHEAP.hash("nobody kept it")


def hash_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the codes of receipts hashed so."""
    monkeypatch.setattr(receipts, "_hasher", lambda: CHEAP)
    monkeypatch.setattr(receipts, "DECOY", NOBODYS)
