"""What does it cost to keep an article in a large archive? `python -m bench.index --articles N [--added 200]`.

A database of N stored articles is made in a temporary folder, in bulk (bench/stock.py), and opened anew, as a crawl
does. Then articles of --characters that report on events of the last day, of which one in ten is an edited copy of
another, are kept end to end: fingerprint, lookup, comparison, page file, row, version, addresses, full text, relations,
placing in a story, commit.
Then the passages of each are looked up. --lookups N fills the index of passages only, and looks up.
CPU time of this process is counted, not the wall clock.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from bench.stock import PASSAGES, Newsroom, fill, fill_passages
from pactwatch.article import Article
from pactwatch.duplicates import fingerprint
from pactwatch.judgement import Judgement
from storage import passages
from storage.archive import Archive
from storage.keeping import Reading
from storage.pages import Page


def main() -> None:
    """Fill, add, look up, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=200)
    parser.add_argument("--lookups", action="store_true", help="fill the index of passages only; nothing is added")
    parser.add_argument(
        "--characters", type=int, default=1200, help="of each added text; 1,200 is a Korean portal's mean"
    )
    options = parser.parse_args()
    chance = random.Random(7)
    newsroom = Newsroom(chance, options.characters)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        started = time.process_time()
        with Archive(path) as archive:
            if options.lookups:
                fill_passages(archive._db, options.articles)
            else:
                fill(archive._db, options.articles, chance, newsroom)
        filled = time.process_time() - started
        new = _new(newsroom, range(options.articles + 1, options.articles + options.added + 1))
        figures = {"articles": options.articles, "fill_articles_per_second": round(options.articles / filled)}
        with Archive(path) as archive:
            if not options.lookups:
                figures |= _figures("add", [_milliseconds(partial(archive.keep, _reading(one))) for one in new])
            figures |= _figures("lookup", [_looked_up(archive, one) for one in new])
        size = path.stat().st_size
    print(json.dumps(figures | {"bytes_per_article": round(size / options.articles)}))


def _figures(what: str, spent: Sequence[float]) -> dict[str, float]:
    several = {"p50": median(spent), "mean": sum(spent) / len(spent), "p95": sorted(spent)[len(spent) * 95 // 100]}
    return {f"{what}_{name}_ms": round(value, 3) for name, value in several.items()}


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def _looked_up(archive: Archive, article: Article) -> float:
    print_ = fingerprint(article)
    assert len(print_.passages) > PASSAGES / 2
    return _milliseconds(lambda: passages.look_up(archive._db, print_))


def _new(newsroom: Newsroom, numbers: range) -> list[Article]:
    several: list[Article] = []
    for number in numbers:
        one = newsroom.article(number)
        if number % 10 == 9 and several:
            one = replace(one, title=several[-1].title, paragraphs=(*several[-1].paragraphs, *one.paragraphs[:1]))
        several.append(one)
    return several


def _reading(article: Article) -> Reading:
    assert article.published is not None
    at = article.published.instant
    body = f"<html><body>{article.paragraphs}</body></html>".encode()
    page = Page(url=article.url, at=at, status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), body=body)
    judgement = Judgement(verdict="core", score=1.0, evidence=(), version="rule")
    return Reading(article=article, judgement=judgement, page=page, source=None, at=at, urls=(article.url,))


if __name__ == "__main__":
    main()
