"""Reviews in the browser are those of `pactwatch review`: append-only, of the version read, from our own forms alone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.place import now
from review.reviews import SAID
from storage.archive import Archive
from tests.browser import Browser, served
from tests.builders import NOON, PARAGRAPHS, article, reading
from tests.commands import run
from tests.newsstand import newsstand

FORM = "/articles/5/reviews"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


@pytest.fixture
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def reviews(db: Path, number: int = 5) -> list[tuple[int, str, str | None]]:
    with Archive(db) as archive:
        return [(said.version, said.verdict, said.note) for said in archive.reviews(number)]


def changed(db: Path) -> None:
    """Let the outlet change article 5 in substance."""
    with Archive(db) as archive:
        stands = archive.article(5).article
        archive.keep(
            reading(
                article(
                    url=stands.url, outlet=stands.outlet, title=stands.title,
                    paragraphs=(PARAGRAPHS[0], PARAGRAPHS[1].replace("14", "15"), *PARAGRAPHS[2:]),
                ),
                at=now(),
            )
        )  # fmt: skip


# What is said stands


@pytest.mark.parametrize("verdict", SAID)
def test_a_word_is_kept_with_its_note_and_the_version_read(db: Path, browser: Browser, verdict: str) -> None:
    answer = browser.submit("/articles/5", FORM, {"verdict": verdict, "note": "두 줄\r\nof a note "})

    assert (answer.status, answer.headers["location"]) == (303, "/articles/5?reviewed=5")
    assert reviews(db) == [(1, verdict, "두 줄\nof a note")]


def test_the_page_after_it_says_what_was_said(browser: Browser) -> None:
    sent = browser.submit("/articles/5", FORM, {"verdict": "reject", "note": "<b>another</b> pact"})

    said = browser.get(sent.headers["location"]).page.xpath("//p[@role='status']")[0].text_content()

    assert " ".join(said.split()) == "Article 5 in version 1 is rejected: Renewal of the pact — “<b>another</b> pact”"


def test_an_empty_note_is_no_note(db: Path, browser: Browser) -> None:
    browser.submit("/articles/5", FORM, {"verdict": "accept", "note": "  "})

    assert reviews(db) == [(1, "accept", None)]


def test_a_word_in_the_inbox_leads_back_to_the_inbox_without_the_article(browser: Browser) -> None:
    sent = browser.submit("/?language=en", FORM, {"verdict": "accept"})

    assert sent.headers["location"] == "/?language=en&reviewed=5"
    answer = browser.get(sent.headers["location"])
    assert answer.page.xpath("//li[@data-row]/@id") == ["article-6"]
    assert "Article 5 in version 1 is accepted: Renewal of the pact" in answer.said


def test_a_word_on_an_article_keeps_to_the_language_that_is_read(browser: Browser) -> None:
    sent = browser.submit("/articles/5?language=en", FORM, {"verdict": "accept"})

    assert sent.headers["location"] == "/articles/5?language=en&reviewed=5"


def test_a_later_word_stands_beside_the_earlier_one(db: Path, browser: Browser) -> None:
    browser.submit("/articles/5", FORM, {"verdict": "accept"})
    browser.submit("/articles/5", FORM, {"verdict": "reject"})
    browser.submit("/articles/5", FORM, {"verdict": "accept"})

    assert [verdict for _, verdict, _ in reviews(db)] == ["accept", "reject", "accept"]


def test_the_command_line_and_the_browser_write_the_same(db: Path, browser: Browser) -> None:
    run(db, "review", "4", "accept", "--note", "good")
    browser.submit("/articles/5", FORM, {"verdict": "accept", "note": "good"})

    assert reviews(db, 4) == reviews(db, 5) == [(1, "accept", "good")]


def test_a_second_click_writes_nothing_more(db: Path, browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "accept", "note": "once"}

    answers = [browser.post(FORM, fields) for _ in range(3)]

    assert [answer.status for answer in answers] == [303, 303, 303]
    assert reviews(db) == [(1, "accept", "once")]


def test_clicks_at_the_same_time_write_one_word(db: Path, browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "mention"}
    clicks = [threading.Thread(target=browser.post, args=(FORM, fields)) for _ in range(8)]

    for click in clicks:
        click.start()
    for click in clicks:
        click.join()

    assert reviews(db) == [(1, "mention", None)]


# Of the version read


def test_a_word_on_a_version_that_no_longer_stands_is_refused(db: Path, browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "accept"}
    changed(db)

    answer = browser.post(FORM, fields)

    assert answer.status == 409
    assert "Article 5 stands in version 2, not 1: read it again" in answer.said
    assert answer.page.xpath("//main//a[@href='/articles/5']")
    assert reviews(db) == []


def test_the_note_of_a_word_that_is_refused_is_not_lost(db: Path, browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "accept", "note": "two </textarea>\nlines"}
    changed(db)

    for answer in (browser.post(FORM, fields), browser.post(FORM, fields, Origin="https://evil.example")):
        assert answer.page.xpath("//textarea")[0].text.strip() == "two </textarea>\nlines"


def test_a_second_click_after_the_article_was_changed_is_refused_too(db: Path, browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "accept"}
    browser.post(FORM, fields)
    changed(db)

    assert browser.post(FORM, fields).status == 409
    assert reviews(db) == [(1, "accept", None)]


@pytest.mark.parametrize(
    "wrong", [{"verdict": "maybe"}, {"verdict": ""}, {"version": ""}, {"version": "one"}, {"version": "-1"}]
)
def test_a_form_that_lacks_something_writes_nothing(db: Path, browser: Browser, wrong: dict[str, str]) -> None:
    answer = browser.submit("/articles/5", FORM, {"verdict": "accept"} | wrong)

    assert answer.status == 400
    assert "Nothing was written." in answer.said
    assert reviews(db) == []


def test_a_word_on_what_is_not_there_is_refused(browser: Browser) -> None:
    fields = browser.filled("/articles/5", FORM) | {"verdict": "accept"}

    assert browser.post("/articles/99/reviews", fields).status == 404


# From our own forms alone


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Cookie": ""},
        {"Cookie": "pactwatch=of-another-browser"},
    ],
    ids=str,
)
def test_a_form_sent_from_elsewhere_writes_nothing(db: Path, browser: Browser, headers: dict[str, str]) -> None:
    answer = browser.submit("/articles/5", FORM, {"verdict": "accept"}, **headers)

    assert answer.status == 403
    assert "This form does not come from these pages" in answer.said
    assert reviews(db) == []


@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "0" * 64}], ids=str)
def test_a_form_without_its_token_writes_nothing(db: Path, browser: Browser, token: dict[str, str]) -> None:
    browser.get("/")

    answer = browser.post(FORM, {"verdict": "accept", "version": "1"} | token)

    assert answer.status == 403
    assert reviews(db) == []


def test_our_own_forms_are_taken_with_what_browsers_send_along(browser: Browser) -> None:
    own = {"Origin": f"http://127.0.0.1:{browser.port}", "Sec_Fetch_Site": "same-origin"}

    assert browser.submit("/articles/5", FORM, {"verdict": "accept"}, **own).status == 303


def test_nothing_is_written_by_a_link(db: Path, browser: Browser) -> None:
    assert browser.get(f"{FORM}?verdict=accept&version=1").status == 405
    assert reviews(db) == []


def test_a_note_of_unreasonable_length_is_refused(db: Path, browser: Browser) -> None:
    answer = browser.submit("/articles/5", FORM, {"verdict": "accept", "note": "n" * 70_000})

    assert answer.status == 413
    assert "shorten the note" in answer.said
    assert reviews(db) == []


# Beside a crawl that writes


@pytest.mark.slow
def test_pages_and_reviews_work_while_a_crawl_writes(db: Path, browser: Browser) -> None:
    done = threading.Event()

    def crawl() -> None:
        with Archive(db) as archive:
            for number in range(100, 400):
                if done.is_set():
                    return
                url = f"https://busy.example/{number}"
                archive.keep(
                    reading(article(url=url, title=f"{number} things", paragraphs=(f"{number} " * 40,)), at=NOON)
                )

    crawler = threading.Thread(target=crawl)
    crawler.start()
    try:
        fields = browser.filled("/articles/5", FORM)
        statuses = set()
        for turn in range(6):
            statuses |= {
                browser.get(path).status for path in ("/", "/articles/5", "/stories", "/stories/1", "/sources")
            }
            statuses.add(browser.post(FORM, fields | {"verdict": "accept", "note": f"turn {turn}"}).status)
    finally:
        done.set()
        crawler.join()

    assert statuses == {200, 303}
    assert [note for _, _, note in reviews(db)] == [f"turn {turn}" for turn in range(6)]
