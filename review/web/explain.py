"""What became of a URL, and why: the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.article import Article
from review.dossier import Related, others_in, related
from review.explain import Explained, explained
from review.web.asked import Asked, Shown
from storage.archive import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An article that a URL led to, with what it is a copy of and what is a copy of it."""

    id: int
    article: Article
    copies: Sequence[Related]


def explain(asked: Asked) -> Shown:
    """The rows of a URL; without one, the field to ask for it."""
    url = asked.word("url")
    found = explained(asked.archive, url) if url else None
    return Shown(
        template="explain.html",
        values={"url": url, "found": found, "known": _known(asked.archive, found) if found else []},
    )


def _known(archive: Archive, found: Explained) -> list[Known]:
    known = []
    for article_id in found.articles:
        copies = [link for link in archive.relations(article_id) if link.is_copy]
        others = others_in(archive, copies, article_id)
        related_ = [related(link, article_id, others) for link in copies]
        known.append(Known(id=article_id, article=archive.article(article_id).article, copies=related_))
    return known
