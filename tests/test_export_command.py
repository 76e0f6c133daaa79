import csv
import io
import json
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.commands import run
from tests.newsstand import HOSTILE, newsstand, put


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


def rows(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_the_mark_that_excel_needs(db: Path) -> None:
    assert run(db, "export", "--format", "csv").raw.startswith(b'\xef\xbb\xbf"id","published"')


def test_csv_holds_every_article(db: Path) -> None:
    found = rows(run(db, "export", "--format", "csv").raw)

    assert [row["id"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert (found[1]["title"], found[1]["copy_of"], found[1]["published"]) == (
        "한일 지소미아 연장 합의", "1", "2025-03-04T08:00:00+00:00",
    )  # fmt: skip
    assert (found[5]["published"], found[5]["text"]) == ("", "")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠", "\u3000="])
def test_case_65_no_cell_is_a_formula(db: Path, beginning: str) -> None:
    with Archive(db) as archive:
        put(
            archive,
            7,
            60,
            "calc.example",
            f"{beginning}1+1",
            "en",
            f'{beginning}HYPERLINK("x")',
            ("An invented text.",),
        )

    row = next(row for row in rows(run(db, "export", "--format", "csv", "--text").raw) if row["id"] == "7")

    assert row["title"] == f'\'{beginning}HYPERLINK("x")'
    assert row["outlet"].startswith("'")
    assert row["text"] == "An invented text."


def test_csv_cells_hold_no_controls(db: Path) -> None:
    row = rows(run(db, "export", "--format", "csv").raw)[5]

    assert "\x1b" not in row["title"]
    assert "[bold]markup[/]" in row["title"]


def test_jsonl_is_one_whole_object_a_line(db: Path) -> None:
    done = run(db, "export", "--format", "jsonl", "--text")

    found = [json.loads(line) for line in done.raw.decode().split("\n")[:-1]]
    assert [row["id"] for row in found] == [1, 2, 3, 4, 5, 6]
    assert found[5]["title"] == HOSTILE
    assert found[0]["terms"] == ["한국과 일본"]
    assert found[0]["text"].count("\n") == 3
    assert not {0x1B, 0x7F} & set(done.raw)


def test_an_export_is_narrowed(db: Path) -> None:
    assert len(rows(run(db, "export", "--format", "csv", "--since", "2025-03-05").raw)) == 1
    assert len(rows(run(db, "export", "--format", "csv", "--language", "ja").raw)) == 1


def test_a_file_is_written_where_the_person_said(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")

    done = run(db, "export", "--format", "csv", "--output", "../articles.csv")

    assert (done.status, done.out, done.err) == (0, "", "6 articles in ../articles.csv\n")
    assert len(rows((tmp_path / "articles.csv").read_bytes())) == 6


def test_case_69_nothing_is_overwritten_nor_written_through_a_link(db: Path, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("mine")
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")

    for name in ("there.csv", "link.csv"):
        done = run(db, "export", "--format", "csv", "--output", str(tmp_path / name))
        assert done.status == 2
        assert "exists: give another name" in done.err

    assert (tmp_path / "there.csv").read_text() == "mine"
    assert not (tmp_path / "elsewhere.csv").exists()


@pytest.mark.parametrize(
    ("name", "why"), [("none/a.csv", "No such file"), ("news.db/a.csv", "Not a directory"), ("", "exists")]
)
def test_a_place_that_cannot_be_written_is_named(db: Path, tmp_path: Path, name: str, why: str) -> None:
    done = run(db, "export", "--format", "jsonl", "--output", str(tmp_path / name))

    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert why in done.err


def test_an_export_that_breaks_off_leaves_no_half_a_file(db: Path, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE articles SET evidence = '{' WHERE id = 5")
    connection.close()

    done = run(db, "export", "--format", "csv", "--output", str(tmp_path / "a.csv"))

    assert done.status == 2
    assert not (tmp_path / "a.csv").exists()
