"""A round: one poll of one source, from the question until the last of its pages is in the archive.

A source's validators and its next poll are written only then. A crawl that is killed before leaves the source due
and its pages waiting in the ledger, so nothing is lost.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapy.http import Response

from spiders.failures import Trouble
from spiders.polling import Schedule, after_success, after_trouble
from storage.ledger import Outcome
from storage.polls import SUCCESSES, Poll, PollOutcome
from storage.sources import Tracked

# What a parser found wrong -> the poll's outcome; what is not listed here is a success with a remark.
PROBLEMS = {
    "not_a_feed": PollOutcome.NOT_A_FEED,
    "not_a_sitemap": PollOutcome.NOT_A_FEED,
    "empty": PollOutcome.EMPTY,
    "no_links": PollOutcome.EMPTY,
    "truncated": PollOutcome.TRUNCATED,
    "too_large": PollOutcome.TOO_LARGE,
    "rate_limited": PollOutcome.RATE_LIMITED,
}
HARD_PROBLEM, SOFT_PROBLEM = 1.0, 0.5


@dataclass(kw_only=True, slots=True)
class Round:
    """The state of one poll while its pages are under way."""

    tracked: Tracked
    began: datetime
    waiting_for: int = 1
    """Requests and pages of this round that are not done: the source itself first."""
    outcome: PollOutcome = PollOutcome.OK
    status: int | None = None
    detail: str | None = None
    links: int = 0
    fresh: int = 0
    size: int = 0
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    asked_wait: timedelta | None = None
    trouble: Trouble | None = None
    ended: bool = field(default=False)

    @property
    def name(self) -> str:
        """The source's name."""
        name: str = self.tracked.source.name
        return name

    def answered(self, response: Response) -> bool:
        """Take over what the answer says of itself; True when its body is another one than the last time."""
        self.status = response.status
        self.size += len(response.body)
        self.etag = _header(response, "ETag")
        self.last_modified = _header(response, "Last-Modified")
        self.asked_wait = _max_age(_header(response, "Cache-Control"))
        if response.status == 304:
            self.outcome = PollOutcome.UNCHANGED
            self.etag = self.etag or self.tracked.etag
            self.last_modified = self.last_modified or self.tracked.last_modified
            self.body_hash = self.tracked.body_hash
            return False
        self.body_hash = hashlib.sha256(response.body).hexdigest()
        if self.body_hash == self.tracked.body_hash:
            self.outcome = PollOutcome.UNCHANGED
            return False
        return True

    def problem(self, name: str, detail: str | None) -> None:
        """Note what the parser found wrong with the answer."""
        self.remark(detail or name.replace("_", " "))
        self.outcome = PROBLEMS.get(name, self.outcome)
        if self.outcome not in SUCCESSES:
            weight = HARD_PROBLEM if self.outcome is PollOutcome.NOT_A_FEED else SOFT_PROBLEM
            self.trouble = _trouble(self.outcome, self.detail or name, weight)

    def remark(self, what: str) -> None:
        """Note something that a person should know of an answer, good or bad."""
        self.detail = f"{self.detail}; {what}" if self.detail else what

    def failed(self, trouble: Trouble) -> None:
        """Note that the source did not answer, or not with 200."""
        self.outcome, self.detail, self.status, self.trouble = trouble.poll, trouble.reason, trouble.status, trouble

    def fault(self, what: str) -> None:
        """Note an error of our own."""
        self.outcome, self.detail = PollOutcome.FAULT, what
        self.trouble = _trouble(PollOutcome.FAULT, what, SOFT_PROBLEM)

    def poll(self, now: datetime) -> Poll:
        """Return the row for the polls table and the state the source takes over."""
        schedule = self._schedule(now)
        return Poll(
            source=self.name, at=self.began, outcome=self.outcome, status=self.status, links=self.links,
            fresh=self.fresh, size=self.size, seconds=(now - self.began).total_seconds(), detail=self.detail,
            etag=self.etag, last_modified=self.last_modified, body_hash=self.body_hash,
            interval_seconds=int(schedule.interval.total_seconds()), next_poll=schedule.next_poll,
            failures=schedule.failures,
        )  # fmt: skip

    def interrupted(self, now: datetime) -> Poll:
        """Return the row for a round that was stopped before its end: the source stays due."""
        return Poll(
            source=self.name, at=self.began, outcome=PollOutcome.INTERRUPTED, status=self.status, links=self.links,
            fresh=self.fresh, size=self.size, seconds=(now - self.began).total_seconds(),
            detail=f"stopped with {self.waiting_for} of its pages under way",
        )  # fmt: skip

    def _schedule(self, now: datetime) -> Schedule:
        if self.trouble is not None:
            return after_trouble(self.tracked, now, self.trouble)
        return after_success(self.tracked, now, fresh=self.fresh, asked_wait=self.asked_wait)


def _trouble(outcome: PollOutcome, reason: str, weight: float) -> Trouble:
    return Trouble(poll=outcome, page=Outcome.FAILED, reason=reason, weight=weight)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _max_age(cache_control: str | None) -> timedelta | None:
    for directive in (cache_control or "").split(","):
        name, _, value = directive.strip().partition("=")
        if name.lower() == "max-age" and value.isascii() and value.isdigit():
            return timedelta(seconds=min(int(value[:9]), 86_400))
    return None
