"""How well the answers fit questions whose right topic is known: what `niangjia eval FILE` prints."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from knowledge.cases import Case
from knowledge.entry import Citation, Entry
from knowledge.reading import ANSWER_AT, SUGGEST_AT, Reading

WORST = 30
TENTHS = 10
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Tenth:
    """The labour questions and others whose first score lies in one tenth: how sure, how often right (0..1)."""

    count: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong answer: how sure it was, what was right, what was said."""

    score: float
    right: str
    said: str
    question: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares are 0..1, None where no case tells; times in microseconds."""

    labour: int
    other: int
    first: float | None
    in_three: float | None
    intent: float | None
    cited_first: float | None
    cited_in_three: float | None
    refused: float | None  # of labour questions: neither answered nor offered a choice
    other_answered: float | None  # of other messages: answered as labour law
    other_offered: float | None  # of other messages: answered or offered choices
    tenths: tuple[Tenth, ...]
    confusions: tuple[tuple[str, str, int], ...]
    worst: tuple[Miss, ...]
    by_meaning: float | None  # of all: where the model was asked
    median_us: float
    slowest_us: float


def measure(
    read: Callable[[str], Reading],
    cases: Sequence[Case],
    entries: Iterable[Entry],
    now_s: Callable[[], float] = perf_counter,
) -> Measured:
    """Read every case once and count. Raises ValueError without cases."""
    if not cases:
        raise ValueError("nothing to measure")
    times, readings = [], []
    for case in cases:
        start = now_s()
        readings.append(read(case.question))
        times.append((now_s() - start) * 1e6)
    pairs = list(zip(cases, readings, strict=True))
    labour = [(case, reading) for case, reading in pairs if case.topics]
    other = [(case, reading) for case, reading in pairs if not case.topics]
    cited = {entry.slug: frozenset(entry.citations) for entry in entries}
    proved = [(case, reading) for case, reading in labour if case.citations]
    return Measured(
        labour=len(labour),
        other=len(other),
        first=_share(_right(case, reading, 1) for case, reading in labour),
        in_three=_share(_right(case, reading, 3) for case, reading in labour),
        intent=_share(reading.intent in case.intents for case, reading in pairs if case.intents),
        cited_first=_share(_proves(case, reading, 1, cited) for case, reading in proved),
        cited_in_three=_share(_proves(case, reading, 3, cited) for case, reading in proved),
        refused=_share(not _reaches(reading, SUGGEST_AT) for _, reading in labour),
        other_answered=_share(_reaches(reading, ANSWER_AT) for _, reading in other),
        other_offered=_share(_reaches(reading, SUGGEST_AT) for _, reading in other),
        tenths=_tenths(pairs),
        confusions=_confusions(labour),
        worst=_worst(pairs),
        by_meaning=_share(reading.by_meaning for reading in readings),
        median_us=median(times),
        slowest_us=max(times),
    )


def _share(happened: Iterable[bool]) -> float | None:
    marks = list(happened)
    return sum(marks) / len(marks) if marks else None


def _score(reading: Reading) -> float:
    return reading.hits[0].score if reading.hits else 0.0


def _said(reading: Reading) -> str:
    return reading.hits[0].topic if reading.hits else "-"


def _right(case: Case, reading: Reading, among: int) -> bool:
    return any(hit.topic in case.topics for hit in reading.hits[:among])


def _proves(case: Case, reading: Reading, among: int, cited: Mapping[str, frozenset[Citation]]) -> bool:
    return any(cited[hit.slug] & case.citations for hit in reading.hits[:among])


def _reaches(reading: Reading, score: float) -> bool:
    return reading.intent != "other" and _score(reading) >= score


def _tenths(pairs: Sequence[tuple[Case, Reading]]) -> tuple[Tenth, ...]:
    piles: list[list[tuple[float, bool]]] = [[] for _ in range(TENTHS)]
    for case, reading in pairs:
        score = _score(reading)
        piles[min(int(score * TENTHS), TENTHS - 1)].append((score, _right(case, reading, 1)))
    return tuple(
        Tenth(
            len(pile), sum(score for score, _ in pile) / (len(pile) or 1), sum(ok for _, ok in pile) / (len(pile) or 1)
        )
        for pile in piles
    )


def _confusions(labour: Sequence[tuple[Case, Reading]]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter((_names(case), _said(reading)) for case, reading in labour if not _right(case, reading, 1))
    return tuple((right, said, count) for (right, said), count in counted.most_common(WORST))


def _names(case: Case) -> str:
    return "/".join(sorted(case.topics)) or "-"


def _worst(pairs: Sequence[tuple[Case, Reading]]) -> tuple[Miss, ...]:
    misses = [
        Miss(_score(reading), _names(case), _said(reading), case.question)
        for case, reading in pairs
        if not _right(case, reading, 1) and (case.topics or _reaches(reading, SUGGEST_AT))
    ]
    return tuple(sorted(misses, key=lambda miss: -miss.score)[:WORST])


def report(measured: Measured) -> str:
    """The figures as text."""
    one = measured
    lines = [
        f"labour questions {one.labour}, other messages {one.other}",
        f"topic right first {_percent(one.first)}, in the first three {_percent(one.in_three)}",
        f"intent right {_percent(one.intent)}",
        f"gold article cited by the first hit {_percent(one.cited_first)},"
        f" by the first three {_percent(one.cited_in_three)}",
        f"labour refused {_percent(one.refused)}, other answered as labour law {_percent(one.other_answered)},"
        f" answered or offered {_percent(one.other_offered)}",
        f"time a question: median {one.median_us:.0f} us, slowest {one.slowest_us:.0f} us;"
        f" {_percent(one.by_meaning)} asked the model",
        "score      count  said  right",
        *(
            f"{number / TENTHS:.1f}-{(number + 1) / TENTHS:.1f}  {tenth.count:7}  {tenth.said:.2f}  {tenth.right:.2f}"
            for number, tenth in enumerate(one.tenths)
        ),
        "confusions (right, said, times)",
        *(f"  {right} -> {said}  {count}" for right, said, count in one.confusions),
        f"the worst {len(one.worst)} (score, right, said, question)",
        *(f"  {miss.score:.2f}  {miss.right} -> {miss.said}  {_shown(miss.question)}" for miss in one.worst),
    ]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _shown(question: str) -> str:
    flat = " ".join(question.split())
    return flat if len(flat) <= SHOWN_CHARACTERS else flat[:SHOWN_CHARACTERS] + "…"
