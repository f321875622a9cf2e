"""What is counted, for `/metrics`; one registry for each application, so that tests do not share counts."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

ANSWER_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 5)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answered = Counter(
            "niangjia_answered", "Messages by how they were answered", ["how"], registry=self.registry
        )
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
        self.answer_s = Histogram(
            "niangjia_answer_seconds",
            "From a push to its answer",
            buckets=ANSWER_BUCKETS_S,
            registry=self.registry,
        )
