"""Chances are chances, rise with what speaks for an answer, and are one level where they tell no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.certainty import BY_MEANING, BY_WORDS, Calibration, Judgement, Level, Signs

AMOUNTS = st.floats(0, 1_000)
SIGNS = st.builds(Signs, AMOUNTS, AMOUNTS, AMOUNTS, st.floats(-1_000, 1_000), st.floats(-50, 50))


@pytest.mark.parametrize("judged", [BY_WORDS, BY_MEANING])
@given(signs=SIGNS, more=AMOUNTS)
def test_more_evidence_never_makes_less_sure(judged: Judgement, signs: Signs, more: float) -> None:
    stronger = Signs(signs.best + more, signs.lead + more, signs.strange, signs.leaning, signs.other)
    assert all(0 <= chance <= 1 for chance in judged.chances(signs))
    assert all(new >= old for new, old in zip(judged.chances(stronger), judged.chances(signs), strict=True))


@pytest.mark.parametrize(
    ("constant", "chance"), [(-1.0, 0.27), (0.84, 0.70), (0.86, 0.84), (2.19, 0.84), (2.21, 0.90), (4.0, 0.98)]
)
def test_one_level_from_its_lowest_up_to_its_highest(constant: float, chance: float) -> None:
    calibration = Calibration(constant, 0, 0, 0, 0)
    judged = Judgement(calibration, calibration, Level(0.7, 0.9, 0.84))
    right, labour = judged.chances(Signs(0, 0, 0, 0))
    assert right == pytest.approx(chance, abs=0.005)
    assert labour == calibration.chance(Signs(0, 0, 0, 0))
