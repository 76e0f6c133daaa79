"""The review pages served for real, on a port of loopback, and what a browser does with them."""

import contextlib
import http.client
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from lxml import html

from review.place import Place
from review.web.server import Listening, server
from tests.outlet import wait_until

Fields = Mapping[str, str | int | Sequence[str | int]]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back for one request."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def said(self) -> str:
        """The text of the page's content, with single spaces."""
        (main,) = self.page.xpath("//main")
        return " ".join(main.text_content().split())

    def rows(self, xpath: str = "//main//tbody/tr") -> list[list[str]]:
        return [[" ".join(cell.text_content().split()) for cell in row] for row in self.page.xpath(xpath)]


@dataclass
class Browser:
    """Keeps its cookies and asks one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Fields, **headers: str) -> Answer:
        """Send a form as it is, without a token of its own."""
        values = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return self._ask("POST", path, urlencode(fields, doseq=True), values)

    def submit(self, page: str, action: str, fields: Fields, **headers: str) -> Answer:
        """Open a page, fill in the form on it that goes to `action`, and send it."""
        return self.post(action, self.filled(page, action) | dict(fields), **headers)

    def filled(self, page: str, action: str) -> dict[str, str]:
        """The fields of a form as the page offers it, without its buttons and its unticked boxes."""
        form = self.get(page).page.xpath(f"//form[@action='{action}']")[0]
        return {
            one.get("name"): one.get("value", "")
            for one in form.xpath(".//input[@type='hidden']")
        }  # fmt: skip

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            names.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        with contextlib.closing(connection):
            connection.request(method, path, body, names)
            response = connection.getresponse()
            text = response.read().decode()
        for cookie in SimpleCookie(response.headers.get("Set-Cookie", "")).values():
            self.cookies[cookie.key] = cookie.value
        return Answer(status=response.status, headers=dict(response.headers.items()), text=text)


@contextlib.contextmanager
def served(db: Path, *, zone: tzinfo = UTC, names: Sequence[str] = ()) -> Iterator[Browser]:
    """Serve the pages of a database on a free port, for as long as the block."""
    with Listening.on("127.0.0.1", 0) as listening:
        running = server(Place(db=db), names=names, zone=zone)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening.socket]})
        thread.start()
        try:
            wait_until(lambda: running.started)
            yield Browser(listening.port)
        finally:
            running.should_exit = True
            thread.join(30)
