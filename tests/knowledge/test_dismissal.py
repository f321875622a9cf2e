"""Words of a dismissal without a lawful ground."""

import pytest

from knowledge.dismissal import tells_unlawful


@pytest.mark.parametrize(
    "words",
    [
        "公司无故辞退我",
        "没有任何理由就把我开了",
        "不说原因就让我走",
        "把我开了,也没给个理由",
        "公司无故辞退我,如果仲裁要多久",
        "我怀孕了公司辞退我",
        "产假还没休完就被开除",
        "工伤期间公司把我辞了",
        "病假期间被解除合同",
        "一句话就不让我来了",
    ],
)
def test_told(words: str) -> None:
    assert tells_unlawful(words)


@pytest.mark.parametrize(
    "words",
    [
        "公司裁员把我裁了",
        "公司辞退我，干了三年",
        "我没怀孕",
        "怀孕被辞算不算违法辞退",
        "因为我旷工被开除",
        "我无故旷工被开除",
        "老板说我没理由请假,把我辞退",
        "公司无故克扣工资,我被迫离职",
        "我老婆怀孕了,公司裁员把我裁了",
        "公司没有理由不发工资,我被裁了",
        "哺乳期已经过了,公司不续签",
        "我休完产假两年后公司裁员",
        "产假期间我自己辞职",
        "没有说原因就辞职了",
        "工伤评了7级",
        "",
    ],
)
def test_not_told(words: str) -> None:
    assert not tells_unlawful(words)
