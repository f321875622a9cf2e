"""What bench/webhook.py gives every peer through the environment: where to listen, the account, the answers."""

import json
import os
from pathlib import Path

PORT = int(os.environ.get("BENCH_PORT", "0"))
APPID = os.environ["BENCH_APPID"]
TOKEN = os.environ["BENCH_TOKEN"]
AES_KEY = os.environ["BENCH_AES_KEY"]
UNKNOWN = "?"


def answers() -> dict[str, str]:
    """The dictionary: question to answer."""
    read: dict[str, str] = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text("utf-8"))
    return read
