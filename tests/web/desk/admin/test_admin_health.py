"""The health page: what waits, what failed and why, the disk, the backup, WeChat when asked; no secret in it."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from admin_room import FakeWeChat
from desk_room import START, Room
from harness import SECRET, TOKEN
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.followers import ensure
from bot.core.jobs import Jobs
from bot.wechat import errcodes
from tickets.outbox import Kind, Outbox
from tickets.proof import Attempt, Outcome, Via
from web.desk.admin.health import GOOD, LEFT, NOT_CONNECTED
from web.desk.admin.health_reading import _backup, shown_bytes


async def fail(office: Room, code: str) -> None:
    async with office.database.session() as session:
        follower = await ensure(session, office.services.keys, "o1", office.now())
        message = await Outbox(session, office.services.keys, office.now()).put(follower, "x", Kind.AGENT)
        row = {"message": message, "follower": follower, "via": Via.CUSTOMER, "lead": True, "at": office.now()}
        session.add(Attempt(**row, outcome=Outcome.REFUSED, code=code))


async def test_what_waits_and_what_failed(office: Room) -> None:
    for code in ("45015", "45015", "not reached"):
        await fail(office, code)
    office.now.on(minutes=30)
    page = (await office.get("/desk/admin/health"))[1]
    assert "微信没收：45015" in page and "2 次" in page and "没有连上微信" in page
    assert "3 条" in page and "已经过了 25 分钟" in page
    office.now.on(days=2)
    await office.sign_in()
    assert "45015" not in (await office.get("/desk/admin/health"))[1]


async def test_jobs_that_wait_long_are_marked(office: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "排队的后台任务" in (await office.get("/desk/admin/health"))[1]

    async def stuck(_session: AsyncSession) -> tuple[int, datetime]:
        return 7, office.now() - timedelta(minutes=20)

    monkeypatch.setattr(Jobs, "unfinished", stuck)
    page = (await office.get("/desk/admin/health"))[1]
    assert "7 件" in page and "最早的一件等了 20 分钟" in page and "请留意" in page


async def test_nothing_secret_is_on_it(office: Room) -> None:
    settings = office.services.settings
    page = (await office.get("/desk/admin/health"))[1]
    for secret in (SECRET, TOKEN, settings.keys.data.get_secret_value(), settings.wechat.aes_key.get_secret_value()):
        assert secret not in page


async def test_wechat_is_asked_and_its_answer_told(office: Room, wechat: FakeWeChat) -> None:
    page = await (await office.post("/desk/admin/health")).text()
    assert GOOD.format(until="11月22日 15:00") in page and "t0ken" not in page
    assert LEFT.format(used=950, left=50) in page
    wechat.fails = errcodes.error(40164, "invalid ip 203.0.113.9, not in whitelist", call="x", sends=False, own=True)
    assert "203.0.113.9" in await (await office.post("/desk/admin/health")).text()


async def test_without_wechat_it_says_so(room: Room) -> None:
    await room.become("admin")
    assert NOT_CONNECTED in await (await room.post("/desk/admin/health")).text()


@pytest.mark.parametrize(("count", "said"), [(0, "0 B"), (1536, "2 KB"), (5 << 20, "5.0 MB"), (3 << 40, "3.0 TB")])
def test_sizes(count: int, said: str) -> None:
    assert shown_bytes(count) == said


def test_the_newest_backup_counts(tmp_path: Path) -> None:
    assert _backup("", START).is_bad and _backup(str(tmp_path / "no"), START).is_bad
    assert _backup(str(tmp_path), START).is_bad
    for name, age in (("old.db", timedelta(days=9)), ("new.db", timedelta(hours=5))):
        (tmp_path / name).touch()
        at = (START - age).timestamp()
        os.utime(tmp_path / name, (at, at))
    newest = _backup(str(tmp_path), START)
    assert not newest.is_bad and "5 小时前" in newest.value
    assert _backup(str(tmp_path), START + timedelta(days=3)).is_bad
