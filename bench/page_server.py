"""Serves a folder of saved pages over loopback under their own host names, as an HTTP proxy with a feed per host."""

import gzip
import json
import threading
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from pactwatch.urls import usable

FEED_PATH = "/pactwatch-replay.xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    """A page of the folder, and the address it is served under."""

    file: Path
    url: str
    """http, since the proxy speaks plain HTTP; host, path and query are the page's own."""
    original: str


def saved_pages(folder: Path) -> list[SavedPage]:
    """Read gold.jsonl of `folder`: one JSON object a line with `file` (gzipped HTML, relative) and `url`."""
    pages = []
    for line in (folder / "gold.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        if row.get("url"):
            address = usable(row["url"])
            pages.append(
                SavedPage(file=folder / row["file"], url="http://" + address.split("://", 1)[1], original=row["url"])
            )
    return pages


class PageServer:
    """A proxy on 127.0.0.1 that answers for every host of the saved pages; a context manager."""

    def __init__(self, pages: list[SavedPage]) -> None:
        self.hosts: dict[str, list[SavedPage]] = defaultdict(list)
        for page in pages:
            self.hosts[urlsplit(page.url).netloc].append(page)
        handler = type("Handler", (_Handler,), {"hosts": self.hosts, "pages": {_key(p.url): p for p in pages}})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    @property
    def proxy(self) -> str:
        """The address to configure as HTTP proxy."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feeds(self) -> dict[str, str]:
        """Host name -> address of its feed."""
        return {host: f"http://{host}{FEED_PATH}" for host in self.hosts}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hosts: ClassVar[dict[str, list[SavedPage]]] = {}
    pages: ClassVar[dict[str, SavedPage]] = {}
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        page = self.pages.get(_key(self.path))
        if parts.path == FEED_PATH and parts.netloc in self.hosts:
            self._answer(_feed(self.hosts[parts.netloc]), "application/rss+xml; charset=utf-8")
        elif page is not None:
            # No charset in the header: the saved page must tell by itself, as most of these did.
            self._answer(gzip.decompress(page.file.read_bytes()), "text/html")
        else:
            self._answer(b"not here", "text/plain", 404)

    def _answer(self, body: bytes, content_type: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the bench prints its own lines."""


def _feed(pages: list[SavedPage]) -> bytes:
    items = "".join(f"<item><title>page</title><link>{escape(page.url)}</link></item>" for page in pages)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>replay</title>{items}</channel></rss>'.encode()


def _key(url: str) -> str:
    return url.split("#", 1)[0]
