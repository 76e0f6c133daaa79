"""An archive as it is after years, filled in bulk: what the benches of speed measure against.

The articles are invented Korean: 20,000 words as frequent as words of a language are (Zipf), a hundred articles a day,
six to an event, which share a headline's words, figures and a day. In bulk means: each table gets the rows that keeping
the articles one by one would leave, but nothing is looked up or weighed on the way. A filled article's full text is its
beginning, its passages are random numbers of which one in ten is a phrase that many share, and its links are those of
its event.
"""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from pactwatch.anchors import LEAD, Anchors, Telling
from pactwatch.article import Article, Moment
from pactwatch.likeness import Lengths, weighed
from storage import search, story_index
from storage.database import transaction
from storage.reindexing import RULES

A_DAY, AN_EVENT = 100, 6
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
VOCABULARY, PASSAGES, BATCH = 20_000, 93, 5_000
LAST = 3_000
"""Articles of which it is known by what they are weighed."""
BEGINNING = 60
"""Words of a filled article that stand in the full text."""


class Newsroom:
    """Writes articles of some length, the same in every run."""

    def __init__(self, chance: random.Random, characters: int) -> None:
        self._chance, self._words = chance, characters // 4
        syllables = [chr(0xAC00 + 28 * n) for n in range(399)]
        self._vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
        self._frequent = list(itertools.accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
        self._about: list[str] = []
        self.figures: tuple[int, ...] = ()
        """What the present event's articles count: each names two of them."""

    def words(self, number: int) -> list[str]:
        """Return the words of the next article, those of its event among the first."""
        if number % AN_EVENT == 0 or not self._about:
            self._about = self._chance.sample(self._vocabulary, 12)
            self.figures = tuple(self._chance.sample(range(100, 10_000), 3))
        common = self._chance.choices(self._vocabulary, cum_weights=self._frequent, k=self._words)
        first = [*self._about, *common[:38]]
        self._chance.shuffle(first)
        return [*first, *common[38:]]

    def article(self, number: int) -> Article:
        """Return the next article as a page shows it."""
        words, at = self.words(number), published(number)
        text = [" ".join(words[start : start + 25]) + "." for start in range(0, len(words), 25)]
        told = " ".join(f"{figure}명" for figure in told_by(number, self.figures))
        text[0] += f" 협정은 {at.month}월 {at.day}일 서명되었다: {told}."
        stated = Moment(instant=at, text="", offset=0, precision="second", source="json-ld")
        url = f"https://outlet{number % 97}.example/{number}"
        return Article(
            url=url, canonical_url=url, outlet=f"Outlet {number % 97}", language="ko", paragraphs=tuple(text),
            title=" ".join(self._about[:6]), published=stated,
        )  # fmt: skip


def told_by(number: int, figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the figures that an article names: all of its event's but one."""
    return tuple(figure for place, figure in enumerate(figures) if place != number % len(figures))


def published(number: int) -> datetime:
    """Return when an article came out."""
    return BEGAN + timedelta(days=number / A_DAY)


def fill(db: Database, count: int, chance: random.Random, newsroom: Newsroom) -> None:
    """Enter so many articles as if they had been kept one by one."""
    stock = [chance.getrandbits(63) for _ in range(20_000)]
    counted: Counter[str] = Counter()
    for start in range(0, count, BATCH):
        numbers = range(start + 1, min(start + BATCH, count) + 1)
        with transaction(db):
            _fill_some(db, numbers, stock, chance, newsroom, counted)
    with transaction(db):
        counted[""] = count
        db.conn.executemany("INSERT INTO story_terms (term, articles) VALUES (?,?)", sorted(counted.items()))
        db.conn.executemany("INSERT INTO indexed_by VALUES (?,?)", RULES.items())
    weigh_last(db, count)


def weigh_last(db: Database, count: int) -> None:
    """Note the lengths by which the articles of the last weeks are weighed, which are there when each was placed."""
    with transaction(db):
        several = story_index.of(db, range(max(1, count - LAST), count + 1))
        rare = story_index.rarity(db, several.values())
        found = {number: weighed(anchors, rare) for number, anchors in several.items()}
        lengths = {i: Lengths(words=one.words.length, marks=one.marks.length) for i, one in found.items()}
        story_index.remember_lengths(db, lengths)


def fill_passages(db: Database, count: int) -> None:
    """Enter the passages of so many articles, nothing else of them, in the order of the table."""
    with transaction(db):
        db.execute(
            "INSERT INTO fingerprints (hash, article_id) WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "SELECT random() & 9223372036854775807 AS hash, 1 + abs(random()) % ? FROM n ORDER BY hash",
            [count * PASSAGES, count],
        )


def values(stock: list[int], chance: random.Random) -> list[int]:
    """Return the passages of a filled article."""
    shared = [stock[min(int(chance.paretovariate(0.35)) - 1, len(stock) - 1)] for _ in range(PASSAGES // 10)]
    return shared + [chance.getrandbits(63) for _ in range(PASSAGES - len(shared))]


def _fill_some(
    db: Database, numbers: range, stock: list[int], chance: random.Random, newsroom: Newsroom, counted: Counter[str]
) -> None:  # fmt: skip
    many: Callable[[str, Iterator[tuple[object, ...]]], object] = db.conn.executemany
    kept = [(n, words, _anchors(n, words, newsroom.figures)) for n in numbers for words in [newsroom.words(n)]]
    opened = BEGAN.isoformat()
    many("INSERT OR IGNORE INTO stories (id, opened_at) VALUES (?,?)", ((_story(n), opened) for n in numbers))
    many(_ARTICLE, (_row(number, words) for number, words, _ in kept))
    many("INSERT INTO article_urls VALUES (?,?,?)", ((_row(n, [])[1], n, opened) for n in numbers))
    rows = sorted((value, number) for number in numbers for value in values(stock, chance))
    many("INSERT OR IGNORE INTO fingerprints (hash, article_id) VALUES (?,?)", iter(rows))
    for number, words, anchors in kept:
        search.index(db, number, words[0], " ".join(words[:BEGINNING]))
        counted.update((*anchors.words, *anchors.marks))
    many(
        "INSERT INTO story_anchors (article_id, head, length, body) VALUES (?,?,?,?)",
        ((n, n, 1200, story_index._body(a)) for n, _, a in kept),
    )
    terms = sorted((term, story_index._day(a), n) for n, _, a in kept for term in _indexed(a, counted))
    many("INSERT INTO story_index VALUES (?,?,?)", iter(terms))
    many("INSERT INTO story_links VALUES (?,?,'like',.4,.4,'')", (pair for n in numbers for pair in _mates(n)))


def _indexed(anchors: Anchors, counted: Counter[str]) -> list[str]:
    most = story_index.EVERYDAY * max(BATCH, counted.total() / 300)
    return [*anchors.marks, *(word for word in story_index._leading(anchors) if counted[word] <= most)]


def _story(number: int) -> int:
    return 1 + number // AN_EVENT


def _mates(number: int) -> list[tuple[int, int]]:
    return [(other, number) for other in range(max(1, number - number % AN_EVENT), number)]


def _anchors(number: int, words: list[str], figures: tuple[int, ...]) -> Anchors:
    """Return nearly what `anchors` would of the article, in a tenth of the time."""
    weights: dict[str, int] = {}
    for place, word in enumerate(words):
        for pair in map(str.__add__, word, word[1:]):
            weights[pair] = weights.get(pair, 0) + (LEAD if place < 50 else 1)
    at = published(number)
    told = {f"n:{figure} people": LEAD for figure in told_by(number, figures)}
    marks = {f"d:{at.date()}": LEAD, **told, "t:instrument": LEAD, "c:sign": LEAD}
    told_first = Telling(outlet=f"Outlet {number % 97}", day=at.date(), at=at)
    words_kept = dict(itertools.islice(weights.items(), 300))
    return Anchors(words=words_kept, marks=marks, language="ko", genre="report", told=told_first)


_ARTICLE = """
    INSERT INTO articles (id, canonical_url, url, outlet, language, title, text, authors, published, access, verdict,
        score, evidence, rule, first_seen, changed_at, version, exact, story_id)
    VALUES (?, ?, ?, ?, 'ko', ?, ?, '[]', ?, 'free', 'core', 1, '[]', 'rule', ?, ?, 1, ?, ?)
"""


def _row(number: int, words: list[str]) -> tuple[object, ...]:
    at = published(number).isoformat(timespec="seconds")
    url = f"https://outlet{number % 97}.example/{number}"
    exact = f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}"
    return (
        number, url, url, f"Outlet {number % 97}", " ".join(words[:6]), " ".join(words), at, at, at, exact,
        _story(number),
    )  # fmt: skip
