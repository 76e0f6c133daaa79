"""`/healthz` and `/metrics` over HTTP, for a monitoring system on this machine; there is nothing else to ask for."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Self

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from spiders.service.metrics import registry
from spiders.service.pulse import Pulse
from storage.figures import Figures

PATIENCE_SECONDS = 5.0
LONGEST_REQUEST = 8 * 1024
"""Bytes of a request line and its headers."""


class Endpoint:
    """Answers GET on one port."""

    def __init__(self, pulse: Pulse, figures: Callable[[], Figures], steady: Callable[[], float]) -> None:
        self._pulse = pulse
        self._steady = steady
        self._registry = registry(figures, pulse.counters)
        self._server: asyncio.Server | None = None

    async def open(self, host: str, port: int) -> Self:
        """Listen. Raises OSError where the port is taken."""
        self._server = await asyncio.start_server(self._serve, host, port, limit=LONGEST_REQUEST)
        return self

    @property
    def port(self) -> int:
        """The port it listens on, also where 0 asked for any."""
        if self._server is None:
            return 0
        return int(self._server.sockets[0].getsockname()[1])

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self._answer(head))
                await writer.drain()
        writer.close()

    def _answer(self, head: bytes) -> bytes:
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) != 3 or words[0] not in (b"GET", b"HEAD"):
            return _http("405 Method Not Allowed", "text/plain", b"GET only\n")
        path = words[1].split(b"?", 1)[0]
        if path == b"/metrics":
            answer = _http("200 OK", CONTENT_TYPE_LATEST, generate_latest(self._registry))
        elif path == b"/healthz":
            answer = self._health()
        else:
            answer = _http("404 Not Found", "text/plain", b"/healthz and /metrics\n")
        return answer.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n" if words[0] == b"HEAD" else answer

    def _health(self) -> bytes:
        now, pulse = self._steady(), self._pulse
        well = pulse.is_well(now)
        said = {"well": well, "said": pulse.said(now), **pulse.counters()}
        status = "200 OK" if well else "503 Service Unavailable"
        return _http(status, "application/json", json.dumps(said).encode() + b"\n")


def _http(status: str, content_type: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
        "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode("latin-1") + body
