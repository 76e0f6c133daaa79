"""What browsers send: forms that only our own pages can have made.

A form carries a token, made of a cookie of this browser and a secret of this process. A page of a stranger knows
neither, and its requests carry no such cookie (SameSite); where a browser says where a request comes from, it must
come from us.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request

COOKIE = "pactwatch"
TOKEN = "token"  # noqa: S105 (the name of a field)
MOST_BYTES = 64 * 1024
MOST_FIELDS = 4096

FOREIGN = (
    "This form does not come from these pages, or they were started anew since you opened it. Nothing was written: "
    "load the page again and send it once more."
)
BROKEN_OFF = "The form broke off before its end. Nothing was written."
TOO_LARGE = "That is too much for one form: shorten the note. Nothing was written."


class Refused(Exception):
    """A form that is not taken: a sentence for its sender, and the status of the answer."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with its values."""

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """The first value of a field, without the space around it; "" where there is none."""
        return self.fields.get(name, [""])[0].strip()

    def numbers(self, name: str) -> list[int]:
        """The values of a field that are numbers of something stored."""
        return sorted({number for value in self.fields.get(name, ()) if (number := as_number(value))})

    def number(self, name: str) -> int | None:
        """The first value of a field as a number of something stored."""
        return as_number(self.one(name))


def as_number(text: str) -> int | None:
    """Return the number of something stored, 1 to 2**63 - 1; None for everything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 19:
        return None
    return int(text) if 1 <= int(text) < 2**63 else None


class Seal:
    """Makes tokens and tells whether one is ours."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def token(self, cookie: str) -> str:
        """The token of a browser, known by its cookie."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def holds(self, request: Request, form: Form) -> bool:
        """Whether a form was made by these pages for the browser that sends it."""
        cookie = request.cookies.get(COOKIE, "")
        ours = hmac.compare_digest(form.one(TOKEN).encode(), self.token(cookie).encode())
        return bool(cookie) and ours and _from_here(request)


def new_cookie() -> str:
    """Return the value of the cookie of a browser that has none."""
    return secrets.token_urlsafe(24)


async def read_form(request: Request) -> Form:
    """Read the fields of a form as browsers send it. Raises Refused."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused(TOO_LARGE, 413)
    except ClientDisconnect as error:
        raise Refused(BROKEN_OFF, 400) from error
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused(FOREIGN, 403) from error
    return Form(fields)


def _from_here(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
