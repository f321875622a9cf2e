"""Our own server in the table: a fresh SQLite in a folder of its own, safe mode, journal, retrieval."""

import base64
import json
import secrets
import sqlite3
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import AES_KEY, APPID, HERE, TOKEN
from bench.servers import Server, Texts

REPOSITORY = HERE.parent
NIANGJIA = REPOSITORY / ".venv" / "bin" / "niangjia"
CONFIG = """[wechat]
appid = "{appid}"
token = "{token}"
aes_key = "{aes_key}"
mode = "safe"
account = "unverified"

[database]
url = "sqlite+aiosqlite:///{folder}/niangjia.db"

[files]
url = "file:///{folder}/files"

[keys]
data = "bench:{key}"
"""


def prepare(folder: Path) -> list[Server]:
    """Writes a configuration and makes the database; gives our rows, ready to be started."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    config = folder / "config.toml"
    text = CONFIG.format(appid=APPID, token=TOKEN, aes_key=AES_KEY, folder=folder, key=key)
    config.write_text(text, "utf-8")
    subprocess.run([NIANGJIA, "migrate", "--config", config], check=True, cwd=folder)
    serve = (str(NIANGJIA), "serve", "--config", str(config), "--port", "{port}")
    return [
        Server("niangjia", "niangjia, full path", serve),
        Server("niangjia-new", "niangjia, full path, every text new", serve, texts=Texts.NEW),
        Server("niangjia-mixed", "niangjia, also talks, tickets, small talk; every text new", serve, texts=Texts.MIXED),
    ]


def asked(questions: Iterable[str]) -> list[dict[str, str]]:
    """What our own `niangjia ask` says to each question, for the server's answers to be held to."""
    lines = "".join(json.dumps({"id": text, "question": text}, ensure_ascii=False) + "\n" for text in questions)
    done = subprocess.run([NIANGJIA, "ask", "--jsonl"], input=lines.encode(), check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def journal(folder: Path) -> dict[str, int]:
    """How many messages our journal holds by the handler that answered; none if it cannot be read."""
    try:
        with sqlite3.connect(folder / "niangjia.db") as database:
            rows = database.execute("SELECT handler, count(*) FROM journal WHERE reply IS NOT NULL GROUP BY handler")
            return dict(rows.fetchall())
    except sqlite3.OperationalError:
        return {}
