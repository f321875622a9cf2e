"""What is unclear of when somebody began or left: a year without its day, a job that was left and taken up again."""

import re
from collections.abc import Container

from knowledge.slots import Slots
from rights.inputs import Field

LEFT_WHEN = "您说的「{said}」，没听清是哪天离职的"
CAME_BACK = "您说的「{said}」，没听清连着干的是从哪天起"
_CAME_BACK = re.compile(
    r"[又再](?:来|回来|回去|回[厂公]|入职|进厂|返[岗厂])|(?:重新|二次)(?:入职|进厂)|中[间途](?:离职|走|断|停|辞)[^，,。]{0,4}"
)


def left_when(slots: Slots, given: Container[str], ended: Field) -> str:
    """What was said of the last day, where that is no day: 去年底, 2024年."""
    source = slots.source("ended")
    return source.said if source and ended.name not in given else ""


def unclear_service(slots: Slots, words: str, given: dict[str, str], fields: dict[str, Field]) -> dict[str, str]:
    """Why the last day has to be asked, or the first, of one who had left in between: nothing is taken for it then."""
    began, ended = fields.get("began"), fields.get("ended")
    unclear: dict[str, str] = {}
    if ended and (said := left_when(slots, given, ended)):
        unclear["ended"] = LEFT_WHEN.format(said=said)
    if began and (back := _CAME_BACK.search(words)):
        given.pop(began.name, None)
        unclear["began"] = CAME_BACK.format(said=back[0])
    return unclear
