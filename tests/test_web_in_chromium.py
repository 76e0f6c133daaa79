"""The review pages in a real browser: what no reading of HTML shows. Skipped where there is no Chromium."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.browser import served
from tests.chromium import Pipe, Tab, chromium, opened
from tests.newsstand import newsstand

PATHS = (
    "/", "/articles/1", "/articles/3", "/articles/6", "/articles/1/fields", "/articles/1/versions/1", "/articles/2/beside/1", "/stories",
    "/stories/1", "/copies", "/search?q=%ED%98%91%EC%A0%95", "/explain?url=https://wire.example/football", "/sources",
    "/sources/wire-ko",
)  # fmt: skip
WIDTHS = (360, 1280)
WIDER = "[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


@pytest.fixture(scope="module")
def pipe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipe]:
    with chromium(tmp_path_factory.mktemp("profile")) as pipe:
        yield pipe


@pytest.fixture
def tab(pipe: Pipe) -> Iterator[Tab]:
    with opened(pipe) as tab:
        yield tab


@pytest.fixture
def url(db: Path, tab: Tab) -> Iterator[str]:
    with served(db) as browser:
        yield f"http://127.0.0.1:{browser.port}"


def said(db: Path, number: int) -> list[tuple[str, str | None]]:
    with Archive(db) as archive:
        return [(review.verdict, review.note) for review in archive.reviews(number)]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a browser showed of every page, opened once and looked at on two screens."""

    wide: dict[int, dict[str, int]]
    """Width of the screen -> path -> how many elements stand out of it, for the pages that are wider."""
    complaints: list[str]


@pytest.fixture(scope="module")
def seen(pipe: Pipe, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    wide: dict[int, dict[str, int]] = {width: {} for width in WIDTHS}
    with opened(pipe) as tab, served(newsstand(tmp_path_factory.mktemp("seen") / "news.db")) as browser:
        for path in PATHS:
            tab.open(f"http://127.0.0.1:{browser.port}{path}")
            for width in WIDTHS:
                tab.size(width)
                if tab.value("document.documentElement.scrollWidth > innerWidth"):
                    wide[width][path] = tab.value(WIDER)
        return Seen(wide=wide, complaints=tab.complaints)


@pytest.mark.slow
def test_no_page_asks_for_what_its_policy_forbids(seen: Seen) -> None:
    assert seen.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(seen: Seen, width: int) -> None:
    assert seen.wide[width] == {}


@pytest.mark.slow
def test_at_night_the_paper_is_dark(tab: Tab, url: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        tab.prefers(scheme)
        tab.open(url)
        colours.append(tab.value("getComputedStyle(document.documentElement).backgroundColor"))

    assert colours == ["rgb(253, 252, 250)", "rgb(23, 22, 20)"]


@pytest.mark.slow
def test_a_form_of_ours_is_taken_as_a_browser_sends_it(db: Path, tab: Tab, url: str) -> None:
    tab.open(f"{url}/articles/5")
    tab.value("document.querySelector('textarea').value = '두 줄'")

    with tab.loading():
        tab.value("document.querySelector('aside button.accept').click()")

    assert tab.value("document.querySelector('[role=status]').textContent").startswith(
        "Article 5 in version 1 is accepted"
    )
    assert said(db, 5) == [("accept", "두 줄")]


@pytest.mark.slow
def test_a_form_on_a_page_of_a_stranger_is_refused_even_with_our_token(db: Path, tab: Tab, url: str) -> None:
    tab.open(f"{url}/articles/5")
    fields = {"verdict": "accept", "version": "1", "token": tab.value("document.querySelector('[name=token]').value")}
    inputs = "".join(f"<input name='{name}' value='{value}'>" for name, value in fields.items())
    tab.open(f"data:text/html,<form method='post' action='{url}/articles/5/reviews'>{inputs}</form>")

    with tab.loading():
        tab.value("document.forms[0].submit()")

    assert "This form does not come from these pages" in tab.value("document.body.textContent")
    assert said(db, 5) == []


@pytest.mark.slow
def test_keys_lead_through_the_inbox_and_say_the_word(db: Path, tab: Tab, url: str) -> None:
    tab.open(url)
    for key in "jjk":
        tab.press(key)
    assert tab.value("document.activeElement.closest('li').id") == "article-6"

    with tab.loading():
        tab.press("r")
    assert said(db, 6) == [("reject", None)]

    tab.press("j")
    with tab.loading():
        tab.press("Enter")
    assert tab.value("location.pathname") == "/articles/5"


@pytest.mark.slow
def test_a_key_says_no_word_of_an_article_that_nobody_went_to(db: Path, tab: Tab, url: str) -> None:
    tab.open(url)
    for key in "arm":
        tab.press(key)
    tab.press("j")

    assert tab.value("document.activeElement.closest('li').id") == "article-6"
    assert [said(db, number) for number in range(1, 7)] == [[]] * 6


@pytest.mark.slow
def test_letters_in_the_note_are_letters(db: Path, tab: Tab, url: str) -> None:
    tab.open(f"{url}/articles/5")
    for key in "narmj":
        tab.press(key)
    assert tab.value("document.querySelector('textarea').value") == "armj"

    tab.press("Escape")
    with tab.loading():
        tab.press("m")

    assert said(db, 5) == [("mention", "armj")]
