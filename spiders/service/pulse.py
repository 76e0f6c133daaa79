"""How a scheduler is: what it has counted since its start, and whether it still works."""

from dataclasses import dataclass, field

TICKS_TO_FAIL = 3
"""Ticks that fail in a row before the service counts as ill: one is a lock that somebody held."""


@dataclass(kw_only=True, slots=True)
class Pulse:
    """Written by the scheduler, read by `/healthz`, `/metrics` and the service manager. Times are of a steady clock."""

    longest_silence: float
    """Seconds: the longest that may lie between two signs of life."""
    ticks: int = 0
    failed_ticks: int = 0
    failed_in_a_row: int = 0
    crawls: int = 0
    failed_crawls: int = 0
    trouble: str = ""
    """Why the last tick failed; empty when it did not."""
    at_work_until: float | None = None
    """While a child runs: the time by which it will have been ended."""
    last_sign: float = field(default=0.0)

    def began(self, now: float) -> None:
        """A tick begins."""
        self.ticks += 1
        self.last_sign = now

    def ended(self, now: float, trouble: str) -> None:
        """A tick has ended, in trouble or not."""
        self.last_sign = now
        self.trouble = trouble
        self.failed_ticks += bool(trouble)
        self.failed_in_a_row = self.failed_in_a_row + 1 if trouble else 0

    def is_alive(self, now: float) -> bool:
        """Whether ticks come as they should: a service that is not alive is to be started anew."""
        if self.at_work_until is not None:
            return now < self.at_work_until
        return now - self.last_sign < self.longest_silence

    def is_well(self, now: float) -> bool:
        """Whether it is alive and its ticks do what they should: one that is not well needs a person."""
        return self.is_alive(now) and self.failed_in_a_row < TICKS_TO_FAIL

    def said(self, now: float) -> str:
        """The state as a sentence."""
        if not self.is_alive(now):
            return "no tick for too long"
        if self.trouble:
            return f"{self.failed_in_a_row} ticks failed in a row: {self.trouble}"
        return "a crawl is under way" if self.at_work_until is not None else "waits for the next tick"

    def counters(self) -> dict[str, float]:
        """The counts, by the names of their metrics."""
        return {
            "ticks": self.ticks, "failed_ticks": self.failed_ticks,
            "crawls": self.crawls, "failed_crawls": self.failed_crawls,
        }  # fmt: skip
