"""What a feed lists, in every dialect and state of health that was met."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spiders.discovery import MOST_LINKS, Link
from spiders.feeds import links_in_feed

URL = "https://outlet.example/news/feed.xml"
ITEM = "<item><title>The pact</title><link>https://outlet.example/1</link></item>"


def rss(items: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def addresses(body: bytes, content_type: str | None = None) -> list[str]:
    return [link.url for link in links_in_feed(body, URL, content_type).links]


@pytest.mark.parametrize(
    "body",
    [
        rss(ITEM),
        rss(ITEM, head=""),
        b'<rss version="0.91"><channel><item><title>The pact</title><link>https://outlet.example/1</link></item></channel></rss>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<item rdf:about="x"><title>The pact</title><link>https://outlet.example/1</link></item></rdf:RDF>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>The pact</title>'
        b'<link rel="alternate" href="https://outlet.example/1"/></entry></feed>',
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1", "title": "The pact"}]}).encode(),
    ],
    ids=["rss2", "no prolog", "rss0.91", "rdf", "atom", "json feed"],
)  # fmt: skip
def test_case_1_every_dialect_lists_its_links(body: bytes) -> None:
    found = links_in_feed(body, URL, None)

    assert found.links == (Link(url="https://outlet.example/1", title="The pact"),)
    assert found.problem is None


def test_dates_stay_as_the_feed_prints_them() -> None:
    entry = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/>'
        b"<published>2025-03-04T10:00:00+09:00</published><updated>2025-03-05T01:00:00Z</updated></entry></feed>"
    )

    (link,) = links_in_feed(entry, URL, None).links
    (old,) = links_in_feed(
        rss("<item><link>/1</link><pubDate>Thu,28 Jul 2022 4:35:5 GMT+9</pubDate></item>"), URL, None
    ).links

    assert (link.stated, link.modified) == ("2025-03-04T10:00:00+09:00", "2025-03-05T01:00:00Z")
    assert (old.stated, old.modified) == ("Thu,28 Jul 2022 4:35:5 GMT+9", None)


def test_case_2_a_feed_that_breaks_off_gives_what_came_before_and_no_half_address() -> None:
    body = rss("<item><link>/1</link></item><item><link>/2</link></item><item><link>/3333</link></item>")
    found = links_in_feed(body[: body.index(b"3333") + 2], URL, None)

    assert [link.url for link in found.links] == ["https://outlet.example/1", "https://outlet.example/2"]
    assert found.problem == "truncated"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<!DOCTYPE html><html><body>Please log in", "not_a_feed"),
        (b"<html><script>challenge()</script></html>", "not_a_feed"),
        (b"Too many requests", "not_a_feed"),
        (b'{"error": 1}', "not_a_feed"),
        (b'{"items": ', "not_a_feed"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
    ],
)
def test_cases_3_and_4_what_is_no_feed_is_named(body: bytes, problem: str) -> None:
    found = links_in_feed(body, URL, "application/rss+xml")

    assert (found.problem, found.links) == (problem, ())
    assert found.detail


def test_case_5_control_characters_and_nul_do_not_stop_the_reading() -> None:
    found = links_in_feed(rss("<item><title>a\0b\x1b[31mc&#0;&#x1b;</title><link>/1</link></item>"), URL, None)

    assert found.links[0].title == "ab[31mc\ufffd"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", None),
        ("euc-kr", "euc-kr", "application/xml"),
        ("euc-kr", "utf-8", "text/xml; charset=euc-kr"),
        ("euc-kr", "euc-kr", "text/xml; charset=utf-8"),
        ("cp949", "ks_c_5601-1987", None),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", None),
        ("utf-32", "utf-32", None),
        ("utf-8-sig", "euc-kr", None),
    ],
)
def test_cases_6_and_7_titles_are_read_in_the_encoding_they_are_in(
    encoding: str, declared: str, content_type: str | None
) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><item><title>지소미아 협정 종료</title><link>/1</link></item></channel></rss>'

    (link,) = links_in_feed(text.encode(encoding), URL, content_type).links

    assert link.title == "지소미아 협정 종료"


def test_case_7_a_feed_that_declares_nothing_is_guessed() -> None:
    text = rss(
        "<item><title>" + "Правительства договорились о военной разведке. " * 5 + "</title><link>/1</link></item>", ""
    ).decode()

    (link,) = links_in_feed(text.encode("cp1251"), URL, None).links

    assert (link.title or "").startswith("Правительства договорились")


def test_case_8_half_characters_are_replaced() -> None:
    feed = b'{"items": [{"url": "/1", "title": "a\\ud800b"}]}'

    (link,) = links_in_feed(feed, URL, None).links
    (other,) = links_in_feed(rss("<item><title>a&#xD800;b</title><link>/1</link></item>"), URL, None).links

    assert link.title == other.title == "a\ufffdb"


def test_case_11_a_feed_of_ten_thousand_gives_the_newest_and_says_so() -> None:
    items = "".join(
        f"<item><link>/{n}</link><pubDate>{1 + n % 28:02} Mar 2025 10:00:00 GMT</pubDate></item>".replace("<pubDate>", "<pubDate>Mon, ")
        for n in range(10_000)
    )  # fmt: skip

    found = links_in_feed(rss(items), URL, None)

    assert len(found.links) == MOST_LINKS
    assert {(link.stated or "")[5:7] for link in found.links} <= {"28", "27", "26"}
    assert found.detail == f"lists 10000 entries, of which the newest {MOST_LINKS} were read"


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<item><link>/a?b=1&c=2</link></item>", "https://outlet.example/a?b=1&c=2"),
        ("<item><link>/a?b=1&amp;c=2</link></item>", "https://outlet.example/a?b=1&c=2"),
        ("<item><link><![CDATA[/a?b=1&c=2]]></link></item>", "https://outlet.example/a?b=1&c=2"),
        ("<item><link>a</link></item>", "https://outlet.example/news/a"),
        ("<item><link>//other.example/a</link></item>", "https://other.example/a"),
        ('<item xml:base="https://base.example/d/"><link>a</link></item>', "https://base.example/d/a"),
        ("<item><link>\n https://outlet.example/a\t</link></item>", "https://outlet.example/a"),
        ("<item><guid>https://outlet.example/a</guid></item>", "https://outlet.example/a"),
    ],
)
def test_case_12_links_are_made_absolute(item: str, address: str) -> None:
    assert addresses(rss(item)) == [address]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "http://"]
)
def test_case_13_links_that_lead_to_no_web_page_are_dropped_with_a_reason(href: str) -> None:
    found = links_in_feed(rss(f"<item><link>{href}</link></item>"), URL, None)

    assert found.links == ()
    assert [address for address, why in found.dropped if why] == [href]


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><rss><channel><item><link>/1</link><title>&j;</title></item></channel></rss>",
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><link>/1</link><title>&a;</title></item></channel></rss>',
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd"><rss><channel><item><link>/1</link><title>x</title></item></channel></rss>',
    ],
    ids=["billion laughs", "external entity", "external dtd"],
)  # fmt: skip
def test_case_41_entities_are_neither_expanded_nor_fetched(body: bytes) -> None:
    (link,) = links_in_feed(body, URL, None).links

    assert len(link.title or "") < 10
    assert "root" not in (link.title or "")


@pytest.mark.parametrize(
    "body",
    [b"<rss><channel>" + b"<a>" * 200_000, b"<rss><channel><item><title>" + b"x" * 11_000_000, b"<rss><channel><item><title>" + b"&" * 300_000],
    ids=["200k nested tags", "one 11 MB text", "bare ampersands"],
)  # fmt: skip
def test_cases_42_and_43_monsters_are_read_as_broken_feeds(body: bytes) -> None:
    assert links_in_feed(body, URL, None).problem == "truncated"


def test_how_long_the_feed_says_it_holds() -> None:
    assert links_in_feed(rss("<ttl>60</ttl>" + ITEM), URL, None).ttl_seconds == 3600
    assert links_in_feed(rss("<ttl>999999999999</ttl>" + ITEM), URL, None).ttl_seconds == 86_400
    assert links_in_feed(rss("<ttl>soon</ttl>" + ITEM), URL, None).ttl_seconds is None


@given(
    st.one_of(
        st.binary(max_size=2000),
        st.text(max_size=500).map(lambda text: rss(f"<item><title>{text}</title><link>{text}</link></item>")),
    )
)
def test_no_bytes_raise(body: bytes) -> None:
    found = links_in_feed(body, URL, "application/xml")

    assert all(link.url.startswith("http") for link in found.links)


def test_entries_that_a_damaged_tag_has_swallowed_are_still_listed() -> None:
    three = [ITEM.replace("example/1", f"example/{number}") for number in (1, 2, 3)]
    damaged = rss("".join([three[0].replace("</link>", "<\0link>"), *three[1:]]))

    assert addresses(damaged)[-2:] == ["https://outlet.example/2", "https://outlet.example/3"]


@given(st.integers(0, 400), st.integers(0, 255))
@example(position=125, byte=0)
def test_no_single_bad_byte_raises(position: int, byte: int) -> None:
    body = bytearray(rss(ITEM * 3))
    body[position % len(body)] = byte

    assert len(links_in_feed(bytes(body), URL, None).links) <= 3


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda values: (
            st.lists(values, max_size=4)
            | st.dictionaries(
                st.sampled_from(["items", "url", "title", "external_url", "date_published"]), values, max_size=4
            )
        ),
    )
)
def test_no_json_raises(value: object) -> None:
    links_in_feed(json.dumps({"items": [value]}).encode(), URL, "application/json")


def test_the_real_feeds_give_their_items_and_readable_titles(shared: Path) -> None:
    files = [
        path
        for path in (shared / "data" / "encodings").rglob("*.xml")
        if b"<html" not in path.read_bytes()[:3000].lower()
    ]
    files += [
        path
        for path in (shared / "data" / "feeds").rglob("*")
        if path.suffix in {".rss", ".atom"} or path.name == "feed2.xml"
    ]

    for path in files:
        found = links_in_feed(path.read_bytes(), URL, None)
        titles = " ".join(link.title or "" for link in found.links)

        assert found.links, path
        assert titles.count("\ufffd") <= 2, path


MEGABYTE = 1_000_000
# What made a parser's work grow with the square of its input, while this was written.
DEAR = {
    "attributes": "<item " + " ".join(f'a{n}="1"' for n in range(90_000)) + "/>",
    "links": "<item>" + "<link>/1</link>" * (MEGABYTE // 15) + "</item>",
    "categories": "<item>" + "<category>x</category>" * (MEGABYTE // 22) + "</item>",
    "items": "<item/>" * (MEGABYTE // 7),
    "ampersands": "<item><title>" + "&" * MEGABYTE,
    "open cdata": "<![CDATA[" * (MEGABYTE // 9),
    "open items": "<item>" * (MEGABYTE // 6),
    "namespaces": "".join(f'<item xmlns:n{n}="u{n}"/>' for n in range(35_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DEAR)
def test_no_megabyte_costs_more_than_another(name: str) -> None:
    began = time.process_time()

    links_in_feed(rss(DEAR[name]), URL, None)

    assert time.process_time() - began < 20  # a bound against minutes, not a measurement
