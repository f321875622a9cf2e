import pickle
from itertools import product

import pytest

from bot.wechat import errcodes
from bot.wechat.account import Capability
from bot.wechat.errcodes import Kind, error, explain
from bot.wechat.errors import (
    ApiError,
    BadAnswer,
    BadField,
    LimitReached,
    NoAnswer,
    NotAvailable,
    NotDelivered,
    Refused,
    TokenError,
    WeChatError,
)

# Every code that the protocol notes name for an official account of one's own.
KNOWN = (
    -1, 40001, 40002, 40003, 40007, 40013, 40014, 40029, 40037, 40125, 40163, 40164, 40243, 41002, 41004, 42001,
    42003, 43002, 43004, 43101, 45002, 45008, 45009, 45011, 45015, 45047, 45072, 45080, 45081, 46004, 47001, 47003,
    48001, 48002, 48004, 48006, 50002, 50005, 89501, 89503, 89506, 89507,
)  # fmt: skip


@pytest.mark.parametrize("code", KNOWN)
def test_every_known_code_has_a_line_that_tells_what_to_do(code: int) -> None:
    meaning = explain(code)
    assert str(code) not in meaning.advice
    assert meaning.name not in ("", "UNLISTED")
    assert "{" not in meaning.advice
    assert len(meaning.advice) > 8


def test_a_code_without_a_line_has_the_librarys_name() -> None:
    meaning = explain(40050)
    assert meaning.name == "INVALID_GROUP_ID"
    assert "40050" in meaning.advice
    assert explain(123456).name == "UNLISTED"


@pytest.mark.parametrize(
    ("errmsg", "ip"),
    [
        ("invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 1", "1.2.3.4"),
        ("invalid ip 1.2.3.4, not in whitelist", "1.2.3.4"),
        ("invalid ip 2409:8a20::1 ipv6 2409:8a20::1, not in whitelist", "2409:8a20::1"),
    ],
)
def test_40164_names_the_address(errmsg: str, ip: str) -> None:
    assert f"：{ip}，" in explain(40164, errmsg).advice


def test_40164_without_an_address_still_says_what_to_do() -> None:
    assert "IP 白名单" in explain(40164, "not in whitelist").advice


def test_47003_names_the_field() -> None:
    assert "thing1" in explain(47003, "argument invalid! data.thing1.value invalid rid: 1").advice


def test_48001_names_the_right() -> None:
    label = Capability.CUSTOMER_MESSAGE.label
    assert f"「{label}」" in explain(48001, right=label).advice


@pytest.mark.parametrize(
    ("code", "sends", "own", "kind"),
    [
        *((code, True, True, NotDelivered) for code in (43004, 43101, 45015, 45047, 48001, 48002, 50002, 50005)),
        (48001, False, True, ApiError),
        (40001, True, True, TokenError),
        (42001, False, False, ApiError),
        (40164, False, True, TokenError),
        (40243, False, True, TokenError),
        (45009, True, True, LimitReached),
        (48006, False, True, LimitReached),
        (-1, True, True, ApiError),
        (99999999, True, True, ApiError),
    ],
)
def test_the_class_of_each_refusal(code: int, sends: bool, own: bool, kind: type[ApiError]) -> None:
    assert type(error(code, "x", call="c", sends=sends, own=own)) is kind


def test_the_codes_to_refresh_on_are_marked_so() -> None:
    assert {code for code in KNOWN if explain(code).kind is Kind.REFRESH} == errcodes.REFRESH_CODES


ERRORS = [
    Refused("signature"),
    NotAvailable("template", "unverified"),
    BadField("thing1", "1 to 20 characters"),
    NoAnswer("cgi-bin/x", "TimeoutError", may_have_arrived=False),
    BadAnswer("cgi-bin/x", "status 302"),
    *(
        error(code, "msg rid: 63fd641c-45b6d5e2-20d2ce85", call="c", sends=sends, own=True)
        for code, sends in product((45015, 40164, 45009, 40003), (True, False))
    ),
]


@pytest.mark.parametrize("failure", ERRORS)
def test_errors_survive_pickling(failure: WeChatError) -> None:
    copy = pickle.loads(pickle.dumps(failure))  # noqa: S301
    assert type(copy) is type(failure)
    assert str(copy) == str(failure)
    assert vars(copy) == vars(failure)


def test_the_rid_is_found_or_not() -> None:
    assert error(-1, "x rid: 63fd641c-45b6d5e2-20d2ce85", call="c", sends=False, own=True).rid is not None
    assert error(-1, "x", call="c", sends=False, own=True).rid is None
