"""Every setting there is: read from `config.toml`, each also as NIANGJIA_SECTION__KEY in the environment."""

import base64
import binascii
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import (
    SettingsError as SourceError,
)

from bot.core.errors import SettingsError
from bot.core.sections import Notices, OwnDay, Quota, Reminders, Routing, Section, Staff

Mode = Literal["safe", "compatible", "clear"]
AccountKind = Literal["verified_service", "verified_subscription", "unverified"]


class Server(Section):
    """Where we listen, and how the outside calls us."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    public_url: str = "http://127.0.0.1:8080"
    slot: str = Field("serve-1", pattern=r"^[a-z0-9-]{3,40}$")
    stop_within_s: float = Field(10.0, gt=0, le=120)


class WeChat(Section):
    """The official account, as its console shows it."""

    appid: str = Field(min_length=1)
    token: SecretStr
    aes_key: SecretStr = SecretStr("")
    secret: SecretStr = SecretStr("")
    mode: Mode = "safe"
    account: AccountKind = "unverified"
    api_base: str = "https://api.weixin.qq.com"
    egress_ips: tuple[str, ...] = ()

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        """Source: console rule, 3 to 32 letters or digits (protocol 1.1)."""
        if not re.fullmatch(r"[A-Za-z0-9]{3,32}", value.get_secret_value()):
            raise ValueError("must be the 3 to 32 letters or digits of Token in the account's console, never empty")
        return value

    @field_validator("aes_key")
    @classmethod
    def _aes_key(cls, value: SecretStr) -> SecretStr:
        """Source: EncodingAESKey is base64 of 32 bytes without its one `=` (protocol 1.2)."""
        key = value.get_secret_value()
        if key and not re.fullmatch(r"[A-Za-z0-9+/]{43}", key):
            raise ValueError(f"must be the 43 characters of EncodingAESKey from the console; this one has {len(key)}")
        try:
            base64.b64decode(key + "=" if key else "")
        except binascii.Error as error:
            raise ValueError("is not base64; copy EncodingAESKey from the console again") from error
        return value

    @model_validator(mode="after")
    def _mode_has_its_key(self) -> Self:
        if self.mode != "clear" and not self.aes_key.get_secret_value():
            raise ValueError(f'mode "{self.mode}" needs aes_key; set it, or choose mode = "clear" in both places')
        if self.mode == "clear" and self.aes_key.get_secret_value():
            raise ValueError('mode is "clear" though aes_key is set; choose "safe" here and in the console')
        return self


class Database(Section):
    """SQLite for one machine, PostgreSQL for many processes."""

    url: str = Field("sqlite+aiosqlite:///var/niangjia.db", repr=False)  # may hold a password
    backups: str = ""

    @field_validator("url")
    @classmethod
    def _driver(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+psycopg://")
        return value


class Files(Section):
    """Where evidence will lie."""

    url: str = "file:///var/files"


class Keys(Section):
    """Keys for personal text at rest: `id:base64` pairs, the one to seal with first."""

    data: SecretStr = SecretStr("")


class Simulator(Section):
    """A WeChat platform on your own machine; never beside a real account."""

    enabled: bool = False


class Answering(Section):
    """How long an answer may take, and when to put it off."""

    answer_within_s: float = Field(4.0, gt=0, lt=5)
    shed_after_s: float = Field(2.5, gt=0, lt=5)
    body_limit_bytes: int = Field(65536, ge=1024, le=65536)
    lease_s: float = Field(60.0, gt=1)
    fresh_s: float = Field(600.0, ge=60)


class Union(Section):
    """What a follower is told about this union."""

    name: str = Field("银川市总工会", min_length=1, max_length=30)


class Clocks(Section):
    """How long the union may take, in working days, and its office hours; each union sets its own."""

    hours: tuple[str, ...] = ("08:30-12:00", "14:00-18:00")
    first_days: int = Field(2, ge=1, le=30)
    step_days: int = Field(5, ge=1, le=60)
    closing_days: int = Field(15, ge=1, le=250)
    closing_days_hard: int = Field(30, ge=1, le=250)
    closing_days_special: int = Field(60, ge=1, le=250)
    own_days: tuple[OwnDay, ...] = Field((), max_length=400)

    @field_validator("own_days")
    @classmethod
    def _once(cls, value: tuple[OwnDay, ...]) -> tuple[OwnDay, ...]:
        if len({one.day for one in value}) != len(value):
            raise ValueError("must name each day once")
        return tuple(sorted(value, key=lambda one: one.day))

    @field_validator("hours")
    @classmethod
    def _in_order(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or not all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", one) for one in value):
            raise ValueError('must be spans such as "08:30-12:00"')
        ends = [end for span in value for end in span.split("-")]
        if any(later <= earlier for earlier, later in pairwise(ends)):
            raise ValueError("must be spans in order that do not touch")
        return value


class Alarm(Section):
    """From when on a group ticket is urgent: that many workers, or that many yuan owed in all.

    Source: 拒不支付劳动报酬解释 3(2), ten workers and 30,000 yuan, the lowest of what a province may choose.
    """

    workers: int = Field(10, ge=2, le=10_000)
    yuan: int = Field(30_000, ge=1, le=1_000_000_000)


class Desk(Section):
    """How the desk works; whose role stands in `totp_roles` signs in with a code of their telephone."""

    undo_s: int = Field(10, ge=0, le=60)
    totp_roles: tuple[Literal["agent", "supervisor", "editor", "admin", "auditor"], ...] = ()


class Knowledge(Section):
    """What is kept of questions that found no answer."""

    missed_days: int = Field(180, ge=1, le=3650)


class Log(Section):
    """How much is written down."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    json_lines: bool = False


class Settings(BaseSettings):
    """All settings of one installation."""

    model_config = SettingsConfigDict(
        env_prefix="NIANGJIA_", env_nested_delimiter="__", extra="forbid", frozen=True, toml_file=None
    )

    server: Server = Server()
    wechat: WeChat
    database: Database = Database()
    files: Files = Files()
    keys: Keys = Keys()
    simulator: Simulator = Simulator()
    answering: Answering = Answering()
    union: Union = Union()
    quota: Quota = Quota()
    notices: Notices = Notices()
    staff: Staff = Staff()
    clocks: Clocks = Clocks()
    reminders: Reminders = Reminders()
    alarm: Alarm = Alarm()
    routing: Routing = Routing()
    desk: Desk = Desk()
    knowledge: Knowledge = Knowledge()
    log: Log = Log()

    @property
    def has_pages(self) -> bool:
        """Whether a follower can open pages of ours: their address was set, or all of it plays on one machine."""
        return self.simulator.enabled or self.server.public_url != Server().public_url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return env_settings, init_settings


def load(path: Path | None) -> Settings:
    """The settings of the file at `path` and the environment; `file:NAME` as a secret's value reads that file.

    Raises:
        SettingsError: no such file, not TOML, an unknown key or a bad value; one sentence per thing to mend.
    """
    given = _table(path)
    try:
        settings = Settings(**given)
    except SourceError as error:
        raise SettingsError(f"the environment: {error}") from None
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(item) for item in error.errors(include_url=False))) from None
    return settings


def _table(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    if not path.is_file():
        raise SettingsError(f"{path}: there is no such file; copy config.example.toml there, or run `niangjia init`")
    try:
        source = TomlConfigSettingsSource(Settings, toml_file=path)
        given: dict[str, Any] = source.toml_data
    except ValueError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    return {name: _secrets(path, name, table) for name, table in given.items()}


def _secrets(path: Path, section: str, table: Any) -> Any:
    """Replaces `file:NAME` values (relative to the configuration file) by that file's text."""
    if not isinstance(table, dict):
        return table
    return {
        key: value if f"NIANGJIA_{section}__{key}".upper() in os.environ else _secret(path, f"[{section}] {key}", value)
        for key, value in table.items()
    }


def _secret(path: Path, setting: str, value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("file:") or setting.endswith(" url"):
        return value
    source = path.parent / value.removeprefix("file:")
    if not source.is_file():
        raise SettingsError(f"{setting}: the file {source} it names does not exist; make one with `niangjia init`")
    try:
        return source.read_text("utf-8").strip()
    except (OSError, ValueError):
        raise SettingsError(f"{setting}: the file {source} it names cannot be read as text") from None


def _sentence(item: Any) -> str:
    """One finding as `[section] key: what to mend`, never the value itself."""
    place = [str(part) for part in item["loc"]]
    where = f"[{place[0]}] {'.'.join(place[1:])}".strip() if place else "settings"
    kinds = {
        "extra_forbidden": "is not a setting; see config.example.toml for those there are",
        "missing": "is missing",
    }
    return f"{where}: {kinds.get(item['type'], item['msg'].removeprefix('Value error, '))}"
