"""What a crawl asks and does: sources, the ledger, pages, articles kept, and judging them again."""

from collections.abc import Iterable
from datetime import datetime

from pactwatch.catalogue import Source
from pactwatch.judgement import Judgement
from storage import (
    counts,
    hosts,
    ledger,
    ledger_rows,
    polls,
    replays,
    sources,
)
from storage.hosts import Hold
from storage.keeping import Kept, Reading, keep
from storage.ledger import Outcome, Settlement, Sighting, Tally
from storage.ledger_rows import Entry
from storage.opened import Opened
from storage.pages import Page
from storage.polls import Poll
from storage.sources import Tracked
from storage.translation import translated


class Collecting(Opened):
    """The verbs of a crawl and of replay."""

    # Sources: where we look

    def sync_sources(self, catalogue: Iterable[Source]) -> None:
        """Take over the catalogue; what a person decided about a source stays."""
        with translated(self.path):
            sources.sync(self._db, catalogue)

    def add_source(self, source: Source, *, origin: str = "person") -> bool:
        """Add a source; False when its name or address is known."""
        with translated(self.path):
            return sources.add(self._db, source, origin=origin)

    def enable_source(self, name: str) -> None:
        """Let it be polled, at once. Raises NotFound."""
        with translated(self.path):
            sources.set_enabled(self._db, name, why_disabled=None)

    def disable_source(self, name: str, why: str) -> None:
        """Stop polling it, for a reason that is shown. Raises NotFound."""
        with translated(self.path):
            sources.set_enabled(self._db, name, why_disabled=why)

    def retry_source(self, name: str) -> None:
        """Make it due at once, whatever it or its host asked for. Raises NotFound."""
        with translated(self.path):
            sources.retry(self._db, name)

    def source(self, name: str) -> Tracked:
        """One source with the state of its polling. Raises NotFound."""
        with translated(self.path):
            return sources.one(self._db, name)

    def sources(self) -> list[Tracked]:
        """Every source by name."""
        with translated(self.path):
            return sources.every(self._db)

    def due_sources(self, now: datetime) -> list[Tracked]:
        """Enabled sources whose time has come."""
        with translated(self.path):
            return sources.due(self._db, now)

    def record_poll(self, poll: Poll) -> None:
        """Store one fetch of a source and what follows from it, once its items are in."""
        with translated(self.path):
            polls.record(self._db, poll)

    def polls(self, source: str, limit: int = 10) -> list[dict[str, object]]:
        """The last fetches of a source, newest first."""
        with translated(self.path):
            return polls.recent(self._db, source, limit)

    def hold_host(self, host: str, until: datetime, reason: str) -> None:
        """Leave a host alone until then."""
        with translated(self.path):
            hosts.hold(self._db, host, until, reason)

    def held_hosts(self, now: datetime) -> dict[str, Hold]:
        """The hosts that are to be left alone now."""
        with translated(self.path):
            return hosts.held(self._db, now)

    # The ledger: every URL ever seen

    def meet(self, sightings: Iterable[Sighting], source: str, at: datetime) -> Tally:
        """Enter the links that a source shows; which of them are to be fetched now."""
        with translated(self.path):
            return ledger.meet(self._db, sightings, source, at)

    def settle(self, url: str, canonical: str, decision: Settlement) -> None:
        """Write what became of a URL."""
        with translated(self.path):
            ledger.settle(self._db, url, canonical, decision)

    def waiting(self, now: datetime, limit: int = 1000) -> list[tuple[str, str]]:
        """(url, source) of pages left over from an earlier crawl, or to be tried again."""
        with translated(self.path):
            return ledger.waiting(self._db, now, limit)

    def explain(self, url: str, canonical: str) -> list[Entry]:
        """The ledger's rows for a URL and for other addresses of its page."""
        with translated(self.path):
            return ledger_rows.entries(self._db, url, canonical)

    def shown_by(self, source: str, limit: int = 10) -> list[Entry]:
        """The links that a source showed last, in its order."""
        with translated(self.path):
            return ledger_rows.shown_by(self._db, source, limit)

    def ways_to(self, article_id: int) -> list[Entry]:
        """The ledger's rows that led to an article."""
        with translated(self.path):
            return ledger_rows.of_article(self._db, article_id)

    def of_host(self, host: str) -> tuple[int, list[str]]:
        """How many URLs of a host were ever seen, and the sources that lie on it."""
        with translated(self.path):
            return counts.of_host(self._db, host)

    # Pages and articles

    def keep(self, reading: Reading) -> Kept:
        """Store an article, or a new version of one we have, related to the seeds and to everything kept."""
        with translated(self.path):
            return keep(self._db, self._pages, reading)

    def add_page(self, page: Page) -> int:
        """Store the raw response of a page that is not kept as an article; its id."""
        with self.writing():
            return self._pages.add(self._db, page)

    def page(self, page_id: int) -> Page:
        """A raw response as it came. Raises NotFound, ArchiveUnavailable."""
        with translated(self.path):
            return self._pages.get(self._db, page_id)

    def further_pages(self, page_id: int) -> list[Page]:
        """The responses on which the article of a page goes on. Raises as `page`."""
        with translated(self.path):
            return self._pages.further(self._db, page_id)

    # Judging again

    def standing(self, since: datetime | None = None) -> list[replays.Standing]:
        """What was made of every page that passed the screen, or of those fetched since then."""
        with translated(self.path):
            return replays.standing(self._db, since)

    def rejudge(self, article_id: int, judgement: Judgement, evidence: tuple[str, ...]) -> None:
        """Let an article stand as other rules judge it."""
        with translated(self.path):
            replays.rejudge(self._db, article_id, judgement, evidence)

    def flip(self, article_id: int, outcome: Outcome, reason: str, at: datetime) -> None:
        """Write under every address of an article that other rules rejected it, or took it back."""
        with translated(self.path):
            replays.flip(self._db, article_id, outcome, reason, at)

    def confirm_rejection(self, page_id: int, rule: str) -> None:
        """Note that other rules reject a page as those before did."""
        with translated(self.path):
            replays.confirm(self._db, page_id, rule)
