"""A recipe: how one outlet builds its pages, as constants. Reading with it is the same for all.

HOW TO ADD AN OUTLET
1. `pactwatch recipe new OUTLET --host HOST` writes publishers/<outlet>.py and tests/pages/<outlet>/ to fill in.
2. In publishers/<outlet>.py say `RECIPE = Recipe(outlet=..., hosts=(...), layouts=(Layout(...), ...), zone=KST)`; a
   publisher whose editions share their markup says `RECIPES = {"name_en": Recipe(...), "name_ko": Recipe(...)}`.
   Most outlets state headline, dates and authors well in JSON-LD or meta elements, which are read for everyone: name a
   selector only for what the general rules miss, usually the body and what to drop inside it. The newest layout comes
   first; an old one stays, with the years it was seen in. The first layout whose body is on the page is used.
3. Write tests/pages/<outlet>/page.html in the outlet's markup with sentences of your own, and beside it expected.json:
   what is to be read from it. An older layout has a folder of its own below, tests/pages/<outlet>/2018/.
4. `pactwatch recipe check OUTLET` (and pytest tests/test_recipes.py) compares field by field.

Selectors are CSS; "div.story > :is(p, h2)" looks through the page once, alternatives with a comma once each.
"selector@name" takes an attribute instead of the text ("meta[name=author]@content").
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, text_of, tidy
from pactwatch.extraction.selecting import is_possible, select

KST = JST = 540
"""Minutes east of UTC of Seoul and Tokyo."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What a script's data on the page says. Texts as they stand there; None and empty: it does not say."""

    title: str | None = None
    markup: str = ""
    """The body as HTML."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    image: str | None = None
    image_caption: str | None = None
    paywalled: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """One shape an outlet's pages had. Every selector but `body` is for what the general rules do not find."""

    seen: str
    """When pages looked like this: "2018-2020", "since 2023"."""
    body: str = ""
    """The element that holds the story, or its paragraphs; all that match are read, in the page's order."""
    state: Callable[[Document], State | None] | None = None
    """Reads the story out of a script (states.py), where the page holds it there. It goes before `body`."""
    drop: tuple[str, ...] = ()
    """Elements inside the body that are none of the story."""
    line_breaks: bool = False
    """Line breaks in the markup are shown (white-space: pre-wrap): each ends a line."""
    title: str | None = None
    authors: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    image: str | None = None
    image_caption: str | None = None
    paywall: str | None = None
    """An element that only pages behind the wall have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """An outlet and the layouts of its pages."""

    outlet: str
    """Its name in the catalogue."""
    hosts: tuple[str, ...]
    """Hosts without "www.", subdomains included; a path may follow ("asahi.com/ajw"): the longest that fits wins."""
    layouts: tuple[Layout, ...]
    zone: int | None = None
    """Minutes east of UTC in which it speaks where it names no zone."""
    affixes: tuple[str, ...] = ()
    """What it writes around a headline beside its name (regular expressions, whole parts): "종합", "Politics"."""
    byline: re.Pattern[str] | None = None
    """A first or last line of the body that names the authors, in the group "names"; the line leaves the body."""
    boilerplate: tuple[tuple[str, re.Pattern[str]], ...] = field(default=())
    """Lines of its own that are no story: (name, what the whole line looks like)."""


def elements(page: Document, selector: str) -> list[HtmlElement]:
    """The elements of a page that a selector finds, none inside another."""
    found = select(page.tree, selector) if is_possible(selector, page.html) else []
    if len(found) < 2:
        return found
    chosen = set(found)
    return [element for element in found if not any(above in chosen for above in element.iterancestors())]


def texts(page: Document, selector: str) -> list[str]:
    """The texts (or, after "@", the attributes) that a selector finds, without the empty ones."""
    return list(_texts(page, selector))


def first_text(page: Document, selector: str) -> str | None:
    """The first of these texts."""
    return next(_texts(page, selector), None)


def _texts(page: Document, selector: str) -> Iterator[str]:
    css, _, attribute = selector.partition("@")
    found = select(page.tree, css)
    values = (tidy(element.get(attribute) or "") if attribute else text_of(element) for element in found)
    return (value for value in values if value)
