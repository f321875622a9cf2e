"""What is proved, what is missing, and what to bring next: for every matter, by any pieces."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_tree import ROOT
from rights_support import TODAY

from knowledge.entry import Citation
from knowledge.statutes import Statutes
from rights.elements import Element, Proof, State
from rights.limits import Matter
from rights.proof import HAS_CONTRACT, NEXT, NO_PICTURES, OFFERED, coach, offered
from rights.proof_pieces import ORIGINALS, PIECES, named
from rights.proof_table import ELEMENTS

MATTERS = st.sampled_from(sorted(Matter))
HELD = st.frozensets(st.sampled_from(sorted(Proof)))
KNOWN = st.fixed_dictionaries(
    {}, optional={HAS_CONTRACT: st.booleans(), "employer": st.just("宏达公司"), "began": st.just("2024-03")}
)
EVERY = [element for elements in ELEMENTS.values() for element in elements]
ORDER = [State.MISSING, State.PARTLY, State.PROVED]
MOST_NAME, MOST_BRING, MOST_KEEP, MOST_BURDEN = 6, 24, 45, 55  # characters, so that a list fits on a phone's screen


def states(matter: Matter, have: Iterable[Proof], **known: object) -> dict[str, State]:
    return {one.element.name: one.state for one in coach(matter, known, have).elements}


def test_every_article_is_held_and_in_force() -> None:
    statutes = Statutes.from_index(ROOT / "knowledge" / "statutes_index.json")
    for cited in {cited for element in EVERY for cited in element.citations} | set(ORIGINALS):
        statute, _mark, article = cited.partition("#")
        assert statutes.in_force(Citation(statute, article), TODAY), cited


def test_every_matter_and_kind_of_evidence_has_its_words() -> None:
    assert set(ELEMENTS) == set(Matter) and set(PIECES) == set(Proof)
    assert all(element.citations and element.burden and element.title for element in EVERY)
    names = [piece.name for piece in PIECES.values()]
    assert len(names) == len(set(names))


def test_the_words_fit_on_a_phone() -> None:
    for piece in PIECES.values():
        sizes = len(piece.name), len(piece.bring), len(piece.keep)
        assert all(size <= most for size, most in zip(sizes, (MOST_NAME, MOST_BRING, MOST_KEEP), strict=True)), piece
    assert all(len(element.burden) <= MOST_BURDEN for element in EVERY)


@pytest.mark.parametrize("element", EVERY, ids=lambda element: element.name)
def test_every_element_can_be_proved_without_what_proves_it_alone(element: Element) -> None:
    assert element.theirs or element.alone or len(element.together) >= element.needs
    assert not set(element.alone) & set(element.together) and Proof.OTHER not in (*element.alone, *element.together)


@pytest.mark.parametrize("matter", sorted(Matter))
def test_a_matter_stands_on_different_things_and_first_on_the_work(matter: Matter) -> None:
    names = [element.name for element in ELEMENTS[matter]]
    assert len(names) == len(set(names)) and names[0] in ("relation", "on_site", "employed")


def test_a_contract_proves_that_one_works_there_and_stand_ins_do_together() -> None:
    assert states(Matter.WAGES, [Proof.CONTRACT])["relation"] is State.PROVED
    assert states(Matter.WAGES, [])["relation"] is State.MISSING
    assert states(Matter.WAGES, [Proof.BANK])["relation"] is State.PARTLY
    assert states(Matter.WAGES, [Proof.BANK, Proof.CHAT])["relation"] is State.PARTLY
    assert states(Matter.WAGES, [Proof.BANK, Proof.CHAT, Proof.BADGE])["relation"] is State.PROVED


def test_what_was_only_told_is_not_enough() -> None:
    assert states(Matter.WAGES, [])["owed"] is State.MISSING
    assert states(Matter.WAGES, [], amount_fen=1_800_000)["owed"] is State.PARTLY
    assert states(Matter.WAGES, [Proof.IOU], amount_fen=1_800_000)["owed"] is State.PROVED


def test_the_reason_of_a_dismissal_is_for_the_employer_to_prove() -> None:
    [reason] = [one for one in coach(Matter.DISMISSAL, {}, []).elements if one.element.name == "reason"]
    assert reason.state is State.THEIRS and reason.wanting == () and "劳动争议解释（一）#44" in reason.element.citations


def test_a_denied_injury_is_for_the_employer_to_disprove() -> None:
    [how] = [one for one in coach(Matter.INJURY, {}, []).elements if one.element.name == "how"]
    assert "工伤保险条例#19" in how.element.citations and "单位举证" in how.element.burden


@pytest.mark.parametrize(
    ("matter", "first"),
    [
        (Matter.WAGES, Proof.BANK),
        (Matter.SITE_WAGES, Proof.BANK),
        (Matter.OVERTIME, Proof.ATTENDANCE),
        (Matter.INJURY, Proof.MEDICAL),
    ],
)
def test_the_most_useful_comes_first(matter: Matter, first: Proof) -> None:
    assert coach(matter, {}, []).bring[0] is first
    assert offered(matter)[0] is first


def test_a_site_asks_for_its_notice_board_and_a_dismissal_for_the_notice() -> None:
    assert Proof.BOARD in coach(Matter.SITE_WAGES, {}, []).bring
    assert Proof.NOTICE in coach(Matter.DISMISSAL, {}, []).bring


def test_who_signed_a_contract_brings_it_first_and_who_did_not_is_not_asked_for_it() -> None:
    assert coach(Matter.WAGES, {HAS_CONTRACT: True}, []).bring[0] is Proof.CONTRACT
    none = coach(Matter.WAGES, {HAS_CONTRACT: False}, [])
    assert Proof.CONTRACT not in none.bring and all(Proof.CONTRACT not in one.wanting for one in none.elements)
    assert any(Proof.CONTRACT in one.wanting for one in coach(Matter.WAGES, {}, []).elements)


def test_the_articles_of_what_is_missing_come_first() -> None:
    coached = coach(Matter.WAGES, {}, [Proof.CONTRACT])
    assert coached.citations[0] == "劳动争议调解仲裁法#6" and "劳动合同法#7" in coached.citations[-2:]


@pytest.mark.parametrize(
    ("words", "proof"),
    [
        ("工资流水", Proof.BANK),
        ("这是我在工地的照片", Proof.SITE),
        ("这是打卡记录", Proof.ATTENDANCE),
        ("我的诊断书", Proof.MEDICAL),
        ("现场照片", Proof.SITE),
        ("工地的考勤", None),  # two kinds
        ("这是我", None),
    ],
)
def test_words_name_a_kind_where_they_name_one(words: str, proof: Proof | None) -> None:
    assert named(words) is proof


@pytest.mark.parametrize("proof", sorted(Proof))
def test_a_kinds_own_name_names_it(proof: Proof) -> None:
    assert named(PIECES[proof].name) is proof


@given(MATTERS, KNOWN, HELD)
def test_sound_for_any_pieces(matter: Matter, known: dict[str, object], held: frozenset[Proof]) -> None:
    coached = coach(matter, known, held)
    assert [one.element for one in coached.elements] == list(ELEMENTS[matter])
    assert len(coached.bring) <= NEXT and not held & set(coached.bring) and Proof.OTHER not in coached.bring
    for one in coached.elements:
        assert set(one.by) <= held and not held & set(one.wanting)
    proved = all(one.state in (State.PROVED, State.THEIRS) for one in coached.elements)
    assert not (proved and coached.bring)


@given(MATTERS, KNOWN, HELD, st.sampled_from(sorted(Proof)))
def test_another_piece_never_weakens_anything(
    matter: Matter, known: dict[str, object], held: frozenset[Proof], more: Proof
) -> None:
    before, after = coach(matter, known, held), coach(matter, known, held | {more})
    for one, then in zip(before.elements, after.elements, strict=True):
        assert one.state is State.THEIRS or ORDER.index(then.state) >= ORDER.index(one.state)


@given(MATTERS, KNOWN)
def test_bringing_what_is_asked_for_ends(matter: Matter, known: dict[str, object]) -> None:
    held: set[Proof] = set()
    for _ in Proof:
        bring = coach(matter, known, held).bring
        held |= set(bring)
    assert coach(matter, known, held).bring == ()
    assert all(one.state in (State.PROVED, State.THEIRS) for one in coach(matter, known, held).elements)


@pytest.mark.parametrize("matter", sorted(Matter))
def test_what_is_offered_as_a_label_counts_for_the_matter(matter: Matter) -> None:
    counts = {proof for element in ELEMENTS[matter] for proof in (*element.alone, *element.together)}
    assert set(offered(matter)) <= counts and len(offered(matter)) == min(OFFERED, len(counts - NO_PICTURES))
