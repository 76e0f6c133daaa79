"""Two answers about a link: the address to fetch, and the identity under which it is known.

tracking.py      parameters that say who sent the reader
redirectors.py   links that carry another link
outlet_urls.py   one article under several addresses of its outlet

What must never happen: two articles under one identity, since the second would never be read. What we accept: one
article under two identities; its text gives it away later.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, quote_from_bytes, unquote_to_bytes, urlsplit

from pactwatch.errors import UnusableURL
from pactwatch.outlet_urls import outlet_identity
from pactwatch.redirectors import target
from pactwatch.tracking import is_tracking

LONGEST = 8192
"""Servers refuse longer request lines (Apache 8190 bytes, nginx 8 KB by default)."""
LONGEST_HOST = 253
"""RFC 1035, without the dot at the end; the codec takes time that grows with the square of what is longer."""
_MOST_WRAPPERS = 8
"""Links within links within links: real ones are two deep."""
_SETTLES_WITHIN = 8
"""Rounds until an identity stands still; real links need one or two."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_EDGES = " \t\r\n\f\v\u00a0\u3000\ufeff\u200b"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_AMPERSAND = re.compile(r"&(?:(?:amp|#0*38);)+", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")

_SAFE_IN_PATH = "!$&'()*+,;=:@"
_SAFE_IN_ADDRESS = "%/?" + _SAFE_IN_PATH + "[]"

_HOST_OF_A_DEVICE = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_MOBILE_OF_A_LANGUAGE = re.compile(r"(?<=^[a-z]{2}\.)m\.(?=[^.]+\.[^.])")
"""ja.m.wikipedia.org"""
_PUBLIC_SUFFIX = re.compile(r"(?:ac|co|com|edu|go|gov|ne|net|or|org)\.[a-z]{2}")
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cgi|do)$", re.IGNORECASE)
_TWIN_IN_PATH = (
    # AMP: /amp/politics/4985709 (news1.kr), /articles/123/amp (WordPress), story.amp, story.amp.html (sudouest.fr)
    (re.compile(r"^/amp(?=/[^/])"), ""),
    (re.compile(r"(?<=[^/])/amp$"), ""),
    (re.compile(r"(?<=[^/])\.amp(?=$|\.html?$)"), ""),
    # the view to print: /print/news/123, /news/123/print, story.print.html; without a number it may be a section
    (re.compile(r"^/print(?=/.*\d)"), ""),
    (re.compile(r"^(/.*\d.*)/print$"), r"\1"),
    (re.compile(r"(?<=[^/])\.print(?=$|\.html?$)"), ""),
)
_ROUTE = re.compile(r"!?/[^/]")
"""A fragment that names a page of its own: where a site keeps its articles behind #/ or #!/."""


def usable(url: str) -> str:
    """Return the address to fetch: http or https, a real host name in ASCII, no fragment, out of any redirector.

    Raises UnusableURL for what no news site links to and an attacker would: user names, other schemes, backslashes,
    control characters, hosts that only look like hosts. Whether the host is ours to visit is decided elsewhere.
    """
    parts = _opened(url)
    path = quote(parts.path, safe=_SAFE_IN_ADDRESS) or "/"
    query = "?" + quote(parts.query, safe=_SAFE_IN_ADDRESS) if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}{path}{query}"


def canonical(url: str) -> str:
    """Return the identity: what all addresses of one article have in common. Never an address to fetch.

    The scheme is https unless a port is named. Raises UnusableURL for what `usable` refuses.
    """
    known = url
    for _ in range(_SETTLES_WITHIN):
        settled = _identity(known)
        if settled == known:
            return settled
        known = settled
    raise UnusableURL(f"{_shown(url)} has no form that stays the same: look for the article's own address.")


def _identity(url: str) -> str:
    parts = _opened(url)
    host, port = _host_and_port(parts)
    scheme = parts.scheme if port else "https"
    host = _desktop(host)
    rest = _path(parts.path) + _query(parts.query, host)
    if not port and (identity := outlet_identity(host, rest)):
        return f"https://{identity}"
    route = f"#{quote(parts.fragment, safe=_SAFE_IN_ADDRESS)}" if _ROUTE.match(parts.fragment) else ""
    return f"{scheme}://{host}{port}{rest}{route}"


# ---- what is refused


def _opened(url: str) -> SplitResult:
    """The innermost of an address that carries another: redirectors answer robots with riddles, or no longer at all."""
    parts = _checked(url)
    for _ in range(_MOST_WRAPPERS):
        inner = target(_joined(parts))
        if inner is None:
            return parts
        parts = _checked(inner)
    raise UnusableURL(f"{_shown(url)} wraps one address in another too often: give the innermost one.")


def _checked(url: str) -> SplitResult:
    """Split the address, its host in ASCII and its scheme in small letters. Raises UnusableURL."""
    url = _AMPERSAND.sub("&", url.strip(_EDGES))
    if len(url) > LONGEST:
        raise UnusableURL(f"{_shown(url)} is longer than servers accept: look for the article's own address.")
    if _CONTROL.search(url):
        raise UnusableURL(f"{url[:80]!r} holds control characters: no address does.")
    try:
        url.encode("utf-8")
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnusableURL(f"{_shown(url)} is no web address ({error}).") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise UnusableURL(f"{_shown(url)} is no web address: it has to begin with http:// or https://.")
    if "@" in parts.netloc:
        raise UnusableURL("The address names a user: only pages that anybody may read are fetched.")
    if port == 0 or not parts.hostname or any(character in parts.netloc for character in "\\%"):
        raise UnusableURL(f"{_shown(url)} has no host that a browser would go to.")
    host = _ascii_host(parts.hostname, url)
    named = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    path = parts.path if parts.path.startswith("/") else "/" + parts.path
    return parts._replace(netloc=host + named, path=path)


def _ascii_host(host: str, url: str) -> str:
    """The name that is looked up: full-width and circled characters are what IDNA makes of them."""
    if ":" in host:
        try:
            return f"[{IPv6Address(host)}]"
        except AddressValueError:
            raise UnusableURL(f"{_shown(url)} has no host that a browser would go to.") from None
    try:
        name = host if host.isascii() or len(host) > LONGEST_HOST else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise UnusableURL(f"{_shown(url)} has a host name that cannot be looked up.") from None
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise UnusableURL(f"{_shown(url)} has a host name that cannot be looked up.")
    if _NUMERIC.fullmatch(labels[-1]):
        return _dotted_quad(name, url)
    return name


def _dotted_quad(name: str, url: str) -> str:
    """Only the plain form: 127.1, 0x7f000001 and 2130706433 are for hiding."""
    try:
        return str(IPv4Address(name))
    except AddressValueError:
        raise UnusableURL(f"{_shown(url)} has a number for a host that is no IPv4 address.") from None


def _shown(url: str) -> str:
    return repr(url if len(url) <= 80 else url[:79] + "…")


# ---- one form for all spellings


def _joined(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _host_and_port(parts: SplitResult) -> tuple[str, str]:
    host, bracket, after = parts.netloc.partition("]")
    if bracket:
        return host + bracket, after
    host, colon, port = parts.netloc.partition(":")
    return host, colon + port


def _desktop(host: str) -> str:
    """Drop www, m, mobile and amp, as long as a name of the outlet's own is left."""
    while (device := _HOST_OF_A_DEVICE.match(host)) and not _PUBLIC_SUFFIX.fullmatch(host[device.end() :]):
        host = host[device.end() :]
    return _MOBILE_OF_A_LANGUAGE.sub("", host)


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(_encoded(segment, safe=_SAFE_IN_PATH))
    plain = _INDEX_PAGE.sub("", "/" + "/".join(segments))
    for pattern, desktop in _TWIN_IN_PATH:
        plain = pattern.sub(desktop, plain)
    return plain or "/"


def _query(query: str, host: str) -> str:
    pairs = []
    for field in query.split("&"):
        name, _, value = field.replace("+", "%20").partition("=")
        name, value = _encoded(name, safe="/:,"), _encoded(value, safe="/:,")
        if (name or value) and not is_tracking(name, value, host):
            pairs.append(f"{name}={value}" if value else name)
    return "?" + "&".join(sorted(set(pairs))) if pairs else ""


def _encoded(text: str, *, safe: str) -> str:
    """Percent-encode what has to be, in capital letters, and nothing else; bytes that are no UTF-8 stay those bytes."""
    return quote_from_bytes(unquote_to_bytes(text), safe=safe)
