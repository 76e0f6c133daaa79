"""What strangers try on the review pages: names of their own, frames, scripts."""

from collections.abc import Iterator

import pytest

from tests.browser import Browser, served
from tests.newsstand import newsstand


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with served(newsstand(tmp_path_factory.mktemp("guard") / "news.db"), names=["Desk.example"]) as browser:
        yield browser


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8418", "localhost:8418", "LOCALHOST", "[::1]:8418", "192.0.2.7", "desk.example:80"]
)
def test_an_address_or_a_known_name_in_the_host_header_is_answered(browser: Browser, host: str) -> None:
    assert browser.get("/sources", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8418",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "[::1",
        "a@evil.example",
    ],
)
@pytest.mark.parametrize("path", ["/sources", "/static/style.css"])
def test_a_name_that_a_stranger_turned_to_this_machine_is_refused(browser: Browser, host: str, path: str) -> None:
    answer = browser.get(path, Host=host)

    assert answer.status == 421
    assert "--name NAME" in answer.text


@pytest.mark.parametrize("path", ["/sources", "/no-such-page", "/static/style.css", "/sources/none"])
def test_every_answer_forbids_what_no_page_needs(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_the_cookie_is_for_these_pages_alone(browser: Browser) -> None:
    (cookie,) = [value for name, value in Browser(browser.port).get("/sources").headers.items() if name == "set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_an_unknown_page_is_said_to_be_none(browser: Browser) -> None:
    answer = browser.get("/no-such-page")

    assert answer.status == 404
    assert "There is no such page." in answer.said


def test_files_beside_the_static_ones_are_not_served(browser: Browser) -> None:
    assert browser.get("/static/../app.py").status == 404
    assert browser.get("/static/%2e%2e/app.py").status == 404
