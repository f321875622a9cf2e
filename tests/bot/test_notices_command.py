"""`niangjia notices`: asked before sending, sent at the rate, seen, stopped; gone on with after a kill."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harness import AES_KEY, APPID, SECRET, TOKEN, Product, product
from posting import FIELDS, SEND, TEMPLATE, Turning, announce, got, someone, states, sweep, wait
from sqlalchemy import select

from bot.cli import main
from bot.commands.notices import ASKED, NONE, SENDS, STOPPED
from simulator.faults import Fault
from tickets.mass import Notice
from tickets.outbox import Waiting
from tickets.sending import BETWEEN, QUOTA

WORDS = "【工会通知】下周三免费体检。"
KEY = "test:" + "A" * 43 + "="
RATE = 6


@pytest.fixture
def turning() -> Turning:
    return Turning()


@pytest.fixture
async def one(tmp_path: Path, turning: Turning) -> AsyncIterator[Product]:
    notices = {"per_minute": RATE, "template_id": TEMPLATE, "fields": FIELDS}
    given = {"keys": {"data": KEY}, "notices": notices}
    async with product(tmp_path, None, {"sign_with_real_time": False}, turning, **given) as running:
        yield running


async def niangjia(one: Product, *words: str, answer: str = "") -> Result:
    """What the command says, run beside the product on its database."""
    settings = one.parts.settings
    environment = {
        "NIANGJIA_WECHAT__APPID": APPID,
        "NIANGJIA_WECHAT__TOKEN": TOKEN,
        "NIANGJIA_WECHAT__AES_KEY": AES_KEY,
        "NIANGJIA_WECHAT__SECRET": SECRET,
        "NIANGJIA_DATABASE__URL": settings.database.url,
        "NIANGJIA_KEYS__DATA": KEY,
        "NIANGJIA_NOTICES__PER_MINUTE": str(RATE),
    }
    config = Path(settings.files.url.removeprefix("file://")).parent / "config.toml"
    config.touch()
    runner = CliRunner(env=environment)
    command = ["notices", *words, "--config", str(config)]
    return await asyncio.to_thread(runner.invoke, main, command, input=answer)


async def test_asked_first_with_the_count(one: Product) -> None:
    for _ in range(3):
        await someone(one)
    refused = await niangjia(one, "send", WORDS, answer="n\n")
    assert refused.exit_code == 1 and ASKED.format(total=3, now=3, text=WORDS) in refused.output
    assert (await niangjia(one)).output.strip() == NONE
    taken = await niangjia(one, "send", WORDS, answer="y\n")
    assert taken.exit_code == 0 and SENDS.format(notice=1, rate=RATE) in taken.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("send",), "--file"),
        (("send", " "), "empty"),
        (("send", "长" * 700), "2100 bytes"),
        (("send", WORDS, "--to", "没有这个区"), "没有这个区"),
        (("stop", "7"), "no notice 7"),
    ],
)
async def test_refused_plainly(one: Product, words: tuple[str, ...], says: str) -> None:
    await someone(one)
    refused = await niangjia(one, *words)
    assert refused.exit_code == 2 and says in refused.output


async def test_the_text_of_a_file(one: Product, tmp_path: Path) -> None:
    await someone(one)
    file = tmp_path / "notice.txt"
    file.write_text(f"\n{WORDS}\n", "utf-8")
    assert (await niangjia(one, "send", "--file", str(file), "--yes")).exit_code == 0
    async with one.parts.services.database.view() as session:
        assert await session.scalar(select(Notice.text)) == WORDS


async def test_one_each_round_and_each_follower_once(one: Product, turning: Turning) -> None:
    workers = [await someone(one) for _ in range(3)]
    await niangjia(one, "send", WORDS, "--yes")
    for sent in range(1, 5):
        await announce(one)
        await announce(one)
        assert sum(len(got(one, worker)) for worker in workers) == min(sent, 3)
        turning.on(one, seconds=10)
    assert [got(one, worker) for worker in workers] == [[WORDS]] * 3
    assert "共 3：已送达 3，没送到 0（已提醒 0），还在等 0" in (await niangjia(one)).output


async def test_who_is_out_of_reach_is_reminded_and_reads_it_later(one: Product, turning: Turning) -> None:
    worker = await someone(one)
    turning.on(one, hours=49)
    await niangjia(one, "send", WORDS, "--yes")
    await announce(one)
    assert got(one, worker) == [] and len(got(one, worker, "template")) == 1
    assert await states(one) == [(Waiting.WAITING, QUOTA)]
    assert "没送到 1（已提醒 1）" in (await niangjia(one)).output
    assert (await one.say(worker, "查进度")).endswith(f"\n\n{WORDS}")
    assert "已送达 1" in (await niangjia(one)).output


async def test_a_round_cut_off_goes_on_and_doubles_nobody(one: Product, turning: Turning) -> None:
    workers = [await someone(one) for _ in range(3)]
    await niangjia(one, "send", WORDS, "--yes")
    one.platform.faults.add(Fault(SEND, errcode=45009))
    for _ in range(4):
        await announce(one)
        turning.on(one, seconds=10)
    assert sum(len(got(one, worker)) for worker in workers) == 2
    turning.on(one, hours=1)
    await sweep(one)
    assert [got(one, worker) for worker in workers] == [[WORDS]] * 3


async def test_it_goes_with_what_else_waits(one: Product) -> None:
    worker = await someone(one)
    await niangjia(one, "send", WORDS, "--yes")
    await wait(one, worker, "来一趟")
    await announce(one)
    assert got(one, worker) == [f"来一趟{BETWEEN}{WORDS}"]


async def test_stopped(one: Product, turning: Turning) -> None:
    workers = [await someone(one) for _ in range(3)]
    await niangjia(one, "send", WORDS, "--yes")
    await announce(one)
    assert STOPPED.format(notice=1) in (await niangjia(one, "stop", "1")).output
    turning.on(one, seconds=10)
    await announce(one)
    assert sum(len(got(one, worker)) for worker in workers) == 1
    assert "（已停）" in (await niangjia(one)).output
