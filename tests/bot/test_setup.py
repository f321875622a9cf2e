"""A first configuration, and what stands between one and a real account."""

import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from harness import settings_of

from bot.core.crypt import Keyring
from bot.core.settings import Settings, load
from bot.setup import SIMPLE, findings, init
from rights.parameters import Parameters

TODAY = date(2026, 11, 22)
PARAMETERS = Parameters.parse(
    """
["甲"]
unit = "元"
area = "银川市"
note = "以公布为准。"
[["甲".values]]
value = "1"
valid_from = 2026-01-01
source = "原文"
confidence = "A"
["乙"]
unit = "元"
area = "银川市"
note = "以公布为准。"
[["乙".values]]
value = "2"
valid_from = 2026-01-01
source = "转载"
confidence = "B"
"""
)
GOOD: dict[str, dict[str, Any]] = {
    "server": {"public_url": "https://wx.union.example"},
    "wechat": {"egress_ips": ("203.0.113.7",)},
}


def found(folder: Path, weak: tuple[str, ...] = (), **changed: dict[str, Any]) -> list[tuple[str, bool]]:
    """(setting, blocks) of every finding but those on parameters."""
    sections = {name: GOOD.get(name, {}) | changed.get(name, {}) for name in {*GOOD, *changed}}
    all_ = findings(settings_of(folder, **sections), PARAMETERS, TODAY, list(weak))
    return [(one.setting, one.blocks) for one in all_ if not one.setting.startswith("parameter")]


def test_a_good_configuration_only_names_unconfirmed_figures(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    [one] = findings(settings_of(tmp_path, **GOOD), PARAMETERS, TODAY, [])
    assert (one.setting, one.called, one.blocks) == ("parameter 乙", "数字「乙」", False)


URL = "[server] public_url"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8080", [(URL, True), (URL, True)]),
        ("http://localhost", [(URL, True)]),
        ("https://192.168.1.5", [(URL, True)]),
        ("https://[::1]", [(URL, True)]),
        ("wx.union.example", [(URL, True)]),
        ("", [(URL, True)]),
        ("https://8.8.8.8", [(URL, True)]),
        ("https://wx.union.example:8443", [(URL, True)]),
        ("http://wx.union.example", [(URL, False)]),
        ("http://wx.union.example:80", [(URL, False)]),
        ("https://wx.union.example:443/", []),
    ],
)
def test_addresses(tmp_path: Path, url: str, expected: list[tuple[str, bool]]) -> None:
    assert found(tmp_path, server={"public_url": url}) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        *(({"token": word}, [("[wechat] token", True)]) for word in (*SIMPLE, "WeiXin")),
        ({"mode": "compatible"}, [("[wechat] mode", True)]),
        ({"mode": "clear", "aes_key": ""}, [("[wechat] mode", True), ("[wechat] aes_key", True)]),
        ({"secret": ""}, [("[wechat] secret", False)]),
        ({"account": "unverified"}, [("[wechat] account", False)]),
        ({"egress_ips": ()}, [("[wechat] egress_ips", True)]),
    ],
)
def test_accounts(tmp_path: Path, changed: dict[str, Any], expected: list[tuple[str, bool]]) -> None:
    assert found(tmp_path, wechat=changed) == expected


def test_the_simulator_must_be_off(tmp_path: Path) -> None:
    assert found(tmp_path, simulator={"enabled": True}) == [("[simulator] enabled", True)]


def test_every_agent_with_a_known_password_is_named(tmp_path: Path) -> None:
    weak = findings(settings_of(tmp_path, **GOOD), PARAMETERS, TODAY, ["admin", "li"])[:2]
    assert all(one.setting == "desk" and one.blocks for one in weak)
    assert "'admin'" in weak[0].mend and "'li'" in weak[1].mend


def made(folder: Path, port: int = 8080) -> Settings:
    return load(init(folder, port))


def test_init_makes_a_configuration_that_works_at_once(tmp_path: Path) -> None:
    settings = made(tmp_path / "deep" / "var", 9191)
    assert settings.simulator.enabled and settings.server.port == 9191
    assert settings.wechat.api_base == "http://127.0.0.1:9191/simulator/api"
    assert settings.database.url == f"sqlite+aiosqlite:///{tmp_path}/deep/var/niangjia.db"
    keys = Keyring.parse(settings.keys.data.get_secret_value())
    assert keys.open(keys.seal("话", "p"), "p") == "话"


def test_init_lets_only_the_owner_read(tmp_path: Path) -> None:
    init(tmp_path, 8080)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"config.toml": 0o600, "data.key": 0o600}


@pytest.mark.parametrize("kept", ["config.toml", "data.key"])
def test_init_keeps_what_is_there_and_adds_what_is_missing(tmp_path: Path, kept: str) -> None:
    (tmp_path / kept).write_text("mine", "utf-8")
    init(tmp_path, 8080)
    assert (tmp_path / kept).read_text("utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"config.toml", "data.key"}
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    init(tmp_path, 9999)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_no_two_installations_have_the_same_secrets(tmp_path: Path) -> None:
    one, other = made(tmp_path / "one"), made(tmp_path / "other")
    for name in ("token", "aes_key", "secret"):
        assert getattr(one.wechat, name) != getattr(other.wechat, name)
    assert one.keys.data != other.keys.data and one.wechat.appid != other.wechat.appid
