"""kill -9 of the process that sends, again and again: each word reaches its follower, none twice without saying so."""

import asyncio
import random
import signal
import subprocess
import sys
from pathlib import Path

from harness import AES_KEY, APPID, SECRET, TOKEN, Product, product
from posting import SEND, Turning, got, someone, states, sweep, wait

from bot.core.crypt import new_key
from simulator.faults import Fault
from tickets.outbox import CUT_OFF, MARKED, SENT_WITHIN, Waiting
from tickets.sending import SENDING_LASTS

WORKERS, KILLS, SEED = 10, 3, 20261122
SENDER = """
import asyncio, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
import aiohttp
from bot.allowance import limits_of
from bot.app import make_client, make_services, Knowledge
from bot.core.clock import utc_now
from bot.core.settings import load
from bot.delivery import Delivery
from talks import services_of
from tickets.outbox import SENT_WITHIN

async def run():
    settings = load(Path(sys.argv[1]))
    services = services_of(Path(sys.argv[2]), settings.database.url, keys=settings.keys.data.get_secret_value())
    async with aiohttp.ClientSession() as http:
        client = make_client(http, settings)
        delivery = Delivery(services, client, lambda: utc_now() + SENT_WITHIN * 1.1, limits_of(settings))
        print("ready", flush=True)
        await delivery.sweep()
    print("done", flush=True)

asyncio.run(run())
"""
CONFIG = """
[wechat]
appid = "{appid}"
token = "{token}"
aes_key = "{aes_key}"
secret = "{secret}"
account = "verified_service"
api_base = "{api_base}"
[database]
url = "{url}"
[keys]
data = "{key}"
[log]
level = "error"
"""


async def send_until(folder: Path, pause_s: float | None) -> None:
    """Another process sends what is due; it is killed so long after it began."""
    paths = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2])]
    command = [sys.executable, "-c", SENDER, str(folder / "sender.toml"), str(folder), *paths]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout and (await process.stdout.readline()).strip() == b"ready"
    if pause_s is not None:
        await asyncio.sleep(pause_s)
        process.send_signal(signal.SIGKILL)
    await process.wait()


def configure(one: Product, folder: Path, key: str) -> None:
    settings = one.parts.settings
    given = {"appid": APPID, "token": TOKEN, "aes_key": AES_KEY, "secret": SECRET, "key": key}
    text = CONFIG.format(**given, api_base=settings.wechat.api_base, url=settings.database.url)
    (folder / "sender.toml").write_text(text, "utf-8")


async def test_killed_while_sending(tmp_path: Path, database_url: str) -> None:
    turning, chance, key = Turning(), random.Random(SEED), new_key("test")
    keys = {"keys": {"data": key}}
    async with product(tmp_path, database_url, {"sign_with_real_time": False}, turning, **keys) as one:
        configure(one, tmp_path, key)
        workers = [await someone(one) for _ in range(WORKERS)]
        for worker in workers:
            await wait(one, worker, f"给{worker}")
        one.platform.faults.add(Fault(SEND, delay_s=0.15, times=WORKERS * 2))
        for _ in range(KILLS):
            await send_until(tmp_path, chance.uniform(0.1, 0.6))
        one.platform.faults.clear()
        left = [state for state, _ in await states(one)].count(Waiting.SENDING)
        turning.on(one, seconds=(SENDING_LASTS + SENT_WITHIN).total_seconds() * 1.1)
        await sweep(one)
        cut_off = [why for _, why in await states(one)].count(CUT_OFF)
        assert left == cut_off >= 1
        for worker in workers:
            pushed, said = got(one, worker), await one.say(worker, "查进度")
            assert pushed in ([], [f"给{worker}"])
            assert (MARKED.format(text=f"给{worker}") in said) or pushed
        assert {state for state, _ in await states(one)} == {Waiting.SENT, Waiting.RODE}
