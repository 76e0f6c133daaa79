"""Placing an article in a story, inside the transaction that keeps it, and again when its text has changed.

Of copies the longest stands for all, so that two thousand of them cost no more than one. A new text is weighed against
the heads that share its rare terms and against the stories those are in; then the few stories around it are grouped
anew, all of them, so that the order of arrival matters little. A pinned article never moves.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from sqlite_utils import Database

from pactwatch.anchors import Telling, anchors, telling, told_by
from pactwatch.article import Article
from pactwatch.glossary import Topic
from pactwatch.stories import Neighbourhood, grouped, named
from storage import articles, story_index, story_links
from storage.neighbourhoods import neighbourhood
from storage.stamps import stamp
from storage.weighing import weigh

LONGER = 1.2
"""A copy that is longer by so much than the text that stands for all takes its place: a flash, then the report."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """An article to be placed, with what the comparison of texts has found."""

    id: int
    article: Article
    topic: Topic
    at: datetime
    copies: Collection[int] = ()
    """Articles it is a copy of, or that are copies of it."""
    related: dict[int, str] = field(default_factory=dict)
    """Article -> relation, for translations and for what is known to be another event."""


def open_story(db: Database, at: datetime) -> int:
    """Open an empty story; its id."""
    return int(db.execute("INSERT INTO stories (opened_at) VALUES (?)", [stamp(at)]).lastrowid or 0)


def place(db: Database, arrival: Arrival) -> None:
    """Put an article, which is in a story of its own, where it belongs."""
    length = len(arrival.article.text)
    heads = _heads(db, arrival.copies)
    if heads and not _takes_over(length, heads):
        head = max(heads, key=lambda one: (heads[one], -one))
        story_index.put_copy(db, arrival.id, head, length)
        _follow(db, arrival.id, head)
        dated = _date_back(db, head, telling(arrival.article))
    else:
        told = [other.told for other in story_index.of(db, heads).values()]
        story_index.put(db, arrival.id, reduce(told_by, told, anchors(arrival.article, arrival.topic)), length)
        head, dated = arrival.id, True
    absorbed = [other for other in heads if other != head]
    for other in absorbed:
        story_index.remove(db, other)
        db.execute("UPDATE story_anchors SET head = ? WHERE head = ?", [head, other])
    if head == arrival.id:
        weigh(db, head, _heads_by_article(db, arrival.related))
    for other in absorbed:
        _follow(db, other, head)
    if dated or absorbed:
        regroup(db, head, arrival.at)
        story_links.relate(db, head, arrival.at)
    discard_empty(db, newest=50)


def _date_back(db: Database, head: int, copy: Telling) -> bool:
    """Let a head be as old as a copy that has just come; whether that is older, so that its likeness changes."""
    mine = story_index.of(db, [head])[head]
    dated = told_by(mine, copy)
    if dated is mine:
        return False
    (length,) = db.execute("SELECT length FROM story_anchors WHERE article_id = ?", [head]).fetchone()
    told = story_links.kinds(db, head)
    story_index.remove(db, head)
    story_index.put(db, head, dated, length)
    weigh(db, head, told)
    return True


def displace(db: Database, article_id: int, topic: Topic) -> None:
    """Forget what placed an article whose text has changed; if it stood for copies, the longest of them now does."""
    story_index.remove(db, article_id)
    db.execute("DELETE FROM story_anchors WHERE article_id = ?", [article_id])
    row = db.execute(
        "SELECT article_id, length FROM story_anchors WHERE head = ? ORDER BY length DESC, article_id LIMIT 1",
        [article_id],
    ).fetchone()
    if row is None:
        return
    heir, length = row
    db.execute("UPDATE story_anchors SET head = ? WHERE head = ?", [heir, article_id])
    own = anchors(articles.one(db, heir).article, topic)
    story_index.put(db, heir, told_by(own, _first_telling(db, heir)), length)
    weigh(db, heir, {})


def _first_telling(db: Database, head: int) -> Telling:
    """Who printed a text first, of the head and its copies."""
    (oldest,) = db.execute(
        "SELECT a.id FROM story_anchors s JOIN articles a ON a.id = s.article_id WHERE s.head = ? "
        "ORDER BY a.published IS NULL, a.published, a.id LIMIT 1",
        [head],
    ).fetchone()
    return telling(articles.one(db, int(oldest)).article)


def regroup(db: Database, head: int, at: datetime) -> None:
    """Group the stories around a head anew and write down who moved."""
    near = neighbourhood(db, head)
    for members, story in _homes(near):
        moved = [member for member in members if near.members[member] != story or story is None]
        if not moved:
            continue
        home = open_story(db, at) if story is None else story
        for member in moved:
            _move(db, member, home)
            story_links.part(db, member)


def _homes(near: Neighbourhood) -> Iterable[tuple[list[int], int | None]]:
    groups = grouped(near)
    placed = named(groups, near)
    return [(sorted(group), placed[min(group)]) for group in groups]


def _move(db: Database, head: int, story: int) -> None:
    """Bring a head and its copies into a story, but for those a person put elsewhere."""
    db.execute(
        "UPDATE articles SET story_id = ? WHERE id IN (SELECT article_id FROM story_anchors WHERE head = ?) "
        "AND id NOT IN (SELECT article_id FROM story_pins)",
        [story, head],
    )


def _follow(db: Database, article_id: int, head: int) -> None:
    db.execute(
        "UPDATE articles SET story_id = (SELECT story_id FROM articles WHERE id = ?) WHERE id IN "
        "(SELECT article_id FROM story_anchors WHERE article_id = ? OR head = ?) "
        "AND id NOT IN (SELECT article_id FROM story_pins)",
        [head, article_id, article_id],
    )


def discard_empty(db: Database, newest: int | None = None) -> None:
    """Forget stories that no article is in any more, of the newest or of all."""
    db.execute(
        "DELETE FROM stories WHERE id > coalesce((SELECT max(id) FROM stories) - ?, 0) "
        "AND NOT EXISTS (SELECT 1 FROM articles WHERE story_id = stories.id)",
        [newest],
    )


# --- Copies ---


def _heads(db: Database, copies: Iterable[int]) -> dict[int, int]:
    """The heads of some articles with their lengths; a copy that a person took out of its story has none."""
    found: dict[int, int] = {}
    for article_id in copies:
        row = db.execute(
            "SELECT h.article_id, h.length FROM story_anchors c JOIN story_anchors h ON h.article_id = c.head "
            "WHERE c.article_id = ?",
            [article_id],
        ).fetchone()
        if row is not None:
            found[int(row[0])] = int(row[1])
    return found


def _takes_over(length: int, heads: dict[int, int]) -> bool:
    return length > LONGER * max(heads.values())


def _heads_by_article(db: Database, related: Mapping[int, str]) -> dict[int, str]:
    """Head -> relation, for relations that articles have."""
    found = {}
    for article_id, kind in related.items():
        row = db.execute("SELECT head FROM story_anchors WHERE article_id = ?", [article_id]).fetchone()
        if row is not None:
            found[int(row[0])] = kind
    return found
