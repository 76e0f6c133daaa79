import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pactwatch.errors import ArchiveUnavailable, ForeignDatabase, NewerDatabase, NotFound
from storage.archive import Archive
from tests.builders import NOON, PARAGRAPHS, after, article, judgement, moment, page, reading


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def test_an_article_comes_back_as_it_was_kept(archive: Archive) -> None:
    kept = archive.keep(reading(article(authors=("한도윤",), wire="Yonhap", modified=moment(after(5)))))

    stored = archive.article(kept.id)
    assert (kept.change, kept.version) == ("new", 1)
    assert stored.article == replace(
        article(authors=("한도윤",), wire="Yonhap", modified=moment(after(5))), first_seen=NOON
    )
    assert stored.judgement == judgement()


def test_an_article_without_a_date_has_none(archive: Archive) -> None:
    kept = archive.keep(reading(article(published=None)))

    assert archive.article(kept.id).article.published is None


def test_the_same_text_again_is_nothing_new(archive: Archive) -> None:
    archive.keep(reading())

    again = archive.keep(reading(article(paragraphs=tuple(p.replace(" ", "  ") for p in PARAGRAPHS)), at=after(60)))

    assert (again.id, again.version, again.change) == (1, 1, "unchanged")
    assert len(archive.versions(1)) == 1


def test_another_text_at_the_same_address_is_a_version(archive: Archive) -> None:
    archive.keep(reading())

    edited = archive.keep(reading(article(paragraphs=(*PARAGRAPHS[:3], "Nothing more is planned.")), at=after(60)))

    assert (edited.id, edited.version, edited.change) == (1, 2, "edited")
    assert [version.text.split("\n")[-1] for version in archive.versions(1)] == [
        PARAGRAPHS[-1],
        "Nothing more is planned.",
    ]
    assert [hit.id for hit in archive.search("nothing planned")] == [1]
    assert archive.search("Busan") == []


def test_an_alias_leads_to_the_article_that_had_it_first(archive: Archive) -> None:
    archive.keep(reading(urls=("https://www.outlet.example/news/1", "https://amp.outlet.example/news/1")))

    other = article(url="https://amp.outlet.example/news/1")
    again = archive.keep(reading(other, urls=("https://amp.outlet.example/news/1",)))

    assert (again.id, again.change) == (1, "unchanged")


def test_a_copy_is_kept_and_linked_to_its_original(archive: Archive) -> None:
    archive.keep(reading())

    copy = article(url="https://portal.example/7", outlet="Portal", published=moment(after(30)))
    kept = archive.keep(reading(copy))

    assert kept.copies == ("exact",)
    (duplicate,) = archive.duplicates()
    assert (duplicate.id, duplicate.original, duplicate.kind) == (2, 1, "exact")
    assert [(row.id, row.copies) for row in archive.inbox()] == [(1, 1)]


def test_the_earlier_published_is_the_original_even_if_it_was_read_later(archive: Archive) -> None:
    archive.keep(reading(article(published=moment(after(30)))))

    archive.keep(reading(article(url="https://wire.example/1", outlet="Wire", published=moment(NOON))))

    (duplicate,) = archive.duplicates()
    assert (duplicate.id, duplicate.original) == (1, 2)
    assert [row.id for row in archive.inbox()] == [2]


def test_copies_share_a_story_and_others_do_not(archive: Archive) -> None:
    archive.keep(reading())
    archive.keep(reading(article(url="https://portal.example/7", published=moment(after(30)))))
    archive.keep(
        reading(article(url="https://x.example/9", paragraphs=("Something else entirely happened today.",) * 3))
    )

    stories = [stored.story_id for stored in archive.articles()]
    assert stories[0] == stories[1] != stories[2]


def test_a_review_is_bound_to_the_version_read(archive: Archive) -> None:
    archive.keep(reading())
    archive.review(1, "accept", "gut", after(1))

    before = archive.inbox()
    archive.keep(reading(article(title="Another headline"), at=after(60)))

    assert before == []
    assert [row.version for row in archive.inbox()] == [2]
    assert [(said.version, said.verdict, said.note) for said in archive.reviews(1)] == [(1, "accept", "gut")]


def test_reviews_are_append_only(archive: Archive, tmp_path: Path) -> None:
    archive.keep(reading())
    archive.review(1, "accept", None, NOON)

    with sqlite3.connect(tmp_path / "a.db") as connection, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE reviews SET verdict = 'reject'")
    connection.close()


def test_a_page_comes_back_byte_for_byte(archive: Archive) -> None:
    body = "<html>지소미아</html>".encode("euc-kr") * 1000
    answer = page(body=body, headers=(("Content-Type", "text/html; charset=euc-kr"), ("X-Other", "1")))
    archive.keep(reading(page=answer))
    archive.keep(reading(article(url="https://x.example/2"), page=page(url="https://x.example/2")))

    stored = archive.article(1)
    assert stored.page_id is not None
    back = archive.page(stored.page_id)
    assert (back.body, back.status, back.content_type) == (body, 200, "text/html; charset=euc-kr")


def test_a_damaged_page_is_said_to_be(archive: Archive, tmp_path: Path) -> None:
    archive.keep(reading())
    (file,) = (tmp_path / "a.db.warc").iterdir()
    file.write_bytes(b"\x1f\x8b" + b"\0" * (file.stat().st_size - 2))

    with pytest.raises(ArchiveUnavailable, match=r"damaged|cannot be read"):
        archive.page(1)


@pytest.mark.parametrize("words", ["협정", "한일", "日韓", "GSOMIA", "gsom", "軍事情報", "정보보호", "협", "iPhone"])
def test_every_word_of_the_text_is_found(archive: Archive, words: str) -> None:
    text = ("한일 군사정보보호협정을 연장했다.", "日韓GSOMIA（軍事情報包括保護協定）", "An iPhone rang.")
    archive.keep(reading(article(paragraphs=text)))

    assert [hit.id for hit in archive.search(words)] == [1]


@pytest.mark.parametrize(
    "words", ["협종", "韓日", "omia", '"', "AND", "a OR", "title:", "NEAR(", "*", "\0", "x" * 5000, ""]
)
def test_no_words_are_query_syntax(archive: Archive, words: str) -> None:
    archive.keep(reading(article(paragraphs=("한일 군사정보보호협정", "日韓GSOMIA"), title="지소미아")))

    assert archive.search(words) == []


def test_nothing_of_a_failed_transaction_stays(archive: Archive) -> None:
    def keep_and_die() -> None:
        with archive.writing():
            archive.keep(reading())
            raise KeyError("killed here")

    with pytest.raises(KeyError):
        keep_and_die()

    assert list(archive.articles()) == []
    assert archive.search("agreement") == []


def test_an_unknown_article_is_named(archive: Archive) -> None:
    with pytest.raises(NotFound, match="no article 7"):
        archive.article(7)


@pytest.mark.parametrize("text", ["not a database, " * 200, "x"], ids=["long", "one byte"])
def test_a_file_that_is_no_database_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)

    with pytest.raises(ForeignDatabase, match=r"notes\.txt is not a database"):
        Archive(path)

    assert path.read_text() == text


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()

    with pytest.raises(ForeignDatabase, match="another program"):
        Archive(tmp_path / "other.db")


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    Archive(tmp_path / "a.db").close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pactwatch', 'of_2031', '2031')"
        )
    connection.close()

    with pytest.raises(NewerDatabase, match="of_2031"):
        Archive(tmp_path / "a.db")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnavailable, match="no folder"):
        Archive(tmp_path / "none" / "a.db")


def test_two_archives_on_one_file_see_each_others_writes(archive: Archive, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as other:
        other.keep(reading())

        assert [row.id for row in archive.inbox()] == [1]


def test_what_is_read_within_reading_is_of_one_moment(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as one, Archive(tmp_path / "a.db") as other:
        with one.reading():
            before = one.unread()
            other.keep(reading())
            assert one.unread() == before == 0

        assert one.unread() == 1
