"""What no one has reviewed, a line an article: enough to decide whether to read it, or to be done with it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from pactwatch.edits import Edit, Grade
from pactwatch.novelty import new_share
from pactwatch.seed import Seed
from review.comparing import summary, told_apart
from review.dossier import Related, related
from review.web.asked import Asked, Shown
from review.web.clock import Clock
from review.web.reviews import said_of
from storage.archive import Archive
from storage.articles import Stored
from storage.listings import Row
from storage.reviews import Review
from storage.story_list import Listed

USUAL = 30
COUNTED = 1000
"""The count goes so far; a backlog of a hundred thousand would take seconds to count, and is no less of one."""

LONGEST = 200_000
"""Characters; no report is as long. What is longer is not compared sentence by sentence for a line of a list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the inbox."""

    row: Row
    stored: Stored
    day: str
    seeds: Sequence[Related]
    """How it hangs together with the seeds."""
    story: Listed | None
    new: float | None
    """The share of its text that no seed and no accepted article has said; None of a text that is too long to tell."""
    summary: str
    change: str
    """What its last version changed; "" for a first version."""
    before: Review | None
    """The last word on an earlier version."""


def inbox(asked: Asked) -> Shown:
    """The newest, under their days, of all languages or one."""
    archive, language = asked.archive, asked.word("language")
    limit, languages = asked.limit(USUAL), archive.languages()
    rows = archive.inbox(limit, language or None)
    lines = _lines(archive, asked.clock, rows)
    total = archive.unread(language or None, COUNTED + 1) if len(rows) == limit else len(rows)
    return Shown(
        template="inbox.html",
        values={
            "days": [(day, list(group)) for day, group in groupby(lines, key=lambda line: line.day)],
            "shown": len(rows), "total": total, "counted_to": COUNTED, "language": language, "languages": languages,
            "more": asked.more(USUAL, rows=len(rows)), "said": said_of(archive, asked.word("reviewed")),
        },
    )  # fmt: skip


def _lines(archive: Archive, clock: Clock, rows: Sequence[Row]) -> list[Line]:
    """Return the lines, the newest day of the reader first; within a day the archive's order stays."""
    found = [archive.article(row.id) for row in rows]
    stories = archive.stories_among({stored.story_id for stored in found})
    seeds = archive.seeds()
    lines = [
        _line(archive, clock, row, stored, seeds, stories.get(stored.story_id))
        for row, stored in zip(rows, found, strict=True)
    ]
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _line(
    archive: Archive, clock: Clock, row: Row, stored: Stored, seeds: Sequence[Seed], story: Listed | None
) -> Line:
    article = stored.article
    sentences = told_apart(archive, stored, seeds) if len(article.text) <= LONGEST else None
    seen = article.published or article.first_seen
    return Line(
        row=row, stored=stored, day=clock.day(seen) if seen else "", story=story,
        new=None if sentences is None else new_share(sentences),
        seeds=[related(link, row.id, {}) for link in archive.relations(row.id) if link.seed is not None],
        summary=summary(sentences or ()), change=_change(archive, stored),
        before=next(reversed(archive.reviews(row.id)), None),
    )  # fmt: skip


def _change(archive: Archive, stored: Stored) -> str:
    if stored.version == 1:
        return ""
    last = archive.versions(stored.id)[-1]
    return Edit(grade=cast(Grade, last.grade), changes=last.changes).summary
