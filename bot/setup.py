"""Making a first configuration, and telling what one still lacks before it goes live."""

import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.core.crypt import Keyring, new_key
from bot.core.errors import SettingsError
from bot.core.settings import Settings
from rights.parameters import Parameters

DEVELOPMENT = """# A configuration for trying things out on this machine, with keys of its own. Not for a real account.
[server]
port = {port}
public_url = "http://127.0.0.1:{port}"

[wechat]
appid = "wx{appid}"
token = "{token}"
aes_key = "{aes_key}"
secret = "{secret}"
mode = "safe"
account = "verified_service"
api_base = "http://127.0.0.1:{port}/simulator/api"

[database]
url = "sqlite+aiosqlite:///{folder}/niangjia.db"

[files]
url = "file:///{folder}/files"

[simulator]
enabled = true

[keys]
data = "file:data.key"
"""
LETTERS = string.ascii_letters + string.digits
SIMPLE = ("token", "niangjia", "weixin", "wechat", "123456", "test", "spamtest", "changeme2026")
EXAMPLE_AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `blocks` tells whether the account must not go live with it; `said` is for the desk, and
    `called` what the desk calls the setting where that is no setting.
    """

    setting: str
    mend: str
    blocks: bool = True
    said: str = ""
    called: str = ""


def init(folder: Path, port: int) -> Path:
    """Writes `config.toml` and `data.key` into `folder`, readable by the owner only; an existing file is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    key, config = folder / "data.key", folder / "config.toml"
    _write(key, new_key(f"k{date.today():%y%m%d}") + "\n")  # noqa: DTZ011 (a name, not an instant)
    text = DEVELOPMENT.format(
        port=port,
        appid=secrets.token_hex(8),
        token=_letters(16),
        aes_key=_letters(42) + "A",
        secret=secrets.token_hex(16),
        folder=folder.absolute().as_posix(),
    )
    _write(config, text)
    return config


def _write(path: Path, text: str) -> None:
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def findings(settings: Settings, parameters: Parameters, today: date, default_passwords: list[str]) -> list[Finding]:
    """Everything that stands between this configuration and a real account."""
    return [
        *_keys(settings),
        *_address(settings),
        *_account(settings),
        *(
            Finding(
                "desk",
                f"the agent {name!r} has a well-known password: change it",
                said=f"账号 {name} 用的是人人都猜得到的密码，请马上改",
            )
            for name in default_passwords
        ),
        *(
            Finding(
                f"parameter {name}",
                "no person has confirmed this figure yet",
                blocks=False,
                said="这个数还没有人核实过",
                called=f"数字「{name}」",
            )
            for name in parameters.unconfirmed(today)
        ),
    ]


def _keys(settings: Settings) -> Iterator[Finding]:
    try:
        Keyring.parse(settings.keys.data.get_secret_value())
    except SettingsError as error:
        yield Finding(
            "[keys] data", str(error).partition(": ")[2], said="数据的加密钥匙用不了，请管机器的人看 [keys] data"
        )


def _address(settings: Settings) -> Iterator[Finding]:
    url = urlsplit(settings.server.public_url)
    if _is_local(url.hostname or ""):
        yield Finding(
            "[server] public_url",
            "WeChat cannot call an address of this machine: set the filed domain",
            said="这是本机的地址，微信访问不到，请填备案域名",
        )
    elif _is_number(url.hostname or ""):
        yield Finding(
            "[server] public_url",
            "pages inside WeChat need a filed (ICP) domain, not a number",
            said="微信里的页面要用备案域名，不能用数字地址",
        )
    elif url.scheme != "https":
        yield Finding(
            "[server] public_url",
            "use https: pages inside WeChat are marked unsafe without",
            blocks=False,
            said="请用 https，否则微信会说页面不安全",
        )
    if url.port not in (None, 80, 443):
        yield Finding("[server] public_url", "WeChat calls ports 80 and 443 only", said="微信只访问 80 和 443 端口")


def _account(settings: Settings) -> Iterator[Finding]:
    wechat = settings.wechat
    if wechat.token.get_secret_value().lower() in SIMPLE:
        yield Finding(
            "[wechat] token",
            "is easy to guess: set another one here and in the console",
            said="令牌太好猜，请在这里和公众平台一起换掉",
        )
    if wechat.mode != "safe":
        yield Finding(
            "[wechat] mode",
            "use safe mode: in the others a captured address can sign any body",
            said="请用安全模式，别的模式可能被冒充",
        )
    if not wechat.aes_key.get_secret_value():
        yield Finding(
            "[wechat] aes_key",
            "is not set: copy EncodingAESKey from the console",
            said="没有填，请从公众平台复制 EncodingAESKey",
        )
    if wechat.aes_key.get_secret_value() == EXAMPLE_AES_KEY:
        yield Finding(
            "[wechat] aes_key",
            "is the published example: let the console make one",
            said="用的是公开的例子，请让公众平台重新生成",
        )
    if not wechat.secret.get_secret_value():
        yield Finding(
            "[wechat] secret",
            "is not set: late answers, menu and media need AppSecret",
            blocks=False,
            said="没有填 AppSecret，补发消息、菜单、素材都用不了",
        )
    if wechat.account == "unverified":
        yield Finding(
            "[wechat] account",
            "is unverified: answers only, no messages to followers",
            blocks=False,
            said="账号没有认证，只能回话，不能主动发消息",
        )
    if not wechat.egress_ips:
        yield Finding(
            "[wechat] egress_ips",
            "list this machine's outside addresses, as in the console's IP list",
            said="请写上本机的出口 IP，和公众平台「IP白名单」一致",
        )
    if settings.simulator.enabled:
        yield Finding("[simulator] enabled", "must be off beside a real account", said="模拟器开着，正式使用时必须关掉")


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return host in ("", "localhost")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
