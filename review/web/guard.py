"""What stands before every page: only known hosts are answered, and every answer forbids what no page needs.

A page of a stranger can make a browser ask 127.0.0.1, and a name of a stranger can be turned to 127.0.0.1 once its
page is open (DNS rebinding). The first is met by the forms' tokens (forms.py); the second here: a name in the Host
header must be one we know. An address in it is no name and cannot be turned.
"""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Not "no-referrer": with it a browser sends "Origin: null" along with our own forms (Fetch, "append a request
    # `Origin` header"). To other hosts neither sends anything.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        """`names` are the host names, beside localhost, under which readers reach the pages."""
        self._app = app
        self._names = {"localhost", *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse, one request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if self.knows(host):
            await self._app(scope, receive, guarded)
        else:
            refusal = PlainTextResponse(
                "These pages are not known under that name: start them with --name NAME if it is theirs.\n", 421
            )
            await refusal(scope, receive, guarded)

    def knows(self, host: str) -> bool:
        """Whether a Host header is an address, or a name of ours."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        return True
