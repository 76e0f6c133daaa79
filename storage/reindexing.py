"""Making the index of passages and the relations anew, when the rules of fingerprints have changed."""

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from pactwatch.duplicates import FINGERPRINT_VERSION, fingerprint
from storage import articles, passages, relations
from storage.database import transaction
from storage.keeping import relate

BATCH = 500
"""Articles of one transaction; a crawl may write between two."""


def outdated(db: Database) -> bool:
    """Whether the index was made by other rules than those of now."""
    made_by = passages.version(db)
    return made_by is not None and made_by != FINGERPRINT_VERSION


def reindex(db: Database, at: datetime) -> Iterator[int]:
    """Index every article anew, in the order they came, and find its relations; yields how many are done.

    What links an article to its story stays. An index that is stopped halfway is outdated, and the next call begins
    it again.
    """
    with transaction(db):
        passages.empty(db)
        db.execute("INSERT INTO indexed_by (name, version) VALUES ('fingerprints', 0)")
        db.execute("DELETE FROM relations WHERE kind <> 'same_event'")
    ids = [int(row[0]) for row in db.execute("SELECT id FROM articles ORDER BY id")]
    for start in range(0, len(ids), BATCH):
        with transaction(db):
            for article_id in ids[start : start + BATCH]:
                _index_one(db, article_id, at)
        yield min(start + BATCH, len(ids))
    with transaction(db):
        db.execute("UPDATE indexed_by SET version = ? WHERE name = 'fingerprints'", [FINGERPRINT_VERSION])


def _index_one(db: Database, article_id: int, at: datetime) -> None:
    article = articles.one(db, article_id).article
    print_ = fingerprint(article)
    lookup = passages.look_up(db, print_)
    relations.clear(db, article_id)
    relate(db, article_id, article, print_, lookup, at)
    passages.index(db, article_id, print_, lookup.common)
