"""The dossier of an article: all that the archive knows of it, and how that is put into words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from pactwatch.article import Article, Moment
from review.output import counted
from storage.archive import Archive
from storage.articles import Stored, Version
from storage.ledger_rows import Entry
from storage.relations import Link
from storage.reviews import Review
from storage.storylines import Story

# kind -> how the copy is told of its original, and the original of its copy
COPY_WORDS = {
    "exact": ("the same text as", "has an exact copy:"),
    "portal_copy": ("the same headline and text as", "stands elsewhere as"),
    "wire_reprint": ("reprint of", "is reprinted as"),
    "near": ("near copy of", "has a near copy:"),
    "edited": ("edited copy of", "has an edited copy:"),
    "contained": ("contained in", "contains"),
}
MOST_OTHERS = 60
"""So many related articles, copies first, are looked up; no page names more, and a text may have thousands."""
LANGUAGES = {"en": "English", "ko": "Korean", "ja": "Japanese", "zh": "Chinese"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """All that the archive knows of one article."""

    stored: Stored
    urls: Sequence[str]
    versions: Sequence[Version]
    relations: Sequence[Link]
    others: Mapping[int, Article]
    """The related articles, by id."""
    reviews: Sequence[Review]
    ways: Sequence[Entry]
    story: Story
    """The event it tells of, with the other articles of it."""


def dossier(archive: Archive, article_id: int) -> Dossier:
    """Collect what is known of an article. Raises NotFound."""
    stored, relations = archive.article(article_id), archive.relations(article_id)
    return Dossier(
        stored=stored,
        urls=archive.urls(article_id),
        versions=archive.versions(article_id),
        relations=relations,
        others=others_in(archive, relations, article_id),
        reviews=archive.reviews(article_id),
        ways=archive.ways_to(article_id),
        story=archive.story(stored.story_id),
    )


def others_in(archive: Archive, relations: Iterable[Link], article_id: int) -> dict[int, Article]:
    """Return the articles that an article is related to, by id, up to MOST_OTHERS relations."""
    first = islice(relations, MOST_OTHERS)
    ids = {link.other_id if link.article_id == article_id else link.article_id for link in first}
    return {other: archive.article(other).article for other in ids if other is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """A relation as an article's page tells it."""

    how: str
    """"near copy of", "has a near copy:", "follow up:"."""
    other_id: int | None
    seed: str | None
    name: str
    """Outlet and title of the other article; "" of a seed."""
    language: str
    is_copy: bool
    reason: str


def related(link: Link, article_id: int, others: Mapping[int, Article]) -> Related:
    """Return a relation as seen from one of its articles; `others` has the other one."""
    relation, itself = link.relation, link.article_id == article_id
    other_id = None if link.seed is not None else link.other_id if itself else link.article_id
    other = others.get(other_id or 0)
    kind = relation.kind.replace("_", " ")
    of, by = COPY_WORDS.get(relation.kind, (f"{kind} of", f"has a {kind}:"))
    side = "" if itself else "seen from there: "
    doubt = " (close to the limit)" if relation.borderline else ""
    return Related(
        how=(of if itself else by) if link.is_copy else f"{kind}:", other_id=other_id, seed=link.seed,
        name=f"{other.outlet}: {other.title}" if other else "", language=other.language if other else "und",
        is_copy=link.is_copy, reason=f"{side}{relation.reason}{doubt}",
    )  # fmt: skip


def remarks(article: Article) -> Iterator[str]:
    """Return what a page says of its article beside outlet and dates, each in a few words."""
    yield LANGUAGES.get(article.language, article.language)
    if article.authors:
        yield "by " + ", ".join(article.authors)
    if article.wire:
        yield f"credits {article.wire}"
    if article.section:
        yield f"in {article.section}"
    if article.access == "paywalled":
        yield "behind a paywall"
    if article.stub:
        yield "only its beginning was shown"
    if article.kind != "article":
        yield article.kind.replace("_", " ")
    yield counted(len(article.paragraphs), "paragraph")


def dated(moment: Moment | None) -> str:
    """Return a moment as its outlet's clock shows it and in UTC, no more precisely than the page gives it."""
    if moment is None:
        return "no date"
    local = moment.instant + timedelta(minutes=moment.offset or 0)
    if moment.precision in ("day", "month"):
        return local.strftime("%Y-%m-%d" if moment.precision == "day" else "%Y-%m")
    if not moment.offset:
        return f"{local:%Y-%m-%d %H:%M} UTC"
    sign, minutes = "+-"[moment.offset < 0], abs(moment.offset)
    zone = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return f"{local:%Y-%m-%d %H:%M} {zone} ({moment.instant:%d %H:%M} UTC)"
