"""Everything about the simulated account that a test or an operator may set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from simulator.templates import SAMPLE_TEMPLATES, Template

Mode = Literal["safe", "compatible", "clear"]
Form = Literal["xml", "json"]
Kind = Literal["verified_service", "verified_subscription", "unverified"]
Trigger = Literal["message", "click", "subscribe", "scan"]

FAULT_LINE = "该公众号提供的服务出现故障，请稍后再试"

MB = 1024 * 1024
TOKEN_SHAPE = re.compile(r"[A-Za-z0-9]{3,32}")
AES_KEY_SHAPE = re.compile(r"[A-Za-z0-9]{43}")
TARGET_SHAPE = re.compile(r"https?://[^\s]+")


@dataclass(frozen=True, slots=True)
class Grant:
    """How many custom messages one trigger allows, and for how long."""

    count: int
    life_s: int


# Source: protocol.md §0.2 and §0.3.
GRANTS: Mapping[Trigger, Grant] = MappingProxyType(
    {
        "message": Grant(5, 48 * 3600),
        "click": Grant(3, 60),
        "subscribe": Grant(3, 60),
        "scan": Grant(3, 60),
    }
)

# Source: protocol.md §2.8, calls a day by path.
DAILY: Mapping[str, int] = MappingProxyType(
    {
        "cgi-bin/token": 2000,
        "cgi-bin/stable_token": 500_000,
        "cgi-bin/menu/create": 1000,
        "cgi-bin/menu/delete": 1000,
        "cgi-bin/menu/get": 10_000,
        "cgi-bin/media/upload": 100_000,
        "cgi-bin/media/get": 200_000,
        "cgi-bin/message/custom/send": 500_000,
        "cgi-bin/message/template/send": 100_000,
        "cgi-bin/qrcode/create": 100_000,
        "cgi-bin/user/get": 500,
        "cgi-bin/user/info": 5_000_000,
    }
)

# Source: protocol.md §2.5.
MEDIA_BYTES: Mapping[str, int] = MappingProxyType(
    {"image": 10 * MB, "voice": 2 * MB, "video": 10 * MB, "thumb": 64 * 1024}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformConfig:
    """The account, and the platform's numbers.

    Raises `ValueError` naming the field when a value could not be saved in WeChat's own console.
    """

    token: str = field(default="niangjia", repr=False)
    aes_key: str = field(default="", repr=False)
    appid: str = "wx0123456789abcdef"
    secret: str = field(default="0123456789abcdef0123456789abcdef", repr=False)
    account_id: str = "gh_0123456789ab"
    name: str = "娘家人"
    mode: Mode = "clear"
    form: Form = "xml"
    kind: Kind = "verified_service"
    target_url: str = "http://127.0.0.1:8080/wechat"
    # Where this API is seen from, without a slash at the end: for PicUrl, video_url and the like.
    base_url: str = "http://127.0.0.1:8080/simulator/api"
    # Pushing. Source: protocol.md §0.1, §1.3.
    cut_s: float = 5.0
    deliveries: int = 3
    wait_out_slot: bool = True  # a broken connection is tried again at the next slot, not at once
    repeat_malformed: bool = False
    text_limit_bytes: int = 2048
    drop_long_text: bool = True  # False: shown whole, for looking at it
    sign_with_real_time: bool = True  # the query's timestamp ignores the clock's offset
    # API
    ip_whitelist: frozenset[str] | None = None
    grants: Mapping[Trigger, Grant] = field(default_factory=lambda: GRANTS)
    daily: Mapping[str, int] = field(default_factory=lambda: DAILY)
    media_bytes: Mapping[str, int] = field(default_factory=lambda: MEDIA_BYTES)
    media_life_s: int = 3 * 86_400
    token_life_s: int = 7200
    token_overlap_s: int = 300
    token_chars: int = 157
    stable_per_minute: int = 10_000
    force_refresh_per_day: int = 20
    force_refresh_apart_s: int = 30
    clear_quota_per_month: int = 10
    code_life_s: int = 300
    oauth_host: str | None = None
    unverified_menu: bool = True  # protocol.md §3 leaves it open for personal accounts
    job_report_s: float = 0.05  # how long after a send its job report is pushed
    templates: tuple[Template, ...] = SAMPLE_TEMPLATES
    # Bounds of what is kept in memory.
    keep_talk: int = 500
    keep_wire: int = 1000
    keep_followers: int = 20_000
    keep_media_bytes: int = 200 * MB

    def __post_init__(self) -> None:
        self._check("token", bool(TOKEN_SHAPE.fullmatch(self.token)), "3 to 32 letters or digits")
        needs_key = self.mode != "clear" or bool(self.aes_key)
        fits = not needs_key or bool(AES_KEY_SHAPE.fullmatch(self.aes_key))
        self._check("aes_key", fits, "43 letters or digits (needed in this mode)")
        self._check("target_url", bool(TARGET_SHAPE.fullmatch(self.target_url)), "an http(s) address")
        self._check("cut_s", self.cut_s > 0, "more than 0 seconds")
        self._check("deliveries", self.deliveries >= 1, "at least 1")

    @staticmethod
    def _check(name: str, fits: bool, rule: str) -> None:
        if not fits:
            raise ValueError(f"simulator setting {name}: must be {rule}")
