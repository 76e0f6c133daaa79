"""The relations table: how articles hang together with each other and with the seeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from pactwatch.duplicates import Relation
from storage.database import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A relation of one article to another or to a seed, as stored."""

    article_id: int
    other_id: int | None
    seed: str | None
    relation: Relation
    is_copy: bool
    """Whether `article_id` is the copy: what it says stands in the other."""


def add(db: Database, link: Link, at: datetime) -> None:
    """Enter a relation; of two articles, or of an article and a seed, there is one."""
    relation = link.relation
    db.execute(
        "INSERT OR REPLACE INTO relations (article_id, other_id, seed, kind, is_copy, containment, jaccard, "
        "share_of_article, share_of_other, run, borderline, reason, at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            link.article_id, link.other_id, link.seed, relation.kind, link.is_copy, relation.containment,
            relation.jaccard, relation.share_of_article, relation.share_of_other, relation.run, relation.borderline,
            relation.reason, stamp(at),
        ],
    )  # fmt: skip


def clear(db: Database, article_id: int) -> None:
    """Forget the relations of an article whose text has changed; they are found anew. What links stories stays."""
    db.execute(
        "DELETE FROM relations WHERE (article_id = ? OR other_id = ?) AND kind <> 'same_event'",
        [article_id, article_id],
    )


def of(db: Database, article_id: int) -> list[Link]:
    """Every relation of an article, those in which it is the other one included, copies first."""
    rows = db.query(
        "SELECT * FROM relations WHERE article_id = ? OR other_id = ? ORDER BY is_copy DESC, containment DESC, id",
        [article_id, article_id],
    )
    return [
        Link(
            article_id=row["article_id"], other_id=row["other_id"], seed=row["seed"], is_copy=bool(row["is_copy"]),
            relation=Relation(
                kind=row["kind"], containment=row["containment"], jaccard=row["jaccard"],
                share_of_article=row["share_of_article"], share_of_other=row["share_of_other"], run=row["run"],
                borderline=bool(row["borderline"]), reason=row["reason"],
            ),
        )
        for row in rows
    ]  # fmt: skip


def join_story(db: Database, article_id: int | None, copies: Iterable[int], at: datetime) -> int:
    """The story of an article and its copies: the oldest story any of them is in, the others joined to it."""
    ids = [*copies, *([article_id] if article_id is not None else [])]
    marks = ",".join("?" * len(ids))
    stories = [r[0] for r in db.execute(f"SELECT DISTINCT story_id FROM articles WHERE id IN ({marks})", ids)]  # noqa: S608
    if not stories:
        return db.execute("INSERT INTO stories (opened_at) VALUES (?)", [stamp(at)]).lastrowid or 0
    first = min(stories)
    for story in stories:
        if story != first:
            db.execute("UPDATE articles SET story_id = ? WHERE story_id = ?", [first, story])
            db.execute("DELETE FROM stories WHERE id = ?", [story])
    return int(first)
