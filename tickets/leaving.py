"""What is unclear of when somebody began or left: a year without its day, a job that was left and taken up again."""

import re
from collections.abc import Container

from knowledge.slots import Slots

LEFT_WHEN = "您说的「{said}」，没听清是哪天离职的"
CAME_BACK = "您说的「{said}」，没听清连着干的是从哪天起"
_CAME_BACK = re.compile(
    r"[又再](?:来|回来|回去|回[厂公]|入职|进厂|返[岗厂])|(?:重新|二次)(?:入职|进厂)|中[间途](?:离职|走|断|停|辞)[^，,。]{0,4}"
)


def unclear_service(slots: Slots, words: str, said: Container[str]) -> dict[str, str]:
    """Why the last day has to be asked (去年底, 2024年 is none), or the first, of one who had left in between."""
    last, back = slots.source("ended"), _CAME_BACK.search(words)
    ended = {"ended": LEFT_WHEN.format(said=last.said)} if last and "ended" not in said else {}
    return ended | ({"began": CAME_BACK.format(said=back[0])} if back else {})
