import os
from pathlib import Path

import pytest

from pactwatch.topic import default_topic, load_topic
from storage.archive import Archive
from storage.ledger import Outcome, Settlement
from tests.builders import NOON, article, page, reading
from tests.commands import run
from tests.topic_cases import TOPICS

DB = Path("none.db")
WHALING = str(TOPICS / "whaling.toml")
PAGE = """<html lang="ko"><head><meta charset="utf-8"><title>지소미아 연장</title></head><body><article>
<h1>지소미아 연장</h1><p>정부는 일본과의 지소미아를 종료하지 않고 연장하기로 했다고 4일 밝혔다.</p>
<p>가상의 인물인 한서진 차관은 협정이 양국 안보에 도움이 된다고 말했다.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_show_lists_every_concept_with_its_terms_by_language() -> None:
    done = run(DB, "topic", "show")

    assert done.out.startswith(f"{default_topic().name}, rules {default_topic().version}\n")
    row = next(line for line in done.out.splitlines() if line.startswith("trade_row"))
    assert row.split()[:6] == ["trade_row", "event", "4", "5", "4", "3"]


def test_show_prints_one_concept_and_json() -> None:
    assert "ko  서울" in run(DB, "topic", "show", "seoul").out
    assert run(DB, "topic", "show", "seoul", "--json").json["concepts"][0]["side"] == "korea"
    assert len(run(DB, "topic", "show", "--json").json["concepts"]) == len(default_topic().concepts)


def test_an_unknown_concept_is_named() -> None:
    done = run(DB, "topic", "show", "atlantis")

    assert (done.status, done.out) == (2, "")
    assert "The topic has no concept 'atlantis'" in done.err


def test_check_says_what_a_file_holds() -> None:
    done = run(DB, "topic", "check", WHALING)

    assert done.status == 0
    assert "8 concepts" in done.out
    assert load_topic(Path(WHALING)).version in done.out


def test_check_names_file_and_line_of_a_fault() -> None:
    Path("bad.toml").write_text('name = "x"\n\n[[concept]]\nid = "a"\nkind = "pact"\nenglish = ["y"]\n')

    done = run(DB, "topic", "check", "bad.toml")

    assert done.status == 2
    assert done.err.startswith("pactwatch: bad.toml, line 6: unknown key 'english'")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ('name = "x"\n[[concept]]\nid = "a"\nkind = "place"\nen = ["Busan"]\n', "Nothing in it names"),
        (
            'name = "x"\n[[concept]]\nid = "a"\nkind = "pact"\nen = ["harbour treaty"]\nko = ["항만 조약"]\n'
            '[[concept]]\nid = "b"\nkind = "place"\nja = ["釜山"]\n',
            "It has ja terms, but no name in ja.",
        ),
    ],
)
def test_check_doubts_a_file_that_finds_nothing(text: str, doubt: str) -> None:
    Path("thin.toml").write_text(text)

    done = run(DB, "topic", "check", "thin.toml")

    assert done.status == 1
    assert doubt in done.out


def test_a_new_topic_passes_the_check_as_it_is_written() -> None:
    done = run(DB, "topic", "new", "harbour treaty")

    assert "Wrote harbour treaty.toml" in done.out
    assert run(DB, "topic", "check", "harbour treaty.toml").status == 0
    assert load_topic(Path("harbour treaty.toml")).name == "harbour treaty"


def test_a_new_topic_overwrites_nothing() -> None:
    Path("mine.toml").write_text("mine")

    done = run(DB, "topic", "new", "mine")

    assert done.status == 2
    assert "already" in done.err
    assert Path("mine.toml").read_text() == "mine"


@pytest.mark.parametrize("name", ["../x", "a/b", "", "-x", "a\nb", ".hidden"])
def test_a_topic_is_written_nowhere_else(name: str) -> None:
    assert run(DB, "topic", "new", "--", name).status == 2
    assert os.listdir() == []


def test_the_skeleton_judges_by_its_examples() -> None:
    run(DB, "topic", "new", "harbour")
    Path("a.txt").write_text("Northland and Southland end harbour treaty\nThe deal lapsed on Monday.")
    Path("b.txt").write_text("Northland and Westland end river harbour treaty\nThe deal lapsed on Monday.")

    assert run(DB, "topic", "try", "a.txt", "--topic", "harbour.toml", "--json").json["judgement"]["verdict"] == "core"
    assert run(DB, "topic", "try", "b.txt", "--topic", "harbour.toml", "--json").json["judgement"]["verdict"] == "off"


def test_try_judges_a_saved_page_with_its_evidence() -> None:
    Path("page.html").write_text(PAGE, "utf8")

    done = run(DB, "topic", "try", "page.html")

    assert done.out.splitlines()[1].startswith("core (score ")
    assert "language ko" in done.out
    assert "the screen lets it pass by: 지소미아" in done.out
    assert "pact: 지소미아 (title)" in done.out
    assert "says extend: 연장 (title)" in done.out


def test_try_judges_plain_text() -> None:
    Path("notes.txt").write_text("日韓、協定を延長\n日韓両政府は軍事情報包括保護協定を延長した。", "utf8")

    judged = run(DB, "topic", "try", "notes.txt", "--json").json

    assert (judged["title"], judged["screen"], judged["judgement"]["verdict"]) == ("日韓、協定を延長", None, "core")


def test_try_reads_a_url_from_the_page_that_was_stored(tmp_path: Path) -> None:
    url = "https://www.outlet.example/news/1"
    with Archive(tmp_path / "a.db") as archive:
        archive.keep(reading(article(url=url), page=page(url=url, body=PAGE.encode()), urls=(url,)))
        archive.settle(url, url, Settlement(outcome=Outcome.KEPT, reason="core; new", at=NOON, article_id=1))

    done = run(tmp_path / "a.db", "topic", "try", url)

    assert done.status == 0
    title, verdict = done.out.splitlines()[:2]
    assert title == "지소미아 연장"
    assert verdict.startswith("core (score ")


@pytest.mark.parametrize(
    ("argument", "said"),
    [("none.html", "cannot be read"), ("https://www.outlet.example/9", "No page of"), (".", "cannot be read")],
)
def test_try_names_what_it_cannot_read(argument: str, said: str) -> None:
    done = run(DB, "topic", "try", argument)

    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_try_says_that_a_picture_is_no_page() -> None:
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    assert run(DB, "topic", "try", "a.png").status == 2


@pytest.mark.parametrize("word", ["지소미아", "지 소 미 아", "ＧＳＯＭＩＡ", "日韓ｼﾞｰｿﾐｱ", "한·일 군사정보보호협정"])
def test_the_glossary_finds_a_word_however_it_is_spelled(word: str) -> None:
    done = run(DB, "glossary", word)

    assert done.status == 0
    assert done.out.startswith("pact")
    assert {line.split()[0] for line in done.out.splitlines()[1:5]} == {"en", "ko", "ja", "zh"}


def test_the_glossary_falls_back_to_terms_that_contain_the_word() -> None:
    assert {row["id"] for row in run(DB, "glossary", "수출", "--json").json} == {"trade_row"}


def test_the_glossary_says_what_it_does_not_know() -> None:
    done = run(DB, "glossary", "football")

    assert (done.status, done.out) == (1, "The glossary does not know 'football'.\n")
    assert run(DB, "glossary", "--", "—").status == 1
