"""Whether an answer is right: opened by wechatpy, sent to the one who asked, and saying what it must."""

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import ACCOUNT, Push, crypto

CHECKED = 100  # one answer in so many is opened
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Judge:
    """What each question must be answered with; `exactly`, or with any text where the words were new."""

    expected: dict[str, str]
    exactly: bool

    @classmethod
    def of(cls, path: Path, exactly: bool) -> "Judge":
        """Reads the dictionary."""
        return cls(json.loads(path.read_text("utf-8")), exactly)

    def fault(self, push: Push, body: bytes) -> str | None:
        """What is wrong with an answer."""
        outer = ET.fromstring(body)  # noqa: S314 (from servers we started)
        signed = [outer.findtext(name) or "" for name in ("MsgSignature", "TimeStamp", "Nonce")]
        inner = ET.fromstring(crypto().decrypt_message(body.decode(), *signed))  # noqa: S314
        read = {child.tag: child.text or "" for child in inner}
        if (read["ToUserName"], read["FromUserName"], read["MsgType"]) != (push.openid, ACCOUNT, "text"):
            return f"wrong envelope: {read['ToUserName']} {read['FromUserName']} {read['MsgType']}"
        if not self._fits(_plain(read["Content"]), _plain(self.expected[push.question])):
            return f"{push.question}: got {read['Content'][:60]!r}, not {self.expected[push.question][:60]!r}"
        return None

    def _fits(self, content: str, expected: str) -> bool:
        return content == expected if self.exactly else bool(content)


def _plain(text: str) -> str:
    """Line ends and outer blanks differ between libraries."""
    return text.replace("\r\n", "\n").strip()


def wrong_answers(kept: list[tuple[Push, bytes]], judge: Judge) -> list[str]:
    """What is wrong with the answers that were kept, the first few in full."""
    faults = []
    for push, body in kept:
        try:
            fault = judge.fault(push, body)
        except Exception as error:  # whatever wechatpy cannot open is wrong
            fault = f"{push.question}: {type(error).__name__}: {error}"
        if fault:
            faults.append(fault)
    return [*faults[:SHOWN], *([f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else [])]
