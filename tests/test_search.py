import contextlib
import sqlite3
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.search import match_expression, spans, words_of
from tests.newsstand import newsstand, put


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(newsstand(tmp_path / "a.db")) as archive:
        yield archive


def ids(archive: Archive, query: str, **narrowed) -> list[int]:
    return [hit.id for hit in archive.search(query, **narrowed)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("협정", [2, 1]),
        ("군사정보", [2, 1]),
        ("정보보호", [2, 1]),
        ("日韓", [3]),
        ("日韩", []),
        ("韩", [4]),
        ("무조건", []),
        ("renewal", [5]),
        ("renew", [5]),
        ("ＲＥＮＥＷＡＬ", [5]),
        ("military Seoul", [5]),
        ("military 협정", []),
        ('"military information agreement"', [5]),
        ('"information military"', []),
        ('"military info"', []),
        ('"조건 없이"', [2, 1]),
        ('"없이 조건"', []),
        ('"한일 군사"', [1]),
        ('한서진 "조건 없이" 지소미아', [2, 1]),
        ('"military Seoul', [5]),
    ],
)
def test_a_query_finds_what_holds_all_of_it_newest_first(archive: Archive, query: str, found: list[int]) -> None:
    assert ids(archive, query) == found


def test_a_language_narrows_the_search(archive: Archive) -> None:
    put(archive, 7, 60, "second.example", "Second", "en", "지소미아, explained", ("An explanation in invented words.",))

    assert ids(archive, "지소미아") == [7, 2, 1]
    assert ids(archive, "지소미아", language="en") == [7]


@pytest.mark.parametrize(
    "query",
    [
        '"', '"""', "AND", "a OR", "title:", "NEAR(a b)", "*", "a*", "-a", "^a", "{a}", "(", ")", "a AND NOT b", "\x00",
        "'; DROP TABLE articles; --", "a" * 5000, "가" * 5000, "a b " * 1250, '"a b" ' * 800, "e\u0301", "\ud83d\ude00",
    ],
)  # fmt: skip
def test_case_68_no_query_is_syntax(archive: Archive, query: str) -> None:
    assert archive.search(query) == [] or ids(archive, query)
    assert len(list(archive.articles())) == 6


def test_a_query_of_nothing_but_marks_asks_for_nothing() -> None:
    assert (match_expression('!! "" -'), words_of('!! "" -')) == ("", [])


def test_words_and_phrases_are_told_apart() -> None:
    assert words_of('Seoul "Korea  Japan" 협정') == ["Seoul", "Korea  Japan", "협정"]


def test_a_word_is_found_where_folding_moves_the_letters() -> None:
    text = "… ㈜ ½ 협정, ＧＳＯＭＩＡ and gsomia"

    assert [text[start:end] for start, end in spans(text, ["협정", "gsomia", "1⁄2"])] == [
        "½", "협정", "ＧＳＯＭＩＡ", "gsomia",
    ]  # fmt: skip


def test_the_passage_shows_the_word(archive: Archive) -> None:
    put(
        archive,
        8,
        90,
        "long.example",
        "Long",
        "en",
        "A long one",
        ("filler… " * 400, "the needle stands here", "more " * 90),
    )

    (hit,) = archive.search("needle")
    assert "needle" in hit.passage
    assert len(hit.passage) < 130


def test_the_full_text_of_an_older_database_is_merged_as_seldom_as_a_new_one(tmp_path: Path) -> None:
    with Archive(tmp_path / "new.db"):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "new.db")) as connection, connection:
        connection.execute("INSERT INTO article_index (article_index, rank) VALUES ('automerge', 4)")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'full_text_merged_seldom'")
    with Archive(tmp_path / "new.db") as archive:
        (merged,) = archive._db.execute("SELECT v FROM article_index_config WHERE k = 'automerge'").fetchone()

    assert merged == 16
