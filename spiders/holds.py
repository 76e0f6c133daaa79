"""Hosts that asked us to come back later, in this crawl or in an earlier one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from scrapy.http import Response

from spiders.cache_headers import retry_after
from spiders.refusals import HostHeld
from storage.archive import Archive
from storage.hosts import Hold

UNNAMED_WAIT = timedelta(minutes=5)
"""After a 429 that names no time."""
SAID_IN_WORDS = timedelta(minutes=15)
"""After an answer that says "too often" with status 200: GDELT goes on refusing for 5 to 30 minutes."""


class Holds:
    """Knows which hosts may be asked now, and remembers new wishes in the archive."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._held = archive.held_hosts(clock())
        self._new: set[str] = set()

    def require_none(self, host: str) -> None:
        """Raise HostHeld where the host is to be left alone."""
        hold = self._held.get(host)
        if hold is not None and hold.until > self._clock():
            raise HostHeld(host, hold)

    def note(self, host: str, response: Response) -> None:
        """Remember what a 429, or a 503 that names a time, asks for. Raises ArchiveUnavailable."""
        named = response.headers.get("Retry-After")
        if response.status != 429 and not (response.status == 503 and named):
            return
        wait = retry_after(named, self._clock())
        self.ask(host, UNNAMED_WAIT if wait is None else wait, f"answered {response.status}")

    def ask(self, host: str, wait: timedelta, reason: str) -> None:
        """Leave a host alone for as long. Raises ArchiveUnavailable."""
        hold = Hold(until=self._clock() + wait, reason=reason)
        before = self._held.get(host)
        if before is None or before.until < hold.until:
            self._held[host] = hold
            self._new.add(host)
            self._archive.hold_host(host, hold.until, hold.reason)

    def settle(self) -> None:
        """Say it again when every poll is written: those that went well before have set a time of their own."""
        for host in self._new:
            self._archive.hold_host(host, self._held[host].until, self._held[host].reason)
