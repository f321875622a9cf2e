"""A day told as a month counts where no day of it matters, and is asked for where one does."""

import pytest
from rights_support import CALCULATORS, PARAMETERS, TODAY

from rights.inputs import BadInput
from rights.told_days import partly, settle

SEVERANCE = CALCULATORS["severance"]


def test_every_day_of_the_month_gives_the_same() -> None:
    whole, said = settle(SEVERANCE, PARAMETERS, TODAY, {"begin": "2011-07", "end": "2026-11-22", "average": "5000"})
    assert whole["begin"] == "2011-07-01" and "2011-07" in said["begin"]


def test_a_day_that_matters_is_asked_for() -> None:
    with pytest.raises(BadInput) as refused:
        settle(SEVERANCE, PARAMETERS, TODAY, {"begin": "2023-05", "end": "2026-10-31", "average": "6000"})
    assert refused.value.field == "begin" and "2023-05" in str(refused.value)


def test_a_day_in_the_middle_matters_too() -> None:
    with pytest.raises(BadInput):
        settle(CALCULATORS["no_contract"], PARAMETERS, TODAY, {"begin": "2021-04", "wage": "5000"})


def test_of_this_month_only_what_is_past_counts() -> None:
    given = {"begin": "2020-11-23", "end": "2026-11", "average": "6000"}  # six years are full on the 22nd, today
    assert settle(SEVERANCE, PARAMETERS, TODAY, given)[0]["end"] == "2026-11-01"


def test_what_is_missing_is_asked_first() -> None:
    with pytest.raises(BadInput) as refused:
        settle(SEVERANCE, PARAMETERS, TODAY, {"begin": "2011-07", "end": "2026-11-22"})
    assert refused.value.field == "average"


def test_months_are_told_before_the_pay_where_every_day_gives_the_same() -> None:
    [step] = partly(SEVERANCE, PARAMETERS, TODAY, {"begin": "2011-07", "end": "2026-11-22"})
    assert step.result.startswith("N是15.5个月工资")
    assert not partly(SEVERANCE, PARAMETERS, TODAY, {"begin": "2023-05", "end": "2026-10-31"})
    assert not partly(SEVERANCE, PARAMETERS, TODAY, {"end": "2026-10-31"})
