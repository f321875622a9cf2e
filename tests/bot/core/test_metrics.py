"""How messages were answered, as Prometheus reads it."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest

from bot.core.metrics import ANSWER_BUCKETS_S, How, Metrics

times = st.sampled_from(ANSWER_BUCKETS_S) | st.floats(0, 9)


def lines(registry: CollectorRegistry) -> set[str]:
    told = generate_latest(registry).decode().splitlines()
    return {line for line in told if "_answer" in line and "_created" not in line}


@given(st.lists(st.tuples(st.sampled_from(get_args(How)), times), max_size=20))
def test_the_counts_read_as_those_of_prometheus_own_classes(answers: list[tuple[How, float]]) -> None:
    ours, theirs = Metrics(), CollectorRegistry()
    counter = Counter("niangjia_answered", "Messages by how they were answered", ["how"], registry=theirs)
    seconds = Histogram(
        "niangjia_answer_seconds", "From a push to its answer", buckets=ANSWER_BUCKETS_S, registry=theirs
    )
    for how in get_args(How):
        counter.labels(how)
    for how, took_s in answers:
        ours.answers.add(how, took_s)
        counter.labels(how).inc()
        seconds.observe(took_s)
    assert lines(ours.registry) == lines(theirs)


def test_nobody_else_takes_their_names() -> None:
    with pytest.raises(ValueError, match="niangjia_answered"):
        Counter("niangjia_answered", "again", registry=Metrics().registry)
