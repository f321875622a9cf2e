"""What this kind of account may do, and the platform's numbers.

A feature the account lacks is absent or done another way; the client refuses it before any network call.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import get_args

from bot.core.settings import AccountKind
from bot.wechat.errors import NotAvailable

PRIVILEGES = "https://developers.weixin.qq.com/doc/service/en/Getting_Started/Explanation_of_interface_privileges"
NOTICES = "https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages"
MASS = "https://developers.weixin.qq.com/doc/service/guide/product/message/Batch_Sends"
QUOTA = "https://developers.weixin.qq.com/doc/service/Message_Management/API_Call_Limits"


class Capability(StrEnum):
    """A right that WeChat grants to some kinds of account only."""

    CUSTOMER_MESSAGE = "customer_message"
    TEMPLATE = "template"
    SUBSCRIPTION_NOTICE = "subscription_notice"
    ONE_TIME_SUBSCRIPTION = "one_time_subscription"
    SCENE_QR = "scene_qr"
    OAUTH = "oauth"
    JSSDK = "jssdk"
    MENU = "menu"
    MEDIA = "media"
    USER_PROFILE = "user_profile"
    LOCATION_REPORT = "location_report"
    MASS_SEND = "mass_send"
    CLEAR_QUOTA = "clear_quota"

    @property
    def label(self) -> str:
        """The right as the console's page 接口权限 calls it."""
        return _ROWS[self].label


@dataclass(frozen=True, slots=True)
class _Row:
    """Who has one right; `source` is the page that says so."""

    label: str
    kinds: tuple[AccountKind, ...]
    source: str


_ALL: tuple[AccountKind, ...] = get_args(AccountKind)
_VERIFIED: tuple[AccountKind, ...] = ("verified_service", "verified_subscription")
_SERVICE: tuple[AccountKind, ...] = ("verified_service",)

_ROWS: Mapping[Capability, _Row] = MappingProxyType(
    {
        Capability.CUSTOMER_MESSAGE: _Row("客服消息", _VERIFIED, PRIVILEGES),
        Capability.TEMPLATE: _Row("模板消息", _SERVICE, PRIVILEGES),
        Capability.SUBSCRIPTION_NOTICE: _Row("订阅通知", _SERVICE, NOTICES),
        Capability.ONE_TIME_SUBSCRIPTION: _Row("一次性订阅消息", _VERIFIED, PRIVILEGES),
        Capability.SCENE_QR: _Row("生成带参数的二维码", _SERVICE, PRIVILEGES),
        # A verified government or media 公众号 has it too: grant it with `also`.
        Capability.OAUTH: _Row("网页授权", _SERVICE, PRIVILEGES),
        # The basic interface; its sharing part is for verified accounts only.
        Capability.JSSDK: _Row("JS-SDK 基础接口", _ALL, PRIVILEGES),
        # An unverified 服务号 has it, an unverified 公众号 has not: grant it with `also`.
        Capability.MENU: _Row("自定义菜单", _VERIFIED, PRIVILEGES),
        Capability.MEDIA: _Row("素材管理", _VERIFIED, PRIVILEGES),
        Capability.USER_PROFILE: _Row("获取用户基本信息", _VERIFIED, PRIVILEGES),
        Capability.LOCATION_REPORT: _Row("获取用户地理位置", _SERVICE, PRIVILEGES),
        Capability.MASS_SEND: _Row("群发接口", _VERIFIED, MASS),
        Capability.CLEAR_QUOTA: _Row("清空接口调用次数", _VERIFIED, QUOTA),
    }
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account's kind and the rights that follow from it."""

    kind: AccountKind
    rights: frozenset[Capability]

    @classmethod
    def of(cls, kind: AccountKind, also: Iterable[Capability] = (), without: Iterable[Capability] = ()) -> "Account":
        """The account of `kind`, corrected by what its console shows.

        Raises:
            ValueError: no such kind.
        """
        if kind not in _ALL:
            raise ValueError(f"account must be one of {', '.join(_ALL)}, not {kind!r}")
        usual = frozenset(right for right, row in _ROWS.items() if kind in row.kinds)
        return cls(kind, (usual | frozenset(also)) - frozenset(without))

    def may(self, right: Capability) -> bool:
        """Whether the account has `right`."""
        return right in self.rights

    def require(self, right: Capability) -> None:
        """Passes when the account has `right`.

        Raises:
            NotAvailable: it has not.
        """
        if right not in self.rights:
            raise NotAvailable(right.value, self.kind)


def source_of(right: Capability) -> str:
    """The page that says which kinds of account have `right`."""
    return _ROWS[right].source


def kinds_with(right: Capability) -> tuple[AccountKind, ...]:
    """The kinds of account that have `right` from the start."""
    return _ROWS[right].kinds
