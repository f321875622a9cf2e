"""What is counted, for `/metrics`; one registry for each application, so that tests do not share counts."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

ANSWER_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 5)
How = Literal["in time", "late", "repeat", "shed"]


class AnswerCounts(Collector):
    """How messages were answered and how long that took; for one event loop: no lock guards it, which would cost more
    than the counting.
    """

    def __init__(self) -> None:
        self._how: dict[How, int] = dict.fromkeys(get_args(How), 0)
        self._within = [0] * (len(ANSWER_BUCKETS_S) + 1)
        self._sum_s = 0.0

    def add(self, how: How, took_s: float) -> None:
        """One more answer."""
        self._how[how] += 1
        self._within[bisect_left(ANSWER_BUCKETS_S, took_s)] += 1
        self._sum_s += took_s

    def collect(self) -> Iterator[Metric]:
        """As Prometheus asks for it."""
        answered = CounterMetricFamily("niangjia_answered", "Messages by how they were answered", labels=["how"])
        for how, count in self._how.items():
            answered.add_metric([how], count)
        yield answered
        took = HistogramMetricFamily("niangjia_answer_seconds", "From a push to its answer")
        upper = [*(str(float(bound_s)) for bound_s in ANSWER_BUCKETS_S), "+Inf"]
        took.add_metric([], list(zip(upper, accumulate(self._within), strict=True)), self._sum_s)
        yield took

    describe = collect
    """So that the registry refuses a second metric of these names."""


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = AnswerCounts()
        self.registry.register(self.answers)
        self.refused = Counter("niangjia_refused", "Pushes refused, by reason", ["reason"], registry=self.registry)
        self.roundabout = Counter(
            "niangjia_roundabout", "Pushes that came another way than by their door", registry=self.registry
        )
        self.failed = Counter("niangjia_failed", "Messages whose work raised", ["kind"], registry=self.registry)
        self.escalated = Counter(
            "niangjia_escalated", "Things not done in time, by clock", ["clock"], registry=self.registry
        )
        self.alarms = Counter("niangjia_group_alarms", "Group tickets that became urgent", registry=self.registry)
        self.running = Gauge("niangjia_running", "Messages being worked on", registry=self.registry)
