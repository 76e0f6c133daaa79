"""`pactwatch extract` and `pactwatch recipe`, from the outside."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from review.cli import pactwatch
from storage.archive import Archive
from tests.builders import NOON, page
from tests.test_extraction import PARAGRAPHS, URL, json_ld
from tests.test_extraction import page as page_of


def run(*arguments: str) -> Result:
    return CliRunner().invoke(pactwatch, arguments, catch_exceptions=False)


def test_a_file_is_printed_field_by_field_with_its_rules(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page_of(head=json_ld()))

    result = run("extract", str(file), "--url", URL)

    assert result.exit_code == 0
    assert "Agreement renewed" in result.output
    assert "2022-06-14T15:21:33+09:00 (printed: 2022-06-14T15:21:33+09:00)" in result.output
    assert PARAGRAPHS[3] in result.output


def test_as_json_every_field_names_its_rule(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page_of(head=json_ld()))

    read = json.loads(run("extract", str(file), "--url", URL, "--json").output)

    assert read["authors"] == ["Yun Ara", "Kato Ren"]
    assert read["rules"]["authors"] == "json-ld:author"
    assert read["rules"]["published"] == "json-ld"


def test_an_address_that_was_collected_is_read_from_its_stored_page(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    with Archive(database) as archive:
        keep_page(archive, URL, page_of(head=json_ld()))

    read = json.loads(run("--db", str(database), "extract", URL, "--json").output)

    assert read["paragraphs"] == PARAGRAPHS


def keep_page(archive: Archive, url: str, body: bytes) -> None:
    from storage.ledger import Outcome, Settlement, Sighting

    archive.meet([Sighting(url=url, canonical=url)], "source", NOON)
    page_id = archive.add_page(page(url=url, body=body))
    archive.settle(
        url, url, Settlement(outcome=Outcome.NOT_ARTICLE, reason="kept for this test", at=NOON, page_id=page_id)
    )


def test_what_is_neither_file_nor_address_is_refused() -> None:
    result = CliRunner().invoke(pactwatch, ["extract", "no-such-file"])

    assert result.exit_code == 2
    assert "neither a file nor an address" in result.output


def test_a_new_recipe_learns_the_body_from_a_saved_page(tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(page_of().replace(b"<article>", b'<article class="story-body">'))
    (tmp_path / "pactwatch/extraction/publishers").mkdir(parents=True)

    result = run(
        "recipe", "new", "evening_herald", "--host", "evening.example", "--page", str(saved), "--root", str(tmp_path)
    )

    assert result.exit_code == 0
    draft = (tmp_path / "pactwatch/extraction/publishers/evening_herald.py").read_text("utf8")
    assert 'body="article.story-body"' in draft
    assert 'hosts=("evening.example",)' in draft
    compile(draft, "evening_herald.py", "exec")


def test_a_check_refuses_expectations_that_are_empty(tmp_path: Path) -> None:
    folder = tmp_path / "nhk"
    folder.mkdir()
    (folder / "expected.json").write_text(
        json.dumps({"url": "https://www3.nhk.or.jp/1", "title": "", "paragraphs": []})
    )
    (folder / "page.html").write_text("<p>nothing</p>")

    result = CliRunner().invoke(pactwatch, ["recipe", "check", "nhk", "--pages", str(tmp_path)])

    assert result.exit_code == 1
    assert "something to expect" in result.output


def test_a_check_tells_what_differs(tmp_path: Path) -> None:
    source = Path(__file__).parent / "pages/yonhap_ja"
    folder = tmp_path / "yonhap_ja"
    folder.mkdir()
    expected = json.loads((source / "expected.json").read_text("utf8")) | {"title": "another"}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), "utf8")
    (folder / "page.html").write_bytes((source / "page.html").read_bytes())

    result = CliRunner().invoke(pactwatch, ["recipe", "check", "yonhap_ja", "--pages", str(tmp_path)])

    assert result.exit_code == 1
    assert "title (" in result.output
    assert "paragraphs" not in result.output
