"""A deposit told beside pay that is owed is not what is owed; alone it is."""

import pytest

from knowledge.slots import read_slots


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("9月的给了\n10月的没给 还倒扣俄500押金", None),
        ("欠我工资3个月，押金500也不退", None),
        ("一个月3800 2个月没发 还扣我500押金", None),
        ("工资没发 还罚款500", None),
        ("押金500不退", 500),
        ("扣了我500工资", 500),
        ("老板扣我工资500没发", 500),
        ("欠我工资8000，押金500已经退了", 8_000),
        ("工资没给完，还差500", 500),
    ],
)
def test_the_sum_is_of_the_pay(text: str, yuan: int | None) -> None:
    assert read_slots(text).amount_fen == (yuan * 100 if yuan else None)


@pytest.mark.parametrize("text", ["欠" * 2_000, "押金500" + "扣" * 2_000, "工资" * 1_000, "扣" * 1_995 + "500"])
def test_long_words_are_read_at_once(text: str) -> None:
    read_slots(text)
