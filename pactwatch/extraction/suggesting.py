"""A first draft of a recipe, from a page that the general rules have read."""

import re

from lxml.html import HtmlElement

from pactwatch.extraction.document import Document, text_of
from pactwatch.extraction.fallback import body_of

_DRAFT = '''"""{title}."""

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="{title}",
    hosts=("{host}",),
    layouts=(
        Layout(
            seen="since YEAR",
            body="{body}",
        ),
    ),
)
'''


def recipe_draft(outlet: str, host: str, body: str | None) -> str:
    """Return a recipe's file to fill in."""
    return _DRAFT.format(title=outlet.replace("_", " ").title(), host=host, body=body or "article")


def suggested_body(page: Document) -> str | None:
    """Return a selector of the innermost element that holds what the general rules took for the body."""
    lines, _ = body_of(page)
    wanted = {line for line in lines if len(line) > 40}
    holders = [element for element in page.tree.iter() if isinstance(element.tag, str) and text_of(element) in wanted]
    if not holders:
        return None
    above = [set(element.iterancestors()) | {element} for element in holders]
    shared = set.intersection(*above) if len(above) > 1 else above[0]
    innermost = max(shared, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    return _selector(innermost) if innermost is not None else None


def _selector(element: HtmlElement) -> str:
    if element.get("id"):
        return f"{element.tag}#{element.get('id')}"
    names = [name for name in (element.get("class") or "").split() if re.fullmatch(r"[A-Za-z][\w-]*", name)]
    return str(element.tag) + "".join(f".{name}" for name in names[:2])
