"""Everything kept of a follower as a ZIP, made piece by piece: never more than one file lies in memory.

Source: 个人信息保护法 45.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import select

from bot.core.clock import SHANGHAI
from bot.core.errors import KeyMissing, SealBroken
from bot.core.files import FileGone
from tickets.evidence import Evidence, file_name
from tickets.models import Ticket
from web.pages.kept import AT_ONCE, Kept, file_in_copy, told_at
from web.pages.page import Pages

ABOUT = """这是{union}「娘家人」留存的、和您有关的内容，{day}取出。
我的信息.json：您是什么时候来的、登记的诉求、经过、聊天记录、发给您的消息。
材料/：您传来的照片、录音、视频，文件名里有单子编号。
不在里面的：工作人员之间的内部备注和说明；匿名登记的单子（它们和您的微信不相连）。
请自己收好，别转给别人。
"""


class _Sink(io.RawIOBase):
    """Takes what the ZIP writes, until it is sent."""

    def __init__(self) -> None:
        self._whole = bytearray()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, content: Any) -> int:
        """Keeps it."""
        self._whole += content
        return len(content)

    def taken(self) -> bytes:
        """What came since the last time."""
        got = bytes(self._whole)
        self._whole.clear()
        return got


class Copy:
    """One follower's copy."""

    def __init__(self, pages: Pages, follower: str) -> None:
        self._pages, self._follower, self._now = pages, follower, pages.clock()
        self._kept = Kept(pages.services.keys, pages.services.rules, follower, self._now)

    async def parts(self) -> AsyncIterator[bytes]:
        """The ZIP, from its beginning to its end."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w") as archive:
            union = self._pages.services.settings.union.name
            archive.writestr(self._entry("说明.txt"), ABOUT.format(union=union, day=told_at(self._now)))
            with archive.open(self._entry("我的信息.json"), "w") as told:
                async for text in self._json():
                    told.write(text.encode())
                    yield sink.taken()
            async for name, content in self._files():
                await asyncio.to_thread(archive.writestr, self._entry(name), content)
                yield sink.taken()
        yield sink.taken()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        return zipfile.ZipInfo(name, self._now.astimezone(SHANGHAI).timetuple()[:6])

    async def _json(self) -> AsyncIterator[str]:
        """One object: a list for each kind of thing, a line for each of them. No session is open while it is sent."""
        begin = "{"
        for name, rows in self._kept.kinds().items():
            yield f"{begin}\n{json.dumps(name, ensure_ascii=False)}: ["
            begin, comma, after = ",", "", 0
            while True:
                async with self._pages.services.database.view() as session:
                    found = await rows(session, after)
                for _, told in found:
                    yield f"{comma}\n{json.dumps(told, ensure_ascii=False)}"
                    comma = ","
                if len(found) < AT_ONCE:
                    break
                after = found[-1][0]
            yield "]"
        yield "\n}\n"

    async def _files(self) -> AsyncIterator[tuple[str, bytes]]:
        """Each file under its name in the ZIP; one that does not open is left out: the list names it all the same."""
        after, more = 0, True
        while more:
            mine = (Ticket.follower == self._follower, Evidence.id > after, Evidence.sha256.is_not(None))
            statement = select(Evidence, Ticket.number).join(Ticket).where(*mine).order_by(Evidence.id).limit(AT_ONCE)
            async with self._pages.services.database.view() as session:
                rows = (await session.execute(statement)).all()
            for row, number in rows:
                try:
                    yield file_in_copy(number, row), await self._pages.services.files.get(file_name(row))
                except (FileGone, KeyMissing, SealBroken):
                    continue
            more = len(rows) == AT_ONCE
            after = rows[-1][0].id if rows else 0
