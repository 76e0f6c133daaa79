"""What search feeds list, and what each of them hides."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import Link
from spiders.searches import links_in_search

GOOGLE = "https://news.google.com/rss/search?q=gsomia"
BING = "https://www.bing.com/news/search?q=gsomia&format=rss"
GDELT = "https://api.gdeltproject.org/api/v2/doc/doc?query=gsomia&format=json"
ADDRESS = "https://outlet.example/news/1?a=b"


def rss(title: str, link: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><item><title>{title}</title><link>{link}</link></item></channel></rss>'.encode()
    )


def token(address: str) -> str:
    held = b"\x08\x13\x22" + bytes([len(address)]) + address.encode() + b"\xd2\x01\x00"
    return base64.urlsafe_b64encode(held).decode().rstrip("=")


def test_an_old_google_token_holds_the_address_in_clear() -> None:
    body = rss("Pact - or not - Outlet", f"https://news.google.com/rss/articles/{token(ADDRESS)}?oc=5")

    assert links_in_search(body, GOOGLE, None).links == (Link(url=ADDRESS, title="Pact - or not"),)


def test_an_opaque_google_token_stays_with_title_publisher_and_reason() -> None:
    opaque = "https://news.google.com/rss/articles/CBMiSkFVX3lxTEphYWFhYWFhYWFhYWFhYWFhYWFh?oc=5"

    (link,) = links_in_search(rss("The pact - Outlet", opaque), GOOGLE, None).links

    assert (link.url, link.title) == (opaque, "The pact - Outlet")
    assert link.hidden == "Google News hides where it leads (published by Outlet)"


def test_a_token_that_leads_into_something_else_is_not_followed() -> None:
    body = rss("x - Outlet", f"https://news.google.com/rss/articles/{token('file:///etc/passwd')}")

    assert links_in_search(body, GOOGLE, None).links[0].hidden


def test_bing_names_the_address_in_its_link() -> None:
    link = (
        "http://www.bing.com/news/apiclick.aspx?ref=x&amp;url=https%3a%2f%2foutlet.example%2fnews%2f1%3fa%3db&amp;c=1"
    )

    assert links_in_search(rss("The pact", link), BING, None).links == (Link(url=ADDRESS, title="The pact"),)


def test_gdelt_gives_addresses_and_titles_but_no_date_of_publication() -> None:
    body = json.dumps(
        {"articles": [{"url": ADDRESS, "title": "The pact", "seendate": "20250304T100000Z"}, {}, 3]}
    ).encode()

    assert links_in_search(body, GDELT, "application/json").links == (Link(url=ADDRESS, title="The pact"),)


def test_gdelt_with_bad_escapes_is_read() -> None:
    body = rb'{"articles": [{"url": "https://outlet.example/1", "title": "a \- \"b\""}]}'

    assert [link.title for link in links_in_search(body, GDELT, None).links] == ['a \\- "b"']


def test_gdelt_with_nothing_found_is_no_problem() -> None:
    found = links_in_search(b"{}", GDELT, None)

    assert (found.links, found.problem) == ((), None)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"Please limit requests to one every 5 seconds or contact us.", "rate_limited"),
        (b"Your query was too short or too long.", "not_a_feed"),
        (b"<html><title>error</title></html>", "not_a_feed"),
        (b'{"articles": 3}', "not_a_feed"),
        (b"", "empty"),
    ],
)
def test_gdelt_answers_mistakes_in_words(body: bytes, problem: str) -> None:
    found = links_in_search(body, GDELT, None)

    assert found.problem == problem
    assert found.detail


@given(st.binary(max_size=500), st.sampled_from([GOOGLE, BING, GDELT]))
def test_no_answer_raises(body: bytes, url: str) -> None:
    links_in_search(body, url, None)


@given(st.binary(max_size=300))
def test_no_token_raises(held: bytes) -> None:
    hidden = base64.urlsafe_b64encode(b"\x08\x13\x22" + held).decode()

    for link in links_in_search(rss("t - p", f"https://news.google.com/rss/articles/{hidden}"), GOOGLE, None).links:
        assert link.url.startswith("http")
