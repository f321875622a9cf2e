"""Service clocks: what starts, stops and pauses them, against an oracle that goes minute by minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_workdays import MINUTE, at, is_office

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
    assert (first.due, first.state, first.left_s, first.done_at) == (at("2026-11-24 09:00"), Stand.RUNNING, 23_400, None)
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
    found = of(history, "2026-11-23 12:00")
    assert found[Name.CLOSING].state is Stand.PAUSED
    assert [pause.until for pause in found[Name.CLOSING].pauses] == [at("2026-11-23 11:00"), None]
    assert found[Name.FIRST].state is Stand.KEPT


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


DEEDS = st.sampled_from(["answered", "note", "said", "evidence", *State])


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


def oracle(history: Sequence[Past], now: datetime) -> list[tuple[str, datetime, datetime | None, str, datetime | None]]:
    """Each clock's name, start, due, state and end, by living through every minute until all limits are used up."""
    limits = {"first": 450, "step": 900, "closing": 1_350}
    alive: dict[str, dict[str, object]] = {}
    ended: list[dict[str, object]] = []
    state, asked, answered = "", False, False
    moment, rest = history[0].at, list(history)
    horizon = now + timedelta(days=16)  # three working days, over the longest holidays
    while moment <= horizon:
        while rest and rest[0].at == moment:
            past = rest.pop(0)
            moves = past.what in ("opened", "state")
            state = str(past.state) if moves else state
            if moves and state in ("closed", "withdrawn"):
                for one in alive.values():
                    one["done"] = moment
                    ended.append(one)
                alive, asked = {}, False
            elif moves and not alive:
                for name in ("step" if answered else "first", "closing"):
                    alive[name] = {"name": name, "start": moment, "left": limits[name]}
            elif past.what == "answered" and "first" in alive:
                answered = True
                alive["first"]["done"] = moment
                ended.append(alive.pop("first"))
                alive["step"] = {"name": "step", "start": moment, "left": limits["step"]}
            elif (
                "step" in alive
                and alive["step"]["start"] != moment
                and (past.what == "answered" or (past.what == "state" and past.who == STAFF))
            ):
                alive["step"]["done"] = moment
                ended.append(alive.pop("step"))
                alive["step"] = {"name": "step", "start": moment, "left": limits["step"]}
            if state != "waiting" or past.what in ("said", "evidence"):
                asked = False
            elif past.what in ("state", "answered"):
                asked = True
        for one in [*ended, *alive.values()]:
            held = asked and "done" not in one
            if not held and one["left"] and is_office(moment):
                one["left"] = int(str(one["left"])) - 1
                if not one["left"]:
                    one["due"] = moment + MINUTE
        moment += MINUTE
    found = []
    for one in [*ended, *alive.values()]:
        due, done = one.get("due"), one.get("done")
        paused = asked and done is None and one["left"]
        late = due is not None and (done or now) > due  # type: ignore[operator]
        stand = "paused" if paused else "broken" if late else "kept" if done else "running"
        found.append((one["name"], one["start"], due, stand, done))
    return sorted(found, key=str)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(histories())
def test_clocks_are_those_of_somebody_who_lives_through_every_minute(case: tuple[list[Past], datetime]) -> None:
    history, now = case
    found = [(c.name.value, c.started, c.due, c.state.value, c.done_at) for c in clocks(history, WEIGHTS[0], RULES, now)]
    utc = [tuple(aware(x) if isinstance(x, datetime) else x for x in one) for one in found]
    slow = [tuple(aware(x) if isinstance(x, datetime) else x for x in one) for one in oracle(history, now)]
    assert sorted(utc, key=str) == sorted(slow, key=str)
