"""A corpus of so many questions for bench/search.py: our own ways of asking, and beyond those variants of them."""

import json
import random
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from knowledge import entry

SEED = 20_261_122
OPENINGS = "请问 您好， 我朋友说 我爸 我在银川， 想问一下 师傅们 急， 大家帮看看， 去年".split()
ENDINGS = "，谢谢 ，该找谁 ，急 ，在线等 ，单位在贺兰 ，我在兴庆区 ，干了两年 ，没签字 ，有录音 ，还来得及吗".split()


def main() -> None:
    """Writes `size` lines of slug, topic and text."""
    size, path = int(sys.argv[1]), Path(sys.argv[2])
    chance = random.Random(SEED)
    asks = [(one.slug, one.topic, ask) for one in entry.load(Path("knowledge/faq")) for ask in one.ask]
    chance.shuffle(asks)
    with path.open("w", encoding="utf-8") as file:
        for slug, topic, text in islice(_all(asks, chance), size):
            file.write(json.dumps({"slug": slug, "topic": topic, "text": text}, ensure_ascii=False) + "\n")


def _all(asks: list[tuple[str, str, str]], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """The real ones, then round after round of variants, each round with entries of its own."""
    yield from asks
    for turn in count(1):
        for slug, topic, text in asks:
            yield f"{slug}~{turn}", topic, f"{chance.choice(OPENINGS)}{text}{chance.choice(ENDINGS)}"


if __name__ == "__main__":
    main()
