import json
from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.urls import canonical
from review.place import now
from storage.archive import Archive
from storage.ledger import Outcome, Settlement, Sighting
from storage.recall import outlet_of
from tests.builders import NOON, article, page, reading, source
from tests.commands import run

KEPT = "https://www.outlet.example/news/2025/03/kept-1"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A search that listed four pages in two languages' editions, and a feed that listed another."""
    with Archive(tmp_path / "news.db") as archive:
        archive.sync_sources(
            [
                source(name="search-en", kind="search", url="https://s.example/en", language="en"),
                source(name="search-ko", kind="search", url="https://s.example/ko", language="ko"),
                source(name="feed-en"),
            ]
        )
        at = now() - timedelta(days=1)
        archive.meet(
            [_seen(KEPT), _seen("https://closed.example/2"), _seen("https://closed.example/3")], "search-en", at
        )
        archive.meet([_seen(KEPT + "?utm_source=x"), _seen("https://한국.example/4")], "search-ko", at)
        archive.meet([_seen("https://feed.example/5")], "feed-en", at)
        kept = archive.keep(reading(article(url=KEPT, outlet="Outlet"), page=page(url=KEPT)))
        _settled(archive, KEPT, Outcome.KEPT, "core; new", article_id=kept.id)
        _settled(archive, "https://closed.example/2", Outcome.BLOCKED, "answered 403")
        _settled(archive, "https://closed.example/3", Outcome.OFF_TOPIC, "read and judged off topic")
    return tmp_path / "news.db"


def _seen(url: str) -> Sighting:
    return Sighting(url=url, canonical=canonical(url), title="T")


def _settled(archive: Archive, url: str, outcome: Outcome, reason: str, article_id: int | None = None) -> None:
    archive.settle(url, canonical(url), Settlement(outcome=outcome, reason=reason, at=NOON, article_id=article_id))


def test_every_page_a_search_listed_is_counted_once_whoever_listed_it(db: Path) -> None:
    found = run(db, "recall", "--json").json

    assert (found["listed"], found["kept"]) == (4, 1)


def test_each_miss_is_named_with_its_line_of_the_ledger(db: Path) -> None:
    absent = {row["url"]: (row["fate"], row["line"]) for row in run(db, "recall", "--json").json["absent"]}

    assert absent == {
        "https://closed.example/2": ("missed", "blocked: answered 403"),
        "https://closed.example/3": ("rejected", "off topic: read and judged off topic"),
        "https://한국.example/4": ("waiting", "found: waits to be fetched"),
    }


def test_the_shares_are_by_language_and_outlet(db: Path) -> None:
    shares = [
        (share["language"], share["outlet"], share["listed"], share["kept"], share["missed"])
        for share in run(db, "recall", "--json").json["shares"]
    ]

    assert shares == [("en", "closed.example", 2, 0, 1), ("en", "Outlet", 1, 1, 0), ("ko", "한국.example", 1, 0, 0)]


def test_what_was_listed_long_ago_does_not_count(db: Path) -> None:
    with Archive(db) as archive:
        archive.meet([_seen("https://old.example/6")], "search-en", NOON)

    assert run(db, "recall", "--json").json["listed"] == 4
    assert run(db, "recall", "--json", "--days", "36500").json["listed"] == 5


def test_a_list_of_addresses_is_looked_up_by_what_they_lead_to(db: Path, tmp_path: Path) -> None:
    lines = [KEPT + "?utm_medium=social", "# a remark", "", "https://nobody.example/7", "javascript:alert(1)"]
    lines.append(json.dumps({"url": "https://closed.example/2", "lang": "ko", "outlet": "Closed"}))
    (tmp_path / "list.txt").write_text("\n".join(lines))

    found = run(db, "recall", "--urls", str(tmp_path / "list.txt"), "--json").json

    assert (found["listed"], found["kept"]) == (4, 1)
    lines_of = {row["url"]: row["line"] for row in found["absent"]}
    assert lines_of["https://nobody.example/7"] == "never seen"
    assert lines_of["https://closed.example/2"] == "blocked: answered 403"
    assert [row["outlet"] for row in found["absent"] if row["language"] == "ko"] == ["Closed"]


def test_the_table_names_the_figures_and_the_misses(db: Path) -> None:
    out = run(db, "recall").out

    assert "blocked: answered 403" in out
    assert out.endswith("1 of 4 pages kept.\n")


def test_a_list_that_is_no_list_is_refused_with_its_line(db: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text('https://a.example/\n{"address": 1}\n')

    done = run(db, "recall", "--urls", str(tmp_path / "list.txt"))

    assert (done.status, done.err) == (2, f"pactwatch: {tmp_path / 'list.txt'}, line 2: no JSON object with a url.\n")


@pytest.mark.parametrize(
    ("url", "title", "outlet"),
    [
        ("https://www.outlet.example/1", "T - Other", "outlet.example"),
        ("https://news.google.com/rss/articles/CBMi", "The pact - at last - The Outlet", "The Outlet"),
        ("https://news.google.com/rss/articles/CBMi", "The pact", "news.google.com"),
    ],
)
def test_a_search_engine_s_own_link_names_its_outlet_in_the_title(url: str, title: str, outlet: str) -> None:
    assert outlet_of(url, title) == outlet


def test_a_search_that_listed_nothing_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        archive.sync_sources([source()])

    assert run(tmp_path / "a.db", "recall").out.startswith("No search has listed anything for 30 days")
