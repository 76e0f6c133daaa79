"""Links that carry another link, opened without asking anybody.

Only where the target stands in the link itself, and where following the link leads there: a button that shares an
article carries its address too, but leads to a form. Google News links of the new kind (since mid 2024) and shorteners
hold none: they stay as they are, and the page they lead to tells its address.
"""

import base64
import re
from urllib.parse import parse_qs, unquote, urlsplit

WRAPPED_IN_PARAMETER = (
    # host, beginning of the path, parameters that may hold the target
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", ("url", "q")),
    (r"(?:www\.|news\.)?google\.[a-z.]{2,6}", "/news/url", ("url",)),
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/imgres", ("imgrefurl",)),
    (r"(?:www\.|cn\.)?bing\.com", "/news/apiclick.aspx", ("url",)),
    (r"(?:feedproxy\.google|feeds\d*\.feedburner)\.com", "/", ("url",)),
    (r"(?:l|lm|www|m)\.facebook\.com", "/l.php", ("u",)),
    (r"l\.instagram\.com", "/", ("u",)),
    (r"(?:www\.)?youtube\.com", "/redirect", ("q",)),
    (r"out\.reddit\.com", "/", ("url",)),
    (r"(?:www\.)?linkedin\.com", "/redir/redirect", ("url",)),
    (r"(?:[a-z0-9-]+\.)?safelinks\.protection\.outlook\.com", "/", ("url",)),
    (r"t\.umblr\.com", "/redirect", ("z",)),
    (r"(?:www\.)?vk\.com", "/away.php", ("to",)),
    (r"getpocket\.com", "/redirect", ("url",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"link\.naver\.com", "/bridge", ("url",)),
)
"""Bing, Google and FeedBurner stand in search results and feeds; ural's infer_redirection (2026-11) names the rest."""

WRAPPED_IN_PATH = (
    # the caches of AMP pages: /c/s/host/path (s: https), also /v/ for the viewer and /i/ for pictures
    (re.compile(r"https?://[a-z0-9-]+\.cdn\.ampproject\.org/(?:c|v|wp|a)/(s/)?(.+)"), "amp"),
    (re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?(.+)"), "amp"),
    (re.compile(r"https?://(?:[a-z0-9-]+\.)?bing-amp\.com/c/(s/)?(.+)"), "amp"),
    # FeedBurner where a feed's items were addresses: /~r/NAME/~3/ID/http://outlet/article
    (re.compile(r"https?://(?:feedproxy\.google|feeds\d*\.feedburner)\.com/.*?/(https?(?::|%3A).+)", re.I), ""),
    # Yahoo: /RU=https%3a%2f%2f.../RK=2/, and the Japanese /*https://...
    (re.compile(r"https?://r\.search\.yahoo\.com/.*/RU=([^/]+)/"), ""),
    (re.compile(r"https?://rd\.yahoo\.co\.jp/.*?/\*(https?(?::|%3A).+)", re.I), ""),
)  # fmt: skip

_NEWS_TOKEN = re.compile(r"https?://news\.google\.com/(?:__i/)?(?:rss/)?(?:articles|read)/([\w=-]+)")
_TOKEN_HEAD = b"\x08\x13\x22"
"""Two protobuf fields: the kind of link (19), and then the target with its length before it."""


def target(url: str) -> str | None:
    """Return the address inside the link; None where there is none, or only a part of one."""
    found = _from_token(url) or _from_path(url) or _from_parameter(url)
    return found if found and found != url and _is_whole(found) else None


def _is_whole(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _from_parameter(url: str) -> str | None:
    parts = urlsplit(url)
    if not parts.query:
        return None
    for host, path, names in WRAPPED_IN_PARAMETER:
        if parts.path.startswith(path) and re.fullmatch(host, parts.hostname or ""):
            values = parse_qs(parts.query)
            return next((values[name][0] for name in names if name in values), None)
    return None


def _from_path(url: str) -> str | None:
    for pattern, kind in WRAPPED_IN_PATH:
        found = pattern.match(url)
        if found and kind == "amp":
            return ("https://" if found[1] else "http://") + found[2]
        if found:
            inner = found[1]
            return unquote(inner) if "%3a" in inner[:8].lower() else inner
    return None


def _from_token(url: str) -> str | None:
    """Read the old token: base64url over protobuf, the target in clear behind its length of one or two bytes."""
    found = _NEWS_TOKEN.match(url)
    if found is None:
        return None
    try:
        inner = base64.urlsafe_b64decode(found[1].rstrip("=") + "=" * (-len(found[1].rstrip("=")) % 4))
    except ValueError:
        return None
    if not inner.startswith(_TOKEN_HEAD) or inner == _TOKEN_HEAD:
        return None
    length, start = inner[3], 4
    if length & 0x80 and len(inner) > 4:
        length, start = (length & 0x7F) | inner[4] << 7, 5
    text = inner[start : start + length].decode("utf-8", "replace")
    return text if len(inner) >= start + length and "\ufffd" not in text else None
