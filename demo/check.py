"""Compares a database with the labels of the newsroom's texts, address by address."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from demo.newsroom import Newsroom
from demo.truth import Expected, copies, expected, versions
from pactwatch.urls import canonical
from storage.archive import Archive
from storage.articles import Stored
from storage.ledger_rows import Entry

LONGEST = 60
"""Characters of a value in a difference."""


def address(row: Expected, port: int) -> str:
    """Return the address of a row of the truth, with the port its newsroom listened on."""
    host, _, path = row.path.partition("/")
    return f"http://{host}:{port}/{path}"


def entry(archive: Archive, url: str) -> Entry | None:
    """Return the ledger's own row for an address."""
    return next((row for row in archive.explain(url, canonical(url)) if row.url == url), None)


def differences(archive: Archive, room: Newsroom, port: int) -> dict[str, str]:
    """Return every address that is not what its label says -> what is different."""
    return {
        row.path: ", ".join(wrong)
        for row in expected(room).values()
        if (wrong := list(_of_address(archive, row, address(row, port))))
    }


def misgrouped(archive: Archive, room: Newsroom, port: int) -> list[str]:
    """Return a phrase for every group of copies that only the labels or only the archive know."""
    labelled, found = copies(room), copies_found(archive, room, port)
    lines = [f"no copies of each other but should be: {', '.join(sorted(group))}" for group in labelled - found]
    return lines + [f"copies of each other but should not be: {', '.join(sorted(group))}" for group in found - labelled]


def articles_by_ref(archive: Archive, room: Newsroom, port: int) -> dict[str, Stored]:
    """Return the newsroom's articles that were kept, by outlet/id."""
    found = {}
    for row in expected(room).values():
        known = entry(archive, address(row, port))
        if row.text and known and known.article_id is not None:
            found[row.text.ref] = archive.article(known.article_id)
    return found


def copies_found(archive: Archive, room: Newsroom, port: int) -> set[frozenset[str]]:
    """Return the groups of articles that the archive calls copies of each other, each of two and more."""
    by_id = {stored.id: ref for ref, stored in articles_by_ref(archive, room, port).items()}
    groups: dict[str, set[str]] = {ref: {ref} for ref in by_id.values()}
    for article_id in by_id:
        for link in archive.relations(article_id):
            if link.is_copy and link.other_id is not None:
                joined = groups[by_id[link.article_id]] | groups[by_id[link.other_id]]
                groups |= dict.fromkeys(joined, joined)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def copies_of_seeds(archive: Archive, room: Newsroom, port: int) -> dict[str, set[str]]:
    """Return the articles that are copies of a seed, by the seed's name."""
    found: dict[str, set[str]] = defaultdict(set)
    for ref, stored in articles_by_ref(archive, room, port).items():
        for link in archive.relations(stored.id):
            if link.is_copy and link.seed:
                found[link.seed].add(ref)
    return dict(found)


def _of_address(archive: Archive, row: Expected, url: str) -> Iterator[str]:
    known = entry(archive, url)
    if known is None:
        yield "not in the ledger"
        return
    if known.outcome != row.outcome:
        yield f"{known.outcome} ({known.reason}), not {row.outcome}"
    elif row.outcome == "kept" and row.text and known.article_id:
        yield from _of_article(archive.article(known.article_id), row)


def _of_article(stored: Stored, row: Expected) -> Iterator[str]:
    article, text = stored.article, row.text
    if text is None:
        return
    published = article.published.instant if article.published else None
    pairs = (
        ("verdict", stored.judgement.verdict, text.verdict),
        ("title", article.title, row.title),
        ("language", article.language, row.language),
        ("published", published, row.published),
        ("authors", article.authors, text.authors),
        ("access", article.access, text.access),
        ("versions", stored.version, versions(text)),
        ("paragraphs", article.paragraphs, text.paragraphs),
    )
    for name, found, labelled in pairs:
        if found != labelled:
            yield f"{name} {_short(found)}, not {_short(labelled)}"


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, datetime) else value.isoformat()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
