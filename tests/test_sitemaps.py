"""What sitemaps list, within the time that is asked for."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import MOST_LINKS, Link
from spiders.sitemaps import links_in_sitemap

URL = "https://outlet.example/sitemap.xml"
MARCH = datetime(2025, 3, 1, tzinfo=UTC)
APRIL = datetime(2025, 4, 1, tzinfo=UTC)


def urlset(*entries: str) -> bytes:
    rows = "".join(f"<url>{entry}</url>" for entry in entries)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'.encode()


def paths(body: bytes, **window: datetime) -> list[str]:
    return [
        link.url.removeprefix("https://outlet.example") for link in links_in_sitemap(body, URL, None, **window).links
    ]


def test_a_news_sitemap_gives_title_and_date() -> None:
    body = urlset(
        "<loc>https://outlet.example/1</loc><news:news><news:publication><news:name>Outlet</news:name></news:publication>"
        "<news:publication_date>2025-03-04T10:00:00+09:00</news:publication_date><news:title>The pact</news:title></news:news>"
        "<lastmod>2025-03-05</lastmod>"
    )

    (link,) = links_in_sitemap(body, URL, None).links

    assert link == Link(
        url="https://outlet.example/1", title="The pact", stated="2025-03-04T10:00:00+09:00", modified="2025-03-05"
    )


def test_only_what_changed_since_then_is_followed_and_the_newest_first() -> None:
    body = urlset(
        "<loc>/old</loc><lastmod>2024-03-01</lastmod>",
        "<loc>/undated</loc>",
        "<loc>/march</loc><lastmod>2025-03-02T00:00:00Z</lastmod>",
        "<loc>/april</loc><lastmod>2025-04-02</lastmod>",
    )

    assert paths(body, since=MARCH) == ["/april", "/march", "/undated"]
    assert paths(body, since=MARCH, until=APRIL) == ["/march", "/undated"]


def test_a_day_without_a_zone_counts_wherever_on_earth_it_may_be() -> None:
    body = urlset("<loc>/1</loc><lastmod>2025-02-28</lastmod>", "<loc>/2</loc><lastmod>2025-02-27</lastmod>")

    assert paths(body, since=MARCH) == ["/1"]


def test_an_index_names_its_children_the_newest_first() -> None:
    rows = "".join(
        f"<sitemap><loc>/{day}.xml</loc><lastmod>2025-03-{day}</lastmod></sitemap>" for day in ("02", "09", "05")
    )
    index = f"<sitemapindex>{rows}<sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>"

    found = links_in_sitemap(index.encode(), URL, None, since=MARCH)

    assert [child.removeprefix("https://outlet.example/") for child in found.children] == ["09.xml", "05.xml", "02.xml"]
    assert found.links == ()
    assert found.problem is None


def test_gzip_is_unpacked_whatever_the_server_calls_it() -> None:
    assert paths(gzip.compress(urlset("<loc>/1</loc>"))) == ["/1"]


def test_case_29_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"<urlset>" + b"\0" * 40_000_000)

    assert links_in_sitemap(bomb, URL, None).problem == "too_large"


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    whole = urlset("<loc>/1</loc>", "<loc>/2</loc>", "<loc>/33</loc>")

    assert paths(whole[: whole.index(b"/33") + 2]) == ["/1", "/2"]
    assert links_in_sitemap(gzip.compress(whole * 20)[:60], URL, None).problem is not None


def test_more_than_we_follow_is_cut_and_said() -> None:
    found = links_in_sitemap(urlset(*(f"<loc>/{n}</loc>" for n in range(MOST_LINKS + 5))), URL, None)

    assert len(found.links) == MOST_LINKS
    assert found.detail == f"lists {MOST_LINKS + 5} entries in this time, of which the newest {MOST_LINKS} were read"


def test_a_feed_or_a_plain_list_stands_for_a_sitemap() -> None:
    assert paths(b"<rss><channel><item><link>/1</link></item></channel></rss>") == ["/1"]
    assert paths(b"https://outlet.example/1\r\nhttps://outlet.example/2\r\n# no\r\n") == ["/1", "/2"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [(b"<html><body>no", "not_a_sitemap"), (b"", "empty"), (b"\x1f\x8bnonsense", "empty"), (urlset(), "no_links"), (b"no", "not_a_sitemap")],
)  # fmt: skip
def test_what_is_no_sitemap_is_named(body: bytes, problem: str) -> None:
    found = links_in_sitemap(body, URL, None)

    assert found.problem == problem
    assert found.detail


def test_cases_13_and_41_addresses_and_entities_do_no_harm() -> None:
    body = urlset("<loc>javascript:alert(1)</loc>", "<loc>&x;/1</loc>").replace(
        b"<urlset", b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset', 1
    )

    found = links_in_sitemap(body, URL, None)

    assert found.dropped == (("javascript:alert(1)", "not a web address but javascript:"),)
    assert [link.url for link in found.links] == ["https://outlet.example/&x;/1"]


@given(st.binary(max_size=1000), st.text(max_size=60))
def test_no_bytes_and_no_dates_raise(noise: bytes, text: str) -> None:
    links_in_sitemap(noise, URL, None, since=MARCH)
    links_in_sitemap(b"\x1f\x8b" + noise, URL, None, since=MARCH)
    links_in_sitemap(urlset(f"<loc>/1</loc><lastmod>{text}</lastmod>"), URL, "text/xml", since=MARCH, until=APRIL)


@given(st.integers(0, 99999), st.integers(0, 99), st.integers(0, 99))
def test_no_calendar_raises(year: int, month: int, day: int) -> None:
    body = urlset(f"<loc>/1</loc><lastmod>{year:04}-{month:02}-{day:02}</lastmod>")

    assert len(links_in_sitemap(body, URL, None, since=MARCH, until=APRIL).links) <= 1


def test_the_real_sitemaps_are_read(shared: Path) -> None:
    folder = shared / "data" / "feeds" / "trafilatura"

    plain = links_in_sitemap((folder / "sitemap.xml").read_bytes(), URL, None)
    packed = links_in_sitemap((folder / "sitemap.xml.gz").read_bytes(), URL, None)

    assert len(plain.links) == 84
    assert plain.links == packed.links
