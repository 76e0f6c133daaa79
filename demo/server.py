"""The newsroom's server: every outlet under its own host name, on one port of 127.0.0.1.

It answers as outlets do: feeds with an ETag that they keep to, robots.txt, redirects, and the failures that the texts
name. `next_round()` lets time pass: what the texts say is edited or new by then, is.
"""

import hashlib
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from demo.newsroom import Newsroom, Outlet, Trap
from demo.offers import NEWS_SITEMAP, news_sitemap, printed
from demo.pages import Desk

BUSY_FOR_SECONDS = 3600
"""The Retry-After of the page that is asked for too often."""
TRICKLE_SECONDS = 0.2
"""Between two bytes of the page that never ends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """An answer to one request."""

    body: bytes = b""
    content_type: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    endless: bool = False


class Server:
    """Serves a newsroom; a context manager."""

    def __init__(self, newsroom: Newsroom, port: int = 0) -> None:
        """Take a free port where `port` is 0 or not to be had."""
        self.round = 1
        self.log: list[str] = []
        """Round, status and address of every answer, in order."""
        self._newsroom = newsroom
        self._opened = datetime.now(UTC).replace(microsecond=0)
        self._closing = threading.Event()
        self._server = _bound(self, port)
        self.port = int(self._server.server_address[1])
        self._desks = {host: self._desk(outlet) for outlet in newsroom.outlets for host in outlet.hosts}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def hosts(self) -> dict[str, str]:
        """Host name -> the address it stands for, as PACTWATCH_HOSTS takes it."""
        return dict.fromkeys(self._desks, "127.0.0.1")

    def base(self, outlet: Outlet) -> str:
        """Return an outlet's scheme, host and port."""
        return f"http://{outlet.host}:{self.port}"

    def next_round(self) -> None:
        """Let the outlets publish what the second round finds."""
        self.round += 1

    def page(self, ref: str) -> tuple[str, bytes]:
        """Return the address of an article and its page as it is served."""
        text = self._newsroom.by_ref[ref]
        outlet = self._newsroom.outlet(text.outlet)
        return self.base(outlet) + text.path, self.answer(outlet.host, text.path).body

    def answer(self, host: str, target: str) -> Response:
        """Return what `host` says to a request for `target`, a path with its query."""
        desk = self._desks.get(host)
        if desk is None:
            return _failure(404)
        if target == "/robots.txt":
            return _robots(desk.outlet)
        answer = self._machine_readable(desk, target) or self._page(desk, host, target)
        if answer is None and "?" in target:
            return self.answer(host, target.partition("?")[0])
        return answer or _failure(404)

    def _desk(self, outlet: Outlet) -> Desk:
        return Desk(outlet=outlet, words=self._newsroom.words(outlet), base=self.base(outlet))

    def _machine_readable(self, desk: Desk, target: str) -> Response | None:
        texts = desk.outlet.present(self.round)
        for offer in desk.outlet.offers:
            if offer.path == target:
                said = printed(offer, desk, texts, self._opened)
                validators = () if offer.format == "section" else (("ETag", _etag(said.body)),)
                return Response(body=said.body, content_type=said.content_type, headers=validators)
        if target == NEWS_SITEMAP and any(offer.format == "sitemap" for offer in desk.outlet.offers):
            said = news_sitemap(desk, texts, self._opened)
            return Response(body=said.body, content_type=said.content_type)
        return None

    def _page(self, desk: Desk, host: str, target: str) -> Response | None:
        for trap in desk.outlet.traps:
            if host == (trap.host or desk.outlet.host) and target in (trap.path, *trap.through[:-1]):
                return self._trapped(desk, trap, target)
        for text in desk.outlet.present(self.round):
            if text.path == target:
                return _html(desk, desk.article(text))
        return None

    def _trapped(self, desk: Desk, trap: Trap, target: str) -> Response:
        if trap.answer == "redirect":
            chain = (trap.path, *trap.through)
            return Response(status=302, headers=(("Location", chain[chain.index(target) + 1]),))
        if trap.answer in ("page", "amp") and trap.to:
            text = next(text for text in desk.outlet.present(self.round) if text.id == trap.to)
            return _html(desk, desk.article(text, "amp" if trap.answer == "amp" else None))
        if trap.answer == "busy":
            return Response(status=429, headers=(("Retry-After", str(BUSY_FOR_SECONDS)),))
        if trap.answer == "endless":
            return Response(body=b"<html><body><p>Live: the talks go on.</p>", endless=True)
        return _failure(500 if trap.answer == "broken" else 404)

    def trickle(self, handler: BaseHTTPRequestHandler) -> None:
        """Send a byte now and then until the reader has had enough, or the server closes."""
        while not self._closing.wait(TRICKLE_SECONDS):
            try:
                handler.wfile.write(b".")
                handler.wfile.flush()
            except OSError:
                return


def _bound(server: Server, port: int) -> ThreadingHTTPServer:
    handler = type("Handler", (_Handler,), {"newsroom": server})
    try:
        return _Listener(("127.0.0.1", port), handler)
    except OSError:
        return _Listener(("127.0.0.1", 0), handler)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a visitor that hung up, as a crawl does with every connection when it ends."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    newsroom: Server

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        answer = self.newsroom.answer(host, self.path)
        etag = dict(answer.headers).get("ETag")
        unchanged = etag is not None and self.headers.get("If-None-Match") == etag
        status = 304 if unchanged else answer.status
        self.newsroom.log.append(f"{self.newsroom.round} {status} http://{host}:{self.newsroom.port}{self.path}")
        self.send_response(status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", answer.content_type)
        if answer.endless:
            self.close_connection = True
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(0 if unchanged else len(answer.body)))
        self.end_headers()
        self.wfile.write(b"" if unchanged else answer.body)
        if answer.endless:
            self.newsroom.trickle(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo prints its own lines."""


def _html(desk: Desk, page: str) -> Response:
    # An EUC-KR outlet that names its encoding in the page alone, as many did; the others say it in the header too.
    encoding = desk.outlet.encoding
    content_type = "text/html" if encoding == "euc-kr" else f"text/html; charset={encoding}"
    return Response(body=page.encode(encoding), content_type=content_type)


def _robots(outlet: Outlet) -> Response:
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in outlet.disallow)]
    rules += [f"Crawl-delay: {outlet.crawl_delay}"] if outlet.crawl_delay else []
    return Response(body=("\n".join(rules) + "\n").encode(), content_type="text/plain; charset=utf-8")


def _failure(status: int) -> Response:
    return Response(body=b"<html><body>not here</body></html>", status=status)


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'
