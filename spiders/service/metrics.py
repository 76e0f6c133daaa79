"""The figures of a running scheduler in the shape of Prometheus: its own counters, and the archive's at each scrape."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pactwatch.errors import ArchiveError
from storage.figures import Figures


class ArchiveFigures(Collector):
    """Reads the archive when it is asked, and says in `pactwatch_up` whether that worked."""

    def __init__(self, read: Callable[[], Figures]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """The families of one scrape."""
        try:
            figures = self._read()
        except ArchiveError:
            yield GaugeMetricFamily("pactwatch_up", "1 while the archive can be read", value=0)
            return
        yield GaugeMetricFamily("pactwatch_up", "1 while the archive can be read", value=1)
        yield CounterMetricFamily("pactwatch_articles", "Articles kept", value=figures.articles)
        yield CounterMetricFamily("pactwatch_urls", "URLs in the ledger", value=figures.urls)
        sources = GaugeMetricFamily("pactwatch_sources", "Sources by state", labels=["state"])
        for state in ("enabled", "failing", "due"):
            sources.add_metric([state], getattr(figures, f"sources_{state}"))
        yield sources
        yield GaugeMetricFamily("pactwatch_database_bytes", "Size of the database", value=figures.database_bytes)
        yield GaugeMetricFamily("pactwatch_wal_bytes", "Size of the write-ahead log", value=figures.wal_bytes)
        if figures.last_poll:
            last = datetime.fromisoformat(figures.last_poll).timestamp()
            yield GaugeMetricFamily("pactwatch_last_poll_timestamp_seconds", "The newest poll", value=last)


class Counters(Collector):
    """What the scheduler has counted since it started."""

    def __init__(self, read: Callable[[], dict[str, float]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """The families of one scrape."""
        for name, value in self._read().items():
            yield CounterMetricFamily(f"pactwatch_{name}", f"{name.replace('_', ' ')} since the start", value=value)


def registry(figures: Callable[[], Figures], counters: Callable[[], dict[str, float]]) -> CollectorRegistry:
    """Return a registry of these two and of nothing else."""
    holds = CollectorRegistry(auto_describe=False)
    holds.register(ArchiveFigures(figures))
    holds.register(Counters(counters))
    return holds
