"""What happens to the account and to those who trust it: staff sessions, verification, authorization.

Source: protocol notes on the platform's pages; authorization: doc/service/guide/h5/authorization_change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bot.wechat import fields as f
from bot.wechat.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KfCreate(Event):
    """A customer-service session opened with the staff account `kf_account`."""

    event: str = "kf_create_session"
    kf_account: Annotated[str, f.text("KfAccount")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KfClose(Event):
    """A customer-service session with `kf_account` closed."""

    event: str = "kf_close_session"
    kf_account: Annotated[str, f.text("KfAccount")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KfSwitch(Event):
    """A customer-service session was handed on."""

    event: str = "kf_switch_session"
    from_account: Annotated[str, f.text("FromKfAccount")] = ""
    to_account: Annotated[str, f.text("ToKfAccount")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationEvent(Event):
    """News of the account's own verification; times are Unix seconds.

    `event` is one of qualification_verify_success, qualification_verify_fail, naming_verify_success,
    naming_verify_fail, annual_renew, verify_expired.
    """

    expires_s: Annotated[int | None, f.whole("ExpiredTime")] = None
    failed_s: Annotated[int | None, f.whole("FailTime")] = None
    reason: Annotated[str, f.text("FailReason")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationEvent(Event):
    """A follower's web authorization changed; it is about `person_openid`, `openid` is the platform's own sender.

    Source: developers.weixin.qq.com/doc/service/guide/h5/authorization_change
    """

    person_openid: Annotated[str | None, f.maybe("OpenID")] = None
    unionid: Annotated[str | None, f.maybe("UnionID")] = None
    appid: Annotated[str | None, f.maybe("AppID")] = None
    revoked: Annotated[str | None, f.maybe("RevokeInfo")] = None

    @property
    def serial(self) -> str:
        return self.person_openid or self.event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRevoke(AuthorizationEvent):
    """A person withdrew what they had authorized: delete accordingly."""

    event: str = "user_authorization_revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCancelled(AuthorizationEvent):
    """A person closed their WeChat account: delete all we hold of them."""

    event: str = "user_authorization_cancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserInfoModified(AuthorizationEvent):
    """The platform cleaned a person's nickname or picture."""

    event: str = "user_info_modified"


ACCOUNT_EVENTS: Mapping[str, type[Event]] = {
    "kf_create_session": KfCreate,
    "kf_close_session": KfClose,
    "kf_switch_session": KfSwitch,
    "qualification_verify_success": VerificationEvent,
    "qualification_verify_fail": VerificationEvent,
    "naming_verify_success": VerificationEvent,
    "naming_verify_fail": VerificationEvent,
    "annual_renew": VerificationEvent,
    "verify_expired": VerificationEvent,
    "user_authorization_revoke": AuthorizationRevoke,
    "user_authorization_cancellation": AuthorizationCancelled,
    "user_info_modified": UserInfoModified,
}
"""The class of each Event about the account itself."""
