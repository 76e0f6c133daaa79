"""What a person asks and says: articles, lists, search, reviews, stories."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from pactwatch.article import Article
from pactwatch.duplicates import fingerprint
from pactwatch.framing import Framing
from storage import (
    articles,
    counts,
    exports,
    framings,
    listings,
    passages,
    relations,
    reviews,
    search,
    story_decisions,
    story_list,
    storylines,
)
from storage.articles import Stored, Version
from storage.exports import Exported
from storage.opened import Opened
from storage.relations import Link
from storage.reviews import Review, Verdict
from storage.search import Hit
from storage.translation import translated


class Reviewing(Opened):
    """The verbs of a reader."""

    # Articles

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

    # Lists

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

    def outcomes(self, since: datetime) -> counts.Outcomes:
        """What became of everything decided since then: the closing table of a collection."""
        with translated(self.path):
            return counts.outcomes(self._db, since)

    # A person's word

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

    # Stories

    def stories(self, limit: int = 50, least: int = 1) -> list[story_list.Listed]:
        """The stories with the newest articles, those of at least so many articles."""
        with translated(self.path):
            return story_list.listed(self._db, limit, least)

    def stories_among(self, story_ids: Iterable[int]) -> dict[int, story_list.Listed]:
        """The lines of some stories, by number."""
        with translated(self.path):
            return story_list.among(self._db, story_ids)

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
