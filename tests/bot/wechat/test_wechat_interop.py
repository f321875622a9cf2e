"""The same messages through npm wechat-crypto and wechatpy, both ways, every padding length.

`npm ci` puts wechat-crypto where this test looks; without it the test fails, since it shows what it must.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from wechatpy.crypto import WeChatCrypto

from bot.wechat.crypto import BLOCK_BYTES, Crypto
from bot.wechat.message import Text as TextMessage
from bot.wechat.parse import inbound, parse
from bot.wechat.reply import Text, render_xml

REPOSITORY = Path(__file__).parents[3]
WECHAT_CRYPTO = REPOSITORY / "node_modules" / "wechat-crypto"
CASES = Path(__file__).with_name("wechat_crypto_cases.cjs")
TOKEN = "spamtest"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APPID = "wx2c2769f8efd9abc2"
TIMESTAMP = "1714112445"
NONCE = "415670741"
ODD_TEXTS = ["", "我被欠薪三个月了", "👨‍👩‍👧‍👦🇨🇳 ]]> <xml> &amp; \n\t", "娘" * 10_000, '{"a":"b"}']
TEXTS = ["x" * n for n in range(1, BLOCK_BYTES + 1)] + ODD_TEXTS
PUSH = (
    "<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>"
    "<FromUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName><CreateTime>1714112445</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[干了半年没签合同]]></Content><MsgId>9007199254740993</MsgId></xml>"
)


@pytest.fixture
def crypto() -> Crypto:
    return Crypto(TOKEN, AES_KEY, APPID)


@pytest.fixture(scope="module")
def node() -> dict[str, Any]:
    """What wechat-crypto made of all texts, and of what we sealed: one process for everything."""
    ours = Crypto(TOKEN, AES_KEY, APPID)
    program = shutil.which("node")
    assert program, "node is needed on PATH"
    assert WECHAT_CRYPTO.is_dir(), "npm wechat-crypto is missing: run `npm ci`"
    reply = render_xml(Text("能，最多能要十一个月的双倍工资"), "openid", "gh_1", 1714112445).decode()
    question = {
        "module": str(WECHAT_CRYPTO),
        "token": TOKEN,
        "aesKey": AES_KEY,
        "appid": APPID,
        "timestamp": TIMESTAMP,
        "nonce": NONCE,
        "seal": [*TEXTS, PUSH],
        "open": [ours.encrypt(text.encode()) for text in [*TEXTS, reply]],
    }
    ran = subprocess.run(
        [program, "--no-deprecation", str(CASES)],
        input=json.dumps(question).encode(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return {"question": question, "reply": reply, **json.loads(ran.stdout)}


def test_every_padding_length_occurs():
    overhead = 20 + len(APPID)
    assert {BLOCK_BYTES - (overhead + n) % BLOCK_BYTES for n in range(1, BLOCK_BYTES + 1)} == set(range(1, 33))


def test_we_open_what_node_sealed(crypto: Crypto, node: dict[str, Any]):
    assert len(node["sealed"]) == len(TEXTS) + 1
    for text, sealed in zip([*TEXTS, PUSH], node["sealed"], strict=True):
        assert crypto.check_msg(sealed["signature"], TIMESTAMP, NONCE, sealed["encrypt"])
        assert crypto.decrypt(sealed["encrypt"]) == text.encode()


def test_a_push_sealed_by_node_is_understood(crypto: Crypto, node: dict[str, Any]):
    message = inbound(parse(crypto.decrypt(node["sealed"][-1]["encrypt"])))
    assert isinstance(message, TextMessage)
    assert (message.content, message.msg_id) == ("干了半年没签合同", "9007199254740993")


def test_node_opens_what_we_sealed(crypto: Crypto, node: dict[str, Any]):
    assert len(node["opened"]) == len(TEXTS) + 1
    for text, encrypt, opened in zip([*TEXTS, node["reply"]], node["question"]["open"], node["opened"], strict=True):
        assert opened["message"] == text
        assert opened["id"] == APPID
        assert crypto.check_msg(opened["signature"], TIMESTAMP, NONCE, encrypt)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{len(text)}-characters")
def test_wechatpy_both_ways(crypto: Crypto, text: str):
    theirs = WeChatCrypto(TOKEN, AES_KEY, APPID)
    tree = parse(theirs.encrypt_message(text, NONCE, TIMESTAMP).encode())
    assert crypto.check_msg(tree["MsgSignature"], TIMESTAMP, NONCE, tree["Encrypt"])
    assert crypto.decrypt(tree["Encrypt"]) == text.encode()
    sealed = crypto.seal(text.encode(), TIMESTAMP, NONCE).decode()
    signature = parse(sealed.encode())["MsgSignature"]
    assert theirs.decrypt_message(sealed, signature, TIMESTAMP, NONCE) == text
