"""What a person says of stories: these are one, these are two, this belongs there. A later run never overrides it.

A word pins every article it speaks of to its story. Pinned articles stay where they are, through edits and whatever
comes later, and two stories that both have pinned articles are never joined; a later word of a person replaces it.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from pactwatch.errors import ArchiveError, NotFound
from storage import story_links
from storage.database import transaction
from storage.stamps import stamp
from storage.stories import open_story

What = Literal["merge", "split", "move"]


def merge(db: Database, story: int, other: int, at: datetime) -> int:
    """Make two stories one, under the number of the first; how many articles came over."""
    with transaction(db):
        staying, coming = members(db, story), members(db, other)
        if story == other:
            raise ArchiveError(f"Story {story} cannot be merged with itself: name two stories.")
        _bring(db, coming, story)
        _pin(db, [*staying, *coming], story, at)
        db.execute("DELETE FROM stories WHERE id = ?", [other])
        _note(db, "merge", story, other, coming, at)
        return len(coming)


def split(db: Database, story: int, leaving: Collection[int], at: datetime) -> int:
    """Make a story of its own of some of a story's articles; its number."""
    with transaction(db):
        staying = _without(db, story, leaving)
        if not staying:
            raise ArchiveError(f"Nothing would be left of story {story}: name only the articles that leave it.")
        new = open_story(db, at)
        _bring(db, leaving, new)
        _pin(db, staying, story, at)
        _pin(db, leaving, new, at)
        _note(db, "split", story, new, leaving, at)
        return new


def move(db: Database, article_id: int, story: int, at: datetime) -> int:
    """Put an article into another story; the number of the story it leaves."""
    with transaction(db):
        row = db.execute("SELECT story_id FROM articles WHERE id = ?", [article_id]).fetchone()
        if row is None:
            raise NotFound(f"There is no article {article_id}: `pactwatch inbox` lists them.")
        old = int(row[0])
        there = members(db, story)
        if old == story:
            raise ArchiveError(f"Article {article_id} is in story {story} already.")
        _bring(db, [article_id], story)
        _pin(db, [*there, article_id], story, at)
        left = [int(one) for (one,) in db.execute("SELECT id FROM articles WHERE story_id = ?", [old])]
        _pin(db, left, old, at)
        if not left:
            db.execute("DELETE FROM stories WHERE id = ?", [old])
        _note(db, "move", story, old, [article_id], at)
        return old


def members(db: Database, story: int) -> list[int]:
    """The articles of a story. Raises NotFound."""
    found = [int(one) for (one,) in db.execute("SELECT id FROM articles WHERE story_id = ? ORDER BY id", [story])]
    if not found:
        raise NotFound(f"There is no story {story}: `pactwatch story list` lists them.")
    return found


def _without(db: Database, story: int, leaving: Collection[int]) -> list[int]:
    there = members(db, story)
    for article_id in leaving:
        if article_id not in there:
            raise NotFound(
                f"Article {article_id} is not in story {story}: `pactwatch story show {story}` lists its own."
            )
    return [article_id for article_id in there if article_id not in leaving]


def _bring(db: Database, articles: Collection[int], story: int) -> None:
    """Let articles change their story, and take back that they are of one event with those they leave."""
    db.conn.executemany("UPDATE articles SET story_id = ? WHERE id = ?", [(story, one) for one in articles])
    for one in articles:
        story_links.part(db, one)


def _pin(db: Database, articles: Iterable[int], story: int, at: datetime) -> None:
    db.conn.executemany(
        "INSERT OR REPLACE INTO story_pins (article_id, story_id, at) VALUES (?,?,?)",
        [(one, story, stamp(at)) for one in articles],
    )


def _note(db: Database, what: What, story: int, other: int, articles: Collection[int], at: datetime) -> None:
    db.execute(
        "INSERT INTO story_decisions (at, what, story_id, other_id, articles) VALUES (?,?,?,?,?)",
        [stamp(at), what, story, other, json.dumps(sorted(articles))],
    )
