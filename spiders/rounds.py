"""A round: one poll of one source, from the question until the last of its pages is in the archive.

A source's validators and its next poll are written only then. A crawl that is killed before leaves the source due
and its pages waiting in the ledger, so nothing is lost.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapy.http import Response

from spiders import cache_headers
from spiders.certificates import holds_until
from spiders.discovery import Discovery
from spiders.failures import Trouble
from spiders.moves import moved
from spiders.polling import Schedule, after_success, after_trouble
from storage.ledger import Outcome, Tally
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
LONGEST_DETAIL = 1000
LEAST_LISTED = 3
"""Of shorter lists, that nothing is known any more says nothing."""
LITTLE_SHARED = 0.2
"""Less of a list known from before than this is close to a loss."""


@dataclass(kw_only=True, slots=True)
class Round:
    """The state of one poll while its pages are under way."""

    tracked: Tracked
    began: datetime
    backfill: bool = False
    waiting_for: int = 1
    """Requests and pages of this round that are not done: the source itself first."""
    outcome: PollOutcome = PollOutcome.OK
    status: int | None = None
    detail: str | None = None
    links: int = 0
    pages: int = 0
    """Of its links, those that are fetched in this crawl."""
    fresh: int = 0
    missed: int = 0
    hurried: bool = False
    size: int = 0
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    asked_wait: timedelta | None = None
    trouble: Trouble | None = None
    child_trouble: Trouble | None = None
    moved_to: str | None = None
    moved_times: int = 0
    certificate_until: datetime | None = None
    ended: bool = field(default=False)

    def __post_init__(self) -> None:
        self.moved_to, self.moved_times = self.tracked.moved_to, self.tracked.moved_times
        if self.tracked.source.insecure:
            self.detail = "certificate not verified"

    @property
    def name(self) -> str:
        """The source's name."""
        return self.tracked.source.name

    def answered(self, response: Response) -> bool:
        """Take over what the answer says of itself; True when its body is another one than the last time."""
        self.status = response.status
        self.size += len(response.body)
        self.certificate_until = holds_until(response)
        self.asked_wait = cache_headers.freshness(response.headers, self.began)
        self.moved_to, self.moved_times, remark = moved(self.tracked, response)
        if remark:
            self.remark(remark)
        if cache_headers.may_be_asked_conditionally(response.headers):
            self.etag = cache_headers.text(response.headers, "ETag")
            self.last_modified = cache_headers.text(response.headers, "Last-Modified")
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

    def read(self, found: Discovery) -> None:
        """Take over what the parser says of an answer."""
        if found.problem:
            self.problem(found.problem, found.detail)
        elif found.detail:
            self.remark(found.detail)
        if found.ttl_seconds:
            self.asked_wait = max(self.asked_wait or timedelta(), timedelta(seconds=found.ttl_seconds))

    def listed(self, links: int, tally: Tally) -> None:
        """Count the links of an answer, and judge by what it shares with the answers before whether some were missed.

        Not for searches, which sort by more than time, and not for a look into the past.
        """
        self.links += links
        self.fresh += tally.fresh
        if self.backfill or tally.first or links < LEAST_LISTED or self.tracked.source.kind == "search":
            return
        if tally.shared == 0:
            self.missed += links
            self.remark(f"{links} items or more may have been missed: none of the list is known from before")
        self.hurried = self.hurried or tally.shared < links * LITTLE_SHARED

    def problem(self, name: str, detail: str | None) -> None:
        """Note what the parser found wrong with the answer."""
        self.remark(detail or name.replace("_", " "))
        self.outcome = PROBLEMS.get(name, self.outcome)
        self.ask_whole()
        if self.outcome not in SUCCESSES:
            weight = HARD_PROBLEM if self.outcome is PollOutcome.NOT_A_FEED else SOFT_PROBLEM
            self.trouble = _trouble(self.outcome, self.detail or name, weight)

    def remark(self, what: str) -> None:
        """Note something that a person should know of an answer, good or bad."""
        self.detail = f"{self.detail}; {what}" if self.detail else what

    def ask_whole(self) -> None:
        """Forget the validators: an answer that is only partly read must not be "not modified" the next time."""
        self.etag = self.last_modified = self.body_hash = None

    def failed(self, trouble: Trouble) -> None:
        """Note that the source did not answer, or not with 200."""
        self.outcome, self.status, self.trouble = trouble.poll, trouble.status, trouble
        self.remark(trouble.reason)
        if self.tracked.address != self.tracked.source.url:
            self.moved_to, self.moved_times = None, 0  # the new address fails: ask the old one again

    def child_failed(self, url: str, trouble: Trouble) -> None:
        """Note that one of several answers is missing: what the others listed counts."""
        self.remark(f"{url}: {trouble.reason}")
        self.ask_whole()
        self.child_trouble = trouble

    def fault(self, what: str) -> None:
        """Note an error of our own."""
        self.outcome = PollOutcome.FAULT
        self.remark(what)
        self.trouble = _trouble(PollOutcome.FAULT, what, SOFT_PROBLEM)

    def poll(self, now: datetime) -> Poll:
        """Return the row for the polls table and the state the source takes over."""
        self._conclude()
        schedule = self._schedule(now)
        return Poll(
            source=self.name, at=self.began, outcome=self.outcome, status=self.status, links=self.links,
            fresh=self.fresh, missed=self.missed, size=self.size, seconds=(now - self.began).total_seconds(),
            detail=(self.detail or "")[:LONGEST_DETAIL] or None, etag=self.etag, last_modified=self.last_modified,
            body_hash=self.body_hash,
            moved_to=self.moved_to, moved_times=self.moved_times, backfill=self.backfill,
            certificate_until=self.certificate_until,
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

    def _conclude(self) -> None:
        if self.child_trouble is None or self.trouble is not None:
            return
        if self.links:
            self.outcome = PollOutcome.TRUNCATED
        else:
            self.outcome, self.status, self.trouble = (
                self.child_trouble.poll, self.child_trouble.status, self.child_trouble,
            )  # fmt: skip

    def _schedule(self, now: datetime) -> Schedule:
        if self.trouble is not None:
            return after_trouble(self.tracked, now, self.trouble)
        return after_success(self.tracked, now, fresh=self.fresh, asked_wait=self.asked_wait, hurried=self.hurried)


def _trouble(outcome: PollOutcome, reason: str, weight: float) -> Trouble:
    return Trouble(poll=outcome, page=Outcome.FAILED, reason=reason, weight=weight)
