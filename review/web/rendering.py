"""Templates, filled so that nothing stored can be more than text in them.

Everything is escaped, and beforehand goes through `shown`, as in a terminal: control characters and marks that turn the
reading direction become U+FFFD. Only what is Markup, made by us, is left as it is. An address is a link only when a
browser would fetch it from the web; what a link out opens learns nothing of these pages.
"""

import functools
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from review.output import counted, shown


@functools.cache
def environment() -> Environment:
    """Return the templates with what they may call, compiled once."""
    pages = Environment(
        loader=PackageLoader("review.web"), autoescape=True, undefined=StrictUndefined, finalize=_plain,
        auto_reload=False,
    )  # fmt: skip
    pages.filters |= {"percent": percent, "words": words, "link": link, "tongue": tongue}
    pages.globals |= {"counted": counted}
    return pages


def percent(share: float | None) -> str:
    """Return a share, 0 to 1, as "12%"; "" for None."""
    return "" if share is None else f"{share:.0%}"


def words(name: str) -> str:
    """Return a name of the database in words: "wire reprint" for "wire_reprint"."""
    return name.replace("_", " ")


def tongue(language: str) -> str:
    """Return the lang attribute of a text; "" says that it is unknown."""
    return "" if language == "und" else language


def link(url: str, text: str | None = None) -> Markup:
    """Return a link out; the bare text where the address is none of the web."""
    said = shown(text or url)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or shown(url) != url:
        return Markup("<span>{}</span>").format(said)
    return Markup('<a class="out" href="{}" rel="noopener noreferrer">{}</a>').format(url, said)


def _plain(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return "" if value is None else shown(str(value))
