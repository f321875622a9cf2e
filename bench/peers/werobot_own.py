"""WeRoBot as it comes: its own server and its own session storage (SQLite in the folder where it runs).

With `no-session` as its first argument its session storage is off.
"""

import sys
from typing import Any

import given
from werobot import WeRoBot

ANSWERS = given.answers()
robot = WeRoBot(token=given.TOKEN)
robot.config.update(APP_ID=given.APPID, ENCODING_AES_KEY=given.AES_KEY, HOST="127.0.0.1", PORT=given.PORT)
if sys.argv[1:] == ["no-session"]:
    robot.config["SESSION_STORAGE"] = False


@robot.text
def answer(message: Any) -> str:
    """Look up."""
    return ANSWERS.get(message.content, given.UNKNOWN)


if __name__ == "__main__":
    robot.run()
