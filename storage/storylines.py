"""Stories as a person reads them: who told it first, how many told it themselves, how long each language took."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from pactwatch.genres import Genre, genre
from pactwatch.wires import credit
from storage import articles
from storage.stamps import instant
from storage.story_decisions import members


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One article of a story."""

    id: int
    at: datetime
    """When it was published; where the page does not say, when it was first seen."""
    stated: bool
    outlet: str
    language: str
    title: str
    url: str
    genre: Genre
    source: str
    """Who it is from: the agency it credits, or the outlet of the text it copies."""
    copy_of: int | None
    """The article whose text it has."""
    pinned: bool
    """Whether a person put it here."""
    why: str
    """What speaks for its place: the strongest link to another article of the story."""
    score: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """An article that speaks of a story and does not report it."""

    id: int
    genre: str
    """"comment" or "background"."""
    outlet: str
    language: str
    title: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A person's word."""

    at: datetime
    what: str
    story_id: int
    other_id: int | None
    articles: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One event with everybody who told it, the first first; what states no time stands last and tells none."""

    id: int
    articles: tuple[Told, ...]
    sources: tuple[str, ...]
    """Who reported it themselves: copies and reprints of one agency are one source, an explainer is none."""
    lags: dict[str, timedelta]
    """Language -> how long after the first article of all its first one came."""
    spread: timedelta
    """From the first article to the last."""
    follow_ups: tuple[tuple[int, int, str], ...]
    """(story, article, reason) of what may be a next step of this, or what this is a next step of."""
    beside: tuple[Beside, ...]
    decisions: tuple[Decision, ...]

    @property
    def first(self) -> Told:
        """The article that told it first."""
        return self.articles[0]


def one(db: Database, story: int) -> Story:
    """A story with its articles. Raises NotFound."""
    ids = members(db, story)
    told = sorted(_told(db, story, ids), key=lambda article: (not article.stated, article.at, article.id))
    timed = [article for article in told if article.stated] or told
    reports = [article for article in told if article.genre == "report"] or told
    first: dict[str, datetime] = {}
    for article in timed:
        first.setdefault(article.language, article.at)
    return Story(
        id=story,
        articles=tuple(told),
        sources=tuple(sorted({article.source for article in reports})),
        lags={language: at - timed[0].at for language, at in first.items()},
        spread=timed[-1].at - timed[0].at,
        follow_ups=_follow_ups(db, story, ids),
        beside=_beside(db, ids),
        decisions=_decisions(db, story),
    )


def _told(db: Database, story: int, ids: list[int]) -> list[Told]:
    pinned = {int(one) for (one,) in db.execute("SELECT article_id FROM story_pins WHERE story_id = ?", [story])}
    copy_of = _copies(db, ids)
    links = _strongest(db, story)
    heads = dict(db.execute("SELECT article_id, head FROM story_anchors WHERE article_id IN "
                            "(SELECT id FROM articles WHERE story_id = ?)", [story]).fetchall())  # fmt: skip
    kept = {article_id: articles.one(db, article_id).article for article_id in ids}
    told = []
    for article_id, article in kept.items():
        original = _original(article_id, copy_of)
        head = heads.get(article_id, article_id)
        score, why = links.get(head, (None, ""))
        reason = copy_of.get(article_id, (0, ""))[1]
        source = credit(article) or (credit(kept[original]) or kept[original].outlet if original in kept else None)
        at = article.published.instant if article.published else article.first_seen
        if at is None:
            raise ValueError(f"article {article_id} was never seen")
        told.append(
            Told(
                id=article_id, at=at, stated=article.published is not None, outlet=article.outlet,
                language=article.language, title=article.title, url=article.url, source=source or article.outlet,
                genre=genre(article),
                copy_of=original if original != article_id else None, pinned=article_id in pinned,
                why=reason or why, score=None if reason else score,
            )
        )  # fmt: skip
    return told


def _copies(db: Database, ids: list[int]) -> dict[int, tuple[int, str]]:
    """Article -> what it copies, and why."""
    rows = db.execute(
        "SELECT article_id, other_id, reason FROM relations WHERE is_copy AND other_id IS NOT NULL "
        "AND article_id IN (SELECT value FROM json_each(?)) ORDER BY containment",
        [json.dumps(ids)],
    )
    return {int(article_id): (int(other), str(reason)) for article_id, other, reason in rows}


def _original(article_id: int, copy_of: dict[int, tuple[int, str]]) -> int:
    seen = {article_id}
    while article_id in copy_of and copy_of[article_id][0] not in seen:
        article_id = copy_of[article_id][0]
        seen.add(article_id)
    return article_id


def _strongest(db: Database, story: int) -> dict[int, tuple[float, str]]:
    """Article -> score and reason of its strongest link inside the story."""
    rows = db.execute(
        "SELECT l.article_id, l.other_id, l.score, l.reason FROM story_links l "
        "JOIN articles a ON a.id = l.article_id JOIN articles b ON b.id = l.other_id "
        "WHERE a.story_id = ? AND b.story_id = ? AND l.kind NOT IN ('template', 'follow_up') ORDER BY l.score",
        [story, story],
    )
    best: dict[int, tuple[float, str]] = {}
    for one_, other, score, reason in rows:
        why = f"{reason}" if reason else "alike as the story's articles are on average"
        best[int(one_)] = (float(score), f"like {other}: {why}")
        best[int(other)] = (float(score), f"like {one_}: {why}")
    return best


def _follow_ups(db: Database, story: int, ids: list[int]) -> tuple[tuple[int, int, str], ...]:
    """Articles of other stories that follow this one up, or are followed up by it."""
    rows = db.execute(
        "SELECT a.story_id, a.id, r.reason FROM relations r "
        "JOIN articles a ON a.id = CASE WHEN r.article_id IN (SELECT value FROM json_each(:ids)) "
        "THEN r.other_id ELSE r.article_id END WHERE r.kind = 'follow_up' AND a.story_id <> :story AND "
        "(r.article_id IN (SELECT value FROM json_each(:ids)) OR r.other_id IN (SELECT value FROM json_each(:ids))) "
        "ORDER BY a.id",
        {"ids": json.dumps(ids), "story": story},
    )
    return tuple({int(other): (int(other), int(article), str(why)) for other, article, why in rows}.values())


def _beside(db: Database, ids: list[int]) -> tuple[Beside, ...]:
    """Comments and explainers; those a person has put into the story are among its articles instead."""
    rows = db.query(
        "SELECT a.id, r.kind AS genre, a.outlet, a.language, a.title, max(r.reason) AS why FROM relations r "
        "JOIN articles a ON a.id = r.article_id WHERE r.kind IN ('comment', 'background') "
        "AND r.other_id IN (SELECT value FROM json_each(:ids)) AND a.id NOT IN (SELECT value FROM json_each(:ids)) "
        "GROUP BY a.id ORDER BY a.id",
        {"ids": json.dumps(ids)},
    )
    return tuple(Beside(**row) for row in rows)


def _decisions(db: Database, story: int) -> tuple[Decision, ...]:
    rows = db.query("SELECT * FROM story_decisions WHERE story_id = ? OR other_id = ? ORDER BY id", [story, story])
    return tuple(
        Decision(
            at=instant(row["at"]), what=row["what"], story_id=row["story_id"], other_id=row["other_id"],
            articles=tuple(json.loads(row["articles"])),
        )
        for row in rows
    )  # fmt: skip
