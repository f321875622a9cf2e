"""Tickets with their history, and the journal, in bulk: invented names by chance from a fixed seed; every text is
sealed and indexed as the product does it.
"""

import itertools
import json
import random
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, insert

import bot.app  # noqa: F401 (every table)
from bot.core.crypt import Keyring
from bot.core.database import Base
from bot.core.followers import Follower
from bot.core.sections import Routing
from bot.journal_rows import JournalRow
from bot.wechat.packing import pack
from bot.wechat.reply import Text
from tickets import number as numbers
from tickets.kind import discover
from tickets.models import Claim, Ticket, TicketEvent
from tickets.routing import every_team
from tickets.words import EMPLOYER, TicketWord, grams
from web.desk.models import Agent

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
OPEN_SHARE = 0.15
BATCH = 20_000
AGENTS = 12
LAPSING = "arbitration"
DISTRICTS = ("兴庆区", "金凤区", "西夏区", "灵武市", "永宁县", "贺兰县", None)
FIRST = "宏华东方天元瑞祥金鼎永盛恒泰中兴建业顺达昌隆安居福临锦绣银河塞上长城"
SECOND = "达丰源泰盛祥安康隆鑫旺辉腾兴业城润佳成远通利和信诚"
TRADES = ("建筑", "劳务", "物业", "餐饮", "商贸", "装饰", "物流", "食品", "科技", "保洁")
SURNAMES = "王李张刘陈杨马赵黄周吴徐孙胡朱高林何郭罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰"
STORIES = (
    "{month}月起在{place}干活，{employer}一直没有发工资，问了好几次都说等等",
    "老板拖欠我{months}个月工资，一共{yuan}元，电话也不接，{place}的人都知道",
    "在{place}搬东西的时候摔伤了{part}，单位说不给报工伤，医药费自己垫的",
    "{employer}把我辞退了，没有给赔偿，合同也没有签，干了{months}个月",
    "加班从来没有加班费，每天干到晚上{hour}点，{employer}的考勤表在主管那里",
    "单位没有给我交社保，去{place}问了说要自己去劳动局，请工会帮帮我",
)
SAID = (
    "我还有微信聊天记录",
    "工地大门口有监控",
    "老板说下个月结清",
    "工友{name}也在，一共{months}个人",
    "把考勤表拍给你们了",
)
ANSWERS = (
    "您的诉求已经受理，请把考勤表和合同拍照发来。",
    "已经联系单位，请等我们的消息。",
    "调解定在下周，请带身份证。",
)


class Bulk:
    """Puts many rows into a database, and says how long that took."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        begun, count = time.monotonic(), 0
        for batch in _batches(iter(rows)):
            with self._engine.begin() as connection:
                connection.execute(insert(table), batch)
            count += len(batch)
        print(f"{table.__tablename__}: {count} in {time.monotonic() - begun:.0f} s", flush=True)


class Maker(Bulk):
    """Makes the rows of one database."""

    def __init__(self, engine: Engine, keys: Keyring, tickets: int, messages: int) -> None:
        super().__init__(engine)
        self._keys, self._tickets, self._messages = keys, tickets, messages
        self._chance = random.Random(20261122)
        self._employers = [self._employer() for _ in range(3_000)]
        self._kinds = list(discover())
        self._teams = every_team(Routing())
        self._hashed = cache(
            lambda gram: int.from_bytes(bytes.fromhex(keys.index(f"ticket word {gram}")[:16]), "big", signed=True)
        )
        self._followers = [keys.index(f"openid o{place}") for place in range(max(1, tickets * 2 // 3))]

    def make(self) -> None:
        """Everything, table by table."""
        Base.metadata.create_all(self._engine)
        self.put(Agent, self._agents())
        self.put(
            Follower,
            ({"follower": one, "openid": b"", "first_seen": NOW - YEARS, "version": 0} for one in self._followers),
        )
        for first in range(1, self._tickets + 1, BATCH):
            self._batch(range(first, min(first + BATCH, self._tickets + 1)))
        self.put(JournalRow, self._journal())

    def _batch(self, ids: range) -> None:
        tickets, claims, events, words = [], [], [], []
        for row in ids:
            ticket, texts = self._ticket(row)
            tickets.append(ticket)
            claims += [
                {
                    "ticket_id": row,
                    "kind": ticket["kind"],
                    "amount_fen": self._chance.randrange(2_000, 80_000) * 100,
                    "months": "3",
                }
            ]
            events += self._events(ticket, texts)
            words += [{"word": word, "ticket_id": row} for word in sorted(self._words(texts))]
        for table, rows in ((Ticket, tickets), (Claim, claims), (TicketEvent, events), (TicketWord, words)):
            self.put(table, rows)

    def _ticket(self, row: int) -> tuple[dict[str, Any], dict[str, str]]:
        chance = self._chance
        opened = NOW - YEARS * (1 - row / self._tickets) - timedelta(seconds=chance.randrange(60))
        is_open = chance.random() < OPEN_SHARE
        closed = None if is_open else min(NOW, opened + timedelta(days=chance.randrange(1, 40)))
        body = f"{opened:%y}{row * 7919 % 1_000_000:06d}"
        number = body + str(numbers.check_digit(body))
        texts = self._texts()
        lapses = opened + timedelta(days=chance.randrange(20, 1_500)) if chance.random() < 0.6 else None
        facts = json.dumps(
            {"employer": texts["employer"], "phone": texts["phone"], "worker": texts["worker"]}, ensure_ascii=False
        )
        return {
            "id": row,
            "number": number,
            "kind": chance.choice(self._kinds),
            "state": chance.choice(("new", "taken", "taken", "waiting"))
            if is_open
            else chance.choice(("closed",) * 9 + ("withdrawn",)),
            "urgent": chance.random() < 0.02,
            "follower": chance.choice(self._followers) if chance.random() < 0.9 else None,
            "district": chance.choice(DISTRICTS),
            **{name: self._keys.seal(texts[name], f"tickets:{number}") for name in ("employer", "phone", "story")},
            "facts": self._keys.seal(facts, f"tickets:{number}"),
            "opened_at": opened,
            "moved_at": closed or opened + (NOW - opened) * chance.random(),
            "closed_at": closed,
            "lapses_at": lapses,
            "lapses_right": LAPSING if lapses else None,
            "team": chance.choice(self._teams),
            "assignee": chance.randrange(1, AGENTS + 1) if chance.random() < 0.7 else None,
            "due_at": opened + timedelta(days=chance.randrange(60)) if is_open else None,
            "due_what": "step" if is_open else None,
            "compared_at": NOW,
            "worded_at": NOW,
            "counted_at": None,
            "handed": False,
            "weight": "一般",
        }, texts

    def _texts(self) -> dict[str, str]:
        chance = self._chance
        employer = chance.choice(self._employers)
        fill = {
            "month": chance.randrange(1, 13),
            "months": chance.randrange(2, 12),
            "yuan": chance.randrange(20, 800) * 100,
            "hour": chance.randrange(8, 12),
        }
        fill |= {
            "place": chance.choice(self._employers)[:2] + chance.choice(("工地", "小区", "商场", "厂里")),
            "employer": employer,
        }
        fill |= {"part": chance.choice(("手", "腿", "腰", "脚")), "name": self._name()}
        return {
            "employer": employer,
            "phone": f"1{chance.randrange(3_000_000_000, 9_999_999_999)}",
            "worker": fill["name"],
            "story": chance.choice(STORIES).format(**fill),
            "said": chance.choice(SAID).format(**fill),
        }

    def _events(self, ticket: dict[str, Any], texts: dict[str, str]) -> Iterator[dict[str, Any]]:
        at, agent = ticket["opened_at"], f"agent:agent{ticket['assignee'] or 1}"
        lines = [
            ("follower", "opened", "new", texts["story"]),
            ("system", "routed", None, f"分给{ticket['team']}"),
            ("follower", "said", None, texts["said"]),
        ]
        lines += (
            [(agent, "state", "taken", ""), (agent, "answered", None, self._chance.choice(ANSWERS))]
            if ticket["state"] != "new"
            else []
        )
        lines += [(agent, "state", ticket["state"], "办好了")] if ticket["closed_at"] else []
        for place, (actor, what, state, body) in enumerate(lines):
            sealed = self._keys.seal(body, f"tickets:{ticket['number']}") if body else None
            yield {
                "ticket_id": ticket["id"],
                "at": at + timedelta(hours=place),
                "actor": actor,
                "what": what,
                "state": state,
                "body": sealed,
            }

    def _words(self, texts: dict[str, str]) -> set[int]:
        spelled = {EMPLOYER + gram for gram in grams(texts["employer"])}
        for text in texts.values():
            spelled |= {*grams(text)}
        return {self._hashed(gram) for gram in spelled}

    def _journal(self) -> Iterator[dict[str, Any]]:
        for row in range(1, self._messages + 1):
            key, at = f"{row:032x}", NOW - YEARS * (1 - row / self._messages)
            follower = self._chance.choice(self._followers)
            body = self._keys.seal(
                json.dumps({"Content": self._chance.choice(SAID)}, ensure_ascii=False), f"journal:{key}"
            )
            reply = self._keys.seal(pack(Text("收到。")), f"journal:{key}")
            yield {
                "id": row,
                "key": key,
                "follower": follower,
                "kind": "Text",
                "body": body,
                "received_at": at,
                "handler": "more.more",
                "reply": reply,
                "replied_at": at,
                "late": False,
            }

    def _agents(self) -> Iterator[dict[str, Any]]:
        for row in range(1, AGENTS + 1):
            role = "admin" if row == 1 else "supervisor" if row == 2 else "agent"
            yield {
                "id": row,
                "name": f"agent{row}",
                "display": self._name(),
                "hash": "-",
                "role": role,
                "created_at": NOW - YEARS,
                "districts": ["金凤区", "永宁县"] if row > 6 else [],
                "active": True,
                "failed": 0,
            }

    def _employer(self) -> str:
        name = self._chance.choice(FIRST) + self._chance.choice(FIRST) + self._chance.choice(SECOND)
        return name + self._chance.choice(TRADES) + self._chance.choice(("公司", "有限公司", ""))

    def _name(self) -> str:
        return self._chance.choice(SURNAMES) + "".join(self._chance.choices(GIVEN, k=self._chance.choice((1, 2))))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch
