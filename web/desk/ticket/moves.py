"""What staff can do to a ticket's state, in their words: the table of states turned into buttons."""

from dataclasses import dataclass

from tickets.states import MOVES, State


@dataclass(frozen=True, slots=True)
class Button:
    """A move that is offered: its name, what it does, what to ask for. `grave` moves are confirmed first."""

    to: State
    name: str
    tells: str
    asks: str
    needs_reason: bool
    grave: bool


_REOPEN = Button(
    State.TAKEN,
    "重新办理",
    "单子回到「办理中」。职工查进度会看到「工作人员正在办理」。",
    "为什么重新办理",
    needs_reason=True,
    grave=False,
)
_BUTTONS = {
    State.TAKEN: Button(
        State.TAKEN,
        "受理",
        "由您接手。职工查进度会看到「工作人员正在办理」。",
        "想记一笔的话（可不填）",
        needs_reason=False,
        grave=False,
    ),
    State.WAITING: Button(
        State.WAITING,
        "等补充",
        "职工查进度会看到「等您补充情况」。要补什么，请用「答复职工」告诉他，这里只记在单子上。",
        "在等职工补充什么",
        needs_reason=True,
        grave=False,
    ),
    State.CLOSED: Button(
        State.CLOSED,
        "办结",
        "单子收尾，办理结果会发给职工，请他评价。他还可以要求重新办理。",
        "办理结果",
        needs_reason=True,
        grave=True,
    ),
    State.WITHDRAWN: Button(
        State.WITHDRAWN,
        "撤回",
        "职工不再要求办理，或登记错了。原因会发给职工；不是他的意思，他还可以要求重新办理。",
        "为什么撤回",
        needs_reason=True,
        grave=True,
    ),
}
_CONTINUE = Button(
    State.TAKEN,
    "继续办理",
    "材料齐了，接着办。职工查进度会看到「工作人员正在办理」。",
    "想记一笔的话（可不填）",
    needs_reason=False,
    grave=False,
)
_ORDER = (State.TAKEN, State.WAITING, State.CLOSED, State.WITHDRAWN)


def buttons(state: State) -> list[Button]:
    """What can be done from `state`."""
    return [button(state, to) for to in _ORDER if to in MOVES[state]]


def button(state: State, to: State) -> Button:
    """The button that leads from `state` to `to`, a move the table allows."""
    if to is State.TAKEN and state is State.WAITING:
        return _CONTINUE
    if to is State.TAKEN and state in (State.CLOSED, State.WITHDRAWN):
        return _REOPEN
    return _BUTTONS[to]
