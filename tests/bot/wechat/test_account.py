import pytest

from bot.wechat.account import Account, Capability, kinds_with, source_of
from bot.wechat.errors import NotAvailable
from bot.wechat.limits import Limits

KINDS = ("verified_service", "verified_subscription", "unverified")


def test_a_verified_service_account_has_every_right() -> None:
    assert Account.of("verified_service").rights == frozenset(Capability)


@pytest.mark.parametrize(
    "right",
    [Capability.TEMPLATE, Capability.SCENE_QR, Capability.OAUTH, Capability.SUBSCRIPTION_NOTICE],
)
def test_what_a_subscription_account_lacks(right: Capability) -> None:
    account = Account.of("verified_subscription")
    assert not account.may(right)
    assert account.may(Capability.CUSTOMER_MESSAGE)
    with pytest.raises(NotAvailable) as caught:
        account.require(right)
    assert (caught.value.capability, caught.value.account) == (right.value, "verified_subscription")


def test_an_unverified_account_has_the_basic_page_interface_only() -> None:
    assert Account.of("unverified").rights == {Capability.JSSDK}


def test_rights_that_the_console_shows_can_be_added_and_taken() -> None:
    account = Account.of("unverified", also=[Capability.MENU], without=[Capability.JSSDK])
    account.require(Capability.MENU)
    assert not account.may(Capability.JSSDK)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="personal"):
        Account.of("personal")  # type: ignore[arg-type]


@pytest.mark.parametrize("right", list(Capability))
def test_every_right_has_a_source_a_name_and_its_kinds(right: Capability) -> None:
    assert source_of(right).startswith("https://developers.weixin.qq.com/")
    assert right.label
    assert [kind for kind in KINDS if Account.of(kind).may(right)] == list(kinds_with(right))  # type: ignore[arg-type]


def test_a_number_can_be_set() -> None:
    assert Limits(message_sends=20).message_sends == 20


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "5"])
def test_a_number_that_is_none_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="message_sends"):
        Limits(message_sends=value)  # type: ignore[arg-type]
