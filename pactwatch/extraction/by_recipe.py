"""Reads a page by its outlet's recipe."""

import re
from dataclasses import dataclass, replace

from pactwatch.extraction import fragment
from pactwatch.extraction.boilerplate import Boilerplate
from pactwatch.extraction.document import Document
from pactwatch.extraction.fragment import Fragment
from pactwatch.extraction.people import people
from pactwatch.extraction.recipe import Layout, Recipe, State, elements, first_text, texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a recipe found on a page; the general rules are asked for the rest."""

    recipe: Recipe
    layout: Layout
    state: State
    fragment: Fragment
    byline: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The rule's name, to print beside a field."""
        return f"recipe {self.recipe.outlet}, layout {self.layout.seen}"

    def text(self, page: Document, name: str) -> str | None:
        """A field by the layout's selector, else from the state."""
        selector = getattr(self.layout, name)
        found = first_text(page, selector) if selector else None
        return getattr(self.state, name) if found is None else found

    def authors(self, page: Document) -> tuple[str, ...]:
        """The authors by the byline, the layout's selector or the state."""
        selected = texts(page, self.layout.authors) if self.layout.authors else []
        names = self.byline or people(selected) or people(list(self.state.authors))
        desk = f"{self.recipe.outlet} "  # "YUN Ara, AFP South Korea": where a person signed, the desk did not
        return tuple(name for name in names if not name.startswith(desk)) or names

    def paywalled(self, page: Document) -> bool | None:
        """Whether the page stands behind the wall, if the recipe can tell."""
        if self.layout.paywall:
            return bool(elements(page, self.layout.paywall)) or None
        return self.state.paywalled


def read_by(recipe: Recipe, page: Document) -> Found | None:
    """Read `page` by the first layout that finds a body on it; None where none does, for example after a redesign."""
    for layout in recipe.layouts:
        state = layout.state(page) if layout.state else None
        if state is not None and state.markup:
            body = fragment.read_markup(state.markup, layout.drop)
        else:
            chosen = elements(page, layout.body) if layout.body else []
            body = fragment.read(chosen, layout.drop, line_breaks=layout.line_breaks)
        found = _found(recipe, layout, state or State(), body) if body.lines else None
        if found is not None and found.fragment.lines:
            return found
    return None


def _found(recipe: Recipe, layout: Layout, state: State, body: Fragment) -> Found:
    lines, apart = list(body.lines), list(body.apart)
    for name, pattern in recipe.boilerplate:
        told = [line for line in lines if pattern.search(line)]
        apart += [Boilerplate(name, line) for line in told]
        lines = [line for line in lines if line not in told]
    byline: tuple[str, ...] = ()
    for place in (-1, 0, -2) if recipe.byline is not None else ():
        match = recipe.byline.search(lines[place]) if recipe.byline and len(lines) > abs(place) else None
        if match is None:
            continue
        byline = people([match["names"]])
        apart.append(Boilerplate("byline", match[0]))
        rest = (lines[place][: match.start()] + lines[place][match.end() :]).strip()
        lines[place : place + 1 or None] = [rest] if rest else []
        break
    return Found(
        recipe=recipe, layout=layout, state=state, byline=byline, fragment=replace(body, lines=lines, apart=apart)
    )


def without(affixes: tuple[str, ...], title: str) -> str:
    """Return `title` without the outlet's own affixes at its ends."""
    for affix in affixes:
        # it begins the title or ends it, and stands in the pattern once: it takes half as long to compile
        title = re.sub(rf"(^)?\s*(?:{affix})(?(1)\s*|$)", "", title).strip() or title
    return title
