"""A newsroom on loopback that misbehaves: outlets whose servers fail in the ways that real ones do, at random.

What it has shown is remembered, so that it can be asked afterwards whether everything was accounted for. All people and
events in its texts are invented.
"""

import random
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

OUTLETS = tuple(f"outlet{number}.example" for number in range(1, 9))
# What a server does instead of answering, and how often out of a hundred, while it is unruly.
MISCHIEF = {
    "error": 4, "busy": 2, "missing": 1, "login": 2, "empty": 2, "truncated": 3, "short": 2, "reset": 3, "slow": 1,
    "redirect": 4,
}  # fmt: skip
SENTENCES = (
    "The governments of South Korea and Japan spoke on day {n} about their General Security of Military Information "
    "Agreement, known as GSOMIA, and about {what}.",
    "Invented deputy minister Han Seo-jin told reporters in Seoul that {what} had been discussed in {n} rounds.",
    "Her fictional counterpart Mori Haruto spoke in Tokyo of a practical step, the {n}th of its kind, towards {what}.",
    "Working groups on {what} are to meet again in week {n}, first by video and later at a base near Busan.",
    "An analyst, also invented, counted {n} earlier promises about {what} and found that most had been kept.",
)
MATTERS = (
    "radar data", "submarine sightings", "a shared alert line", "satellite pictures", "the review clause",
    "translation of reports", "a liaison office", "maritime patrols", "missile debris", "the annual report",
)  # fmt: skip


@dataclass(kw_only=True)
class Item:
    """A thing that an outlet published."""

    number: int
    outlet: str
    on_topic: bool
    edition: int = 1
    paths: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Another one for each edition."""
        return f"Item {self.number}: {MATTERS[self.number % len(MATTERS)]}" + (", updated" * (self.edition > 1))


@dataclass
class Newsroom:
    """The outlets' servers; a context manager. Each of its hosts is to be resolved to 127.0.0.1."""

    seed: int
    unruly: bool = True
    items: list[Item] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Every address that stood in an answer which was sent as a whole."""
    requests: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._lock = threading.Lock()
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                newsroom.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, outlet: str, path: str) -> str:
        """An address of an outlet."""
        return f"http://{outlet}:{self.port}{path}"

    def publish(self) -> None:
        """Let a random outlet publish something, or change what it has published."""
        with self._lock:
            if self.items and self._random.random() < 0.15:
                self._random.choice(self.items).edition += 1
                return
            number = len(self.items)
            outlet = self._random.choice(OUTLETS)
            # One address, or two for one page: with a campaign's tag, as feeds have them.
            paths = (f"/n/{number}",) if number % 4 else (f"/n/{number}", f"/n/{number}?utm_source=feed")
            self.items.append(Item(number=number, outlet=outlet, on_topic=number % 5 != 4, paths=paths))

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a request, or do something else."""
        outlet, parts = handler.headers.get("Host", "").split(":")[0], urlsplit(handler.path)
        with self._lock:
            self.requests += 1
            mischief = self._mischief() if parts.path != "/robots.txt" else ""
            body, kind, shown = self._document(outlet, parts.path)
        if body is None:
            _send(handler, 404, b"none", "text/plain")
        elif mischief:
            _misbehave(handler, mischief, body, kind)
        elif _send(handler, 200, body, kind):
            with self._lock:
                self.shown |= shown

    def _mischief(self) -> str:
        if not self.unruly:
            return ""
        throw = self._random.uniform(0, 100)
        for name, share in MISCHIEF.items():
            throw -= share
            if throw < 0:
                return name
        return ""

    def _document(self, outlet: str, path: str) -> tuple[bytes | None, str, set[str]]:
        if path == "/robots.txt":
            return b"User-agent: *\nAllow: /\n", "text/plain", set()
        if path == "/feed":
            return self._feed(outlet)
        number = path.removeprefix("/n/")
        if not number.isdecimal() or int(number) >= len(self.items):
            return None, "", set()
        return _page(self.items[int(number)], self.url(outlet, f"/n/{number}")), "text/html; charset=utf-8", set()

    def _feed(self, outlet: str) -> tuple[bytes, str, set[str]]:
        mine = [item for item in self.items if item.outlet == outlet]
        links = [(item.title, self.url(outlet, path)) for item in reversed(mine) for path in item.paths]
        entries = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in links)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>{entries}</channel></rss>'
        return feed.encode(), "application/rss+xml", {link for _, link in links}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that were killed while they were answered."""


def _page(item: Item, url: str) -> bytes:
    what = MATTERS[item.number % len(MATTERS)]
    if item.on_topic:
        lines = [sentence.format(n=item.number + 3, what=what) for sentence in SENTENCES]
        # The words of an edition differ enough for a version, and of an item enough for no copy of its neighbour.
        lines += [f"This is remark {item.number * 31 + place} of edition {item.edition}." for place in range(4)]
    else:
        lines = [f"The home side won {item.number} to {item.number % 7}, and nobody spoke of anything else."] * 3
    text = "".join(f"<p>{line}</p>" for line in lines)
    meta = '<meta property="article:published_time" content="2025-03-04T09:00:00+09:00">'
    link = f'<link rel="canonical" href="{url}">'
    page = (
        f'<html lang="en"><head><title>{item.title}</title>{meta}{link}</head>'
        f"<body><article><h1>{item.title}</h1>{text}</article></body></html>"
    )
    return page.encode()


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, **headers: str) -> bool:
    """Send an answer; whether all of it was taken."""
    try:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        return False
    return True


def _misbehave(handler: BaseHTTPRequestHandler, mischief: str, body: bytes, kind: str) -> None:
    handler.close_connection = True
    if mischief == "error":
        _send(handler, 503, b"later", "text/plain")
    elif mischief == "busy":
        _send(handler, 429, b"too many", "text/plain", Retry_After="1200")
    elif mischief == "missing":
        _send(handler, 404, b"none", "text/plain")
    elif mischief == "login":
        _send(handler, 200, b"<html><form>Please log in</form></html>", "text/html")
    elif mischief == "empty":
        _send(handler, 200, b"", kind)
    elif mischief == "truncated":
        _send(handler, 200, body[: len(body) // 2], kind)
    elif mischief == "redirect":
        again = handler.path + ("&" if "?" in handler.path else "?") + "again=1"
        _send(handler, 302, b"", "text/plain", Location=f"http://{handler.headers['Host']}{again}")
    else:
        _break_off(handler, mischief, body, kind)


def _break_off(handler: BaseHTTPRequestHandler, mischief: str, body: bytes, kind: str) -> None:
    if mischief == "slow":
        time.sleep(6)
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) + (50 if mischief == "short" else 0)))
    handler.end_headers()
    handler.wfile.write(body[: 10 if mischief == "reset" else len(body)])
    handler.wfile.flush()
    handler.connection.close()
