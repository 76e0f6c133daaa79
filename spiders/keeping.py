"""Doing what was decided about a page: the article is kept or the page put by, with a ledger row either way.

The desk does this during a crawl, and replay long after one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pactwatch.article import Article
from pactwatch.catalogue import Source
from pactwatch.dates import parse_moment, plausible
from pactwatch.decision import Decision
from pactwatch.errors import UnusableURL
from pactwatch.extraction import Printed
from pactwatch.glossary import Topic, default_topic
from pactwatch.judgement import Judgement
from pactwatch.urls import canonical
from storage.archive import Archive
from storage.keeping import Kept, Reading
from storage.ledger import Outcome, Settlement
from storage.pages import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A page on its way to the desk."""

    link: str
    """The address as the source listed it."""
    page: Page
    """The answer, under the address that redirects led to."""
    source: Source | None
    stated: str | None
    """The date the source gave for it."""
    round_name: str | None = None
    """The round that is complete only when this page is done."""
    page_id: int | None = None
    """Where the page is in the archive, if it is there already."""
    further: tuple[Page, ...] = ()
    """The further pages on which its article is printed."""
    partial: bool = False
    """One of them could not be had."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of its article."""
        return (self.page, *self.further)


def printed(pages: Iterable[Page]) -> list[Printed]:
    """Return pages as the reader of articles takes them."""
    return [Printed(body=page.body, url=page.url, content_type=page.content_type) for page in pages]


def keep(
    archive: Archive, item: Fetched, article: Article, judgement: Judgement, at: datetime, topic: Topic | None = None
) -> Kept:  # fmt: skip
    """Keep the article, and say so under every address that led to it; `topic` knows the names in it."""
    article = completed(article, item, at)
    addresses = [page.url for page in item.further]
    with archive.writing():
        kept = archive.keep(
            Reading(
                article=article, judgement=judgement, page=item.page, page_id=item.page_id,
                source=item.source.name if item.source else None, at=at,
                urls=tuple(dict.fromkeys((item.link, item.page.url, article.canonical_url, *addresses))),
                further=item.further, partial=item.partial,
                topic=topic or default_topic(),
            )
        )  # fmt: skip
        decision = Settlement(
            outcome=Outcome.KEPT, reason=_kept_reason(kept, judgement), at=at, evidence=words(judgement),
            rule=judgement.version, status=item.page.status, article_id=kept.id,
        )  # fmt: skip
        archive.settle(item.link, article.canonical_url, decision)
        if item.page.url != item.link:
            arrived = replace(decision, reason=f"reached from {item.link}; {decision.reason}")
            archive.settle(item.page.url, article.canonical_url, arrived)
        _settle_further(archive, item, article.canonical_url, decision)
    return kept


def _settle_further(archive: Archive, item: Fetched, canonical_url: str, decision: Settlement) -> None:
    for number, page in enumerate(item.further, 2):
        part = replace(decision, reason=f"page {number} of {item.link}; {decision.reason}", page_id=None)
        archive.settle(page.url, canonical_url, part)


def put_by(archive: Archive, item: Fetched, decision: Decision, rule: str, at: datetime) -> None:
    """Write down why nothing was kept; the page itself stays where it passed the screen."""
    judgement = decision.judgement
    with archive.writing():
        read = decision.outcome != "screened_out"
        settlement = Settlement(
            outcome=Outcome(decision.outcome), reason=decision.reason, at=at, status=item.page.status,
            evidence=words(judgement) if judgement else (), rule=judgement.version if judgement else rule,
            page_id=archive.add_page(item.page) if read and item.page_id is None else item.page_id,
        )  # fmt: skip
        for url in dict.fromkeys((item.link, item.page.url)):
            archive.settle(url, _identity(url), settlement)
        _settle_further(archive, item, _identity(item.page.url), settlement)


def completed(article: Article, item: Fetched, now: datetime) -> Article:
    """Add what the page does not know: its outlet's name in the catalogue, and a date where only the source has one."""
    published = article.published if article.published and plausible(article.published, now) else None
    if published is None and item.stated:
        stated = parse_moment(item.stated, source="feed", zone=None, reference=now.date())
        published = stated if stated and plausible(stated, now) else None
    modified = article.modified if article.modified and plausible(article.modified, now) else None
    outlet = item.source.outlet if item.source and item.source.kind != "search" else article.outlet
    return replace(article, published=published, modified=modified, outlet=outlet)


def words(judgement: Judgement) -> tuple[str, ...]:
    """The evidence as the ledger keeps it."""
    return tuple(f"{item.concept}: {item.term} ({item.where})" for item in judgement.evidence)


def _identity(url: str) -> str:
    try:
        return canonical(url)
    except UnusableURL:
        return url


def _kept_reason(kept: Kept, judgement: Judgement) -> str:
    if kept.change == "unchanged":
        return f"{judgement.verdict}; nothing new since version {kept.version}"
    state = f"edited, now version {kept.version}" if kept.change == "edited" else "new"
    kind = kept.copies[0].removesuffix("_copy").replace("_", " ") if kept.copies else ""
    copies = f"; {kind} copy" if kind else ""
    return f"{judgement.verdict} (score {judgement.score:.2f}); {state}{copies}"
