"""AMP pages and views to print among the links of real crawls: with the page they stand for they are one article."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.outlet import Answer, Collection, Outlet, article_page

pytestmark = pytest.mark.slow


def amp_page(canonical: str, title: str, topic: str) -> bytes:
    """The AMP twin of an article: the same story among AMP's components."""
    page = article_page(title, topic).decode()
    head = f'<link rel="canonical" href="{canonical}"><script async src="https://cdn.ampproject.org/v0.js"></script>'
    page = page.replace("<html ", "<html amp ").replace("</head>", f"{head}</head>")
    menu = "<amp-sidebar layout=nodisplay><p>A menu that tells no story, in a whole sentence.</p></amp-sidebar>"
    advert = "<amp-ad><p placeholder>Buy a lamp from a shop that never opened, at no price at all.</p></amp-ad>"
    return page.replace("<body>", f"<body>{menu}").replace("</article>", f"{advert}</article>").encode()


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """What two crawls of an outlet left behind."""

    outlet: Outlet
    db: Path

    def versions(self, *paths: str) -> list[int]:
        """The versions of the article that all of these addresses belong to."""
        with Archive(self.db) as archive:
            rows = [archive.explain(self.outlet.url(path), self.outlet.url(path))[0] for path in paths]
            (number,) = {row.article_id for row in rows if row.article_id is not None}
            return [version.version for version in archive.versions(number)]

    def kept(self) -> list[str]:
        """The titles of the articles in the archive."""
        with Archive(self.db) as archive:
            return sorted(entry.article.title for entry in archive.articles())


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory):
    """A feed that lists both addresses of each article, and one that lists an article after its twin was kept."""
    with Outlet() as outlet:
        collection = Collection(tmp_path_factory.mktemp("twins"), outlet)
        for number, twin in ((1, "/news/1/amp"), (2, "/app/2-for-phones"), (3, "/app/3-for-phones")):
            title, topic = f"Twins, part {number}", f"part {number}"
            outlet.article(f"/news/{number}", title=title, topic=topic)
            outlet.answers[twin] = Answer(body=amp_page(f"/news/{number}", title, topic))
        outlet.article("/news/4", title="Twins, part 4", topic="part 4")
        outlet.answers["/news/4?print=1"] = Answer(body=article_page("Twins, part 4", "part 4", dated=False))
        outlet.feed(
            "/feed", ["/news/1", "/news/1/amp", "/news/2", "/app/2-for-phones", "/app/3-for-phones", "/news/4?print=1"]
        )
        collection.source("all", "/feed")
        collection.run()
        outlet.feed("/later", ["/news/3", "/news/4"])
        collection.source("later", "/later")
        collection.run()
        yield Crawled(outlet=outlet, db=collection.db)


def test_a_twin_and_its_article_are_one_by_their_addresses(crawled: Crawled) -> None:
    assert crawled.versions("/news/1", "/news/1/amp") == [1]
    assert crawled.outlet.asked("/news/1") + crawled.outlet.asked("/news/1/amp") == 1


def test_a_twin_whose_address_tells_nothing_is_one_with_the_article_that_it_names(crawled: Crawled) -> None:
    assert crawled.versions("/news/2", "/app/2-for-phones") == [1]


def test_an_article_whose_twin_was_read_is_not_asked_for(crawled: Crawled) -> None:
    assert crawled.versions("/app/3-for-phones", "/news/3") == [1]
    assert crawled.outlet.asked("/news/3") == 0


def test_an_article_whose_print_view_was_read_is_not_asked_for(crawled: Crawled) -> None:
    assert crawled.versions("/news/4?print=1", "/news/4") == [1]
    assert crawled.outlet.asked("/news/4") == 0


def test_no_twin_is_an_article_of_its_own(crawled: Crawled) -> None:
    assert crawled.kept() == [f"Twins, part {number}" for number in (1, 2, 3, 4)]
