"""Making the index of passages, the relations and the stories anew, when the rules that make them have changed."""

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from pactwatch.anchors import ANCHORS_VERSION
from pactwatch.duplicates import FINGERPRINT_VERSION
from pactwatch.glossary import Topic
from storage import articles, passages, stories, story_index
from storage.database import transaction
from storage.keeping import compare_anew

BATCH = 500
"""Articles of one transaction; a crawl may write between two."""
RULES = {"fingerprints": FINGERPRINT_VERSION, "stories": ANCHORS_VERSION}


def outdated(db: Database) -> bool:
    """Whether the index was made by other rules than those of now."""
    if passages.version(db) is None:  # nothing is indexed
        return False
    return dict(db.execute("SELECT name, version FROM indexed_by").fetchall()) != RULES


def reindex(db: Database, at: datetime, topic: Topic) -> Iterator[int]:
    """Index every article anew, in the order they came, with its relations and story; yields how many are done.

    A story keeps its number, and what a person said of it stands. An index that is stopped halfway is outdated, and
    the next call begins it again.
    """
    with transaction(db):
        passages.empty(db)
        story_index.empty(db)
        db.conn.executemany("INSERT INTO indexed_by (name, version) VALUES (?, 0)", [(name,) for name in RULES])
        db.execute("DELETE FROM relations")
    ids = [int(row[0]) for row in db.execute("SELECT id FROM articles ORDER BY id")]
    for start in range(0, len(ids), BATCH):
        with transaction(db):
            for article_id in ids[start : start + BATCH]:
                compare_anew(db, articles.one(db, article_id), topic, at)
        yield min(start + BATCH, len(ids))
    with transaction(db):
        stories.discard_empty(db)
        db.conn.executemany("UPDATE indexed_by SET version = ?2 WHERE name = ?1", list(RULES.items()))
