"""Which of two related texts is the copy: what an article is to the seeds and to everything kept before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pactwatch.article import Article
from pactwatch.duplicates import COPIES, SAME, Fingerprint, Relation, fingerprint, relation
from pactwatch.edits import reading_of
from pactwatch.habits import NONE, Habits

Side = Literal["article", "other"]

LONGEST_REMEMBERED = 20_000
"""Characters: fingerprints of longer texts are not kept at hand, 64 of five megabytes would take half a gigabyte."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Something an article may be related to: an article of the archive, or a seed (which has no text here)."""

    article_id: int | None = None
    seed: str | None = None
    subject: Article | Fingerprint
    habits: Habits = NONE
    """What the archive knows of passages that both would repeat whatever the news."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A relation worth keeping, told from the side of the copy where there is one."""

    known: Known
    relation: Relation
    copy: Side | None
    """Which of the two is the copy; None for a link (quote, template) that groups nothing."""


def edition(article: Article) -> str:
    """Return a hash that changes when a reader would see another title or text; spacing alone does not change it."""
    return hashlib.sha256(reading_of(article).encode("utf-8", "surrogatepass")).hexdigest()


def findings(article: Article, print_: Fingerprint, known: Iterable[Known]) -> list[Finding]:
    """Return the relations of `article` (whose fingerprint is given) to each of `known` that has one."""
    found = []
    for one in known:
        subject = _print_of(one.subject) if isinstance(one.subject, Article) else one.subject
        related = relation(print_, subject, one.habits)
        if related.kind == "none":
            continue
        copy = copy_side(article, one, related)
        if copy == "other":
            related = relation(subject, print_, one.habits)
        found.append(Finding(known=one, relation=related, copy=copy))
    return found


def _print_of(article: Article) -> Fingerprint:
    return _remembered(article) if sum(map(len, article.paragraphs)) <= LONGEST_REMEMBERED else fingerprint(article)


@lru_cache(maxsize=64)
def _remembered(article: Article) -> Fingerprint:
    """Return the fingerprint; what everyone prints is compared with the same few texts, one copy after the other."""
    return fingerprint(article)


def copy_side(article: Article, known: Known, related: Relation) -> Side | None:
    """Tell which of the two is the copy.

    Of a whole and its part, the part is, whichever came first. Of two texts of one size, the one published later; a
    seed is never the copy of an article of its size. Where a date is missing or equal, a text that credits an agency
    is the copy of one that does not name it, and else the one we read later, `article`.
    """
    if related.kind not in COPIES:
        return None
    if related.kind != "exact" and related.jaccard < SAME:
        return "article" if related.share_of_article >= related.share_of_other else _other_unless_seed(known)
    if not isinstance(known.subject, Article):
        return "article"
    return "other" if _precedes(article, known.subject) else "article"


def _other_unless_seed(known: Known) -> Side | None:
    return None if known.seed is not None else "other"


def _precedes(article: Article, other: Article) -> bool:
    if article.published and other.published and article.published.instant != other.published.instant:
        return article.published.instant < other.published.instant
    return bool(other.wire) and not article.wire
