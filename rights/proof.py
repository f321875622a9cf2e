"""The evidence coach: from what is known and what has arrived, what is proved and what to bring next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rights.elements import Element, Proof, State
from rights.limits import Matter
from rights.proof_pieces import PIECES
from rights.proof_table import ELEMENTS

NEXT = 3
OFFERED = 8
NO_PICTURES = frozenset({Proof.WITNESS, Proof.RECORDING})
HAS_CONTRACT = "has_contract"
FEW, SURE = 1, 3  # of `likely`


@dataclass(frozen=True, slots=True)
class Checked:
    """An element, how far it is proved, what of the pieces counts for it, and what else would."""

    element: Element
    state: State
    by: tuple[Proof, ...]
    wanting: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Coached:
    """Every element of a matter, and what to bring next, the most useful first."""

    elements: tuple[Checked, ...]
    bring: tuple[Proof, ...]

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles, those of what is not proved first."""
        order = sorted(self.elements, key=lambda one: one.state is State.PROVED)
        return tuple(dict.fromkeys(cited for one in order for cited in one.element.citations))


def coach(matter: Matter, known: Mapping[str, Any], have: Iterable[Proof]) -> Coached:
    """What stands and what is missing; `known` are the slots told, with `has_contract` True, False or not there."""
    held = frozenset(have)
    elements = tuple(_checked(one, known, held) for one in ELEMENTS[matter])
    return Coached(elements, _next(ELEMENTS[matter], known, held))


def offered(matter: Matter, most: int = OFFERED) -> tuple[Proof, ...]:
    """The kinds of evidence a picture most likely shows in such a matter, what proves most first."""
    elements = ELEMENTS[matter]
    choices = dict.fromkeys(proof for one in elements for proof in (*one.alone, *one.together))
    shown = [proof for proof in choices if proof not in NO_PICTURES]
    return tuple(sorted(shown, key=lambda proof: -_worth(elements, frozenset(), proof, {})))[:most]


def _checked(element: Element, known: Mapping[str, Any], held: frozenset[Proof]) -> Checked:
    counts = (*element.alone, *element.together)
    wanting = () if element.theirs else _possible(counts, known, held)
    return Checked(element, _state(element, known, held), tuple(one for one in counts if one in held), wanting)


def _state(element: Element, known: Mapping[str, Any], held: frozenset[Proof]) -> State:
    if element.theirs:
        return State.THEIRS
    strength = _strength(element, held)
    if strength >= 1:
        return State.PROVED
    return State.PARTLY if strength or any(known.get(slot) is not None for slot in element.told) else State.MISSING


def _strength(element: Element, held: frozenset[Proof]) -> float:
    """How much of the element stands, 0 to 1; what is not enough is worth half as much as what is."""
    share = len(held.intersection(element.together)) / element.needs
    return 1 if share >= 1 or held.intersection(element.alone) else share / 2


def _next(elements: tuple[Element, ...], known: Mapping[str, Any], held: frozenset[Proof]) -> tuple[Proof, ...]:
    """At most NEXT kinds, each the one that most likely proves most; few have some, so these are not counted on.

    A contract is among them only where there is one: most who ask have none.
    """
    ours = tuple(one for one in elements if not one.theirs)
    gone = held if known.get(HAS_CONTRACT) else held | {Proof.CONTRACT}
    choices = list(_possible(tuple(proof for one in ours for proof in (*one.together, *one.alone)), known, gone))
    found: list[Proof] = []
    while choices and len(found) < NEXT:
        worth = {proof: _worth(ours, held, proof, known) for proof in choices}
        best = max(choices, key=lambda proof: worth[proof])
        if not worth[best]:
            break
        found.append(best)
        choices.remove(best)
        held |= {best} if _likely(best, known) > FEW else set()
    return tuple(found)


def _worth(elements: tuple[Element, ...], held: frozenset[Proof], proof: Proof, known: Mapping[str, Any]) -> float:
    """How much more of the elements would stand with it, times how likely a worker has it."""
    gain = sum(_strength(one, held | {proof}) - _strength(one, held) for one in elements)
    return gain * _likely(proof, known)


def _likely(proof: Proof, known: Mapping[str, Any]) -> int:
    return SURE if proof is Proof.CONTRACT and known.get(HAS_CONTRACT) else PIECES[proof].likely


def _possible(proofs: tuple[Proof, ...], known: Mapping[str, Any], held: frozenset[Proof]) -> tuple[Proof, ...]:
    """Those not there yet that the worker can have."""
    gone = held | ({Proof.CONTRACT} if known.get(HAS_CONTRACT) is False else set())
    return tuple(dict.fromkeys(proof for proof in proofs if proof not in gone))
