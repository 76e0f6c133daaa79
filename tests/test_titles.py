"""Headlines without what outlets write around them."""

import gc
import json
import weakref

import pytest

from pactwatch.extraction.document import Document
from pactwatch.extraction.titles import title


def page(
    *, title: str = "", og: str = "", h1: str = "", headline: str = "", site: str = "", body: str = ""
) -> Document:
    head = f"<title>{title}</title>"
    head += f'<meta property="og:title" content="{og}">' if og else ""
    head += f'<meta property="og:site_name" content="{site}">' if site else ""
    data = {"@type": "NewsArticle", "headline": headline}
    head += f'<script type="application/ld+json">{json.dumps(data)}</script>' if headline else ""
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return Document(f"<html><head>{head}</head><body>{heading}{body}</body></html>", "https://www.evening.example/1")


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("Pact stays | Evening Herald", "Evening Herald"),
        ("Pact stays - Evening Herald", "Evening Herald"),
        ("Evening Herald: Pact stays | Evening Herald", "Evening Herald"),
        ("Pact stays : Politics : Evening Herald", "Evening Herald"),
        ("Pact stays — evening", ""),
        ("Pact stays：夕刊新聞", "夕刊新聞"),
        ("Pact stays ｜ 저녁일보", "저녁일보"),
        ("Pact staysㅣ저녁일보", "저녁일보"),
    ],
)
def test_the_outlet_is_no_part_of_the_headline(written: str, site: str) -> None:
    wanted = "Pact stays : Politics" if "Politics" in written else "Pact stays"

    assert title(page(og=written, site=site))[0] == wanted


def test_what_the_h1_lacks_is_an_affix() -> None:
    assert (
        title(page(title="Pact stays - Politics - Herald", og="Pact stays - Politics", h1="Pact stays"))[0]
        == "Pact stays"
    )


def test_a_dash_inside_a_headline_stays() -> None:
    written = "Seoul - Tokyo talks resume"

    assert title(page(og=f"{written} | Evening Herald", h1=written, site="Evening Herald"))[0] == written


def test_json_ld_speaks_for_the_newsroom() -> None:
    found = title(
        page(title="Why it stays", og="Why it stays", h1="Why it stays", headline="Pact to stay, says ministry")
    )

    assert found == ("Pact to stay, says ministry", "json-ld:headline")


def test_a_headline_that_h1_and_og_share_goes_before_the_one_for_search_engines() -> None:
    found = title(page(title="GSOMIA news today", og="Pact stays", h1="Pact stays", headline="GSOMIA news today"))

    assert found == ("Pact stays", "h1 = meta:og:title")


def test_a_headline_cut_for_search_engines_is_taken_whole_from_the_h1() -> None:
    whole = "The two governments of this made-up story agreed on Tuesday that their pact on information should stay as it is"

    assert title(page(og=whole, h1=whole, headline=f"{whole[:95]}..."))[0] == whole


def test_without_data_the_heading_that_the_title_repeats_is_the_headline() -> None:
    body = "<h1>Notes of a made-up diarist</h1><h2>Why the ferry is slow</h2><h2>Archive</h2>"

    assert title(page(title="Notes of a made-up diarist - Why the ferry is slow", body=body))[0] in {
        "Why the ferry is slow",
        "Notes of a made-up diarist",
    }
    assert title(page(title="Notes: Why the ferry is slow", body=body))[0] == "Why the ferry is slow"


def test_a_page_without_any_has_none() -> None:
    assert title(page()) == ("", "none")


def test_a_heading_that_links_elsewhere_is_the_outlet_s_logo_or_another_story() -> None:
    logo = '<h1><a href="/">Evening Notes</a></h1><a href="/2"><h1>Ferries to sail at night</h1></a>'

    assert title(page(title="Harbour wall gives way", body=logo)) == ("Harbour wall gives way", "title")


def test_a_heading_that_links_to_its_own_page_is_the_headline() -> None:
    own = '<h1><a href="https://www.evening.example/1?from=feed">Harbour wall gives way at night</a></h1>'

    assert title(page(title="Harbour wall", body=own))[0] == "Harbour wall gives way at night"


def test_of_three_wordings_the_h1_is_the_readers() -> None:
    found = title(
        page(
            title="Ferry fares explained",
            headline="Ferry fares explained",
            og="What the new fares on our ferries mean for you",
            h1="Why the night ferry costs twice as much",
        )
    )

    assert found == ("Why the night ferry costs twice as much", "h1, unlike json-ld:headline and meta:og:title")


def test_the_latest_lines_of_a_ticker_are_no_headline() -> None:
    found = title(
        page(
            headline="Storm over the bay: all developments",
            og="Storm over the bay: the latest",
            h1="Ferries stay in port +++ Bridges closed to storm watchers",
        )
    )

    assert found == ("Storm over the bay: all developments", "json-ld:headline")


@pytest.mark.parametrize(
    ("headline", "og", "h1", "window", "wanted"),
    [
        pytest.param(
            "Wall gives way at night", "Old harbour: Wall gives way at night", "Wall gives way at night",
            "Old harbour: Wall gives way at night - Evening", "Old harbour: Wall gives way at night",
            id="og:title and the title repeat it",
        ),
        pytest.param(
            "Wall gives way at night", "Old harbour / Wall gives way at night", "Old harbourWall gives way at night",
            "Old harbour Wall gives way at night", "Old harbour / Wall gives way at night",
            id="joined by a slash",
        ),
        pytest.param(
            "Wall gives way at night", "Old harbour: Wall gives way at night", "Wall gives way at night",
            "Wall gives way at night", "Wall gives way at night", id="og:title alone has it",
        ),
        pytest.param(
            "Old harbour: Wall gives way at night", "Wall gives way at night", "Wall gives way at night",
            "Wall gives way at night", "Wall gives way at night", id="og:title and h1 leave it out",
        ),
        pytest.param(
            "Old harbour: Wall gives way at night", "Wall gives way at night", "Old harbour: Wall gives way at night",
            "Old harbour: Wall gives way at night", "Old harbour: Wall gives way at night", id="og:title alone lacks it",
        ),
        pytest.param(
            "", "Storm on the coast: Wall gives way at night", "Old harbour - Wall gives way at night",
            "Storm on the coast: Wall gives way at night", "Wall gives way at night", id="two that differ",
        ),
        pytest.param(
            "", 'Mayor Han: "The wall gives way tonight"', 'Harbour mayor Han: "The wall gives way tonight"',
            "Tonight", 'Harbour mayor Han: "The wall gives way tonight"', id="a speaker is none",
        ),
    ],
)  # fmt: skip
def test_a_kicker_belongs_to_the_headline_as_the_page_s_places_agree(
    headline: str, og: str, h1: str, window: str, wanted: str
) -> None:
    assert title(page(title=window, og=og, h1=h1, headline=headline, site="Evening"))[0] == wanted


def test_a_section_before_the_shared_headline_is_no_kicker() -> None:
    given = page(
        title="Coast: Wall gives way at night", og="Coast: Wall gives way at night", h1="Wall gives way at night"
    )
    given.metas["article:section"] = ["Coast"]

    assert title(given)[0] != "Coast: Wall gives way at night"


def test_a_page_is_let_go_once_its_headline_is_read() -> None:
    read = page(title="Pact stays | Evening Herald", site="Evening Herald")
    title(read)
    remembered = weakref.ref(read)

    del read
    gc.collect()

    assert remembered() is None
