"""Words of a follower in danger of life: they come before any answer, so it is better to ask once too often."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from knowledge.deaths import plainly
from knowledge.patterns import load_patterns

Danger = Literal["self_harm", "accident_now", "violence"]

SECTIONS = (
    "self_harm_not",
    "past_death",
    "self_harm",
    "accident_not",
    "accident_event",
    "accident_urgent",
    "accident_now",
    "accident_past",
    "accident_claim",
    "violence_not",
    "violence",
    "violence_now",
)
CALM = """您先停一停，千万别做伤害自己的事。您的命比钱要紧，钱我们帮您一起要。

现在就打：
110 警察　120 急救
12351 工会热线
身边有人的话，先和他待在一起。"""
RESCUE = """先救人！
马上打 120；有火、有人被埋被困打 119；有危险打 110。
别硬拖硬搬伤者，别让其他人再进危险的地方，断电、停机器。"""
BEATEN = """人先离开，到安全的地方，别跟他硬顶。
现在就打 110 报警；伤得重先打 120；工会热线 12351。
跟警察说清谁打的、为什么打，要报警回执；去看伤，病历、票据都留着。"""
MOURNED = """请节哀。
现场还有人受伤、被困，或者有危险，马上打 120、119、110。
现场先别动，拍照、记下在场的人；什么字都先别签。"""
HELP: Mapping[Danger, str] = {"self_harm": CALM, "accident_now": RESCUE, "violence": BEATEN}
"""What one in that danger is told before anything else."""
_DEAD = re.compile(
    r"(?:摔|砸|压|电|淹|烧|闷|撞|轧|捂|毒|累|猝)?(?<![快要没差急气烦愁吓冻饿热])死(?!活|板|心|者|命)(?:了|亡)|身亡|去世|没气了"
)
_MAY_LIVE = re.compile(r"快死|要死|没死|差点|还活|救命|救人|快来|快救|被埋|被困|被压|卷进|昏迷|不省人事|还有人|抢救")
SHORT_CRY_CHARACTERS = 30  # a bare 着火了, 有人触电了 without a word of money or of the past is happening now


class Dangers:
    """Sees danger by patterns of speech; never changes, safe for any thread."""

    def __init__(self, path: Path) -> None:
        self._patterns = load_patterns(path, SECTIONS)

    def see(self, text: str) -> Danger | None:
        """The danger in a half-width, lower-case, simplified text, if there is any; its blanks do not count."""
        text = "".join(text.split())
        if self._self_harm(text):
            return "self_harm"
        if self._accident_now(text):
            return "accident_now"
        return "violence" if self._violence(text) else None

    def _says(self, section: str, text: str) -> bool:
        return self._patterns[section].search(text) is not None

    def _self_harm(self, text: str) -> bool:
        meant = self._patterns["self_harm_not"].sub("　", text)
        if not self._says("self_harm", meant):
            return False
        return self._says("self_harm", self._patterns["past_death"].sub("　", meant))

    def _accident_now(self, text: str) -> bool:
        """Something is happening: a cry for rescue; or an accident told as now; or told shortly, with no claim."""
        text = self._patterns["accident_not"].sub("　", text)
        if not self._says("accident_event", text):
            return False
        past, claim = self._says("accident_past", text), self._says("accident_claim", text)
        if self._says("accident_urgent", text):
            return not past or not claim
        if self._says("accident_now", text):
            return not past and not claim
        return not past and not claim and len(text) <= SHORT_CRY_CHARACTERS and not text.endswith(("吗", "?", "呢"))

    def _violence(self, text: str) -> bool:
        """Somebody beats or threatens them, today or before; not a question of the law about it."""
        text = self._patterns["violence_not"].sub("　", text)
        if not self._says("violence", text):
            return False
        return self._says("violence_now", text) or not self._says("accident_claim", text)


def tells_of_dead(said: str) -> bool:
    """Whether somebody is dead, and nobody told of may still be saved."""
    said = plainly(said)
    return _DEAD.search(said) is not None and _MAY_LIVE.search(said) is None


def help_for(danger: Danger, said: str) -> str:
    """What is told first to who wrote these words in that danger."""
    return MOURNED if danger == "accident_now" and tells_of_dead(said) else HELP[danger]
