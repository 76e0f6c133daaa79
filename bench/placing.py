"""What does it cost to place an article in a story? `python -m bench.placing --articles 100000 --new 200`.

An archive is filled with articles of invented words, six to an event, a hundred a day, as frequent as words of a
language are (Zipf); then new ones come to events of the last days through the product's own door. CPU time of placing
alone, without the rest of keeping.
"""

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bench.stock import weigh_last
from pactwatch.anchors import anchors
from pactwatch.article import Article, Moment
from pactwatch.glossary import default_topic
from storage import story_index
from storage.database import open_database, transaction
from storage.stories import Arrival, open_story, place

A_DAY, AN_EVENT = 100, 6
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
VOCABULARY = 40_000


def main() -> None:
    """Fill, place, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "bench.db")
        written = articles(options.articles + options.new)
        with transaction(db):
            for number, article in enumerate(itertools.islice(written, options.articles), 1):
                enter(db, number, article, 1 + number // AN_EVENT)
        weigh_last(db, options.articles)
        spent = sorted(placed(db, options.articles + 1 + more, article) for more, article in enumerate(written))
        db.close()
    figure = {"articles": options.articles, "p50_ms": statistics.median(spent), "p95_ms": spent[int(0.95 * len(spent))]}
    print(json.dumps({"pactwatch": {name: round(value, 2) for name, value in figure.items()}}))


def articles(number: int) -> Iterator[Article]:
    """Write articles, the same in every run."""
    chance = random.Random(1)
    words = [f"{'bcdfghklmnprst'[i % 14]}{'aeiou'[i % 5]}{'lmnrst'[i % 6]}{i:x}" for i in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    about: list[str] = []
    for count in range(number):
        if count % AN_EVENT == 0:
            about = [chance.choice(words) for _ in range(12)]
        at = BEGAN + timedelta(days=count / A_DAY)
        common = chance.choices(words, cum_weights=weights, k=180)
        text = [" ".join(chance.sample([*about, *common[i : i + 50]], 40)) for i in range(0, 180, 45)]
        text[0] += f" The accord was signed on {at:%B} {at.day}, {count % AN_EVENT + 20} minutes late."
        stated = Moment(instant=at, text="", offset=0, precision="second", source="json-ld")
        url = f"https://o{count % 40}.example/{count}"
        yield Article(
            url=url, canonical_url=url, outlet=f"o{count % 40}", language="en", title=" ".join(about[:6]),
            paragraphs=tuple(text), published=stated,
        )  # fmt: skip


def enter(db: Database, number: int, article: Article, story: int) -> None:
    """Enter an article as if it had been placed long ago."""
    if number % AN_EVENT == 1 or number == 1:
        open_story(db, BEGAN)
    _row(db, number, article, min(story, _stories(db)))
    story_index.put(db, number, anchors(article, default_topic()), len(article.text))


def placed(db: Database, number: int, article: Article) -> float:
    """Place an article; milliseconds of CPU."""
    with transaction(db):
        _row(db, number, article, open_story(db, BEGAN))
        began = time.process_time()
        place(db, Arrival(id=number, article=article, topic=default_topic(), at=BEGAN))
        return 1000 * (time.process_time() - began)


def _stories(db: Database) -> int:
    return int(db.execute("SELECT max(id) FROM stories").fetchone()[0])


def _row(db: Database, number: int, article: Article, story: int) -> None:
    at = article.published.instant.isoformat() if article.published else ""
    db.execute(
        "INSERT INTO articles (id, canonical_url, url, outlet, language, title, text, authors, published, access, "
        "verdict, score, evidence, rule, first_seen, changed_at, version, exact, story_id) "
        "VALUES (?,?,?,?,'en',?,'','[]',?,'free','core',1,'[]','',?,?,1,'',?)",
        [number, article.url, article.url, article.outlet, article.title, at, at, at, story],
    )


if __name__ == "__main__":
    main()
