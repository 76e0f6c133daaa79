"""What a story's grouping says of single pairs, entered among the relations with the reason.

Same event and follow-up; "comment" and "background" of an article that reports nothing itself.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pactwatch.duplicates import Relation
from pactwatch.likeness import speaks_of
from pactwatch.stories import ALIKE, FOLLOWED_WITHIN
from storage import relations, story_index
from storage.relations import Link
from storage.stamps import instant

MOST_SAME, MOST_FOLLOWED = 3, 2
"""An article is linked to so many of its event, and to so many stories it follows up or that follow it up."""
DOUBTFUL = 1.2 * ALIKE
"""Below this likeness a person should look."""

_LINKS = """
    SELECT a.id, a.story_id, coalesce(a.published, '') AS at, l.score, l.content, l.reason,
        EXISTS (SELECT 1 FROM articles b WHERE b.story_id = a.story_id AND b.id <> a.id) AS placed
    FROM (SELECT other_id AS id, * FROM story_links WHERE article_id = :head
        UNION ALL SELECT article_id AS id, * FROM story_links WHERE other_id = :head) l
    JOIN articles a ON a.id = l.id
    WHERE l.kind = 'like' AND l.content >= :alike AND NOT EXISTS (SELECT 1 FROM relations r WHERE
        (r.article_id = a.id AND r.other_id = :head) OR (r.article_id = :head AND r.other_id = a.id))
    ORDER BY l.score DESC, l.content DESC, a.id
"""


def relate(db: Database, head: int, at: datetime) -> None:
    """Enter the links of an article that has just been placed."""
    story, published = db.execute(
        "SELECT story_id, coalesce(published, '') FROM articles WHERE id = ?", [head]
    ).fetchone()
    rows = list(db.query(_LINKS, {"head": head, "alike": ALIKE}))
    known = story_index.of(db, [head, *(row["id"] for row in rows)])
    genres = {one: anchors.genre for one, anchors in known.items()}
    rows = [row for row in rows if row["story_id"] == story or speaks_of(known[head], known[row["id"]])]
    reports = [row for row in rows if genres[row["id"]] == "report"]
    if genres[head] != "report":
        for row in sorted(reports, key=lambda row: bool(row["story_id"] != story))[:1]:
            relations.add(db, _link(head, row["id"], genres[head], row["content"], row["reason"]), at)
        return
    same = [row for row in reports if row["story_id"] == story and row["score"] >= ALIKE][:MOST_SAME]
    for row in same:
        relations.add(db, _link(head, row["id"], "same_event", row["score"], row["reason"]), at)
    for row in _followed(reports, story, published):
        later, earlier = (head, row["id"]) if published > row["at"] else (row["id"], head)
        relations.add(db, _link(later, earlier, "follow_up", row["content"], row["reason"]), at)
    for row in rows:
        if (genre := genres[row["id"]]) != "report" and (row["story_id"] == story or not row["placed"]):
            relations.add(db, _link(row["id"], head, genre, row["content"], row["reason"]), at)


def kinds(db: Database, head: int) -> dict[int, str]:
    """Head -> what the comparison of texts has said of it and this one."""
    rows = db.execute(
        "SELECT article_id + other_id - :head, kind FROM story_links "
        "WHERE (article_id = :head OR other_id = :head) AND kind <> 'like'",
        {"head": head},
    )
    return {int(other): str(kind) for other, kind in rows}


def part(db: Database, article_id: int) -> None:
    """Take back that an article is of one event with articles of other stories."""
    db.execute(
        "DELETE FROM relations WHERE kind = 'same_event' AND (article_id = ? OR other_id = ?) AND "
        "(SELECT story_id FROM articles WHERE id = relations.article_id) <> "
        "(SELECT story_id FROM articles WHERE id = relations.other_id)",
        [article_id, article_id],
    )


def _followed(rows: list[dict[str, Any]], story: int, published: str) -> Iterator[dict[str, Any]]:
    seen = {story}
    for row in rows:
        other: str = row["at"]
        if row["story_id"] in seen or not published or not other or published[:10] == other[:10]:
            continue
        if abs(instant(published) - instant(other)) > FOLLOWED_WITHIN:
            continue
        seen.add(row["story_id"])
        yield row
        if len(seen) > MOST_FOLLOWED:
            return


def _link(article_id: int, other_id: int, kind: str, likeness: float, reason: str) -> Link:
    told = f"likeness {likeness:.2f}: {reason}"
    relation = Relation(
        kind=kind, containment=0.0, jaccard=0.0, share_of_article=0.0, share_of_other=0.0, run=0,
        borderline=likeness < DOUBTFUL, reason=told,
    )  # fmt: skip
    return Link(article_id=article_id, other_id=other_id, seed=None, relation=relation, is_copy=False)
