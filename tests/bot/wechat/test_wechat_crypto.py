"""Signatures and encryption: the official examples byte for byte, and every refusal.

The fixture repeats the platform's published examples; each names its page.
"""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import SettingsError
from bot.wechat.crypto import BLOCK_BYTES, Crypto
from bot.wechat.errors import BadField, Refused
from bot.wechat.message import DebugDemo, Text
from bot.wechat.parse import inbound, parse

VECTORS = json.loads((Path(__file__).parents[2] / "fixtures" / "wechat_vectors.json").read_text("utf-8"))
TOKEN = "AAAAA"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APPID = "wxba5fad812f8e6fb9"


def crypto_of(name: str) -> Crypto:
    vector = VECTORS[name]
    return Crypto(vector["token"], vector["encoding_aes_key"], vector["appid"])


@pytest.fixture
def crypto() -> Crypto:
    return Crypto(TOKEN, AES_KEY, APPID)


def sealed_by_hand(plain: bytes) -> str:
    """Base64 of AES over exactly these bytes, so that tests may spoil any of them."""
    key = base64.b64decode(AES_KEY + "=")
    sealer = Cipher(AES256(key), CBC(key[:16])).encryptor()
    return base64.b64encode(sealer.update(plain) + sealer.finalize()).decode()


def framed(message: bytes, appid: str = APPID, length: int | None = None) -> bytes:
    size = len(message) if length is None else length
    return b"r" * 16 + size.to_bytes(4, "big") + message + appid.encode()


def padded(whole: bytes) -> bytes:
    pad = BLOCK_BYTES - len(whole) % BLOCK_BYTES
    return whole + bytes([pad]) * pad


# --- the official examples


def test_official_url_check():
    check = VECTORS["push_doc"]["url_verify"]
    crypto = crypto_of("push_doc")
    assert crypto.check_url(check["signature"], check["timestamp"], check["nonce"])
    assert crypto.sign(check["timestamp"], check["nonce"]) == check["signature"]


def test_official_clear_push():
    check = VECTORS["push_doc"]["plain_push"]
    assert crypto_of("push_doc").check_url(check["signature"], check["timestamp"], check["nonce"])


def test_official_safe_push_opens_and_reseals_to_the_same_bytes():
    push = VECTORS["push_doc"]["safe_push"]
    crypto = crypto_of("push_doc")
    assert crypto.check_msg(push["msg_signature"], push["timestamp"], push["nonce"], push["encrypt"])
    assert crypto.decrypt(push["encrypt"]) == push["plaintext"].encode()
    assert crypto.encrypt(push["plaintext"].encode(), push["random16"].encode()) == push["encrypt"]
    event = inbound(parse(crypto.decrypt(push["encrypt"]), "json"))
    assert isinstance(event, DebugDemo)
    assert event.debug_str == "hello world"


def test_official_safe_reply_seals_to_the_same_bytes():
    reply = VECTORS["push_doc"]["safe_reply"]
    crypto = crypto_of("push_doc")
    encrypt = crypto.encrypt(reply["plaintext"].encode(), reply["random16"].encode())
    assert encrypt == reply["encrypt"]
    assert crypto.sign(reply["timestamp"], reply["nonce"], encrypt) == reply["msg_signature"]


def test_official_sample_code_message():
    sample = VECTORS["sample_code_mp"]
    crypto = crypto_of("sample_code_mp")
    assert crypto.check_msg(sample["msg_signature"], sample["timestamp"], sample["nonce"], sample["encrypt"])
    message = inbound(parse(crypto.decrypt(sample["encrypt"]), "xml"))
    assert isinstance(message, Text)
    assert message.content == "abcdteT"


def test_official_work_sample():
    sample = VECTORS["sample_code_work"]
    crypto = crypto_of("sample_code_work")
    assert crypto.check_msg(sample["msg_signature"], sample["timestamp"], sample["nonce"], sample["encrypt"])
    assert crypto.decrypt(sample["encrypt"]) == sample["plaintext"].encode()


# --- signatures


@pytest.mark.parametrize("wrong", ["", "0" * 40, "签名", "\ud800", "a" * 39])
def test_wrong_signature_is_not_believed(crypto: Crypto, wrong: str):
    assert not crypto.check_url(wrong, "1714112445", "415670741")
    assert not crypto.check_msg(wrong, "1714112445", "415670741", crypto.encrypt(b"x"))


def test_upper_case_signature_is_not_believed(crypto: Crypto):
    assert not crypto.check_url(crypto.sign("1714112445", "nonce").upper(), "1714112445", "nonce")


@pytest.mark.parametrize(("timestamp", "nonce"), [("", "n"), ("1", ""), ("", "")])
def test_an_empty_part_is_not_believed_even_if_signed(crypto: Crypto, timestamp: str, nonce: str):
    assert not crypto.check_url(crypto.sign(timestamp, nonce), timestamp, nonce)


def test_empty_ciphertext_is_not_believed_even_if_signed(crypto: Crypto):
    assert not crypto.check_msg(crypto.sign("1", "2", ""), "1", "2", "")


def test_signature_without_ciphertext_does_not_stand_for_one_with(crypto: Crypto):
    assert not crypto.check_msg(crypto.sign("1", "2"), "1", "2", crypto.encrypt(b"x"))


def test_each_part_of_the_signature_counts(crypto: Crypto):
    encrypt = crypto.encrypt(b"message")
    signature = crypto.sign("1714112445", "415670741", encrypt)
    assert crypto.check_msg(signature, "1714112445", "415670741", encrypt)
    assert not crypto.check_msg(signature, "1714112446", "415670741", encrypt)
    assert not crypto.check_msg(signature, "1714112445", "415670742", encrypt)
    assert not crypto.check_msg(signature, "1714112445", "415670741", encrypt[:-4] + "AAA=")
    assert not Crypto("BBBBB", AES_KEY, APPID).check_msg(signature, "1714112445", "415670741", encrypt)


# --- refusals of decrypt


@pytest.mark.parametrize(
    ("encrypt", "reason"),
    [
        ("", "blocks"),
        ("%%%%", "base64"),
        ("AAA", "base64"),
        ("AA==AA==", "base64"),
        (" " + sealed_by_hand(padded(framed(b"x"))), "base64"),
        (sealed_by_hand(padded(framed(b"x"))) + "\n", "base64"),
        ("密文", "base64"),
        ("\ud800", "base64"),
        (base64.b64encode(b"x" * 31).decode(), "blocks"),
        (base64.b64encode(b"x" * 48).decode(), "blocks"),
        (sealed_by_hand(b"\x00" * 32), "padding"),
        (sealed_by_hand(b"a" * 31 + b"\x21"), "padding"),
        (sealed_by_hand(b"a" * 30 + b"\x01\x02"), "padding"),
        (sealed_by_hand(padded(framed(b"x"))[:-2] + b"\x00" + padded(framed(b"x"))[-1:]), "padding"),
        (sealed_by_hand(bytes([32]) * 32), "length"),
        (sealed_by_hand(b"a" * 19 + bytes([13]) * 13), "length"),
        (sealed_by_hand(padded(framed(b"x", length=2**32 - 1))), "length"),
        (sealed_by_hand(padded(framed(b"x", length=2 + len(APPID)))), "length"),
        (sealed_by_hand(padded(framed(b"x", length=0))), "appid"),
        (sealed_by_hand(padded(framed(b"x", length=1 + len(APPID)))), "appid"),
        (sealed_by_hand(padded(framed(b"x", appid="wx0000000000000000"))), "appid"),
        (sealed_by_hand(padded(framed(b"x", appid=""))), "appid"),
        (sealed_by_hand(padded(framed(b"x", appid=APPID + "0"))), "appid"),
    ],
)
def test_decrypt_refuses(crypto: Crypto, encrypt: str, reason: str):
    with pytest.raises(Refused) as refused:
        crypto.decrypt(encrypt)
    assert refused.value.reason == reason


def test_decrypt_refuses_another_accounts_key(crypto: Crypto):
    other = Crypto(TOKEN, "z" * 43, APPID)
    for n in range(40):
        with pytest.raises(Refused):
            other.decrypt(crypto.encrypt(b"m" * n))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_decrypt_of_anything_returns_or_refuses(body: bytes):
    crypto = Crypto(TOKEN, AES_KEY, APPID)
    for encrypt in (body.decode("latin-1"), base64.b64encode(body).decode(), sealed_by_hand(padded(body))):
        with pytest.raises(Refused):
            crypto.decrypt(encrypt)


@settings(deadline=None)
@given(st.binary(max_size=200), st.binary(min_size=16, max_size=16))
def test_decrypt_returns_what_encrypt_took(plain: bytes, random16: bytes):
    crypto = Crypto(TOKEN, AES_KEY, APPID)
    assert crypto.decrypt(crypto.encrypt(plain, random16)) == plain
    assert crypto.decrypt(crypto.encrypt(plain)) == plain


def test_two_seals_of_one_message_differ(crypto: Crypto):
    assert crypto.encrypt(b"same") != crypto.encrypt(b"same")


@pytest.mark.parametrize("random16", [b"", b"short", b"r" * 17])
def test_random16_must_be_16_bytes(crypto: Crypto, random16: bytes):
    with pytest.raises(BadField, match="random16"):
        crypto.encrypt(b"x", random16)


# --- the envelope


def test_xml_envelope_is_signed_and_opens(crypto: Crypto):
    tree = parse(crypto.seal("回信".encode(), "1714112445", "415670741"), "xml")
    assert list(tree) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"]
    assert crypto.check_msg(tree["MsgSignature"], tree["TimeStamp"], tree["Nonce"], tree["Encrypt"])
    assert crypto.decrypt(tree["Encrypt"]) == "回信".encode()


def test_json_envelope_is_signed_and_opens(crypto: Crypto):
    envelope = json.loads(crypto.seal(b"x", "1714112445", "415670741", form="json"))
    assert envelope["TimeStamp"] == 1714112445
    assert crypto.check_msg(envelope["MsgSignature"], "1714112445", envelope["Nonce"], envelope["Encrypt"])


@settings(deadline=None)
@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=[])))
def test_no_nonce_breaks_the_envelope(nonce: str):
    crypto = Crypto(TOKEN, AES_KEY, APPID)
    tree = parse(crypto.seal(b"x", "1", nonce + "]]><Nonce>&"), "xml")
    assert crypto.check_msg(tree["MsgSignature"], "1", tree["Nonce"], tree["Encrypt"])


@pytest.mark.parametrize("timestamp", ["", "now", "1.5", "-1", "１７"])
def test_envelope_refuses_a_timestamp_that_is_no_number(crypto: Crypto, timestamp: str):
    with pytest.raises(BadField, match="timestamp"):
        crypto.seal(b"x", timestamp, "nonce")


# --- settings


@pytest.mark.parametrize("token", ["", "ab", "a" * 33, "with space", "令牌令牌", "abc\n"])
def test_bad_token_is_refused_with_what_to_mend(token: str):
    with pytest.raises(SettingsError, match=r"\[wechat\] token must be 3 to 32 letters or digits"):
        Crypto(token, AES_KEY, APPID)


@pytest.mark.parametrize("aes_key", ["", "a" * 42, "a" * 44, "a" * 42 + "=", "a" * 42 + "密", AES_KEY + "\n"])
def test_bad_aes_key_is_refused_with_what_to_mend(aes_key: str):
    with pytest.raises(SettingsError, match=r"\[wechat\] aes_key must be the 43 letters and digits") as refused:
        Crypto(TOKEN, aes_key, APPID)
    assert not aes_key or aes_key not in str(refused.value)


@pytest.mark.parametrize("appid", ["", "wx 1", "账号", "wx1\n"])
def test_bad_appid_is_refused_with_what_to_mend(appid: str):
    with pytest.raises(SettingsError, match=r"\[wechat\] appid must be letters and digits"):
        Crypto(TOKEN, AES_KEY, appid)
