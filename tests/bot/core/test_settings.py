"""The configuration: what is refused, and in which words."""

import os
from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.core.settings import Settings, load

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
GOOD = f'[wechat]\nappid = "wx1"\ntoken = "hunter2"\naes_key = "{AES_KEY}"\n'
CLEAR = '[wechat]\nappid = "wx1"\ntoken = "hunter2"\nmode = "clear"\n'


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine sets must not count."""
    for name in [name for name in os.environ if name.upper().startswith("NIANGJIA_")]:
        monkeypatch.delenv(name)


def read(folder: Path, text: str | bytes) -> Settings:
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(SettingsError) as caught:
        read(folder, text)
    return str(caught.value)


def test_a_short_file_is_enough_and_the_rest_has_defaults(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD)
    assert (settings.wechat.mode, settings.server.port, settings.simulator.enabled) == ("safe", 8080, False)
    assert settings.wechat.token.get_secret_value() == "hunter2"


REFUSED = {
    "an unknown key": (GOOD + "[server]\nprot = 1\n", "[server] prot", "is not a setting"),
    "an unknown section": (GOOD + "[sever]\nport = 1\n", "[sever]", "is not a setting"),
    "no token": ('[wechat]\nappid = "wx1"\n', "[wechat] token", "is missing"),
    "an empty token": (GOOD.replace("hunter2", ""), "[wechat] token", "never empty"),
    "a token with a mark": (GOOD.replace("hunter2", "hunter-2"), "[wechat] token", "3 to 32 letters or digits"),
    "no appid": (GOOD.replace("wx1", ""), "[wechat] appid", "at least 1 character"),
    "an AES key one short": (GOOD.replace(AES_KEY, AES_KEY[1:]), "[wechat] aes_key", "43 characters"),
    "an AES key with its =": (GOOD.replace(AES_KEY, AES_KEY + "="), "[wechat] aes_key", "this one has 44"),
    "safe mode without key": (GOOD.replace(AES_KEY, ""), "[wechat]", "set it, or choose"),
    "compatible without key": (CLEAR.replace("clear", "compatible"), "[wechat]", 'mode "compatible" needs aes_key'),
    "clear mode with key": (GOOD + 'mode = "clear"\n', "[wechat]", 'choose "safe"'),
    "a mode there is not": (GOOD + 'mode = "secure"\n', "[wechat] mode", "'safe', 'compatible' or 'clear'"),
    "an account there is not": (GOOD + 'account = "vip"\n', "[wechat] account", "'unverified'"),
    "a port out of range": (GOOD + "[server]\nport = 70000\n", "[server] port", "less than or equal to 65535"),
    "a slot with blanks": (GOOD + '[server]\nslot = "Serve 1"\n', "[server] slot", "match pattern"),
    "another database": (GOOD + '[database]\nurl = "mysql://h/d"\n', "[database] url", "must begin with sqlite"),
    "an answer after the cut": (GOOD + "[answering]\nanswer_within_s = 5\n", "[answering] answer_within_s", "less"),
    "a section that is a number": ("wechat = 3\n", "[wechat]", "valid dictionary"),
    "bad TOML": ("[wechat\n", "config.toml", "not valid TOML"),
    "not UTF-8": (b"\xff\xfe", "config.toml", "not valid TOML"),
    "a secret's file that is not there": (GOOD + '[keys]\ndata = "file:no.key"\n', "data", "does not exist"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_naming_field_and_mend(tmp_path: Path, name: str) -> None:
    text, field, mend = REFUSED[name]
    said = refusal(tmp_path, text)
    assert field in said and mend in said
    assert "\n" not in said


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no such file.*niangjia init"):
        load(tmp_path / "nowhere.toml")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, GOOD.replace("hunter2", "") + "[server]\nprot = 1\nport = 0\n")
    assert all(field in said for field in ("[wechat] token", "[server] prot", "[server] port"))


def test_a_secret_may_lie_in_a_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s3cret\n", "utf-8")
    settings = read(tmp_path, GOOD + 'secret = "file:secret.txt"\n')
    assert settings.wechat.secret.get_secret_value() == "s3cret"


def test_the_files_url_is_no_secret_file(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD + '[files]\nurl = "file:///srv/files"\n').files.url == "file:///srv/files"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_WECHAT__TOKEN", "fromoutside")
    monkeypatch.setenv("NIANGJIA_SERVER__PORT", "9090")
    settings = read(tmp_path, GOOD + "[server]\nport = 8081\n")
    assert (settings.wechat.token.get_secret_value(), settings.server.port) == ("fromoutside", 9090)
    assert settings.wechat.appid == "wx1"


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APPID": "wx1", "TOKEN": "fromoutside", "MODE": "clear"}.items():
        monkeypatch.setenv(f"NIANGJIA_WECHAT__{name}", value)
    assert load(None).wechat.mode == "clear"


def test_an_unknown_key_in_the_environment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_WECHAT__TOKN", "x")
    assert "[wechat] tokn: is not a setting" in refusal(tmp_path, GOOD)


SECRETS = ("hunter2", "s3cretAppSecret", AES_KEY, "k1:Zm9vYmFy", "dbpassword")
ALL_SECRETS = (
    GOOD
    + 'secret = "s3cretAppSecret"\n[keys]\ndata = "k1:Zm9vYmFy"\n'
    + '[database]\nurl = "postgresql+psycopg://union:dbpassword@127.0.0.1/union"\n'
)


def test_no_secret_is_ever_shown(tmp_path: Path) -> None:
    settings = read(tmp_path, ALL_SECRETS)
    shown = f"{settings!r} {settings} {settings.wechat!r} {settings.database!r} {settings.keys}"
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize(
    "broken",
    [
        ALL_SECRETS.replace("hunter2", "hunter2!"),
        ALL_SECRETS.replace(AES_KEY, AES_KEY + "x"),
        ALL_SECRETS.replace('token = "hunter2"', 'token = ["hunter2"]'),
        ALL_SECRETS.replace("[keys]", 'mode = "clear"\n[keys]'),
        ALL_SECRETS.replace("postgresql+psycopg", "postgres"),
        ALL_SECRETS.replace("[keys]", "[keys"),
        ALL_SECRETS.replace('"hunter2"', '"hunter2'),
    ],
)
def test_no_refusal_repeats_a_secret(tmp_path: Path, broken: str) -> None:
    said = refusal(tmp_path, broken)
    assert not [secret for secret in SECRETS if secret in said]


def test_an_environment_that_is_no_json_is_our_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_WECHAT", "{bad")
    with pytest.raises(SettingsError, match="environment"):
        load(None)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('fields = { thing1 = "{name}" }', "thing1 may name only {number}, {union} and {time}"),
        ('fields = { thing1 = "{number" }', "thing1 may name only"),
        ('template_id = "t1"', "a template needs fields"),
        ("per_minute = 0", "[notices] per_minute"),
    ],
)
def test_a_template_that_could_not_be_filled_is_refused(tmp_path: Path, lines: str, says: str) -> None:
    assert says in refusal(tmp_path, f"{GOOD}[notices]\n{lines}\n")
