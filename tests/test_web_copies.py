"""The copies in the browser, each under its original, as `pactwatch duplicates` lists them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pactwatch.seed import seed_of
from storage.archive import Archive
from tests.browser import Browser, served
from tests.builders import NOON, PARAGRAPHS, article, reading
from tests.commands import run
from tests.newsstand import newsstand


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copies") / "news.db"
    with Archive(path) as archive:
        archive.add_seed(seed_of(article(title="The seed", outlet="First", paragraphs=PARAGRAPHS), "spring"), NOON)
    return newsstand(path)


@pytest.fixture(scope="module")
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def test_every_copy_stands_under_its_original(db: Path, browser: Browser) -> None:
    listed = [(str(row["original"]), row["id"]) for row in run(db, "duplicates", "--json").json]

    sections = browser.get("/copies").page.xpath("//main//section")

    shown = [
        (
            section.xpath("h2/small")[0].text_content().rpartition(", ")[2].removeprefix("article "),
            int(link.rpartition("/")[2]),
        )
        for section in sections
        for link in section.xpath(".//p[@class='headline']/a/@href")
    ]
    assert shown == listed == [("seed spring", 5), ("1", 2)]


def test_a_copy_says_of_which_kind_it_is_and_why(browser: Browser) -> None:
    said = browser.get("/copies").said

    assert "exact article 2 · 포털뉴스 · ko · 100% of it stands there" in said
    assert "the same words from beginning to end" in said


def test_each_copy_leads_to_both_texts(browser: Browser) -> None:
    links = browser.get("/copies").page.xpath("//a[text()='side by side']/@href")

    assert links == ["/articles/5/beside/seed%3Aspring", "/articles/2/beside/1"]
    assert [browser.get(link).status for link in links] == [200, 200]


def test_a_seed_stands_with_its_headline_and_outlet(browser: Browser) -> None:
    heading = browser.get("/copies").page.xpath("//main//h2")[0]

    assert " ".join(heading.text_content().split()) == "The seed First, seed spring"


def test_copies_of_a_seed_that_was_removed_are_still_listed(tmp_path: Path) -> None:
    with Archive(tmp_path / "c.db") as archive:
        archive.add_seed(seed_of(article(paragraphs=PARAGRAPHS), "spring"), NOON)
        archive.keep(reading())
        archive.remove_seed("spring")

    with served(tmp_path / "c.db") as browser:
        assert "seed spring no longer a seed" in browser.get("/copies").said


def test_one_kind_can_be_asked_for(browser: Browser) -> None:
    assert "There are no copies of this kind." in browser.get("/copies?kind=wire_reprint").said
    assert len(browser.get("/copies?kind=exact").page.xpath("//li[@data-row]")) == 2
    assert len(browser.get("/copies?kind=no-such-kind").page.xpath("//li[@data-row]")) == 2


def test_where_there_is_none_the_page_says_so(tmp_path: Path) -> None:
    Archive(tmp_path / "b.db").close()

    with served(tmp_path / "b.db") as browser:
        assert "No article kept so far is a copy" in browser.get("/copies").said
