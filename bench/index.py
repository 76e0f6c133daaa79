"""How fast is the index of passages? `python -m bench.index --articles N [--added 200]`.

A database of N stored articles is made in a temporary folder: each has a row, an entry in the full text index and 93
passages, a tenth of them from a stock of phrases that many share (Zipf). Then texts of --characters, of which one
in ten is an edited copy of another, are looked up and kept end to end: fingerprint, lookup, comparison, page file, row,
version, addresses, full text, relations, commit. CPU time of this process is counted, not the wall clock.
"""

import argparse
import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from pactwatch.article import Article, Moment
from pactwatch.duplicates import fingerprint
from pactwatch.judgement import Judgement
from storage import passages, search
from storage.archive import Archive
from storage.database import transaction
from storage.keeping import Reading
from storage.pages import Page

PASSAGES = 93
BATCH = 5_000
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
SYLLABLES = (
    "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히"
)


def main() -> None:
    """Fill, look up, add, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=200)
    parser.add_argument(
        "--characters", type=int, default=1200, help="of each added text; 1,200 is a Korean portal's mean"
    )
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.db") as archive:
        started = time.process_time()
        _fill(archive, options.articles, chance)
        filled = time.process_time() - started
        texts = _texts(options.added, chance, options.characters)
        added = [_seconds(lambda text=text, n=n: archive.keep(_reading(text, n))) for n, text in enumerate(texts)]
        prints = [fingerprint(_reading(text, n).article) for n, text in enumerate(texts)]
        looked_up = [_seconds(lambda p=p: passages.look_up(archive._db, p)) for p in prints]
        size = (Path(folder) / "bench.db").stat().st_size
    figures = {
        "articles": options.articles,
        "lookup_p50_ms": round(median(looked_up) * 1000, 3),
        "lookup_p95_ms": round(sorted(looked_up)[len(looked_up) * 95 // 100] * 1000, 3),
        "add_mean_ms": round(sum(added) / len(added) * 1000, 2),
        "add_p50_ms": round(median(added) * 1000, 2),
        "fill_articles_per_second": round(options.articles / filled),
        "bytes_per_article": round(size / options.articles),
    }
    print(json.dumps(figures))


def _seconds(work: object) -> float:
    started = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - started


def _fill(archive: Archive, count: int, chance: random.Random) -> None:
    db = archive._db
    stock = [chance.getrandbits(63) for _ in range(20_000)]
    for start in range(0, count, BATCH):
        numbers = range(start + 1, min(start + BATCH, count) + 1)
        with transaction(db):
            db.conn.executemany(
                "INSERT INTO stories (id, opened_at) VALUES (?, '2024-01-01T00:00:00+00:00')", [(n,) for n in numbers]
            )
            db.conn.executemany(_ARTICLE, [_row(number, chance) for number in numbers])
            rows = [(value, number) for number in numbers for value in _values(stock, chance)]
            db.conn.executemany("INSERT OR IGNORE INTO fingerprints (hash, article_id) VALUES (?,?)", sorted(rows))
            for number in numbers:
                search.index(db, number, f"제목 {number}", _sentence(chance, 60))


def _values(stock: list[int], chance: random.Random) -> list[int]:
    shared = [stock[min(int(chance.paretovariate(0.35)) - 1, len(stock) - 1)] for _ in range(PASSAGES // 10)]
    return shared + [chance.getrandbits(63) for _ in range(PASSAGES - len(shared))]


_ARTICLE = """
    INSERT INTO articles (id, canonical_url, url, outlet, language, title, text, authors, published, access, verdict,
        score, evidence, rule, first_seen, changed_at, version, exact, story_id)
    VALUES (?, ?, ?, ?, 'ko', ?, ?, '[]', ?, 'free', 'core', 1, '[]', 'rule', ?, ?, 1, ?, ?)
"""


def _row(number: int, chance: random.Random) -> tuple[object, ...]:
    at = (NOON - timedelta(minutes=10 * number)).isoformat(timespec="seconds")
    url = f"https://outlet{number % 97}.example/{number}"
    text = _sentence(chance, 60)
    return (number, url, url, f"Outlet {number % 97}", f"제목 {number}", text, at, at, at, str(number), number)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(words))


def _texts(count: int, chance: random.Random, characters: int) -> list[str]:
    texts: list[str] = []
    for number in range(count):
        if number % 10 == 9:
            texts.append(texts[-1] + " " + _sentence(chance, 20))
        else:
            texts.append(".\n".join(_sentence(chance, 15) for _ in range(round(characters / 68))))
    return texts


def _reading(text: str, number: int) -> Reading:
    url = f"https://new{number % 31}.example/{number}"
    moment = Moment(instant=NOON, text="", offset=0, precision="second", source="json-ld")
    article = Article(
        url=url, canonical_url=url, outlet=f"New {number % 31}", language="ko", title=f"{text[:20]} {number}",
        paragraphs=tuple(text.split("\n")), published=moment,
    )  # fmt: skip
    body = f"<html><body>{text}</body></html>".encode()
    page = Page(url=url, at=NOON, status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), body=body)
    judgement = Judgement(verdict="core", score=1.0, evidence=(), version="rule")
    return Reading(article=article, judgement=judgement, page=page, source=None, at=NOON, urls=(url,))


if __name__ == "__main__":
    main()
