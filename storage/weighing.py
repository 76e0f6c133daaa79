"""Weighing one text against those that may be of its story, and writing down what came of it."""

from collections.abc import Collection, Iterable, Mapping

from sqlite_utils import Database

from pactwatch.likeness import Lengths, Rarity, Weighed, likeness, reasons, weighed, weighed_beside
from pactwatch.stories import ALIKE, NEAR, WORTH_KEEPING
from storage import story_index
from storage.neighbourhoods import APART, TRANSLATED, texts_of
from storage.story_index import YOUNG

MOST_STORIES = 6
"""So many stories, those of the closest candidates, are weighed member by member."""
TELLING = APART | {"translation"}
"""Relations that tell of the event, not only of the text."""


def weigh(db: Database, head: int, told: Mapping[int, str]) -> None:
    """Compare a head with those that may be of its story; `told` is what the comparison of texts says of some."""
    mine = story_index.of(db, [head])[head]
    rare = story_index.rarity(db, [mine])
    closest = story_index.candidates(db, head, mine, rare)
    scale = _Scale(db, head, weighed(mine, rare), rare, told)
    scores = scale.weigh({*told, *closest} - {head})
    alike = sorted((other for other, score in scores.items() if score >= NEAR), key=lambda other: -scores[other])
    scale.weigh(_mates(db, alike) - {*told, *closest, head})


class _Scale:
    """One article against others, each result written down."""

    def __init__(self, db: Database, article_id: int, mine: Weighed, rare: Rarity, told: Mapping[int, str]) -> None:
        self._db, self._id, self._mine, self._rare, self._told = db, article_id, mine, rare, told
        self._lengths_stand = story_index.size(db) > YOUNG
        self._remember({article_id: mine})

    def weigh(self, ids: Collection[int]) -> dict[int, float]:
        """Return article -> score."""
        one = self._mine
        scores, rows = {}, []
        for other, two in self._weighed(ids).items():
            alike, kind = likeness(one, two), self._told.get(other, "like")
            scores[other] = max(alike.score, TRANSLATED) if kind == "translation" else alike.score
            if kind in TELLING or alike.content >= WORTH_KEEPING:
                why = reasons(one, two) if alike.content >= ALIKE or kind in TELLING else ""
                rows.append((*sorted((self._id, other)), kind, alike.content, scores[other], why))
        self._db.conn.executemany("INSERT OR REPLACE INTO story_links VALUES (?,?,?,?,?,?)", rows)
        return scores

    def _weighed(self, ids: Collection[int]) -> dict[int, Weighed]:
        """Weigh the others: whole only those of which no length is known that still holds."""
        one, rare, several = self._mine, self._rare, story_index.with_lengths(self._db, ids)
        unknown = [other for other, (_, lengths) in several.items() if lengths is None or not self._lengths_stand]
        story_index.learn(self._db, rare, [several[other][0] for other in unknown])
        whole = {other: weighed(several[other][0], rare) for other in unknown}
        self._remember(whole)
        return {
            other: weighed_beside(one, two, rare, known) if known and other not in whole else whole[other]
            for other, (two, known) in several.items()
        }

    def _remember(self, several: Mapping[int, Weighed]) -> None:
        if self._lengths_stand and several:
            lengths = {i: Lengths(words=one.words.length, marks=one.marks.length) for i, one in several.items()}
            story_index.remember_lengths(self._db, lengths)


def _mates(db: Database, alike: Iterable[int]) -> set[int]:
    """The other texts of the stories that some articles are in: an average needs all of them."""
    stories: dict[int, None] = {}
    for head in alike:
        (story,) = db.execute("SELECT story_id FROM articles WHERE id = ?", [head]).fetchone()
        stories.setdefault(int(story))
    return {text for story in list(stories)[:MOST_STORIES] for text in texts_of(db, story)}
