"""inbox, show, review, search, duplicates, days, explain, page: what they print and what they do."""

import re
from pathlib import Path

import pytest

from review.dossier import dated
from storage.archive import Archive
from tests.builders import NOON, PARAGRAPHS, after, moment
from tests.commands import finish, on_terminal, run, start
from tests.newsstand import KOREAN, newsstand, put


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


# inbox and days


def test_the_inbox_shows_day_outlet_language_verdict_copies_and_title(db: Path) -> None:
    lines = run(db, "inbox").out.splitlines()

    assert lines[0].split() == ["day", "id", "outlet", "lang", "verdict", "copies", "title"]
    assert re.split(r"\s{2,}", lines[5]) == [
        "2025-03-04",
        "1  가상통신".split("  ")[0],
        "가상통신",
        "ko",
        "core",
        "1",
        "한일 군사정보보호협정 조건 없이 연장",
    ]
    assert "(no date) " in lines[1]
    assert lines[-1] == "5 articles. Read one with: pactwatch show 6"


def test_an_inbox_that_is_cut_says_how_much_there_is(db: Path) -> None:
    assert run(db, "inbox", "--limit", "2").out.splitlines()[-1].startswith("2 articles of 5; --limit 5 shows all.")


def test_an_edited_article_is_back_in_the_inbox_and_says_so(db: Path) -> None:
    run(db, "review", "5", "accept")
    with Archive(db) as archive:
        put(archive, 5, 60, "outlet.example", "Outlet", "en", "Changed", (*PARAGRAPHS, "And one more."))

    assert "(version 2) Changed" in run(db, "inbox").out


def test_an_inbox_in_a_language_that_nobody_writes_names_the_others(db: Path) -> None:
    assert (
        run(db, "inbox", "--language", "fr").out
        == "There are no articles in 'fr'; there are some in: en, ko, ja, zh.\n"
    )


def test_an_empty_inbox_says_why(db: Path, tmp_path: Path) -> None:
    for number in range(1, 7):
        run(db, "review", str(number), "accept")
    with Archive(tmp_path / "new.db"):
        pass

    assert "every article is reviewed" in run(db, "inbox").out
    new = tmp_path / "new.db"
    assert run(new, "inbox").out == f"Nothing has been kept yet: run `pactwatch --db {new} collect`.\n"


def test_days_draws_what_was_written(db: Path) -> None:
    lines = [line.split() for line in run(db, "days").out.splitlines()]

    assert lines[0] == ["day", "articles", "core", "mention", "copies", "languages"]
    assert lines[1:] == [
        ["2025-03-05", "1", "1", "1", "en", "#"],
        ["2025-03-04", "5", "5", "1", "2", "ko,", "1", "en,", "1", "ja,", "1", "zh", "#####"],
    ]


def test_an_article_without_a_title_has_a_line_nevertheless(db: Path) -> None:
    with Archive(db) as archive:
        put(archive, 7, 60, "bare.example", "Bare", "en", "", ("A text that has no title and is invented.",))

    assert "(no title)" in run(db, "inbox").out


# show


def test_show_reads_like_a_page(db: Path) -> None:
    run(db, "review", "1", "mention", "--note", "nur am Rand")

    page = run(db, "show", "1").out

    places = [
        page.index(part)
        for part in (
            "1  한일 군사정보보호협정 조건 없이 연장", "가상통신 · 2025-03-04 16:00 +09:00 (04 07:00 UTC) · Korean",
            "https://wire.example/news/1", "한국과 일본 정부는", "Why it was kept", "core, score 0.90 by rules rule-1",
            "paragraph 1  한국과", "Related", "copy: 2  포털뉴스: 한일 지소미아", "Reviews", "mention (version 1): nur am Rand",
            "Where it was seen", "wire-ko on 2025-03-04 07:00", "https://amp.wire.example/1", "On file", 'printed: "as printed"',
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_show_without_text_leaves_the_text_out(db: Path) -> None:
    assert "한서진" not in run(db, "show", "1", "--no-text").out


def test_show_tells_the_versions(db: Path) -> None:
    with Archive(db) as archive:
        put(archive, 5, 60, "outlet.example", "Outlet", "en", "Changed", (*PARAGRAPHS, "And one more."))

    told = run(db, "show", "5").out.partition("Versions\n")[2].partition("\n\n")[0].splitlines()

    assert told[0] == "  1  2025-03-04 11:00  Renewal of the pact"
    assert re.fullmatch(r"  2  2025-03-04 13:00 \(\w+\)  Changed", told[1])
    assert "      Renewal of the pact → Changed" in told
    assert "      + And one more." in told


def test_show_as_json_holds_everything(db: Path) -> None:
    found = run(db, "show", "2", "--json").json

    assert (found["id"], found["title"], found["language"]) == (2, "한일 지소미아 연장 합의", "ko")
    assert found["relations"][0]["other_id"] == 1
    assert found["relations"][0]["relation"]["reason"]
    assert found["ledger"][0]["outcome"] == "kept"
    assert found["urls"] == ["https://portal.example/news/2", "https://amp.portal.example/2"]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (moment(NOON, offset=540), "2025-03-04 21:00 +09:00 (04 12:00 UTC)"),
        (moment(NOON, offset=-300), "2025-03-04 07:00 -05:00 (04 12:00 UTC)"),
        (moment(NOON, offset=0), "2025-03-04 12:00 UTC"),
        (moment(NOON, offset=None), "2025-03-04 12:00 UTC"),
        (moment(after(180), offset=540, precision="day"), "2025-03-05"),
        (moment(NOON, offset=540, precision="month"), "2025-03"),
        (None, "no date"),
    ],
)
def test_a_date_is_told_as_its_outlet_tells_it_and_no_more_precisely(stated, told: str) -> None:
    assert dated(stated) == told


def test_a_page_with_very_many_relations_stays_readable(db: Path) -> None:
    with Archive(db) as archive:
        for number in range(7, 37):
            put(archive, number, number, f"portal{number}.example", "Portal", "ko", "한일 지소미아", KOREAN)

    told = run(db, "show", "1").out

    assert "more lines: --json has them all" in told
    assert len(told.splitlines()) < 120
    relations = run(db, "show", "1", "--json").json["relations"]
    assert len([one for one in relations if one["is_copy"]]) == 31


# review


def test_a_review_is_bound_to_what_stands_and_added_to_what_was_said(db: Path) -> None:
    first = run(db, "review", "5", "accept")
    second = run(db, "review", "5", "reject", "--note", "두 번째")

    assert first.out == "Article 5 in version 1 is accepted: Renewal of the pact\n"
    assert re.search(r"Before, on \d{4}-\d\d-\d\d \d\d:\d\d, version 1 was given: accept\.", second.out)
    with Archive(db) as archive:
        assert [(said.verdict, said.note) for said in archive.reviews(5)] == [("accept", None), ("reject", "두 번째")]


def test_a_review_of_a_version_that_no_longer_stands_is_refused(db: Path) -> None:
    done = run(db, "review", "5", "accept", "--version", "2")

    assert (done.status, done.out) == (2, "")
    assert "stands in version 1, not 2" in done.err


def test_a_review_has_one_of_three_verdicts(db: Path) -> None:
    assert "accept" in run(db, "review", "5", "perhaps").err


# search and duplicates


def test_search_shows_the_passage(db: Path) -> None:
    done = run(db, "search", "차관은")

    assert "가상의 인물인 한서진 차관은 서울에서" in done.out
    assert done.out.splitlines()[-1] == "2 articles."


def test_search_takes_words_and_phrases(db: Path) -> None:
    assert [hit["id"] for hit in run(db, "search", '"military information"', "renewed", "--json").json] == [5]
    assert [hit["id"] for hit in run(db, "search", "협정", "--language", "ko", "--limit", "1", "--json").json] == [2]


def test_a_search_without_result_is_an_answer(db: Path) -> None:
    assert (run(db, "search", "zzz", "협정").status, run(db, "search", "zzz", "협정").out) == (
        0,
        "No article holds zzz and 협정.\n",
    )
    assert run(db, "search", "zzz", "--json").json == []


def test_duplicates_stand_beside_their_originals(db: Path) -> None:
    lines = run(db, "duplicates").out.splitlines()

    assert re.split(r"\s{2,}", lines[1].strip())[:5] == [
        "1",
        "가상통신",
        "한일 군사정보보호협정 조건 없이 연장",
        "2",
        "포털뉴스",
    ]
    assert run(db, "duplicates", "--of", "3").out == "There are no such copies.\n"


# explain


def test_explain_tells_seen_where_judged_how_by_which_words_and_related_to_what(db: Path) -> None:
    done = run(db, "explain", "https://portal.example/news/2")

    assert done.status == 0
    for told in (
        "kept on 2025-03-04 08:00: core; new", "by the words pact: 협정 (title)", "by the rules rule-1",
        "shown by wire-ko on 2025-03-04 08:00: 한일 지소미아 연장 합의", "Article 2: 포털뉴스", "a copy of article 1",
    ):  # fmt: skip
        assert told in done.out


def test_explain_tells_why_a_page_was_not_kept(db: Path) -> None:
    done = run(db, "explain", "wire.example/football")

    assert done.status == 0
    assert "screened out on 2025-03-04 12:00: holds no term of the topic's glossary" in done.out


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://portal.example/news/2?utm_source=x", "Its page was, under 1 other address:"),
        ("https://portal.example/elsewhere", "Its host is known: 1 URL of portal.example."),
        ("https://nowhere.example/a?utm_source=x", "Nor was its canonical form: https://nowhere.example/a\n"),
        ("https://nowhere.example/a", "Nothing of nowhere.example was ever seen"),
        ("ftp://nowhere.example/a", "never seen"),
        ("no address at all", "never seen"),
        ("\x1b[31m", "never seen"),
    ],
)
def test_explain_of_an_unknown_url_says_so_and_what_is_known_instead(db: Path, url: str, told: str) -> None:
    done = run(db, "explain", url)

    assert done.status == 1
    assert "was never seen" in done.out
    assert told in done.out
    assert run(db, "explain", url, "--json").json["seen"] is False


def test_explain_knows_an_address_that_only_the_page_gave(db: Path) -> None:
    done = run(db, "explain", "https://amp.wire.example/1")

    assert done.status == 0
    assert "an address that an article's page gave" in done.out
    assert "Article 1: 가상통신" in done.out


# page


def test_a_page_comes_back_byte_for_byte(db: Path) -> None:
    assert run(db, "page", "1").raw == b"\xff\x00<html>\xe9</html>\n"


def test_the_headers_of_a_page_say_where_and_when(db: Path) -> None:
    lines = run(db, "page", "1", "--headers").out.splitlines()

    assert lines[0] == "https://wire.example/news/1 on 2025-03-04 12:00 UTC"
    assert "Content-Type: text/html; charset=utf-8" in lines


@pytest.mark.slow
def test_a_page_on_a_terminal_cannot_drive_it(db: Path) -> None:
    from tests.builders import page

    with Archive(db) as archive:
        number = archive.add_page(page(body="<p>한일</p>\x1b]0;owned\x07\x1b[2J".encode()))

    seen = on_terminal(db, "page", str(number))

    assert "한일" in seen
    assert not {"\x1b", "\x07"} & set(seen)
    assert finish(start(db, "page", str(number))).raw.endswith(b"\x1b[2J")
