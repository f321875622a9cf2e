"""Service clocks: what starts, stops and pauses them, against an oracle that goes minute by minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_office import MINUTE, at, is_office

from bot.core.clock import aware
from bot.core.settings import Clocks
from tickets.clocks import STAFF, WORKER, Clock, Name, Past, Rules, Stand, clocks
from tickets.models import WEIGHTS
from tickets.states import MOVES, OPEN, State

RULES = Rules(first_days=1, step_days=2, closing_days=dict(zip(WEIGHTS, (3, 4, 6), strict=True)))
MONDAY = "2026-11-23 09:00"


def past(moment: str, what: str, state: State | None = None, who: str = STAFF) -> Past:
    return Past(at(moment), what, state, who)


OPENED = past(MONDAY, "opened", State.NEW, WORKER)


def of(history: Sequence[Past], now: str, weight: str = WEIGHTS[0]) -> dict[Name, Clock]:
    """The last clock of each name."""
    return {clock.name: clock for clock in clocks(history, weight, RULES, at(now))}


def test_a_new_ticket_owes_an_answer_and_a_closing() -> None:
    found = of([OPENED], "2026-11-23 10:00")
    assert set(found) == {Name.FIRST, Name.CLOSING}
    first = found[Name.FIRST]
    assert (first.due, first.state, first.done_at) == (at("2026-11-24 09:00"), Stand.RUNNING, None)
    assert first.left_s == 6.5 * 3600
    assert found[Name.CLOSING].due == at("2026-11-26 09:00")


@pytest.mark.parametrize(("weight", "day"), [(WEIGHTS[0], "11-26"), (WEIGHTS[1], "11-27"), (WEIGHTS[2], "12-01")])
def test_closing_has_a_limit_for_each_weight(weight: str, day: str) -> None:
    assert of([OPENED], MONDAY, weight)[Name.CLOSING].due == at(f"2026-{day} 09:00")


def test_an_answer_ends_the_first_clock_and_starts_the_next_step() -> None:
    found = of([OPENED, past("2026-11-23 15:00", "answered")], "2026-11-23 16:00")
    assert (found[Name.FIRST].state, found[Name.FIRST].done_at) == (Stand.KEPT, at("2026-11-23 15:00"))
    assert found[Name.STEP].due == at("2026-11-25 15:00")


@pytest.mark.parametrize("what", ["note", "state"])
def test_taking_a_ticket_or_noting_something_is_no_answer(what: str) -> None:
    state = State.TAKEN if what == "state" else None
    found = of([OPENED, past("2026-11-23 15:00", what, state)], "2026-11-24 09:01")
    assert (found[Name.FIRST].state, found[Name.FIRST].done_at) == (Stand.BROKEN, None)
    assert Name.STEP not in found


def test_the_worker_moving_nothing_is_no_step_of_staff() -> None:
    history = [OPENED, past("2026-11-23 10:00", "answered"), past("2026-11-23 11:00", "said", who=WORKER)]
    assert of(history, "2026-11-23 11:30")[Name.STEP].started == at("2026-11-23 10:00")


def test_a_clock_stands_still_while_the_worker_is_asked_and_says_how_long() -> None:
    history = [OPENED, past("2026-11-23 10:00", "answered"), past("2026-11-23 10:00", "state", State.WAITING)]
    waiting = of(history, "2026-11-25 10:00")[Name.CLOSING]
    assert (waiting.state, waiting.due, waiting.left_s) == (Stand.PAUSED, None, 3 * 27_000 - 3_600)
    history.append(past("2026-11-25 10:00", "said", who=WORKER))
    running = of(history, "2026-11-25 11:00")[Name.CLOSING]
    assert (running.state, running.due, running.paused_s) == (Stand.RUNNING, at("2026-11-30 09:00"), 2 * 86_400)
    [pause] = running.pauses
    assert (pause.since, pause.until) == (at("2026-11-23 10:00"), at("2026-11-25 10:00"))


def test_asking_again_pauses_again() -> None:
    history = [
        OPENED,
        past("2026-11-23 10:00", "state", State.WAITING),
        past("2026-11-23 11:00", "evidence", who=WORKER),
        past("2026-11-23 11:30", "answered"),
    ]
    assert of(history, "2026-11-23 12:00")[Name.CLOSING].state is Stand.RUNNING
    history.append(past("2026-11-23 11:30", "asked"))
    found = of(history, "2026-11-23 12:00")
    assert found[Name.CLOSING].state is Stand.PAUSED
    assert [pause.until for pause in found[Name.CLOSING].pauses] == [at("2026-11-23 11:00"), None]
    assert found[Name.FIRST].state is Stand.KEPT


def test_a_limit_used_up_at_the_very_moment_of_a_question_is_used_up() -> None:
    history = [OPENED, past("2026-11-24 09:00", "state", State.WAITING)]
    assert of(history, "2026-11-30 09:00")[Name.FIRST].due == at("2026-11-24 09:00")


def test_a_move_the_worker_makes_is_no_step_of_staff() -> None:
    history = [OPENED, past("2026-11-23 10:00", "answered"), past("2026-11-23 10:30", "state", State.WAITING)]
    history.append(past("2026-11-23 11:00", "state", State.TAKEN, WORKER))
    assert of(history, "2026-11-23 11:30")[Name.STEP].started == at("2026-11-23 10:30")


def test_a_note_while_waiting_starts_nothing() -> None:
    history = [
        OPENED,
        past("2026-11-23 10:00", "state", State.WAITING),
        past("2026-11-23 11:00", "said", who=WORKER),
        past("2026-11-23 11:10", "note"),
    ]
    assert of(history, "2026-11-23 12:00")[Name.FIRST].state is Stand.RUNNING


def test_what_was_late_stays_broken_in_a_later_pause() -> None:
    history = [OPENED, past("2026-11-25 10:00", "state", State.WAITING)]
    assert of(history, "2026-11-26 10:00")[Name.FIRST].state is Stand.BROKEN


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_settling_ends_all(state: State) -> None:
    found = of([OPENED, past("2026-11-23 15:00", "state", state)], "2026-12-30 10:00")
    assert {clock.done_at for clock in found.values()} == {at("2026-11-23 15:00")}
    assert {clock.state for clock in found.values()} == {Stand.KEPT}


@pytest.mark.parametrize("answered", [True, False])
def test_reopening_begins_a_new_closing_and_what_is_owed_next(answered: bool) -> None:
    history = [OPENED]
    if answered:
        history.append(past("2026-11-23 10:00", "answered"))
    history += [past("2026-11-23 15:00", "state", State.CLOSED), past("2026-12-07 09:00", "state", State.TAKEN)]
    alive = {clock.name: clock.started for clock in of(history, "2026-12-07 10:00").values() if not clock.done_at}
    owed = Name.STEP if answered else Name.FIRST
    assert alive == dict.fromkeys((owed, Name.CLOSING), at("2026-12-07 09:00"))


def test_beyond_the_calendar_the_day_is_marked() -> None:
    inside, beyond = of([OPENED], MONDAY), of([past("2026-12-30 17:00", "opened", State.NEW)], "2026-12-31 09:00")
    assert not inside[Name.CLOSING].estimated
    assert beyond[Name.CLOSING].estimated


def test_without_a_history_there_is_no_clock() -> None:
    assert clocks([], WEIGHTS[0], RULES, at(MONDAY)) == ()


def test_rules_come_from_the_settings() -> None:
    rules = Rules.of(Clocks(hours=("09:00-17:00",), first_days=3, closing_days_special=90))
    assert (rules.first_days, rules.office.day, rules.closing_days[WEIGHTS[2]]) == (3, timedelta(hours=8), 90)
    assert Rules() == Rules.of(Clocks())


@pytest.mark.parametrize("hours", [(), ("9-12",), ("12:00-09:00",), ("08:00-12:00", "12:00-18:00"), ("08:00-24:00",)])
def test_hours_that_cannot_be_are_refused(hours: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="hours"):
        Clocks(hours=hours)


DEEDS = st.sampled_from(["answered", "asked", "note", "said", "evidence", *State])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Past], datetime]:
    """What may happen to a ticket over a few weeks of 2026 with Spring Festival or National Day in them, and a now."""
    moment = at(draw(st.sampled_from(["2026-02-10 08:00", "2026-09-24 08:00", "2026-11-02 08:00"])))
    moment += draw(st.integers(0, 4_000)) * MINUTE
    state = State.NEW
    history = [Past(moment, "opened", state, WORKER)]
    for deed in draw(st.lists(DEEDS, max_size=7)):
        moment += draw(st.integers(0, 3_000)) * MINUTE
        if isinstance(deed, State):
            if deed not in MOVES[state]:
                continue
            state = deed
            history.append(Past(moment, "state", deed, draw(st.sampled_from([STAFF, WORKER]))))
        else:
            history.append(Past(moment, deed, None, WORKER if deed in ("said", "evidence") else STAFF))
    return history, moment + draw(st.integers(0, 5_000)) * MINUTE


MINUTES = {"first": 450, "step": 900, "closing": 1_350}


class Living:
    """The oracle: somebody who lives through a ticket's every minute with a stopwatch for each clock."""

    def __init__(self) -> None:
        self.state, self.asked, self.answered = "", False, False
        self.watches: list[dict[str, Any]] = []

    def alive(self, *names: str) -> list[dict[str, Any]]:
        return [one for one in self.watches if one["done"] is None and (not names or one["name"] in names)]

    def start(self, name: str, at: datetime) -> None:
        self.watches.append({"name": name, "start": at, "left": MINUTES[name], "due": None, "done": None})

    def see(self, past: Past) -> None:
        """Something happens."""
        moves = past.what in ("opened", "state")
        self.state = str(past.state) if moves else self.state
        if moves and self.state in ("closed", "withdrawn"):
            for one in self.alive():
                one["done"] = past.at
        elif moves and not self.alive():
            self.start("step" if self.answered else "first", past.at)
            self.start("closing", past.at)
        elif past.what == "answered" or (past.what == "state" and past.who == STAFF):
            self.act(past)
        if self.state != "waiting" or past.what in ("said", "evidence"):
            self.asked = False
        elif past.what in ("state", "asked"):
            self.asked = True

    def act(self, past: Past) -> None:
        """Staff do something the worker sees."""
        ends = self.alive("first", "step") if past.what == "answered" else self.alive("step")
        for one in ends:
            if one["name"] == "step" and one["start"] == past.at:
                continue
            self.answered = True
            one["done"] = past.at
            self.start("step", past.at)

    def minute(self, at: datetime) -> None:
        """A minute goes by; what has ended goes on in thought, to know when it would have been late."""
        for one in self.watches:
            held = self.asked and one["done"] is None
            if one["left"] and not held and is_office(at):
                one["left"] -= 1
                one["due"] = None if one["left"] else at + MINUTE

    def tell(self, now: datetime) -> list[tuple[Any, ...]]:
        """Each clock as (name, start, due, state, end)."""
        return [(one["name"], one["start"], one["due"], self.stand(one, now), one["done"]) for one in self.watches]

    def stand(self, one: dict[str, Any], now: datetime) -> str:
        if self.asked and one["done"] is None and one["left"]:
            return "paused"
        if one["due"] < (one["done"] or now):
            return "broken"
        return "running" if one["done"] is None else "kept"


def lived(history: Sequence[Past], now: datetime) -> list[tuple[Any, ...]]:
    """What the oracle tells after every minute from the first event until all limits are used up."""
    living, moment, rest = Living(), history[0].at, list(history)
    while moment <= now + timedelta(days=16):  # three working days, over the longest holidays
        while rest and rest[0].at == moment:
            living.see(rest.pop(0))
        living.minute(moment)
        moment += MINUTE
    return living.tell(now)


def told(clock: Clock) -> tuple[Any, ...]:
    return clock.name.value, clock.started, clock.due, clock.state.value, clock.done_at


@settings(max_examples=60)
@given(histories())
def test_clocks_are_those_of_somebody_who_lives_through_every_minute(case: tuple[list[Past], datetime]) -> None:
    history, now = case
    found = [told(clock) for clock in clocks(history, WEIGHTS[0], RULES, now)]
    assert sorted(map(in_utc, found), key=str) == sorted(map(in_utc, lived(history, now)), key=str)


def in_utc(told: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(aware(one) if isinstance(one, datetime) else one for one in told)
