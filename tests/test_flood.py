"""Bad input, kept by the real archive: nothing of it may take for ever, or be called what it is not."""

from pathlib import Path

import pytest

from pactwatch import comparison
from pactwatch.comparison import Known, findings
from pactwatch.fingerprints import fingerprint
from storage.archive import Archive
from tests.builders import PARAGRAPHS, after, article, reading

WALL = (
    "We get it: nobody loves advertisements, but they keep the lights on, and the reporters warm.",
    "So please add us to your list of exceptions, and refresh the page to read what you came for.",
)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def keep(archive: Archive, number: int, **changes):
    return archive.keep(reading(article(url=f"https://o.example/{number}", **changes), at=after(number)))


def test_articles_without_a_body_are_no_copies(archive: Archive) -> None:
    kept = [keep(archive, number, paragraphs=(), title=f"Title {number}") for number in range(3)]

    assert [one.copies for one in kept] == [(), (), ()]
    assert len(archive.inbox()) == 3


def test_three_words_make_a_copy_only_under_one_headline(archive: Archive) -> None:
    first, other, again = (
        keep(archive, number, paragraphs=("For subscribers only.",), title=title)
        for number, title in enumerate(["Harbour strike ends", "Museum opens", "Harbour strike ends"])
    )

    assert (first.copies, other.copies, again.copies) == ((), (), ("exact",))


def test_pages_that_are_all_boilerplate_are_no_copies(archive: Archive) -> None:
    titles = ["Hubble spots a nebula", "Glaciers retreat further", "Comet passes the Moon", "Probe reaches orbit"]

    kept = [keep(archive, number, paragraphs=WALL, title=title) for number, title in enumerate(titles)]

    assert {one.copies for one in kept} == {()}
    assert {link.relation.kind for link in archive.relations(4)} == {"template"}


def test_lines_of_furniture_alone_are_no_text(archive: Archive) -> None:
    furniture = ("Subscribe to our newsletter", "Read more", "Advertisement", "Share")

    kept = [keep(archive, number, paragraphs=furniture, title=f"Title {number}") for number in range(2)]

    assert [one.copies for one in kept] == [(), ()]


@pytest.mark.slow
def test_five_megabytes_are_kept_and_found_again(archive: Archive) -> None:
    flood = tuple(
        f"Sentence number {n} says what nobody asked, at some length and for no reason." for n in range(65_000)
    )

    keep(archive, 1, paragraphs=flood)
    kept = keep(archive, 2, paragraphs=flood[:2000], title="A part of it", outlet="Elsewhere")

    assert kept.copies
    assert kept.copies[0] in ("contained", "near")


def test_what_is_no_article_s_length_is_not_kept_at_hand() -> None:
    before = comparison._remembered.cache_info()
    flood = article(paragraphs=(PARAGRAPHS[0] * 200,))

    found = findings(flood, fingerprint(flood), [Known(article_id=1, subject=flood)])

    assert found[0].relation.kind == "exact"
    assert comparison._remembered.cache_info() == before


@pytest.mark.slow
def test_a_report_with_an_own_line_by_everybody_is_still_a_copy_after_the_cap(archive: Archive) -> None:
    with archive.writing():
        kept = [
            keep(
                archive,
                number,
                outlet=f"Portal {number}",
                paragraphs=(*PARAGRAPHS, f"Portal number {number} has no more."),
            )
            for number in range(260)
        ]

    assert all(one.copies for one in kept[1:])
