"""Articles that are printed on several pages, through a real crawl of a server on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pactwatch.extraction import Printed, article_of
from pactwatch.extraction.parts import MOST_PARTS, begun
from pactwatch.topic import default_topic
from pactwatch.urls import canonical
from spiders.replaying import replayed
from storage.archive import Archive
from storage.articles import Stored
from storage.ledger_rows import Entry
from tests.builders import article, reading
from tests.outlet import Answer, Collection, Outlet, article_page

LINES = (
    "Part {number} of the report tells how the invented clerk Han carried the GSOMIA file from Seoul to Tokyo.",
    "The file weighed {number} kilograms, and nobody at the ministry had asked the other side to open it before.",
    "What stood on sheet {number} of it, officials of South Korea and Japan said, was known to both governments.",
)


def page(number: int, further: str | None = None, title: str = "The long way of a file") -> bytes:
    """One page of a report; the first is an article about the pact."""
    text = "".join(f"<p>{line.format(number=number)}</p>" for line in LINES)
    link = f'<link rel="next" href="{further}">' if further else ""
    return article_page(f"{title} ({number}/3)").replace(b"</head>", f"{link}</head>".encode()).replace(
        b"</article>", f"{text}</article>".encode()
    )  # fmt: skip


def last_lines(number: int) -> str:
    return LINES[2].format(number=number)


@dataclass
class Done:
    """What a crawl made of the outlet's reports."""

    outlet: Outlet
    collection: Collection

    def archive(self) -> Archive:
        return Archive(self.collection.db)

    def kept(self, path: str) -> Stored:
        with self.archive() as archive:
            return next(one for one in archive.articles() if one.article.url == self.outlet.url(path))

    def entry(self, path: str) -> Entry:
        url = self.outlet.url(path)
        with self.archive() as archive:
            return next(entry for entry in archive.explain(url, canonical(url)) if entry.url == url)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    with Outlet() as outlet:
        collection = Collection(tmp_path_factory.mktemp("parts"), outlet)
        collection.source("all", "/feed")
        pages = {
            "/long": page(1, "/long?page=2"), "/long?page=2": page(2, "/long?page=3"), "/long?page=3": page(3),
            "/torn": page(1, "/torn?page=2"),
            "/series": page(1, "/series?page=2"), "/series?page=2": page(2, title="Another report of that day"),
            "/one": page(1, "/two"), "/two": page(2),
            "/path": page(1, "/path/2"), "/path/2": page(2, "/path/3"), "/path/3": page(3),
            "/round": page(1, "/round?page=2"),
        }  # fmt: skip
        outlet.answers |= {path: Answer(body=body) for path, body in pages.items()}
        outlet.answers["/round?page=2"] = Answer(status=302, headers={"Location": outlet.url("/round")})
        outlet.feed("/feed", ["/long", "/torn", "/series", "/one", "/path", "/round"])
        collection.run()
        yield Done(outlet, collection)


@pytest.mark.slow
def test_an_article_is_kept_with_the_text_of_all_its_pages(done: Done) -> None:
    text = done.kept("/long").article.text

    assert [last_lines(number) in text for number in (1, 2, 3)] == [True, True, True]
    assert text.count("General Security of Military Information") == 1
    assert not done.kept("/long").article.stub


@pytest.mark.slow
def test_each_page_of_it_is_in_the_ledger_and_in_the_page_files(done: Done) -> None:
    kept = done.kept("/long")
    further = [done.entry(f"/long?page={number}") for number in (2, 3)]
    with done.archive() as archive:
        stored = archive.further_pages(kept.page_id or 0)

    assert [(entry.outcome, entry.article_id) for entry in further] == [("kept", kept.id)] * 2
    assert further[0].reason.startswith(f"page 2 of {done.outlet.url('/long')}; core")
    assert [one.url for one in stored] == [done.outlet.url("/long?page=2"), done.outlet.url("/long?page=3")]


@pytest.mark.slow
def test_a_page_that_is_missing_ends_it_and_the_ledger_says_so(done: Done) -> None:
    kept, entry = done.kept("/torn"), done.entry("/torn?page=2")

    assert last_lines(1) in kept.article.text
    assert kept.article.stub
    assert entry.outcome == "missing"
    assert entry.reason.startswith(f"page 2 of {done.outlet.url('/torn')}: ")


@pytest.mark.slow
def test_a_page_under_another_headline_is_none_of_its_and_the_ledger_says_so(done: Done) -> None:
    kept, entry = done.kept("/series"), done.entry("/series?page=2")
    with done.archive() as archive:
        stored, urls = archive.further_pages(kept.page_id or 0), archive.urls(kept.id)

    assert last_lines(2) not in kept.article.text
    assert kept.article.stub
    assert (entry.outcome, entry.article_id) == ("not_article", None)
    assert entry.reason == f"page 2 of {done.outlet.url('/series')}: it is none of its pages"
    assert stored == []
    assert done.outlet.url("/series?page=2") not in urls


@pytest.mark.slow
def test_pages_are_counted_in_the_path_too(done: Done) -> None:
    text = done.kept("/path").article.text

    assert [last_lines(number) in text for number in (1, 2, 3)] == [True, True, True]
    assert not done.kept("/path").article.stub


@pytest.mark.slow
def test_a_page_that_leads_back_to_the_first_ends_it(done: Done) -> None:
    asked = [path for path, _ in done.outlet.requests if path == "/round?page=2"]

    assert len(asked) == 1
    assert done.entry("/round?page=2").reason.endswith(f"it leads to {done.outlet.url('/round')}")


@pytest.mark.slow
def test_the_next_article_is_not_fetched(done: Done) -> None:
    assert "/two" not in [path for path, _ in done.outlet.requests]


@pytest.mark.slow
def test_replay_reads_all_its_pages_again(done: Done) -> None:
    article_id = done.kept("/long").id
    with done.archive() as archive:
        again = next(one for one in replayed(archive, default_topic(), None) if one.standing.article_id == article_id)

    assert again.decision.article is not None
    assert last_lines(3) in again.decision.article.text


def test_what_could_not_be_had_this_time_takes_nothing_back(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        whole = archive.keep(reading(article()))
        again = archive.keep(reading(article(paragraphs=article().paragraphs[:2]), partial=True))

        assert (again.id, again.change, again.version) == (whole.id, "unchanged", 1)
        assert archive.article(whole.id).article.paragraphs == article().paragraphs


def test_an_edit_is_one_even_where_the_next_page_could_not_be_had(tmp_path: Path) -> None:
    edited = article(paragraphs=("Nobody signed anything, officials said.", *article().paragraphs[1:2]))
    with Archive(tmp_path / "a.db") as archive:
        archive.keep(reading(article()))
        kept = archive.keep(reading(edited, partial=True))

    assert (kept.change, kept.version) == ("edited", 2)


def test_an_article_without_end_ends() -> None:
    url = "https://news.outlet.example/long"
    pages = [
        Printed(body=page(n, f"/long?page={n + 1}"), url=f"{url}?page={n}" if n > 1 else url, content_type=None)
        for n in range(1, MOST_PARTS + 1)
    ]

    parts = begun(pages[0])
    for further in pages[1:-1]:
        parts = parts.and_(further) or parts

    assert parts.next_page == f"{url}?page={MOST_PARTS}"
    assert (parts.and_(pages[-1]) or parts).next_page is None
    assert last_lines(MOST_PARTS) in article_of(pages).text
