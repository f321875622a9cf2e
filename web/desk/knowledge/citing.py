"""Articles to cite: by statute and number, or by the words they say."""

from dataclasses import dataclass, replace

from bot.core.clock import today
from knowledge.entry import Citation
from knowledge.law_names import asked as named
from web.desk.knowledge.bench import Bench

LONGEST = 60
MOST = 8


@dataclass(frozen=True, slots=True)
class Citable:
    """One article. `known` tells whether answers may cite it."""

    citation: str
    title: str
    label: str
    text: str
    known: bool


async def found(bench: Bench, words: str) -> list[Citable]:
    """Articles that somebody names (劳动合同法 82) or that say these words, in force today."""
    if not words:
        return []
    law, on = bench.desk.services.law, today(bench.desk.clock())
    passages = await law.look_up(one, on) if (one := named(words.replace(" ", ""))) else None
    if passages:
        pairs = [(passage.statute, article) for passage in passages for article in passage.articles if article.text]
    else:
        pairs = await law.find(words, on, MOST)
        if not pairs and " " in words:  # a statute's name and words of an article
            name, _, rest = words.partition(" ")
            every = await law.find(rest, on, MOST * 10)
            pairs = [(statute, article) for statute, article in every if name in statute.title]
    made = [Citable(f"{a.short}#{b.number}", a.title, b.number, b.text, known=False) for a, b in pairs[:MOST]]
    return [replace(one, known=bench.rules.statutes.in_force(Citation.parse(one.citation))) for one in made]
