"""The states of a ticket and the only moves between them."""

from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    TAKEN = "taken"
    WAITING = "waiting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Move(ValueError):
    """A move between states that is not allowed."""


SHOWN = {
    State.NEW: "已登记，等工作人员受理",
    State.TAKEN: "工作人员正在办理",
    State.WAITING: "等您补充情况",
    State.CLOSED: "已办结",
    State.WITHDRAWN: "已撤回",
}
MOVES: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.TAKEN, State.WAITING, State.CLOSED, State.WITHDRAWN}),
    State.TAKEN: frozenset({State.WAITING, State.CLOSED, State.WITHDRAWN}),
    State.WAITING: frozenset({State.TAKEN, State.CLOSED, State.WITHDRAWN}),
    State.CLOSED: frozenset({State.TAKEN}),
    State.WITHDRAWN: frozenset({State.TAKEN}),
}
REOPEN_DAYS = 30  # so long an ended ticket can be taken up again by its worker
OPEN = frozenset({State.NEW, State.TAKEN, State.WAITING})


def check(before: State, after: State) -> None:
    """Lets an allowed move pass.

    Raises:
        Move: it is not in the table.
    """
    if after not in MOVES[before]:
        raise Move(f"a ticket cannot go from {before} to {after}")
