"""A small outlet on loopback for tests: serves what it is told, and remembers who asked for what."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parent.parent
PARAGRAPHS = (
    "The governments of South Korea and Japan said on Tuesday that their General Security of Military Information "
    "Agreement, known as GSOMIA, will stay in force.",
    "Invented deputy minister Han Seo-jin told reporters in Seoul that {topic} had been discussed in 14 rounds.",
    "Her fictional counterpart Mori Haruto spoke in Tokyo of a practical step after two hard years of {topic}.",
    "Working groups on {topic} are to meet again in April, first by video and later at a naval base near Busan.",
)


@dataclass(kw_only=True)
class Answer:
    """What a path answers with."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    """Called before the answer is sent: to wait, to signal."""


def article_page(title: str = "The pact stays", topic: str = "the pact", *, dated: bool = True) -> bytes:
    """An article about the pact."""
    text = "".join(f"<p>{paragraph.format(topic=topic)}</p>" for paragraph in PARAGRAPHS)
    meta = '<meta property="article:published_time" content="2025-03-04T09:00:00+09:00">' if dated else ""
    return f'<html lang="en"><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>{text}</article></body></html>'.encode()


class Outlet:
    """A server on 127.0.0.1 whose paths a test fills; a context manager."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outlet.requests.append((self.path, dict(self.headers)))
                answer = outlet.answers.get(self.path, Answer(status=404, body=b"none"))
                if answer.before:
                    answer.before()
                etag = answer.headers.get("ETag")
                unchanged = etag is not None and self.headers.get("If-None-Match") == etag
                self.send_response(304 if unchanged else answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                body = b"" if unchanged else answer.body
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = _Listener(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(1 for asked, _ in self.requests if asked == path)

    def article(self, path: str, *, title: str = "The pact stays", topic: str = "the pact", **changes: object) -> None:
        """Serve an article about the pact."""
        self.answers[path] = Answer(body=article_page(title, topic), **changes)  # type: ignore[arg-type]

    def feed(self, path: str, links: Sequence[str], **changes: object) -> None:
        """Serve an RSS feed of the links, each with its path as title."""
        items = "".join(f"<item><title>{link}</title><link>{self._absolute(link)}</link></item>" for link in links)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
        values = {"body": body.encode(), "content_type": "application/rss+xml"} | changes
        self.answers[path] = Answer(**values)  # type: ignore[arg-type]

    def _absolute(self, link: str) -> str:
        return link if "://" in link else self.url(link)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of crawls that were stopped or killed while they were answered."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Collection:
    """Runs real crawls of an outlet's sources in processes of their own, on one database."""

    def __init__(self, folder: Path, outlet: Outlet | None = None) -> None:
        self.db = folder / "news.db"
        self._catalogue = folder / "catalogue.toml"
        self._outlet = outlet
        self._sources: list[str] = []
        self.environment = {
            "PACTWATCH_DB": str(self.db),
            "PACTWATCH_CATALOGUE": str(self._catalogue),
            "PACTWATCH_ALLOW": "127.0.0.0/8",
            "PACTWATCH_DELAY": "0",
            "PACTWATCH_TIMEOUT": "5",
        }

    def source(self, name: str, path: str, kind: str = "feed", **more: object) -> None:
        """Enter a source of the outlet in the catalogue."""
        url = path if "://" in path or self._outlet is None else self._outlet.url(path)
        fields = {"name": name, "outlet": name.title(), "url": url, "kind": kind, "language": "en", "country": "KR"}
        fields |= {"category": "all", "paywall": "none", "confidence": "high"} | more
        lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items())
        self._sources.append(f"[[source]]\n{lines}enabled = true\n")
        self._catalogue.write_text("\n".join(self._sources), "utf8")

    def start(self) -> "subprocess.Popen[str]":
        """Start a crawl of what is due."""
        return subprocess.Popen(
            [sys.executable, "-m", "spiders.crawl"], env=os.environ | self.environment, cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, status: int = 0) -> str:
        """Crawl what is due to the end; what it wrote to stderr."""
        process = self.start()
        _, errors = process.communicate(timeout=200)
        assert process.returncode == status, errors
        return errors


def wait_until(condition: Callable[[], bool], seconds: float = 100) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)  # what is waited for takes a process a second; asking costs the other tests time


def kill(process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    """Send a real signal and wait for the end."""
    process.send_signal(number)
    process.communicate(timeout=100)
