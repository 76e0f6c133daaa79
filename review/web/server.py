"""Listening and serving: one process, this machine's loopback unless told otherwise, a thread for each request."""

import logging
import socket
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from types import TracebackType
from typing import Self

import uvicorn

from pactwatch.errors import PactwatchError
from review.place import Place
from review.web.app import application

MOST_AT_ONCE = 64
"""Requests answered at one time; further ones are told to come again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listening:
    """A socket that is bound, and so the port that is known before anything is served."""

    socket: socket.socket
    host: str
    port: int

    @classmethod
    def on(cls, host: str, port: int) -> Self:
        """Bind. Raises PactwatchError."""
        try:
            family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            bound = socket.create_server(address, family=family)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or error
            raise PactwatchError(f"Nothing can listen on {host} port {port} ({why}): try another --port.") from error
        return cls(socket=bound, host=host, port=bound.getsockname()[1])

    @property
    def url(self) -> str:
        """Where a browser finds the pages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()


def server(place: Place, *, names: Collection[str] = (), zone: tzinfo | None = None) -> uvicorn.Server:
    """Return what serves the pages; uvicorn's own log is left to the warnings of `logging`."""
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    config = uvicorn.Config(
        application(place, names=names, zone=zone), log_config=None, access_log=False, server_header=False,
        proxy_headers=False, lifespan="off", ws="none", limit_concurrency=MOST_AT_ONCE, timeout_graceful_shutdown=5,
    )  # fmt: skip
    return uvicorn.Server(config)


def serve(place: Place, listening: Listening, *, names: Collection[str], zone: tzinfo | None) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    server(place, names=names, zone=zone).run(sockets=[listening.socket])
