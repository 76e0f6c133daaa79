"""Stories: one event with everybody who told it, and a person's word on who belongs where (`pactwatch story`)."""

from collections.abc import Iterable

from pactwatch.errors import ArchiveError, PactwatchError
from review.stories import said, span, why
from review.web.asked import Asked, Sent, Shown
from storage.archive import Archive
from storage.storylines import Story

USUAL = 50


def stories(asked: Asked) -> Shown:
    """The list, the story with the newest article first; those of so many articles or more."""
    limit, least = asked.limit(USUAL), 2 if asked.word("least") == "2" else 1
    rows = asked.archive.stories(limit, least)
    return Shown(
        template="stories.html", values={"rows": rows, "least": least, "more": asked.more(USUAL, rows=len(rows))}
    )


def story(asked: Asked) -> Shown:
    """One story: its timeline, independent sources, each language's lag, the evidence for each article."""
    found = asked.archive.story(asked.number())
    late = sorted(found.lags.items(), key=lambda one: one[1])
    return Shown(
        template="story.html",
        values={
            "found": found, "why": why, "spread": span(found.spread), "first": _firsts(found),
            "late": [(language, span(lag) if lag else "") for language, lag in late],
            "decisions": [(decision.at, said(decision)) for decision in found.decisions],
        },
    )  # fmt: skip


def split(asked: Asked) -> Sent:
    """Make a story of its own of the ticked articles. Raises NotFound, ArchiveError."""
    story_id, articles = asked.number(), asked.form.numbers("article")
    if not articles:
        raise PactwatchError("Tick the articles that leave the story. Nothing was changed.")
    with asked.archive.writing():
        there = _gone_together(asked.archive, story_id, articles)
        return _to(there or asked.archive.split_story(story_id, articles, asked.now))


def merge(asked: Asked) -> Sent:
    """Make another story a part of this one. Raises NotFound, ArchiveError."""
    story_id, other = asked.number(), asked.form.number("other")
    if other is None:
        raise PactwatchError("Name the story that becomes part of this one by its number. Nothing was changed.")
    with asked.archive.writing():
        merged = {one.other_id for one in asked.archive.story(story_id).decisions if one.what == "merge"}
        if other not in merged - asked.archive.stories_among([other]).keys():
            asked.archive.merge_stories(story_id, other, asked.now)
    return _to(story_id)


def move(asked: Asked) -> Sent:
    """Put an article into another story; where it is there already nothing is done. Raises NotFound, ArchiveError."""
    article_id, story_id = asked.number(), asked.form.number("story")
    if story_id is None:
        raise PactwatchError("Name the story it belongs to by its number. Nothing was changed.")
    with asked.archive.writing():
        if asked.archive.article(article_id).story_id != story_id:
            asked.archive.move_article(article_id, story_id, asked.now)
    return _to(story_id)


def _firsts(found: Story) -> dict[str, int]:
    """Return language -> the article that told it first in that language, of those that say when, if any does."""
    firsts: dict[str, int] = {}
    for article in [article for article in found.articles if article.stated] or found.articles:
        firsts.setdefault(article.language, article.id)
    return firsts


def _gone_together(archive: Archive, story_id: int, articles: Iterable[int]) -> int | None:
    """Return the story that a split, said before, made of just these articles; None where none did."""
    try:
        decisions = archive.story(story_id).decisions
    except ArchiveError:
        return None
    told = tuple(articles)
    splits = [d for d in decisions if d.what == "split" and d.story_id == story_id and d.articles == told]
    homes = {archive.article(article_id).story_id for article_id in told} if splits else set()
    return splits[-1].other_id if splits and homes == {splits[-1].other_id} else None


def _to(story_id: int) -> Sent:
    return Sent(f"/stories/{story_id}")
