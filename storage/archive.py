"""The archive: the small set of verbs through which the rest of the house keeps things and finds them again."""

import contextlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pactwatch.article import Article
from pactwatch.catalogue import Source
from pactwatch.duplicates import fingerprint
from pactwatch.framing import Framing
from pactwatch.glossary import Topic, default_topic
from pactwatch.judgement import Judgement
from pactwatch.seed import Seed
from storage import (
    alarms,
    articles,
    chores,
    counts,
    exports,
    framings,
    gaps,
    health,
    hosts,
    ledger,
    listings,
    passages,
    polls,
    recall,
    reindexing,
    relations,
    replays,
    reviews,
    search,
    seeds,
    sources,
    story_decisions,
    storylines,
)
from storage.articles import Stored, Version
from storage.database import PATIENCE, open_database, snapshot, transaction
from storage.exports import Exported
from storage.hosts import Hold
from storage.keeping import Kept, Reading, keep
from storage.ledger import Entry, Outcome, Settlement, Sighting, Tally
from storage.pages import Page, Pages
from storage.polls import Poll
from storage.relations import Link
from storage.reviews import Review, Verdict
from storage.search import Hit
from storage.sources import Tracked
from storage.translation import translated


class Archive:
    """One database file and the page files beside it.

    Every verb raises ArchiveError (storage is unusable, a thing is not there) and nothing of SQLite's own. A verb
    that writes does so in one transaction; `writing()` joins several into one.
    """

    def __init__(self, path: Path, patience: timedelta = PATIENCE) -> None:
        """Open or create the file; a writer waits for others as long as `patience`."""
        self.path = path
        self._db = open_database(path, patience)
        self._pages = Pages(path.with_name(path.name + ".warc"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the last one out folds the write-ahead log back into the database."""
        self._pages.close()
        with translated(self.path):
            self._db.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Make everything written inside the block one transaction."""
        with translated(self.path), transaction(self._db):
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything read inside the block be of one moment; nothing may be written in it."""
        with translated(self.path), snapshot(self._db):
            yield

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
            return ledger.entries(self._db, url, canonical)

    def shown_by(self, source: str, limit: int = 10) -> list[Entry]:
        """The links that a source showed last, in its order."""
        with translated(self.path):
            return ledger.shown_by(self._db, source, limit)

    def ways_to(self, article_id: int) -> list[Entry]:
        """The ledger's rows that led to an article."""
        with translated(self.path):
            return ledger.of_article(self._db, article_id)

    def of_host(self, host: str) -> tuple[int, list[str]]:
        """How many URLs of a host were ever seen, and the sources that lie on it."""
        with translated(self.path):
            return counts.of_host(self._db, host)

    # Articles

    def keep(self, reading: Reading) -> Kept:
        """Store an article, or a new version of one we have, related to the seeds and to everything kept."""
        with translated(self.path):
            return keep(self._db, self._pages, reading)

    def article(self, article_id: int) -> Stored:
        """One article as it stands. Raises NotFound."""
        with translated(self.path):
            return articles.one(self._db, article_id)

    def articles(self, since: datetime | None = None) -> Iterator[Stored]:
        """Every article, oldest first, or those new or changed since then."""
        with translated(self.path):
            yield from articles.every(self._db, since)

    def urls(self, article_id: int) -> list[str]:
        """Every address an article was met under."""
        with translated(self.path):
            return articles.urls_of(self._db, article_id)

    def versions(self, article_id: int) -> list[Version]:
        """Every version of an article, oldest first."""
        with translated(self.path):
            return articles.versions_of(self._db, article_id)

    def relations(self, article_id: int) -> list[Link]:
        """How an article hangs together with others and with the seeds, copies first."""
        with translated(self.path):
            return relations.of(self._db, article_id)

    def framings_of(self, article_id: int) -> list[Framing]:
        """Which words an article uses for what happens to the topic."""
        with translated(self.path):
            return framings.of(self._db, article_id)

    def approved_beside(self, article: Article, itself: int | None = None) -> list[Stored]:
        """The accepted articles that share a passage with an article, oldest first."""
        with translated(self.path):
            ids = passages.sharing(self._db, fingerprint(article).passages)
            return [articles.one(self._db, i) for i in reviews.approved_among(self._db, ids) if i != itself]

    def reindex(self, at: datetime, topic: Topic | None = None) -> Iterator[int]:
        """Make the index of passages, all relations and all stories anew; how many articles are done, as it goes."""
        with translated(self.path):
            yield from reindexing.reindex(self._db, at, topic or default_topic())

    def index_is_outdated(self) -> bool:
        """Whether the index was made by other rules than those of now: `reindex` then."""
        with translated(self.path):
            return reindexing.outdated(self._db)

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

    # What a person asks and says

    def inbox(self, limit: int = 50, language: str | None = None) -> list[listings.Row]:
        """Articles no one has reviewed in their present version and that are no copy of another, newest first."""
        with translated(self.path):
            return listings.inbox(self._db, limit, language)

    def unread(self, language: str | None = None, most: int | None = None) -> int:
        """How many articles the inbox holds; with `most`, no more than so many are counted."""
        with translated(self.path):
            return listings.unread(self._db, language, most)

    def languages(self) -> list[str]:
        """The languages of all articles, the most frequent first."""
        with translated(self.path):
            return listings.languages(self._db)

    def duplicates(
        self, limit: int = 50, kind: str | None = None, of: int | str | None = None
    ) -> list[listings.Duplicate]:
        """Every copy with its original."""
        with translated(self.path):
            return listings.duplicates(self._db, limit, kind, of)

    def days(self, limit: int = 30) -> list[listings.Day]:
        """How much was written on which day, newest first."""
        with translated(self.path):
            return listings.days(self._db, limit)

    def exported(
        self, *, since: datetime | None = None, language: str | None = None, text: bool = False
    ) -> Iterator[Exported]:
        """Every article as a flat row, oldest first."""
        with translated(self.path):
            yield from exports.exported(self._db, since=since, language=language, text=text)

    def search(self, words: str, limit: int = 20, language: str | None = None) -> list[Hit]:
        """The newest articles that hold every word, and every phrase in quotation marks."""
        with translated(self.path):
            return search.search(self._db, words, limit, language)

    def framed(self, *, copies: bool = False) -> list[framings.Framed]:
        """How many articles use which frame, by day, outlet and language."""
        with translated(self.path):
            return framings.counted(self._db, copies=copies)

    def framing_sentences(self, frame: str, limit: int = 50) -> list[framings.Quoted]:
        """The sentences that use a frame, newest first."""
        with translated(self.path):
            return framings.quoted(self._db, frame, limit)

    def review(
        self, article_id: int, verdict: Verdict, note: str | None, at: datetime, version: int | None = None
    ) -> int:
        """Say what an article is worth, bound to the version that stands; that version. Raises NotFound.

        Raises OtherVersion when another than `version` stands.
        """
        with translated(self.path):
            return reviews.add(self._db, article_id, verdict, note, at, version)

    def reviews(self, article_id: int) -> list[Review]:
        """Everything said of an article, oldest first."""
        with translated(self.path):
            return reviews.of(self._db, article_id)

    def outcomes(self, since: datetime) -> counts.Outcomes:
        """What became of everything decided since then: the closing table of a collection."""
        with translated(self.path):
            return counts.outcomes(self._db, since)

    # Stories

    def stories(self, limit: int = 50, least: int = 1) -> list[storylines.Listed]:
        """The stories with the newest articles, those of at least so many articles."""
        with translated(self.path):
            return storylines.listed(self._db, limit, least)

    def stories_among(self, story_ids: Iterable[int]) -> dict[int, storylines.Listed]:
        """The lines of some stories, by number."""
        with translated(self.path):
            return storylines.among(self._db, story_ids)

    def story(self, story_id: int) -> storylines.Story:
        """One story with its articles, sources and lags. Raises NotFound."""
        with translated(self.path):
            return storylines.one(self._db, story_id)

    def merge_stories(self, story_id: int, other_id: int, at: datetime) -> int:
        """Make two stories one, for good; how many articles came over. Raises NotFound, ArchiveError."""
        with translated(self.path):
            return story_decisions.merge(self._db, story_id, other_id, at)

    def split_story(self, story_id: int, articles: Collection[int], at: datetime) -> int:
        """Make a story of its own of some of its articles, for good; its number. Raises NotFound, ArchiveError."""
        with translated(self.path):
            return story_decisions.split(self._db, story_id, articles, at)

    def move_article(self, article_id: int, story_id: int, at: datetime) -> int:
        """Put an article into another story, for good; the story it left. Raises NotFound, ArchiveError."""
        with translated(self.path):
            return story_decisions.move(self._db, article_id, story_id, at)

    # Seeds

    def seeds(self) -> list[Seed]:
        """What every article is measured against."""
        with translated(self.path):
            return seeds.every(self._db)

    def add_seed(self, seed: Seed, at: datetime) -> None:
        """Add a seed, or replace the one of its name."""
        with translated(self.path):
            seeds.put(self._db, seed, at)

    def remove_seed(self, name: str) -> None:
        """Remove a seed. Raises NotFound."""
        with translated(self.path):
            seeds.remove(self._db, name)

    def check(self, *, look: bool = True) -> counts.Health:
        """What `doctor` tells of the file: versions, sizes, integrity of the structure unless told not to look."""
        with translated(self.path):
            return counts.health(self._db, self.path, look=look)

    # What the operator asks

    def checkups(self, now: datetime) -> list[health.Checkup]:
        """How every source is, measured against its own past, the worst first."""
        with translated(self.path):
            return health.checkups(self._db, now)

    def gaps(self, now: datetime, hours: float = gaps.HOURS) -> list[gaps.Gap]:
        """Languages that are silent while another reports."""
        with translated(self.path):
            return gaps.gaps(self._db, now, hours)

    def alarm_changes(self, now: datetime, channel: str) -> list[alarms.Change]:
        """What is otherwise than was last told over a channel."""
        with translated(self.path):
            return alarms.changes(self._db, now, channel)

    def alarms_told(self, changes: Iterable[alarms.Change], at: datetime, channel: str) -> None:
        """Note what a channel has taken."""
        with translated(self.path), transaction(self._db):
            alarms.told(self._db, changes, at, channel)
            chores.note(self._db, "alarms", "ok", at)

    def listed(self, since: datetime) -> list[recall.Listed]:
        """Every page that a search has shown since then, with what became of it."""
        with translated(self.path):
            return recall.listed(self._db, since)
