"""How the installation stands, read from the database, the disk and this process; nothing secret, nothing personal."""

import asyncio
import platform
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.core.database import Database
from bot.core.jobs import Jobs
from bot.core.metrics import Metrics
from bot.setup import Finding, findings
from bot.wechat.errcodes import explain
from tickets.models import Ticket
from tickets.outbox import OutboxMessage, Waiting
from tickets.proof import Attempt, Outcome
from tickets.routing import unrouted
from tickets.timing import is_late
from web.desk.desk import Desk

SINCE = timedelta(days=1)
OLD_BACKUP, LITTLE_DISK = timedelta(days=2), 0.1
LONG_WAIT = timedelta(minutes=15)
MOST_COUNTED, CODES_LISTED = 100_000, 12
PACKAGES = ("niangjia", "aiohttp", "SQLAlchemy", "dbos", "wechatpy", "cryptography", "pydantic")
UNITS = ("B", "KB", "MB", "GB", "TB")
NOT_REACHED = "没有连上微信"
OURS = {"no answer": "发出去了，没等到微信的回话", "cut off": "正在发的时候程序停了", "not reached": NOT_REACHED}


@dataclass(frozen=True, slots=True)
class Gauge:
    """One line: what it is, how it stands, whether somebody should look."""

    name: str
    value: str
    is_bad: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What did not go well, how often, and what to do."""

    what: str
    count: int
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything on the page."""

    queues: Sequence[Gauge]
    machine: Sequence[Gauge]
    faults: Sequence[Fault]
    findings: Sequence[Finding]
    versions: Sequence[tuple[str, str]]


async def standing(desk: Desk, metrics: Metrics | None) -> Standing:
    """How everything stands now."""
    services, now = desk.services, desk.clock()
    owed = await services.journal.owed()
    async with services.database.view() as session:
        queues = [Gauge("欠着的回答", f"{owed} 条", owed > 100), *await _queues(session, now)]
        faults = await _undelivered(session, now)
        size, server = await _size(session, services.database), await _server(session, services.database)
    found = findings(services.live.given, services.parameters, today(now), []) if services.parameters else []
    machine = await asyncio.to_thread(_machine, desk, now)
    return Standing(
        queues,
        [Gauge("数据库大小", size), *machine],
        [*faults, *_counted(metrics)],
        found,
        [("Python", platform.python_version()), server, *_versions()],
    )


async def _queues(session: AsyncSession, now: datetime) -> list[Gauge]:
    due = (OutboxMessage.state == Waiting.WAITING, OutboxMessage.next_at.is_not(None))
    waiting = await _count(session, select(OutboxMessage.id).where(*due))
    oldest = await session.scalar(select(func.min(OutboxMessage.next_at)).where(*due))
    late_s = (now - oldest).total_seconds() if oldest and oldest < now else 0
    rides = (OutboxMessage.state == Waiting.WAITING, OutboxMessage.next_at.is_(None))
    riding = await _count(session, select(OutboxMessage.id).where(*rides))
    homeless = await _count(session, unrouted().with_only_columns(Ticket.id))
    late = await _count(session, select(Ticket.id).where(is_late(now)))
    return [
        Gauge("等着发出的消息", f"{waiting} 条", late_s > LONG_WAIT.total_seconds(), _since(late_s)),
        Gauge("等职工来话时带到的", f"{riding} 条"),
        _jobs(*await Jobs.unfinished(session), now),
        Gauge("还没分给科室的单子", f"{homeless} 件", homeless > 50),
        Gauge("超时的单子", f"{late} 件"),
    ]


def _jobs(count: int, oldest: datetime | None, now: datetime) -> Gauge:
    """What the program has still to do by itself; stuck where the oldest waits long."""
    waits = now - oldest if oldest else timedelta()
    note = f"最早的一件等了 {int(waits.total_seconds() // 60)} 分钟" if waits > timedelta(minutes=1) else ""
    return Gauge("排队的后台任务", f"{count} 件", waits > LONG_WAIT, note)


def _since(late_s: float) -> str:
    return f"最早的一条已经过了 {int(late_s // 60)} 分钟" if late_s > 60 else ""


async def _count(session: AsyncSession, statement: object) -> int:
    """How many rows, counted up to a bound."""
    bounded = statement.limit(MOST_COUNTED).subquery()  # type: ignore[attr-defined]
    return int(await session.scalar(select(func.count()).select_from(bounded)) or 0)


async def _undelivered(session: AsyncSession, now: datetime) -> list[Fault]:
    """What could not be delivered since yesterday, by the platform's code."""
    failed = Attempt.outcome.in_([Outcome.REFUSED, Outcome.UNSURE])
    counted = select(Attempt.code, func.count()).where(failed, Attempt.at > now - SINCE).group_by(Attempt.code)
    rows = (await session.execute(counted.order_by(func.count().desc()).limit(CODES_LISTED))).all()
    return [_fault(code or "", int(count)) for code, count in rows]


def _fault(code: str, count: int) -> Fault:
    if code.lstrip("-").isdecimal():
        return Fault(f"微信没收：{code}", count, explain(int(code), "").advice)
    return Fault(OURS.get(code, f"没送到：{code or '没有原因'}"), count)


def _counted(metrics: Metrics | None) -> list[Fault]:
    """What this process counted since it started."""
    if metrics is None:
        return []
    told = ((metrics.failed, "回答时出错", "kind"), (metrics.refused, "没有收下的推送", "reason"))
    return [
        Fault(f"{name}：{sample.labels[label]}", int(sample.value), "本进程启动以来")
        for counter, name, label in told
        for family in counter.collect()
        for sample in family.samples
        if sample.name.endswith("_total") and sample.value
    ]


async def _size(session: AsyncSession, database: Database) -> str:
    if database.is_sqlite:
        pages = await session.scalar(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
    else:
        pages = await session.scalar(text("SELECT pg_database_size(current_database())"))
    return shown_bytes(int(pages or 0))


async def _server(session: AsyncSession, database: Database) -> tuple[str, str]:
    if database.is_sqlite:
        return "SQLite", sqlite3.sqlite_version
    return "PostgreSQL", str(await session.scalar(text("SHOW server_version")))


def _machine(desk: Desk, now: datetime) -> list[Gauge]:
    settings, gauges = desk.services.live.given, list[Gauge]()
    if desk.services.database.is_sqlite:
        gauges.append(_disk("放数据库的磁盘", Path(make_url(settings.database.url).database or ".").parent))
    if settings.files.url.startswith("file:///"):
        gauges.append(_disk("放证据的磁盘", Path(settings.files.url.removeprefix("file://"))))
    return [*gauges, _backup(settings.database.backups, now)]


def _disk(name: str, folder: Path) -> Gauge:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    used = shutil.disk_usage(folder)
    is_bad = used.free < used.total * LITTLE_DISK
    return Gauge(name, f"剩 {shown_bytes(used.free)}，共 {shown_bytes(used.total)}", is_bad, "快满了" if is_bad else "")


def _backup(folder: str, now: datetime) -> Gauge:
    """When the newest file in the backups' folder was written."""
    name = "最近一次备份"
    if not folder:
        return Gauge(name, "不知道", True, "配置文件里没有写备份放在哪里（[database] backups）")
    try:
        newest = max((one.stat().st_mtime for one in Path(folder).iterdir() if one.is_file()), default=None)
    except OSError:
        return Gauge(name, "看不了", True, "备份的文件夹打不开")
    if newest is None:
        return Gauge(name, "还没有", True, "备份的文件夹是空的")
    age = now - datetime.fromtimestamp(newest, UTC)
    hours = max(0, int(age.total_seconds() // 3600))
    return Gauge(name, f"{hours // 24} 天前" if hours >= 48 else f"{hours} 小时前", age > OLD_BACKUP)


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found


def shown_bytes(count: float) -> str:
    """1.5 GB."""
    for unit in UNITS[:-1]:
        if count < 1024:
            return f"{count:.0f} {unit}" if unit in UNITS[:2] else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} {UNITS[-1]}"
