"""The reference: wechatpy on aiohttp, answering from a dictionary; it searches nothing and stores nothing.

With `uvloop` as its first argument it runs on that event loop.
"""

import sys

import given
from aiohttp import web
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

ANSWERS = given.answers()
CRYPTO = WeChatCrypto(given.TOKEN, given.AES_KEY, given.APPID)


async def verify(request: web.Request) -> web.Response:
    """The console's check of the address."""
    query = request.query
    try:
        check_signature(given.TOKEN, query["signature"], query["timestamp"], query["nonce"])
    except InvalidSignatureException as error:
        raise web.HTTPForbidden from error
    return web.Response(text=query["echostr"])


async def receive(request: web.Request) -> web.Response:
    """Decrypt, parse, look up, render, encrypt."""
    query, body = request.query, await request.text()
    try:
        plain = CRYPTO.decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
    except (InvalidSignatureException, InvalidAppIdException) as error:
        raise web.HTTPForbidden from error
    message = parse_message(plain)
    reply = create_reply(ANSWERS.get(message.content, given.UNKNOWN), message)
    sealed = CRYPTO.encrypt_message(reply.render(), query["nonce"], query["timestamp"])
    return web.Response(text=sealed, content_type="application/xml")


if __name__ == "__main__":
    if sys.argv[1:] == ["uvloop"]:
        import uvloop

        uvloop.install()
    app = web.Application()
    app.add_routes([web.get("/wechat", verify), web.post("/wechat", receive)])
    web.run_app(app, host="127.0.0.1", port=given.PORT, print=None, backlog=4096)
