"""What strangers try on the review pages: names of their own, frames, scripts."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import Archive
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


# When something goes wrong


def test_a_database_that_has_gone_is_named_and_the_pages_stay(tmp_path: Path) -> None:
    db = newsstand(tmp_path / "gone.db")
    with served(db) as browser:
        away = db.rename(tmp_path / "away.db")
        answer = browser.get("/")
        away.rename(db)

        assert answer.status == 503
        assert "There is no database at" in answer.said
        assert browser.get("/").status == 200


def test_a_fault_of_ours_is_one_sentence_and_the_pages_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a \x1b[31mhidden\x1b[0m detail")

    with served(newsstand(tmp_path / "news.db")) as browser:
        with monkeypatch.context() as context:
            context.setattr(Archive, "checkups", fail)
            answer = browser.get("/sources")

        assert answer.status == 500
        assert "A fault of pactwatch itself (RuntimeError)" in answer.said
        assert "hidden" not in answer.text
        assert browser.get("/sources").status == 200
    (line,) = capfd.readouterr().err.splitlines()
    assert line == "GET /sources: RuntimeError('a \\x1b[31mhidden\\x1b[0m detail')"


def test_a_reader_that_leaves_before_the_end_is_no_fault(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    begun = b"POST /articles/1/reviews HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nverdict="
    for request in (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", begun):
        with socket.create_connection(("127.0.0.1", browser.port)) as connection:
            connection.sendall(request)
            time.sleep(0.2)

    assert [browser.get("/").status for _ in range(5)] == [200] * 5
    assert capfd.readouterr().err == ""
