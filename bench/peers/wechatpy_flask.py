"""wechatpy on Flask, for gunicorn: `gunicorn --workers 2 wechatpy_flask:app`; a dictionary of answers, no storage."""

import given
from flask import Flask, abort, request
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

ANSWERS = given.answers()
CRYPTO = WeChatCrypto(given.TOKEN, given.AES_KEY, given.APPID)
app = Flask(__name__)


@app.get("/wechat")
def verify() -> str:
    """The console's check of the address."""
    try:
        check_signature(given.TOKEN, request.args["signature"], request.args["timestamp"], request.args["nonce"])
    except InvalidSignatureException:
        abort(403)
    return request.args["echostr"]


@app.post("/wechat")
def receive() -> str:
    """Decrypt, parse, look up, render, encrypt."""
    query = request.args
    try:
        plain = CRYPTO.decrypt_message(
            request.get_data(as_text=True), query["msg_signature"], query["timestamp"], query["nonce"]
        )
    except (InvalidSignatureException, InvalidAppIdException):
        abort(403)
    message = parse_message(plain)
    reply = create_reply(ANSWERS.get(message.content, given.UNKNOWN), message)
    sealed: str = CRYPTO.encrypt_message(reply.render(), query["nonce"], query["timestamp"])
    return sealed
