"""The relations table: how articles hang together with each other and with the seeds."""

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
