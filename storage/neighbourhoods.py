"""The stories around an article, as they are to be grouped: their texts, the likeness, where a person put them."""

import json
from collections.abc import Collection, Iterable, Mapping

from sqlite_utils import Database

from pactwatch.likeness import likeness, weighed
from pactwatch.stories import ALIKE, NEAR, Neighbourhood, Pair
from storage import story_index
from storage.story_index import YOUNG

LARGE = 40
"""A story of more texts than this is judged by so many of them, and is not taken apart again."""
MOST_NEAR = 120
"""So many texts are grouped anew at most."""
HOPS = 2
"""The stories like the article, and those like them: who moves may make two others one."""
TRANSLATED = 0.5
"""The likeness of a house's own translation, whatever the words."""
APART = frozenset({"template", "follow_up"})
"""Relations that say: not one event."""


def neighbourhood(db: Database, head: int) -> Neighbourhood:
    """Return the stories that an article and those like it may belong to."""
    (own,) = db.execute("SELECT story_id FROM articles WHERE id = ?", [head]).fetchone()
    members: dict[int, int | None] = {head: int(own)}
    fixed: dict[int, int] = {}
    stories = {int(own)}
    # While the archive is young what was noted of two texts may be more by now; after that no less than this can join.
    least = NEAR if story_index.size(db) <= YOUNG else ALIKE
    for _ in range(HOPS):
        for story in [int(own), *_stories_like(db, members, least)]:
            if len(members) > MOST_NEAR or (story in stories and story != own):
                continue
            stories.add(story)
            texts = texts_of(db, story)
            if len(texts) > LARGE:
                fixed.update((text, story) for text in texts if text != head)
            members.update(dict.fromkeys(texts, story))
    fixed.update(_pins(db, members))
    return Neighbourhood(members=members, scores=_scores(db, members, fixed), fixed=fixed)


def _scores(db: Database, members: Collection[int], fixed: Mapping[int, int]) -> dict[Pair, float]:
    """Return the likeness of each two; by the weights of now while the archive is young and each article moves them.

    Those that stay in one story anyway, as most of a large one do, are not asked.
    """
    links = {
        two: link
        for two, link in _links(db, members).items()
        if link[0] not in APART and not (two <= fixed.keys() and len({fixed[member] for member in two}) == 1)
    }
    if story_index.size(db) > YOUNG:
        return {two: score for two, (_, score) in links.items()}
    known = story_index.of(db, {one for two in links for one in two})
    rare = story_index.rarity(db, known.values())
    by_now = {one: weighed(told, rare) for one, told in known.items()}
    fresh = {}
    for two, (kind, _) in links.items():
        one, other = (by_now[member] for member in two)
        score = likeness(one, other).score
        fresh[two] = max(score, TRANSLATED) if kind == "translation" else score
    return fresh


def _stories_like(db: Database, members: Iterable[int], least: float) -> list[int]:
    """The stories in which some article is at least so like one of these, the most alike first."""
    sql = (
        "WITH near AS MATERIALIZED (SELECT value FROM json_each(?)) SELECT a.story_id, max(l.score) AS most FROM ("
        "SELECT other_id AS id, score FROM near JOIN story_links ON article_id = value WHERE score >= ? UNION ALL "
        "SELECT article_id, score FROM near JOIN story_links ON other_id = value WHERE score >= ?) l "
        "JOIN articles a ON a.id = l.id GROUP BY a.story_id ORDER BY most DESC, a.story_id"
    )
    return [int(story) for story, _ in db.conn.execute(sql, [_listed(members), least, least])]


def _pins(db: Database, members: Iterable[int]) -> dict[int, int]:
    sql = "SELECT article_id, story_id FROM story_pins WHERE article_id IN (SELECT value FROM json_each(?))"
    return {int(article): int(story) for article, story in db.conn.execute(sql, [_listed(members)])}


def _links(db: Database, members: Collection[int]) -> dict[Pair, tuple[str, float]]:
    sql = (
        "SELECT article_id, other_id, kind, score FROM story_links "
        "WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, other_id"
    )
    return {
        frozenset((one, other)): (kind, score)
        for one, other, kind, score in db.conn.execute(sql, [_listed(members)])
        if other in members
    }


def _listed(members: Iterable[int]) -> str:
    """Return ids as one parameter, so that a statement is prepared once and not for every list."""
    return json.dumps(sorted(members))


def texts_of(db: Database, story: int) -> list[int]:
    """The heads of a story; of a large one the last."""
    rows = db.execute(
        "SELECT a.id FROM articles a JOIN story_anchors s ON s.article_id = a.id AND s.head = a.id "
        "WHERE a.story_id = ? ORDER BY a.id DESC LIMIT ?",
        [story, LARGE + 1],
    ).fetchall()
    return [int(head) for (head,) in rows]
