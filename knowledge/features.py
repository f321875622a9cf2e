"""What the search sees of a text: its words, its neighbouring characters and the law's terms for what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from knowledge.words import Words

MOST_CLAUSES = 150

_CLAUSE = re.compile(r"[^，,。！？!?\n；;\s]+[？?]?")
_QUESTION = re.compile(
    r"吗|呢|怎|咋|如何|多少|几|什么|啥|是否|能否|哪|可以|能不能|合法|合理|[？?]|谁|多久|有没有|是不是|请问|该"
)
_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How much each kind of feature counts, and how much more the clauses that ask."""

    word: float = 0.5
    bigram: float = 0.5
    concept: float = 1.0
    question: float = 1.4
    last: float = 1.2

    def plain(self) -> "Emphasis":
        """The same for texts to learn from, where every clause counts alike."""
        return replace(self, question=1.0, last=1.0)


def asks(clause: str) -> bool:
    """Whether a clause is put as a question."""
    return _QUESTION.search(clause) is not None


def features(clean: str, words: Words, emphasis: Emphasis) -> dict[str, float]:
    """Weight of each feature of a cleaned text; the clause that says it most strongly counts."""
    clauses = list(islice((match[0] for match in _CLAUSE.finditer(clean)), MOST_CLAUSES))
    found: dict[str, float] = {}
    for number, clause in enumerate(clauses, start=1):
        strength = emphasis.question if asks(clause) else 1.0
        if number == len(clauses):
            strength *= emphasis.last
        for feature, weight in _of_clause(clause, words, emphasis):
            if weight * strength > found.get(feature, 0.0):
                found[feature] = weight * strength
    return found


def _of_clause(clause: str, words: Words, emphasis: Emphasis) -> Iterator[tuple[str, float]]:
    """Feature names start with their kind: w word, b pair of characters, c term of the law."""
    for word in words.cut(clause):
        yield "w" + word, emphasis.word
    for run in _HAN.findall(clause):
        for first, second in pairwise(run):
            yield "b" + first + second, emphasis.bigram
    for concept in words.concepts(clause):
        yield "c" + concept, emphasis.concept
