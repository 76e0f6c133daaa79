"""The picture at the head of a story, and its caption.

Policy. A page names the picture in its head; an AMP page or a print view often does not, and then it is the first that
the story shows in a figure. The caption is the one under that first figure, whatever crop of it the head names.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, text_of

_ELSEWHERE = frozenset(("nav", "footer", "aside", "a", "li", "form"))
_SOURCES = ("src", "data-src", "data-original")
"""Where a picture's address stands; pages that load it later have another one in src, or none."""
_MOST_FIGURES = 10
_LONGEST_CAPTION = 500


def picture(page: Document) -> tuple[str | None, str]:
    """Return the address of the lead picture as the page writes it, and the rule that found it."""
    if stated := page.meta("og:image", "twitter:image"):
        return stated[1], f"meta:{stated[0]}"
    if address := _described(page, "url", "contentUrl", "@id") or _plain(page):
        return address, "json-ld"
    shown = (address for figure in _figures(page) if (address := _address(figure)))
    return next(((address, "first figure") for address in shown), (None, "none"))


def caption(page: Document) -> tuple[str | None, str]:
    """Return the lead picture's caption and the rule that found it."""
    first = next(_figures(page), None)
    if first is not None:
        under = first.find(".//figcaption")
        text = text_of(under) if under is not None else ""
        if text and len(text) <= _LONGEST_CAPTION:
            return text, "caption of the first figure"
    return _described(page, "caption"), "json-ld:image.caption"


def _figures(page: Document) -> Iterator[HtmlElement]:
    """The first figures that show a picture beside no list, menu or link to another story."""
    main = next(iter(page.elements("main")), None)
    for figure in page.elements("figure")[:_MOST_FIGURES]:
        above = list(figure.iterancestors())
        in_story = (main is None or main in above) and _ELSEWHERE.isdisjoint(element.tag for element in above)
        if in_story and figure.find(".//img") is not None:
            yield figure


def _address(figure: HtmlElement) -> str | None:
    """The address of the figure's picture; none where it stands in the page itself."""
    stated = (image.get(name) or "" for image in figure.iter("img") for name in _SOURCES)
    return next((address for address in stated if address and not address.startswith("data:")), None)


def _described(page: Document, *fields: str) -> str | None:
    """A field of the object that JSON-LD describes the picture by."""
    return next((text for node in page.related("image") for field in fields if (text := node.text(field))), None)


def _plain(page: Document) -> str | None:
    """The address that stands where such an object would."""
    value = page.article_node.fields.get("image")
    values = value if isinstance(value, list) else [value]
    return next((text.strip() for text in values if isinstance(text, str) and text.strip()), None)
