"""Judging every stored page again, and doing what follows where that is asked for.

Pages that did not pass the screen were never stored: they cannot be judged again, only fetched again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pactwatch.catalogue import Source
from pactwatch.decision import Decision, decide
from pactwatch.errors import ArchiveUnavailable, NotFound
from pactwatch.judgement import Judgement, judge
from pactwatch.screening import Screen
from pactwatch.topic import Topic
from spiders.keeping import Fetched, keep, printed, words
from storage.archive import Archive
from storage.ledger import Outcome
from storage.pages import Page
from storage.replays import Standing

KEPT_BY_A_PERSON = frozenset(("accept", "mention"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """One page judged by the rules of today."""

    standing: Standing
    page: Page | None
    """None where it can no longer be read."""
    decision: Decision

    @property
    def verdict(self) -> str:
        """What the rules say now."""
        judgement = self.decision.judgement
        return judgement.verdict if judgement and self.decision.outcome == "kept" else "off"

    @property
    def flips(self) -> bool:
        """Whether that is another word than the one that stands."""
        return self.verdict != self.standing.verdict

    @property
    def held(self) -> bool:
        """Whether a person's word keeps an article that the rules would reject."""
        return self.verdict == "off" and self.standing.review in KEPT_BY_A_PERSON

    @property
    def words(self) -> tuple[str, ...]:
        """Why, as the ledger writes it."""
        return words(self.decision.judgement) if self.decision.judgement else ()


def replayed(archive: Archive, topic: Topic, since: datetime | None) -> Iterator[Again]:
    """Judge everything again, without changing anything."""
    screen = Screen(topic)
    for standing in archive.standing(since):
        pages = _pages(archive, standing.page_id)
        gone = Decision(outcome="not_article", reason="its page is gone")
        decision = decide(printed(pages), topic, screen) if pages else gone
        if decision.judgement is None and standing.article_id is not None:
            decision = _as_stored(archive, standing.article_id, topic)
        yield Again(standing=standing, page=pages[0] if pages else None, decision=decision)


def apply(archive: Archive, again: Again, rule: str, at: datetime) -> None:
    """Let the new word stand. Where a person's word holds the article, only the rules' version is noted."""
    judgement, article_id = again.decision.judgement, again.standing.article_id
    with archive.writing():
        if article_id is None:
            _apply_to_rejected(archive, again, rule, at)
        elif judgement is not None and not again.held:
            archive.rejudge(article_id, judgement, again.words)
            if again.flips:
                outcome = Outcome.OFF_TOPIC if again.verdict == "off" else Outcome.KEPT
                archive.flip(article_id, outcome, _reason(again, rule), at)


def _apply_to_rejected(archive: Archive, again: Again, rule: str, at: datetime) -> None:
    decision, standing = again.decision, again.standing
    if again.page is None:
        return
    if decision.outcome != "kept" or decision.article is None or decision.judgement is None:
        archive.confirm_rejection(standing.page_id, rule)
        return
    item = Fetched(
        link=standing.urls[0], page=again.page, source=_source(archive, standing), stated=standing.stated,
        page_id=standing.page_id,
    )  # fmt: skip
    kept = keep(archive, item, decision.article, decision.judgement, again.page.at)
    archive.flip(kept.id, Outcome.KEPT, _reason(again, rule), at)


def _source(archive: Archive, standing: Standing) -> Source | None:
    try:
        return archive.source(standing.source).source if standing.source else None
    except NotFound:  # removed since
        return None


def _reason(again: Again, rule: str) -> str:
    return f"judged again by the rules {rule}: {again.verdict}, before {again.standing.verdict}"


def _pages(archive: Archive, page_id: int) -> list[Page]:
    try:
        return [archive.page(page_id), *archive.further_pages(page_id)]
    except (NotFound, ArchiveUnavailable):
        return []


def _as_stored(archive: Archive, article_id: int, topic: Topic) -> Decision:
    """Judge the text that was kept, where its page no longer yields an article."""
    article = archive.article(article_id).article
    judgement: Judgement = judge(article, topic)
    outcome = Decision(outcome="kept", reason="", article=article, judgement=judgement)
    return outcome if judgement.verdict != "off" else replace(outcome, outcome="off_topic")
