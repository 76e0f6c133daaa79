"""A server on loopback that answers with exactly the bytes, pauses and cuts it is told, under as many host names as a
test likes: what an outlet's server does on a bad day.
"""

import contextlib
import json
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from storage.archive import Archive
from storage.ledger_rows import Entry
from storage.sources import Tracked
from tests.outlet import Collection, article_page


@dataclass(kw_only=True)
class Exchange:
    """One request, and the connection it came on."""

    host: str
    path: str
    headers: dict[str, str]
    connection: socket.socket
    number: int
    """How often this path was asked for, this time included."""
    sent: int = 0

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)
        self.sent += len(data)

    def reset(self) -> None:
        """Cut the connection as a crashed server does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Script = Callable[[Exchange], None]


def answer(
    body: bytes | str = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str
) -> Script:
    """Send a whole answer; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} Said",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(data)}",
        "Connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

    def script(exchange: Exchange) -> None:
        exchange.send("\r\n".join([*lines, "", ""]).encode("latin-1") + data)

    return script


def feed(*links: str, status: int = 200, extra: str = "", **headers: str) -> Script:
    """Send an RSS feed of the links, each with its address as title."""
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{extra}{items}</channel></rss>'
    return answer(body, status, "application/rss+xml", **headers)


def redirect(to: str, status: int = 302, **headers: str) -> Script:
    return answer(b"", status, Location=to, **headers)


def first(script: Script, then: Script) -> Script:
    """Answer the first request so and every later one otherwise."""
    return lambda exchange: (script if exchange.number == 1 else then)(exchange)


def waiting(seconds: float, script: Script) -> Script:
    def late(exchange: Exchange) -> None:
        time.sleep(seconds)
        script(exchange)

    return late


class FaultyServer:
    """Serves scripts by host and path; a context manager. What has no script is a 404."""

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.scripts: dict[tuple[str, str], Script] = {}
        self.requests: list[tuple[str, str, dict[str, str], float]] = []
        self.sent: dict[tuple[str, str], int] = {}
        self.connections = 0
        self._tls = tls
        self._lock = threading.Lock()
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                server.connections += 1
                # A crawler that hangs up in the middle is what many cases are about.
                with contextlib.suppress(OSError):
                    server._serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

        self._server = Server((address, 0), Handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def at(self, url: str, script: Script) -> str:
        """Say what an address answers; the address."""
        parts = urlsplit(url)
        self.scripts[parts.hostname or "", parts.path + (f"?{parts.query}" if parts.query else "")] = script
        return url

    def url(self, host: str, path: str = "/feed") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, host: str, path: str | None = None) -> int:
        """How often an address, or anything of a host but its robots.txt, was asked for."""
        return sum(
            1 for asked_host, asked, _, _ in self.requests
            if asked_host == host and (asked == path if path else asked != "/robots.txt")
        )  # fmt: skip

    def headers_of(self, host: str, path: str) -> list[dict[str, str]]:
        return [headers for asked_host, asked, headers, _ in self.requests if (asked_host, asked) == (host, path)]

    def times_of(self, host: str) -> list[float]:
        return [at for asked_host, _, _, at in self.requests if asked_host == host]

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(100)
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True)
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                return
            head += received
        request, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        host, path = headers["Host"].rsplit(":", 1)[0], request.split(" ")[1]
        with self._lock:
            self.requests.append((host, path, headers, time.monotonic()))
            number = sum(1 for asked in self.requests if asked[:2] == (host, path))
        exchange = Exchange(host=host, path=path, headers=headers, connection=connection, number=number)
        try:
            self.scripts.get((host, path), answer(b"none", 404))(exchange)
        finally:
            self.sent[host, path] = exchange.sent
            with contextlib.suppress(OSError):
                if self._tls is not None:
                    connection.unwrap()
            connection.close()


class Cases(Collection):
    """Many cases and one crawl over them all: each case is a source on a host of its own."""

    def __init__(self, folder: Path, server: FaultyServer) -> None:
        super().__init__(folder)
        self.server = server
        self._hosts: dict[str, str] = {}
        self.environment["PACTWATCH_TIMEOUT"] = "2"
        # With no delay at all Scrapy 2.19 sends two requests to a host at a time, whatever it is told.
        self.environment["PACTWATCH_DELAY"] = "0.02"

    def host(self, name: str, address: str = "127.0.0.1") -> str:
        """Let a host name lead to the server, or elsewhere."""
        self._hosts[name] = address
        self.environment["PACTWATCH_HOSTS"] = json.dumps(self._hosts)
        return name

    def case(self, name: str, script: Script, *, path: str = "/feed", kind: str = "feed", **more: object) -> str:
        """Enter a source that answers so; its host."""
        host = self.host(f"{name}.test")
        self.source(name, self.server.at(self.server.url(host, path), script), kind, **more)
        return host

    def page(self, host: str, path: str, script: Script | None = None) -> str:
        """Serve a page, an article about the pact where nothing is said; its address."""
        title = f"The pact and {host}{path}"
        return self.server.at(self.server.url(host, path), script or answer(article_page(title, f"{host} {path}")))

    def again(self) -> str:
        """Crawl every source once more."""
        with Archive(self.db) as archive:
            for tracked in archive.sources():
                if tracked.source.enabled:
                    archive.retry_source(tracked.source.name)
        return self.run()

    def polls(self, name: str) -> list[dict[str, Any]]:
        """The polls of a case, the first one first."""
        with Archive(self.db) as archive:
            return list(reversed(archive.polls(name)))

    def outcomes(self, name: str) -> list[str]:
        return [poll["outcome"] for poll in self.polls(name)]

    def tracked(self, name: str) -> Tracked:
        with Archive(self.db) as archive:
            return archive.source(name)

    def entry(self, url: str) -> Entry:
        """The ledger's row for an address."""
        with Archive(self.db) as archive:
            return archive.explain(url, url)[0]


class Done(NamedTuple):
    """Cases that were crawled, what their server saw, and what the crawls wrote."""

    cases: Cases
    server: FaultyServer
    errors: str


@contextlib.contextmanager
def crawled(
    folder: Path, *enter: Callable[[Cases], None], then: Callable[[Cases], str] = lambda cases: ""
) -> Iterator[Done]:
    """Enter cases, crawl them all once, and `then`; for a fixture of many facts."""
    with FaultyServer() as server:
        cases = Cases(folder, server)
        for some in enter:
            some(cases)
        errors = cases.run()
        yield Done(cases, server, errors + then(cases))
